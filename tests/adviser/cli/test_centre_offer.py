"""A question under the offer of a centre: what it restricts, what it costs, how it is read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from adviser.asking.offering import read_offer
from adviser.words.facts import pounds
from catalogue import Catalogue, UnitwiseError
from catalogue.identity import Units
from catalogue.offering import CentreOffer, Delivered, pence
from tests.adviser.web.desk import DAY, OCR, client, verdict
from tests.conftest import Printed
from tests.factories import unit

Unitwise = Callable[..., Printed]

# The three mandatory units give 14 of 50 credits; these nine give 45 more, R/506/1999 in group C.
PRICES = {
    "M/506/2898": "120", "D/506/2153": "£150.50", "T/506/2952": "0", "R/506/2179": "95",
    "R/506/2960": "1,300", "D/506/2962": "110", "H/506/2963": "115", "L/506/2181": "80",
    "Y/506/2183": "85", "L/506/2004": "130", "T/506/1980": "99.9", "F/506/2176": "",
}  # fmt: skip
FULL = "D/504/4056"


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """An offer with a price that nobody says, and a unit that has no place left."""
    path = tmp_path / "offer.csv"
    rows = [f'{name},"{price}",,' for name, price in PRICES.items()]
    rows += [f"{FULL},60,0,autumn"]
    path.write_text("\n".join(["Unit,Price,Places left,Terms", *rows]), encoding="utf-8")
    return path


def asked(unitwise: Unitwise, command: str, offer: Path, *more: str) -> Any:
    printed = unitwise(command, OCR, *more, "--offer", str(offer), "--on", DAY, "--json")
    assert printed.code in {0, 1}, printed.err
    return json.loads(printed.out)


def asked_transfer(unitwise: Unitwise, offer: Path) -> Any:
    held = ("--held", "T/506/2952@2026-01-01")
    printed = unitwise("transfer", *held, "--to", OCR, "--offer", str(offer), "--on", DAY, "--json")
    return json.loads(printed.out)


def test_only_what_is_offered_is_studied_and_the_answer_says_what_it_rests_on(
    unitwise: Unitwise, offer: Path
) -> None:
    answer = asked(unitwise, "suggest", offer, "--goal", "least-cost")
    studied = {one["unit"] for one in answer["units"]}
    assert studied <= set(PRICES)
    # a price that nobody says is not 0: its unit is left out, and named
    assert answer["left_out"] == ["F/506/2176"]
    pounds = {name: pence(price) for name, price in PRICES.items() if price}
    assert answer["goals"][0]["value"] == sum(pounds[name] for name in studied)
    assert answer["offer"]["cost"] == answer["goals"][0]["value"]
    assert answer["offer"]["units"] == len(PRICES) + 1
    text = unitwise("suggest", OCR, "--offer", str(offer), "--on", DAY).out
    assert f"By the offer {offer}, 13 units" in text


def test_what_is_held_counts_although_nobody_offers_it(unitwise: Unitwise, offer: Path) -> None:
    answer = asked(unitwise, "suggest", offer, "--held", "K/506/2169@2026-01-01")
    counted = {one["unit"]: one["through"] for one in answer["units"]}
    assert counted["K/506/2169"] == "credit-transfer"
    assert set(counted) - set(PRICES) == {"K/506/2169"}


def test_why_tells_that_it_is_not_offered_and_that_no_place_is_left(
    unitwise: Unitwise, offer: Path
) -> None:
    answer = asked(unitwise, "why", offer, "K/506/2169", FULL)
    causes = [[one["kind"] for one in reason["conflict"]["causes"]] for reason in answer["reasons"]]
    assert causes == [["want", "not-offered"], ["want", "full"]]
    mended = [reason["conflict"]["repairs"] for reason in answer["reasons"]]
    assert mended == [[], []]  # of what is only supposed, nothing need give


def test_a_conflict_is_mended_by_offering_the_fewest_units(unitwise: Unitwise, offer: Path) -> None:
    kept = offer.read_text(encoding="utf-8").replace("M/506/2898,", "K/506/2169,")
    offer.write_text(kept, encoding="utf-8")
    answer = asked(unitwise, "explain", offer)
    assert answer["reason"] == "offer"
    first = answer["repairs"][0]["changes"]
    assert [(one["kind"], one["units"]) for one in first] == [("offer-unit", ["M/506/2898"])]
    told = unitwise("explain", OCR, "--offer", str(offer), "--on", DAY).out
    (entry,) = asked_transfer(unitwise, offer)["ledger"]
    # that nothing counts is for what the centre does not have, and not the learner's doing
    assert (entry["reason"], entry["needs"]) == ("not-offered", ["M/506/2898"])
    assert "have the centre offer M/506/2898 Manage customer service operations" in told


def test_cost_can_be_limited_and_raised(unitwise: Unitwise, offer: Path) -> None:
    least = asked(unitwise, "suggest", offer, "--goal", "least-cost")["goals"][0]["value"]
    answer = asked(unitwise, "suggest", offer, "--max-cost", str(least // 100 - 50))
    (change,) = answer["repairs"][0]["changes"]
    assert (change["kind"], change["after"]) == ("raise-limit", least)
    plan = asked(unitwise, "suggest", offer, "--max-cost", f"{least / 100:.2f}")
    assert plan["offer"]["cost"] == least
    without = unitwise("suggest", OCR, "--goal", "least-cost")
    assert "nobody says what a place costs" in without.err
    assert "--max-cost 'dear'" in unitwise("suggest", OCR, "--max-cost", "dear").err


def test_a_saved_question_finds_the_offer_again_and_whatif_takes_it_away(
    unitwise: Unitwise, offer: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "elsewhere" / "q.yaml"
    saved.parent.mkdir()
    unitwise("suggest", OCR, "--offer", str(offer), "--on", DAY, "--save", str(saved))
    again = json.loads(unitwise("suggest", "--question", str(saved), "--json").out)
    assert again["units"] == asked(unitwise, "suggest", offer)["units"]
    out = unitwise("whatif", str(saved), "--set", "offer=none", "--json").out
    assert json.loads(out)["after"]["offer"] is None


def test_a_session_takes_up_another_offer_and_limits_the_cost(
    unitwise: Unitwise, offer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["goal least-cost", "max cost 900.50", "drop cost", "check", "bounds",
             "goal none", "offer none", "drop all", f"offer {offer}", "drop offer"]  # fmt: skip
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
    out = unitwise("explore", OCR, "--offer", str(offer), "--on", DAY).out
    least = asked(unitwise, "suggest", offer, "--goal", "least-cost")["goals"][0]["value"]
    # money is told as money, and whoever studies under an offer is judged by it
    assert f"least cost {pounds(least)} (new)" in out
    assert f"raise the cost limit from £900.50 to {pounds(least)}" in out
    assert out.count(f"By the offer {offer}, 13 units") == 3
    without, within = out.split("> offer none")[1].split(f"> offer {offer}")
    assert "H/503/0417" in without
    assert "H/503/0417" in within.split("> drop offer")[1]


def test_two_sides_and_the_bounds_are_told_under_an_offer(unitwise: Unitwise, offer: Path) -> None:
    compared = unitwise("compare", OCR, OCR, "--offer", str(offer), "--on", DAY, "--json")
    sides = json.loads(compared.out)
    shown = unitwise("compare", OCR, OCR, "--offer", str(offer), "--on", DAY)
    assert shown.out.count("By the offer ") == 2
    plan = asked(unitwise, "suggest", offer)
    assert sides["before"]["units"] == sides["after"]["units"] == plan["units"]
    bounds = asked(unitwise, "bounds", offer)
    assert {one["unit"] for one in bounds["units"] if one["status"] == "forced"} <= set(PRICES)
    assert FULL in bounds["not_offered"]
    assert bounds["offer"]["units"] == len(PRICES) + 1
    text = unitwise("bounds", OCR, "--offer", str(offer), "--on", DAY).out
    # of 35 units twelve have a place
    assert f"By the offer {offer}, 13 units; not offered: 22 units." in text


def test_a_batch_and_a_ranking_are_asked_under_the_offer(
    unitwise: Unitwise, offer: Path, tmp_path: Path
) -> None:
    lines, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    own = {"units": [{"unit": name} for name in PRICES if name != "L/506/2004"]}
    written = [{"qualification": OCR}, {"qualification": OCR, "offer": own},
               {"qualification": OCR, "offer": str(offer)},
               {"qualification": OCR, "offer": {"units": [{"unit": "M/506/2899"}]}}]  # fmt: skip
    lines.write_text("\n".join(map(json.dumps, written)), encoding="utf-8")
    unitwise("suggest", "--batch", str(lines), "--output", str(answers), "--on", DAY,
             "--offer", str(offer), "--jobs", "1")  # fmt: skip
    first, second, third, fourth = map(json.loads, answers.read_text().splitlines())
    assert first["units"] == asked(unitwise, "suggest", offer)["units"]
    assert "L/506/2004" not in {one["unit"] for one in second["units"]}
    # nobody who sends a question has files read here
    assert (third["answer"], fourth["answer"]) == ("error", "error")
    assert "did you mean M/506/2898?" in fourth["message"] + fourth["hint"]
    ranked = unitwise("transfer", "--held", "T/506/2952@2026-01-01", "--offer", str(offer),
                      "--on", DAY, "--only", "NOCN,OCR", "--json")  # fmt: skip
    states = {one["qualification"]["short_name"]: one["state"]
              for one in json.loads(ranked.out)["standings"]}  # fmt: skip
    assert states[OCR] == "to-study"
    assert states["nocn-l2-customer-service"] == "impossible"
    told = unitwise("transfer", "--held", "T/506/2952@2026-01-01", "--offer", str(offer), "--on",
                    DAY, "--only", "NOCN,OCR", "--goal", "least-cost").out  # fmt: skip
    assert "No legal choice of what the centre offers" in told
    assert "£" in told


def test_a_cohort_tells_what_it_takes_of_the_offer(
    unitwise: Unitwise, offer: Path, tmp_path: Path
) -> None:
    text = offer.read_text(encoding="utf-8").replace('M/506/2898,"120",,', "M/506/2898,120,1,")
    offer.write_text(text, encoding="utf-8")
    records, result = tmp_path / "c.csv", tmp_path / "r.csv"
    rows = ["Learner,Unit,Achieved", "1,T/506/2952,2026-01-01", "2,T/506/2952,2026-01-01"]
    records.write_text("\n".join(rows), encoding="utf-8")
    printed = unitwise("cohort", str(records), "--to", OCR, "--on", DAY, "--jobs", "1",
                       "--offer", str(offer), "-o", str(result))  # fmt: skip
    assert printed.code == 0, printed.err
    with (result / "offer.csv").open(encoding="utf-8-sig") as stream:
        told = {row["Unit"]: row for row in csv.DictReader(stream)}
    mandatory = told["M/506/2898"]
    # two learners, one place of £120
    assert (mandatory["Learners to study"], mandatory["Places short"]) == ("2", "1")
    assert float(mandatory["Cost in all (£)"]) == 240.0
    assert told["T/506/2952"]["Learners to study"] == "0"
    with (result / "summary.csv").open(encoding="utf-8-sig") as stream:
        summary = {row["What"]: row for row in csv.DictReader(stream)}
    assert summary["PLACES SHORT"]["Figure"] == "1"
    assert "1 place too few, of M/506/2898 (2 learners, 1 place left)" in printed.err
    with (result / "demand.csv").open(encoding="utf-8-sig") as stream:
        demand = {row["Unit"]: row for row in csv.DictReader(stream)}
    assert (demand["M/506/2898"]["Places left"], demand["M/506/2898"]["Places short"]) == ("1", "1")
    assert demand["D/506/2153"]["Places left"] == ""
    assert summary["offer"]["Said"] == f"{offer}, 13 units"


def test_a_finished_choice_is_judged_by_what_is_offered(unitwise: Unitwise, offer: Path) -> None:
    plan = asked(unitwise, "suggest", offer)
    units = [one["unit"] for one in plan["units"]]
    printed = unitwise("check", OCR, *units, "--offer", str(offer), "--json")
    verdict = json.loads(printed.out)
    assert (printed.code, verdict["legal"], verdict["not_offered"]) == (0, True, [])
    assert verdict["offer"]["taken"] == plan["offer"]["taken"]
    # legal by the rules, and not to be had there
    more = unitwise("check", OCR, *units, "K/506/2169", FULL, "--offer", str(offer))
    assert more.code == 1
    assert "Not offered by the centre: K/506/2169." in more.out
    assert f"No place left at the centre: {FULL}." in more.out


def test_a_desk_serves_under_the_offer_of_its_centre(offer: Path, shipped: Catalogue) -> None:
    read = read_offer(offer, shipped.units)
    desk = client(offer=read)
    page = desk.get(f"/q/{OCR}?on={DAY}")
    assert "Best plan" in verdict(page.text)
    assert "not offered by the centre" in page.text
    assert "no place left at the centre" in page.text
    answer = desk.post(f"/api/v1/qualifications/{OCR}/plan", json={"on": DAY}).json()
    assert {one["unit"] for one in answer["units"]} <= set(PRICES)
    own = {"units": [{"unit": "M/506/2898"}]}
    other = desk.post(f"/api/v1/qualifications/{OCR}/plan", json={"on": DAY, "offer": own}).json()
    assert other["answer"] == "conflict"
    file = desk.post(f"/api/v1/qualifications/{OCR}/plan", json={"on": DAY, "offer": str(offer)})
    assert file.status_code == 422
    stands = desk.post(f"/api/v1/qualifications/{OCR}/standing", json={"on": DAY}).json()
    because = {one["unit"]: one["because"] for one in stands["units"]}
    assert (because["K/506/2169"], because[FULL]) == ("not-offered", "full")
    for body, here in (({}, False), ({"offer": {"units": [{"unit": "K/506/2169"}]}}, True)):
        bounds = desk.post(f"/api/v1/qualifications/{OCR}/bounds", json={"on": DAY, **body}).json()
        assert ("K/506/2169" not in bounds["not_offered"]) is here
        sent = {"units": ["K/506/2169"], **body}
        judged = desk.post(f"/api/v1/qualifications/{OCR}/check", json=sent).json()
        assert (judged["not_offered"] == []) is here


def test_the_three_forms_of_an_offer_say_the_same(tmp_path: Path, shipped: Catalogue) -> None:
    rows = [("M/506/2898", "120.50", "20", "autumn"), ("d5062153", "", "", "")]
    (tmp_path / "o.csv").write_text(
        "\n".join(["Reference;Fee;Places;Term", *(";".join(row) for row in rows)])
    )
    with xlsxwriter.Workbook(str(tmp_path / "o.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Unit", "Price per place", "Places left", "Terms"])
        sheet.write_row(1, 0, ["M/506/2898", 120.5, 20, "autumn"])
        sheet.write_row(2, 0, ["D/506/2153"])
    (tmp_path / "o.yaml").write_text(
        "units:\n- {unit: M/506/2898, price: 120.50, places: 20, terms: autumn}\n- D/506/2153\n"
    )
    wanted = (
        Delivered(unit="M/506/2898", price=12050, places=20, terms="autumn"),
        Delivered(unit="D/506/2153"),
    )
    for name in ("o.csv", "o.xlsx", "o.yaml"):
        assert read_offer(tmp_path / name, shipped.units).units == wanted, name


def test_an_own_code_is_of_the_organisation_that_is_named(tmp_path: Path) -> None:
    one, other = (
        unit("301").model_copy(update={"awarding_organisation": name})
        for name in ("City & Guilds", "CMI")
    )
    path = tmp_path / "o.yaml"
    path.write_text("units: ['301']\n")
    with pytest.raises(UnitwiseError, match="City & Guilds:301 or CMI:301"):
        read_offer(path, Units([one, other]))
    path.write_text("units: ['CMI:301']\n")
    read = read_offer(path, Units([one, other]))
    assert (read.entry(one), read.entry(other)) == (None, read.units[0])
    assert read.opened([one]).entry(one) is not None
    with pytest.raises(ValueError, match="stands twice"):
        CentreOffer(units=(Delivered(unit="A1"), Delivered(unit="A1")))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{unit: M/506/2898, price: {}}", "price is a mapping; write one value"),
        ("{unit: [M/506/2898]}", "unit is a list; write one value"),
        ("{unit: M/506/2898, places: true}", "places is yes or no; write one value"),
        ("{unit: M/506/2898, terms: [{}]}", "terms is a list; write one value"),
        ("[M/506/2898]", "unit is a list; write one value"),
        ("{{}: 1}", "a key must be a word"),
    ],
)
def test_a_value_of_another_kind_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "offer.yaml"
    path.write_text(f"units:\n- M/506/2898\n- {row}\n", encoding="utf-8")
    with pytest.raises(UnitwiseError, match=told) as error:
        read_offer(path, Units([unit("M/506/2898")]))
    assert "offer.yaml:3" in str(error.value)


def test_terms_may_be_a_list(tmp_path: Path) -> None:
    path = tmp_path / "offer.yaml"
    path.write_text("- {unit: M/506/2898, terms: [autumn, spring]}\n", encoding="utf-8")
    assert read_offer(path, Units([unit("M/506/2898")])).units[0].terms == "autumn; spring"
