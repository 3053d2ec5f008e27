// The workbench: what is changed is asked at once, and the page takes up the answer. Without this
// module everything works with the buttons that are there.
document.documentElement.classList.add("js");
let asking = new AbortController(), waiting = 0, sliding = false;
let step = history.state?.step ?? 0, last = step;
const by = (id) => document.getElementById(id);
const desk = () => document.querySelector("form[data-desk]");
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const post = (path, fields, { signal }) => fetch(desk().dataset.desk + path,
  { method: "POST", body: fields, headers: { "X-Unitwise": "1" }, signal });
const tell = (words) => (by("told").firstElementChild.textContent = words, by("told").hidden = false);

// A change is a step that Back undoes; the slider's are one step together.
async function ask(fields, push) {
  asking.abort();
  const mine = (asking = new AbortController());
  document.body.classList.add("busy");
  try {
    const answer = await post("", fields, mine);
    const page = parsed(await answer.text());
    if (!page.getElementById("desk")) throw new Error(page.querySelector("#main p").textContent);
    const address = answer.headers.get("X-Unitwise-Address");
    if (push && address && address !== location.pathname + location.search) {
      const slide = push === "slide";
      if (slide && history.state?.slide) history.replaceState(history.state, "", address);
      else history.pushState({ step: (last = ++step), slide }, "", address);
    }
    take(page, fields);
    later(mine);
  } catch (error) {
    if (error.name !== "AbortError") tell(error.name === "Error" ? error.message : "The server does not answer. Nothing is lost.");
  }
  if (asking === mine) document.body.classList.remove("busy");
}

// What has the focus keeps it, with what was typed meanwhile; what is open stays open.
function take(page, sent) {
  const focus = document.activeElement, panel = focus.closest("#panel"), top = scrollY;
  const same = panel ? `[name=why][value="${panel.dataset.unit}"]` : focus.id ? "#" + CSS.escape(focus.id)
    : focus.name ? `[name="${focus.name}"][value="${CSS.escape(focus.value)}"]` : "#no";
  const seen = [...document.querySelectorAll("details[id]")].map((one) => [one.id, one.open, one.dataset.open]);
  const typed = /^text/.test(focus.type) && focus.value !== (sent.get(focus.name) ?? focus.value);
  become(by("main"), page.getElementById("main"));
  if (typed) focus.setAttribute("form", ""); // it is not reset, and still asks when it is left
  if (!sliding) desk()?.reset(); // what stayed has what the server took up
  focus.removeAttribute("form");
  if (by("slider") && !sliding) by("slider").value = by("field-max_glh").value || by("slider").max;
  for (const [id, open, due] of seen) if (by(id) && by(id).dataset.open === due) by(id).open = open;
  steps(), scrollTo(0, top), document.title = page.title;
  const to = focus.name === "why" ? by("panel") : document.querySelector(same);
  (to ?? by("faults"))?.focus({ preventScroll: to !== by("panel") });
}

// An element becomes another by what is other in it: what stays is not laid out again.
function become(old, fresh) {
  if (old.isEqualNode(fresh) || sliding && old.id === "limit") return;
  if (old.id === "hours" && old.dataset.for === fresh.dataset?.for) return;
  if (!old.tagName || old.tagName !== fresh.tagName || old.id !== fresh.id) return old.replaceWith(fresh);
  for (const { name } of [...old.attributes]) fresh.hasAttribute(name) || old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  const mine = [...old.childNodes], theirs = [...fresh.childNodes];
  theirs.forEach((one, at) => mine[at] ? become(mine[at], one) : old.append(one));
  mine.slice(theirs.length).forEach((one) => one.remove());
}

const steps = () => ["undo", "redo"].forEach((id, end) =>
  by(id)?.setAttribute("aria-disabled", end ? step >= last : step < 1));

// What comes after the plan: the prices, and what a limit on hours would do.
async function later(mine) {
  try {
    if (document.querySelector(".verdict.plan")) {
      const found = await (await post("/prices", new FormData(desk()), mine)).json();
      for (const cell of document.querySelectorAll(".price")) cell.textContent = found[cell.dataset.unit] ?? "";
    }
    if (!by("hours")?.dataset.for || by("hours").childElementCount) return;
    const answer = await post("/hours", new FormData(desk()), mine);
    if (answer.ok) by("hours").replaceChildren(...parsed(await answer.text()).body.childNodes);
  } catch { /* the next answer brings them */ }
}

document.addEventListener("input", ({ target }) => {
  if (target.id !== "slider") return;
  sliding = true;
  by("field-max_glh").value = +target.value < +target.max ? target.value : "";
  waiting ||= setTimeout(() => { waiting = 0; ask(new FormData(desk()), "slide"); }, 100);
});
document.addEventListener("change", ({ target }) => {
  if (target.id === "slider") sliding = false;
  if (!desk()?.contains(target) || /^$|between|others|diverse|prices|beside/.test(target.name)) return;
  asking.abort(); // its answer would take the change back
  setTimeout(() => ask(new FormData(desk()), "step"), target.type === "radio" ? 0 : 80);
});
document.addEventListener("submit", (event) => {
  if (event.target !== desk() || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  ask(new FormData(desk(), event.submitter), "step");
});
document.addEventListener("click", (event) => {
  const target = event.target, far = Number(target.dataset.step), to = step + far;
  const link = target.closest("a[data-go]"); // it would leave behind what is held; its button does not
  if (link) event.preventDefault(), desk().querySelector(`[name=go][value="${link.dataset.go}"]`).click();
  if (far && to >= 0 && to <= last) step = to, steps(), history.go(far); // a second click counts from here
  if (target.id === "stop") asking.abort(), tell("Stopped. What is shown is from before your change.");
});
document.addEventListener("keydown", ({ key }) => { if (key === "Escape") by("close")?.click(); });
addEventListener("popstate", ({ state }) => {
  step = state?.step ?? 0;
  if (!desk()) return;
  const fields = new FormData();
  for (const name of ["record", "held", "baseline", "was"])
    fields.append(name, desk().elements[name]?.value ?? "");
  fields.append("go", location.search.slice(1));
  ask(fields, "");
});
// What came from another page's form has a question, and no address yet.
if (desk()?.dataset.address) history.replaceState(history.state, "", desk().dataset.address);
if (desk()) later(asking);
steps();
