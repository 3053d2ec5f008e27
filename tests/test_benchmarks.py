"""The laboratory: instances as generated, answers that agree, comparisons of what changed."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Protocol

import pytest

from benchmarks import (
    answers,
    batch,
    compare,
    generate,
    growth,
    nearest,
    parts,
    report,
    results,
    run,
    session,
    sizes,
)
from benchmarks.peers.instance import Instance, read
from benchmarks.questions import SHIPPED, Posed, as_data, from_data, posed, write_shipped
from catalogue import Amount, Catalogue, Mandatory, audit
from solver import Conflict, Plan, suggest
from solver.program import engine
from solver.task import task as pose
from tests.conftest import Printed

SMALL = [
    generate.grown(50),
    generate.grown(50, overlap=True),
    generate.arithmetic(200, parity=False),
    generate.barred(6),
]

TINY: dict[str, Any] = {
    "name": "tiny",
    "family": "tiny",
    "goal": "glh",
    "groups": [["A", None], ["B", "A"]],
    # three units of 3 credits, two of which make 6: the cheapest two are U1 and U3, 30 hours
    "options": [
        ["U1", 3, 3, 10, "A", 0],
        ["U2", 3, 3, 30, "B", 1],
        ["U3", 4, 3, 20, "B", 2],
    ],
    "rules": [
        {"kind": "amount", "measure": "credit", "of": {"groups": ["A"]}, "at_least": 6},
    ],
}

LEAST = {
    "nocn-l1": 143,  # hours: specification 6.0, Qualifications at a Glance
    "nocn-l2": 45,  # credits: the same
    "nocn-l3": 55,  # credits: the same
    "ocr-l4": 171,  # hours: the specification says 171 to 255
    "aat-l4": 6,  # units: four mandatory and two optional
    "cipd-l3": 190,  # hours: core 20 + 20 + 15 + 30 + 30 + 15, and two optional units of 30
    "othm-l5": 120,  # credits: the rule of combination
    "qualifi-l3": 390,  # hours: six units of 65
}
"""The least value of each shipped question, in its goal's measure."""


class Call(Protocol):
    """Start a script's ``main`` with arguments, as from a shell."""

    def __call__(self, script: ModuleType, *given: str) -> Printed: ...


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def start(script: ModuleType, *given: str) -> Printed:
        monkeypatch.setattr(sys, "argv", [script.__name__, *given])
        code: Any = 0
        try:
            script.main()
        except SystemExit as end:
            code = end.code
        return Printed(code, *capsys.readouterr())

    return start


def refusal(printed: Printed) -> str:
    """What was wrong, in the one line that misuse is told in."""
    assert (printed.code, printed.out) == (2, "")
    assert re.fullmatch(r"error: [^\n]+\n", printed.err)
    return printed.err


@pytest.mark.parametrize("data", SMALL, ids=lambda data: data["name"])
def test_stored_instances_are_what_the_generator_makes(data: dict[str, Any]) -> None:
    stored = generate.INSTANCES / f"{data['name']}.json"
    assert stored.read_text(encoding="utf-8") == generate.text(data)


def test_every_stored_instance_has_a_generator() -> None:
    stored = {path.name.partition(".")[0] for path in generate.INSTANCES.iterdir()}
    assert {f"grown-{size}" for size in generate.SIZES} <= stored
    assert read(generate.INSTANCES / "grown-1000.json.gz") == generate.grown(1_000)


@pytest.mark.parametrize("data", SMALL, ids=lambda data: data["name"])
def test_conflicts_have_no_plan_and_the_others_have_one(data: dict[str, Any]) -> None:
    asked = from_data(data)
    answer = suggest(asked.qualification, asked.question)
    assert isinstance(answer, Conflict if data["family"] in {"arithmetic", "barred"} else Plan)


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_a_shipped_question_reads_the_same_for_a_peer(
    tmp_path: Path, name: str, least: int
) -> None:
    paths = {path.stem: path for path in write_shipped(tmp_path)}
    ours, theirs = posed(str(paths[name])), from_data(read(paths[name]))
    answers = [suggest(asked.qualification, asked.question) for asked in (ours, theirs)]
    assert [a.goals[0].value for a in answers if isinstance(a, Plan)] == [least, least]


def test_every_shipped_qualification_is_asked_about(shipped: Catalogue) -> None:
    assert [q.short_name for q in shipped.qualifications] == sorted(n for n, *_ in SHIPPED.values())
    assert set(report.SHIPPED) == set(SHIPPED) == set(LEAST)


def test_an_instance_survives_the_way_into_the_catalogue_and_back() -> None:
    data = generate.grown(50, overlap=True)
    back = as_data(data["name"], from_data(data))
    again, first = Instance(back), Instance(data)
    by_key = {(o.unit, o.group): (o.level, o.credit, o.glh, o.groups) for o in first.options}
    assert by_key == {
        (o.unit, o.group): (o.level, o.credit, o.glh, o.groups) for o in again.options
    }
    assert len(back["rules"]) == len(data["rules"])


def test_a_rule_that_instances_do_not_have_is_refused() -> None:
    asked = from_data(TINY)
    first = asked.edition.rules[0]
    assert isinstance(first, Amount | Mandatory)
    rule = first.model_copy(update={"of": first.of.model_copy(update={"units": ("U1",)})})
    odd = asked.edition.model_copy(update={"rules": (rule,)})
    whole = asked.qualification.model_copy(update={"editions": (odd,)})
    with pytest.raises(ValueError, match="scope that instances do not have"):
        as_data("odd", Posed(whole, asked.question))


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("run")
    path = folder / "tiny.json"
    path.write_text(generate.text(TINY), encoding="utf-8")
    subjects = list(run.workers(()))
    found = run.measure(path, subjects, seconds=30.0, budget=30.0, runs=4)
    rows = [*run.about(subjects), *found]
    for worker in subjects:
        worker.close()
    results.write(rows, folder / "run.csv")
    return results.read(folder / "run.csv")


class TestRunner:
    """The pieces of a run, on one tiny instance and our own side only."""

    def test_both_of_our_subjects_find_the_least_hours(self, rows: list[dict[str, str]]) -> None:
        answers = {row["subject"]: row["answer"] for row in report.of(rows, "tiny")}
        assert answers == {report.GOAL: "30", report.WHOLE: "30"}

    def test_every_run_is_counted(self, rows: list[dict[str, str]]) -> None:
        assert {row["runs"] for row in report.of(rows, "tiny")} == {"4"}

    def test_the_tables_hold_the_answer(self, rows: list[dict[str, str]]) -> None:
        assert "| tiny (3) | 30 |" in report.tables(rows)

    def test_subjects_that_disagree_stop_the_run(self, tmp_path: Path) -> None:
        path = tmp_path / "tiny.json"
        path.write_text(generate.text(TINY), encoding="utf-8")

        class Wrong:
            def __init__(self, name: str, value: int) -> None:
                self.name, self.value = name, value

            def measure(self, path: Path, runs: int, seconds: float) -> dict[str, Any]:
                answer = {"status": "optimal", "objective": self.value}
                return {**answer, "build": [0.1] * runs, "solve": [0.1] * runs}

        with pytest.raises(SystemExit, match="answers differ"):
            run.measure(path, [Wrong("one", 30), Wrong("other", 31)], seconds=1.0, budget=1.0)  # type: ignore[list-item]


def test_the_tiny_answer_is_legal() -> None:
    asked = from_data(TINY)
    chosen = [option for option in asked.edition.options if option.unit.reference != "U2"]
    assert audit(asked.edition, chosen).legal


def row(instance: str, subject: str, answer: str, total: float) -> dict[str, str]:
    low, high = str(total * 0.95), str(total * 1.05)
    return {
        "instance": instance,
        "size": "50",
        "subject": subject,
        "answer": answer,
        "runs": "20",
        "build": "0",
        "solve": str(total),
        "total": str(total),
        "low": low,
        "high": high,
    }


def test_a_comparison_shows_only_what_changed() -> None:
    before = [row("a", "x", "1", 10), row("a", "y", "1", 10), row("a", "z", "1", 10)]
    before += [row("b", "x", "1", 10), row("c", "x", "unknown", 3000)]
    after = [row("a", "x", "1", 10.4), row("a", "y", "1", 20), row("a", "z", "1", 10)]
    after += [row("b", "x", "2", 10), row("c", "x", "unknown", 5000)]
    assert list(compare.changes(before, after)) == [
        "a: y: 10.00 ms, now 20.00 ms (2.00x)",
        "b: x: answered 1, now 2",
    ]


def test_when_a_run_was_made_is_no_change_but_its_versions_are() -> None:
    before = [row("about", "date", "Monday", 0), row("about", "ortools", "9.14", 0)]
    after = [row("about", "date", "Tuesday", 0), row("about", "ortools", "9.15", 0)]
    assert list(compare.changes(before, after)) == ["about: ortools: answered 9.14, now 9.15"]


def test_what_only_one_run_has_is_told_in_a_line() -> None:
    before = [row(name, "x", "1", 10) for name in ("shared", "a", "b")]
    before += [row("shared", "old", "1", 10), row("about", "old", "1.0", 0)]
    after = [row(name, "x", "1", 10) for name in ("shared", "c")] + [row("c", "new", "1", 10)]
    assert list(compare.changes(before, after)) == [
        "only the first run has: instances (2); old",
        "only the second run has: instances (1)",
    ]


def test_what_lies_within_the_reach_of_the_quartiles_is_no_change() -> None:
    # 9 to 11 ms reach to 12, and 13 to 14 ms down to 12.5; from 12.9 to 15 they reach to 11.85
    before = {**row("a", report.GOAL, "1", 10), "low": "9", "high": "11"}
    after = {**row("a", report.GOAL, "1", 13.5), "low": "13", "high": "14"}
    assert list(compare.changes([before], [after])) != []
    wider = {**after, "low": "12.9", "high": "15"}
    assert list(compare.changes([before], [wider])) == []


def test_how_few_the_runs_were_is_told_where_they_tell_no_noise() -> None:
    before = {**row("a", report.GOAL, "1", 10), "runs": "1"}
    assert list(compare.changes([before], [row("a", report.GOAL, "1", 20)])) == [
        f"a: {report.GOAL}: 10.00 ms, now 20.00 ms (2.00x; 1 and 20 runs)"
    ]


def test_drift_that_the_peers_share_is_no_change() -> None:
    names = (report.GOAL, "CBC", "clingo", "CP-SAT")
    before = [row("a", name, "1", 10) for name in names]
    # everything takes 1.3 times as long, as on a machine that slowed down
    slower = [row("a", name, "1", 13) for name in names]
    assert list(compare.changes(before, slower)) == []
    # Unitwise alone does, and what it does has no part in the drift
    ours = [row("a", name, "1", 13 if name == report.GOAL else 10) for name in names]
    told = [f"a: {report.GOAL}: 10.00 ms, now 13.00 ms (1.30x)"]
    assert list(compare.changes(before, ours)) == told
    assert list(compare.changes(before[:1], ours[:1])) == told


def test_a_comparison_of_equal_runs_says_so(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    results.write([results.Row.of("a", 50, "x", "1", [(0.1, 0.2)])], path)
    assert call(compare, str(path), str(path)).out == "nothing changed\n"


def test_a_missed_goal_stays_in_the_table() -> None:
    rows = [row("ocr-l4", report.GOAL, "171", 10), row("ocr-l4", "CBC", "171", 40)]
    # 40 ms over 10 ms is 4, and 5 is asked
    assert "| at least 5 | 4 | missed |" in report.goals(rows)


def test_growth_is_drawn_over_the_sizes_that_were_proven() -> None:
    rows = [row("grown-50", "x", "1", 10), row("grown-5000", "x", "1", 900)]
    rows[1]["size"] = "5000"
    unproven = {**row("grown-20000", "x", "unknown", 9000), "size": "20000"}
    drawn = growth.drawing([*rows, unproven])
    assert drawn.startswith("<svg")
    assert "5,000" in drawn
    assert "20,000" not in drawn


def test_the_parts_of_a_question_add_up_and_nothing_stays_timed(tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    path.write_text(generate.text(TINY), encoding="utf-8")
    before = dict(vars(pose)), dict(vars(engine))
    found = parts.parts(str(path), 1)
    assert (vars(pose), vars(engine)) == before
    inside = [found[part] for part in (*parts.PARTS, parts.REST)]
    assert found["**the whole answer**"] == pytest.approx(sum(inside))
    assert found["searching: CP-SAT, without presolve"] > 0


@pytest.fixture(scope="module")
def stored() -> results.Rows:
    return results.read(results.STORED)


class TestStoredRun:
    """README's tables and the drawing are what the stored run gives, and nothing else."""

    def test_it_has_every_instance_and_every_subject(self, stored: results.Rows) -> None:
        assert set(report.names(stored)) == {*SHIPPED, *generate.stored()}
        subjects = {row["subject"] for row in report.measured(stored)}
        assert len(subjects) == len(run.OURS) + len(run.PEERS)
        assert {report.GOAL, report.WHOLE, *report.MODELLED, *report.FLOORS} <= subjects

    def test_the_readme_shows_it(self, stored: results.Rows) -> None:
        page = (run.HERE / "README.md").read_text(encoding="utf-8")
        assert report.replaced(page, report.tables(stored)) == page

    def test_the_drawing_shows_it(self, stored: results.Rows) -> None:
        drawn = (run.HERE / "growth.svg").read_text(encoding="utf-8")
        assert growth.drawing(stored) == drawn


def test_tables_replace_what_stands_between_the_marks_and_nothing_else() -> None:
    first, last = report.MARKS
    page = f"before\n{first}\nold\n{last}\nafter\n"
    assert report.replaced(page, "new\n") == f"before\n{first}\n\nnew\n\n{last}\nafter\n"


@pytest.mark.parametrize("page", ["none", report.MARKS[0], "".join(reversed(report.MARKS))])
def test_a_page_without_the_marks_is_left_as_it_is(call: Call, tmp_path: Path, page: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(page, encoding="utf-8")
    printed = call(report, str(results.STORED), "--into", str(path))
    assert "cannot take the tables" in refusal(printed)
    assert path.read_text(encoding="utf-8") == page


def test_tables_and_drawing_are_written_where_they_are_asked_for(
    call: Call, tmp_path: Path
) -> None:
    run_file, page, drawing = str(results.STORED), tmp_path / "page.md", tmp_path / "growth.svg"
    page.write_text("\n".join(report.MARKS), encoding="utf-8")
    assert call(report, run_file, "--into", str(page)).code == 0
    assert call(report, run_file).out in page.read_text(encoding="utf-8")
    assert call(growth, run_file, "--into", str(drawing)).code == 0
    assert call(growth, run_file).out == drawing.read_text(encoding="utf-8")


SCRIPTS = (answers, batch, compare, generate, growth, nearest, parts, report, run, session, sizes)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_help_describes_a_script_and_runs_nothing(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: ModuleType
) -> None:
    monkeypatch.setattr(generate, "INSTANCES", tmp_path / "instances")
    printed = call(script, "--help")
    assert (printed.code, printed.err) == (0, "")
    assert (script.__doc__ or "").split()[0] in printed.out
    assert not generate.INSTANCES.exists()


@pytest.mark.parametrize(
    ("script", "given", "told"),
    [
        (answers, "--runs 0", "'0' is not a whole number from 1 up"),
        (batch, "0", "'0' is not a whole number from 1 up"),
        (batch, "500 --jobs 0", "'0' is not a whole number from 1 up"),
        (compare, "nofile x", "nofile: No such file or directory"),
        (compare, "README.md README.md", "README.md is not a run's CSV: its first line"),
        (compare, "benchmarks benchmarks", "benchmarks: Is a directory"),
        (generate, "--nonsense", "unrecognized arguments: --nonsense"),
        (growth, "", "arguments are required: RUN.csv"),
        (nearest, "--qualifications -3", "'-3' is not a whole number from 1 up"),
        (nearest, "--achievements 99999", "units to hold"),
        (parts, "zzz", "no instance is called 'zzz': aat-l4, "),
        (report, "", "arguments are required: RUN.csv"),
        (run, "--only zzz", "nothing that is measured is called 'zzz': nocn-l1, "),
        (run, "--only nocn zzz", "'zzz'"),
        (run, "--only grown-5000", "or more with --full"),
        (run, "--seconds 0", "'0' is not a number of seconds above 0"),
        (run, "--seconds -1", "'-1' is not a number of seconds above 0"),
        (run, "--seconds nan", "'nan' is not a number of seconds above 0"),
        (run, "--csv /nonexistent/x.csv", "there is no folder /nonexistent"),
        (run, "--csv benchmarks", "benchmarks is a folder"),
        (session, "--starts 0", "'0' is not a whole number from 1 up"),
        (sizes, "50,x", "'x' is not a whole number from 1 up"),
        (sizes, "9", "9 units are fewer than 10"),
    ],
)
def test_misuse_is_told_in_one_line_before_anything_is_measured(
    call: Call, monkeypatch: pytest.MonkeyPatch, script: ModuleType, given: str, told: str
) -> None:
    monkeypatch.chdir(run.ROOT)
    monkeypatch.setattr(run, "workers", None)
    assert told in refusal(call(script, *given.split()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "its first line is not instance,size,"),
        (",".join(results.COLUMNS) + "\na,50,x\n", "row 2: runs is no number: ''"),
        (",".join(results.COLUMNS) + "\na,50,x,1,2,0,0,fast,0,0\n", "row 2: total is no number"),
    ],
)
def test_a_broken_run_is_told_where_it_breaks(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "run.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        results.read(path)


def test_a_run_without_growth_is_not_drawn(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    results.write([results.Row.of("a", 50, "x", "1", [(0.1, 0.2)])], path)
    assert "no proven answer about a grown instance" in refusal(call(growth, str(path)))


class TestOneWorker:
    """The peers on OR-Tools are measured as they come, and with one worker, as Unitwise is."""

    @pytest.fixture(autouse=True)
    def _peers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(str(run.HERE / "peers"))

    def test_every_peer_has_a_module_and_an_environment(self) -> None:
        for module, environment in run.PEERS.items():
            assert (run.HERE / "peers" / f"{module}.py").exists()
            asked = run.HERE / "peers" / "requirements" / f"{environment}.txt"
            assert not environment or asked.exists()

    def test_plain_cp_sat_is_given_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = []
        cpsat, alone = import_module("cpsat"), import_module("cpsat_one_worker")
        monkeypatch.setattr(cpsat, "solve_with", lambda *given: seen.append(given))
        model = cpsat.build(Instance(TINY))
        alone.solve(model, 5.0)
        (given,) = seen
        assert given[:2] == (model, 5.0)
        assert given[2].num_workers == 1

    def test_plain_cp_sat_finds_the_same_with_one(self) -> None:
        for name in ("cpsat", "cpsat_one_worker"):
            peer = import_module(name)
            # U1 and U3, 30 hours
            assert peer.solve(peer.build(Instance(TINY)), 30.0) == ("optimal", 30)

    def test_cpmpy_is_given_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Any] = []
        fake = SimpleNamespace(
            VERSION="1",
            build=None,
            solve_with=lambda *given, **chosen: seen.append((given, chosen)),
        )
        monkeypatch.setitem(sys.modules, "with_cpmpy", fake)
        monkeypatch.delitem(sys.modules, "with_cpmpy_one_worker", raising=False)
        import_module("with_cpmpy_one_worker").solve("model", 5.0)
        monkeypatch.delitem(sys.modules, "with_cpmpy_one_worker")
        assert seen == [(("model", 5.0), {"num_workers": 1})]

    def test_cpmpy_with_one_is_a_claim_of_its_own(self) -> None:
        rows = [
            row("ocr-l4", report.GOAL, "171", 10),
            row("ocr-l4", "CPMpy", "171", 40),
            row("ocr-l4", "CPMpy, one worker", "171", 20),
        ]
        # 40 ms over 10 ms is 4, 20 over 10 is 2, and 3 is asked
        assert "| ocr-l4: CPMpy / ours | at least 3 | 4 | met |" in report.goals(rows)
        assert "| ocr-l4: CPMpy, one worker / ours | at least 3 | 2 | missed |" in report.goals(
            rows
        )


class TestSizes:
    """Growth at any sizes, not only the stored ones."""

    def test_groups_are_held_against_the_first(
        self, call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The medians are 20 and 60 milliseconds.
        monkeypatch.setattr(sizes, "proving", lambda size, **_: [1.0, 2.0, 3.0, float(size)])
        out = call(sizes, "10,20,300", "60").out
        assert "| 300 | 1.0 | 2.0 | 3.0 | 300.0 |  |" in out
        assert "| **median of 3** |  |  |  | 20.0 | 1.0x |" in out
        assert "| **median of 1** |  |  |  | 60.0 | 3.0x |" in out

    def test_the_parts_of_a_proof_are_inside_the_whole(self) -> None:
        *inside, whole = sizes.proving(12, overlap=True, runs=1)
        assert all(part > 0 for part in inside)
        assert sum(inside) <= whole
