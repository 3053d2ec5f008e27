// The workbench: what is changed is asked at once, and the page takes up the answer. Without this
// file everything works with the buttons that are there.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  let asking = null;
  let waiting = 0;
  const desk = () => document.querySelector("form[data-desk]");

  const offline = (on) => {
    document.querySelector(".offline")?.remove();
    if (!on) return;
    const told = document.createElement("p");
    told.className = "offline";
    told.setAttribute("role", "alert");
    told.textContent = "The server does not answer. Nothing is lost: change something to try again.";
    document.getElementById("main").prepend(told);
  };

  async function ask(fields, push) {
    asking?.abort();
    const mine = (asking = new AbortController());
    const at = desk().dataset.desk;
    document.body.classList.add("busy");
    try {
      const answer = await fetch(at, {
        method: "POST", body: fields, headers: { "X-Unitwise": "1" }, signal: mine.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.getElementById("main");
      if (!main) throw new Error("no page");
      take(main, page.title);
      const address = answer.headers.get("X-Unitwise-Address");
      if (push && address && address !== location.pathname + location.search) {
        history.pushState(null, "", address);
      }
      offline(false);
      prices(mine);
    } catch (error) {
      if (error.name !== "AbortError") offline(true);
    } finally {
      if (asking === mine) document.body.classList.remove("busy");
    }
  }

  // Put the answer in place; what has the focus keeps it, what is open stays open.
  function take(main, title) {
    const focus = document.activeElement;
    const by = focus?.id ? ["id", focus.id] : focus?.name ? ["nv", focus.name, focus.value] : null;
    const open = new Set([...document.querySelectorAll("details[open][id]")].map((one) => one.id));
    const top = scrollY;
    document.getElementById("main").replaceChildren(...main.childNodes);
    document.title = title;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const same = by?.[0] === "id" ? document.getElementById(by[1])
      : by ? [...document.getElementsByName(by[1])].find((one) => one.value === by[2]) : null;
    scrollTo(0, top);
    const panel = document.getElementById("panel");
    if (by?.[1] === "why" && panel) panel.focus();
    else (same ?? document.getElementById("faults"))?.focus({ preventScroll: Boolean(same) });
  }

  async function prices(mine) {
    const form = desk();
    if (!form?.querySelector(".price") || !form.querySelector(".verdict.plan")) return;
    try {
      const answer = await fetch(form.dataset.desk + "/prices", {
        method: "POST", body: new FormData(form), headers: { "X-Unitwise": "1" }, signal: mine.signal,
      });
      if (!answer.ok) return;
      const found = await answer.json();
      for (const cell of document.querySelectorAll(".price")) {
        cell.textContent = found[cell.dataset.unit] ?? "";
      }
    } catch { /* the next answer brings them */ }
  }

  document.addEventListener("change", (event) => {
    const form = desk();
    if (!form || !form.contains(event.target)) return;
    if (["between", "others", "diverse"].includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(new FormData(form), true), event.target.type === "radio" ? 0 : 80);
  });
  document.addEventListener("submit", (event) => {
    const form = desk();
    const by = event.submitter;
    if (!form || event.target !== form || by?.hasAttribute("formaction")) return;
    event.preventDefault();
    const fields = new FormData(form);
    if (by?.name) fields.append(by.name, by.value);
    ask(fields, true);
  });
  addEventListener("popstate", () => {
    const form = desk();
    if (!form) return;
    const fields = new FormData();
    fields.append("go", location.search.slice(1));
    for (const name of ["record", "held", "baseline"]) {
      const value = form.elements[name]?.value;
      if (value) fields.append(name, value);
    }
    ask(fields, false);
  });
  if (desk()) prices((asking = new AbortController()));
})();
