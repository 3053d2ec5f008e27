"""Measure the adviser's desk: ``python benchmarks/web.py``, with ``--seconds N`` a closed loop.

*What does a tick cost?* The eight largest are asked with each of 24 wishes in turn, in this
process; CPU time of the whole page, and of all the prices, which come in a second request.

*What does the way over HTTP add?* A server of its own is asked for one plan after the other by 1,
4 and 16 clients at once, over loopback; beside it the same question in this process.

*How soon is it there, and what does it hold?* Starts in turns with a cold ``unitwise suggest``; the
memory that is the server's alone (PSS), and how that grows with the answers.

*Is anything worked on for nobody?* A hard question (a market split) is asked and left alone; a
worker that searches is killed.

*What does a browser see?* If playwright and a Chromium are there: bytes, the time from a click to
the picture of its answer, and from the last of the slider's moves, sixty a second for five seconds.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402

DAY = "2026-09-01"
OCR = "ocr-l4-customer-service"
WISHES = 24
PATH = f"/api/v1/qualifications/{OCR}/plan"
WANTS = ("D/506/2055", "L/506/2181", "J/506/2292", "R/506/2960")
LIVE = {"X-Unitwise": "1"}
"""What the page's own script says of itself: it is answered with the page, not sent to it."""

BODIES = [json.dumps({"on": DAY, "goals": ["least-glh"], "want": [one]}) for one in WANTS]


def main() -> None:
    """Measure, and print a table of what was aimed at and what was found."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--seconds", type=arguments.seconds, default=4.0, help="of each loop")
    parser.add_argument("--starts", type=arguments.count, default=5, help="of the server")
    parser.add_argument("--answers", type=arguments.count, default=2_000, help="to see memory grow")
    asked = parser.parse_args()
    load, *_ = os.getloadavg()
    print(f"{os.cpu_count()} cores, load {load:.1f}\n")
    print(f"{'goal':<58} {'aimed at':>22} {'found':>26}")
    for measured in (
        ticks(),
        starts(asked.starts),
        serving(asked.seconds, asked.answers),
        alone_again(),
        seen(),
    ):
        for goal, aim, found in measured:
            print(f"{goal:<58} {aim:>22} {found:>26}", flush=True)


def spread(values: list[float]) -> str:
    """Return the median and the 95th of a hundred, in milliseconds."""
    return f"{median(values) * 1000:.1f} / {quantiles(values, n=20)[-1] * 1000:.1f} ms"


Rows = Iterator[tuple[str, str, str]]


def ticks() -> Rows:
    """CPU time of a page after a tick in the largest qualifications, and of its prices."""
    from starlette.testclient import TestClient

    from adviser.web.app import application
    from adviser.web.pages import Settings
    from tests.adviser.web.desk import LIBRARY, largest

    app: Any = application(Settings(LIBRARY, LIBRARY.qualifications, 5.0, "Unitwise 0"))
    desk = TestClient(app, base_url="http://localhost")
    pages: list[float] = []
    prices: list[float] = []
    sizes: list[int] = []
    for one in largest():
        units = [unit.reference for unit in one.edition_on(date.fromisoformat(DAY)).units]
        desk.get(f"/q/{one.short_name}", params={"on": DAY})  # what is made once for an edition
        for number, unit in enumerate(islice(cycle(units), WISHES)):
            wish = "want" if number % 2 else "avoid"
            sent = {"on": DAY, "goal": "fewest-units", wish: unit}
            for path, kept in (("", pages), ("/prices", prices)):
                began = time.process_time()
                answer = desk.post(f"/q/{one.short_name}{path}", data=sent, headers=LIVE)
                kept.append(time.process_time() - began)
                assert answer.status_code == 200, answer.status_code
                if not path:
                    sizes.append(len(gzip.compress(answer.content)))
    yield "a tick at the server, CPU, median / p95", "25 / 60 ms", spread(pages)
    yield "all prices, CPU, median / p95", "200 ms / -", spread(prices)
    yield (
        "a tick, gzipped, median / most",
        "8 KB",
        (f"{median(sizes) / 1000:.1f} / {max(sizes) / 1000:.1f} KB"),
    )


@contextmanager
def server(*more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run a server of our own on some port."""
    command = [sys.executable, "-m", "adviser", "serve", "--no-open", "--port", "0", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found is not None
        try:
            yield process, int(found[1])
        finally:
            process.terminate()


def get(port: int, path: str) -> bytes:
    """Ask for a page, again until the server listens."""
    for _ in range(600):
        try:
            one = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            one.request("GET", path)
            return one.getresponse().read()
        except ConnectionError:
            time.sleep(0.05)
    raise SystemExit("the server does not answer")


def starts(number: int) -> Rows:
    """CPU time until the first page with a plan, beside that of a cold ``suggest``."""
    desk, plan = [], []
    for _ in range(number):
        with server() as (process, port):
            get(port, f"/q/{OCR}?on={DAY}&goal=least-glh")
            desk.append(_cpu(process.pid))
        before = _children()
        command = [sys.executable, "-m", "adviser", "suggest", OCR, "--on", DAY]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
        plan.append(_children() - before)
    found = f"{min(desk):.2f} s, {min(desk) / min(plan):.1f}x"
    yield "from start to the first page, least CPU", "1.2 s, 2x a suggest", found


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    after = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _memory(pid: int) -> float:
    """MB that are a process's own, with its share of what it shares."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(text.partition("Pss:")[2].split()[0]) / 1000


def serving(seconds: float, answers: int) -> Rows:
    """How many plans a second several clients are given, how soon, and what memory that takes."""
    aims = {1: "200/s, p95 10 ms", 4: "250/s, p95 40 ms", 16: "-, p95 150 ms"}
    with server() as (process, port):
        loop(port, 1, 1.0)  # warm
        for clients, aim in aims.items():
            times, bad = loop(port, clients, seconds)
            rate = len(times) / seconds
            found = f"{rate:.0f}/s, {spread(times)}" + (f", {bad} bad" if bad else "")
            yield f"plans over HTTP, {clients} at once, median / p95", aim, found
            if clients == 1:
                here = alone(200)
                more = (median(times) - median(here)) * 1000
                yield "what HTTP adds to a plan, median", "2 ms", f"{more:.1f} ms"
        before = _memory(process.pid)
        taken = 0
        while taken < answers:
            taken += len(loop(port, 4, 1.0)[0])
        after = _memory(process.pid)
        grown = (after - before) * 10_000 / taken
        yield "memory, and growth in 10,000 answers", "60 MB, 1 MB", f"{after:.0f}, {grown:.1f} MB"


def loop(port: int, clients: int, seconds: float) -> tuple[list[float], int]:
    """Ask again and again from several threads; return the times, and how many answers were bad."""
    times: list[float] = []
    bad: list[int] = []
    until = time.monotonic() + seconds

    def client() -> None:
        one = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for body in cycle(BODIES):
            began = time.monotonic()
            if began > until:
                break
            one.request("POST", PATH, body, {"content-type": "application/json"})
            answer = one.getresponse()
            answer.read()
            times.append(time.monotonic() - began)
            if answer.status != 200:
                bad.append(answer.status)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(bad)


def alone(number: int) -> list[float]:
    """The times of the same plans in this process, written as JSON."""
    from adviser.web.operations import Service, plan
    from catalogue import load

    library = load()
    service = Service(library, library.qualifications, 5.0)
    subject = library.find(OCR)
    times = []
    for body in islice(cycle(BODIES), number):
        began = time.monotonic()
        plan(service, subject, json.loads(body)).model_dump_json(indent=2)
        times.append(time.monotonic() - began)
    return times


def alone_again() -> Rows:
    """How soon a search ends that nobody waits for, and how soon a killed worker is replaced."""
    from tests.adviser.web.hard import HARD, hard_catalogue
    from tests.adviser.web.test_serving import asked, children, status, worker_of

    with tempfile.TemporaryDirectory() as folder:
        hard_catalogue(Path(folder))
        more = ("--catalogue", folder, "--time-limit", "60")
        with server(*more) as (_, port):
            status(port, OCR)
            ended = []
            for _ in range(10):
                one = asked(port, HARD)
                _until(lambda: b"1 running" in get(port, "/healthz"))
                began = time.monotonic()
                one.close()
                _until(lambda: b"0 running" in get(port, "/healthz"))
                ended.append(time.monotonic() - began)
        yield "client gone to search ended, median / p95", "100 ms", spread(ended)
        with server(*more, "--workers", "2") as (process, port):
            status(port, OCR)
            one = asked(port, HARD)
            busy = worker_of(process.pid, one)
            began = time.monotonic()
            os.kill(busy, signal.SIGKILL)
            bad = sum(status(port, OCR) != 200 for _ in range(20))
            _until(lambda: busy not in (now := children(process.pid)) and len(now) == 2)
            found = f"{time.monotonic() - began:.1f} s, {bad} of 20"
            one.close()
        yield "worker killed to the next one, others' questions lost", "3 s, 0", found


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(20_000):
        if holds():
            return
        time.sleep(0.002)
    raise SystemExit("it never came about")


def seen() -> Rows:
    """What a browser loads and how soon a click is painted; nothing where there is no browser."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        yield "a click to its picture", "80 / 150 ms", "no browser here"
        return
    with server() as (_, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        loaded: list[int] = []
        page.on("requestfinished", lambda one: loaded.append(one.sizes()["responseBodySize"]))
        page.goto(f"http://127.0.0.1:{port}/q/{OCR}?on={DAY}&goal=least-glh")
        page.wait_for_load_state("networkidle")
        yield "the first load", "40 KB", f"{sum(loaded) / 1000:.1f} KB"
        times = [page.evaluate(_CLICK, wish) for wish in islice(cycle(("in", "open")), 40)]
        yield "a click to its picture, median / p95", "80 / 150 ms", spread(times)
        page.goto(f"http://127.0.0.1:{port}/q/{OCR}?on={DAY}&goal=fewest-units")
        page.locator("#slider").wait_for()
        last = [page.evaluate(_SLIDE) for _ in range(3)]
        page.wait_for_timeout(300)
        running = get(port, "/healthz").decode().split()[1]
        found = f"{max(last) * 1000:.0f} ms, {running} running"
        yield "slider, 60 moves a second: last move to its answer", "300 ms, 0 running", found
        browser.close()


_CLICK = """wish => new Promise(done => {
    const began = performance.now();
    const verdict = document.querySelector("#verdict");
    new MutationObserver((_, me) => {
        if (!document.querySelector("#verdict").textContent.includes("GLH")) return;
        me.disconnect();
        requestAnimationFrame(() => setTimeout(() => done((performance.now() - began) / 1000)));
    }).observe(document.body, {subtree: true, childList: true, characterData: true});
    document.querySelector(`input[name="unit D/506/2055"][value="${wish}"]`).click();
})"""
"""Click a wish, and tell how many seconds later the page that answers it has been painted."""

_SLIDE = """async () => {
    const slider = document.querySelector("#slider");
    const rest = (ms) => new Promise(done => setTimeout(done, ms));
    const move = (value) => {
        slider.value = value;
        slider.dispatchEvent(new Event("input", {bubbles: true}));
    };
    for (let n = 0; n < 300; n++) {
        move(Number(slider.min) + n % (slider.max - slider.min));
        await rest(1000 / 60);
    }
    move(slider.min);
    const began = performance.now();
    const right = () => new URLSearchParams(location.search).get("max_glh") === slider.min;
    while (!right() || document.body.classList.contains("busy")) await rest(4);
    slider.dispatchEvent(new Event("change", {bubbles: true}));
    return (performance.now() - began) / 1000;
}"""
"""Move the slider to and fro, then to its least, and tell how long its answer took from then."""


if __name__ == "__main__":
    main()
