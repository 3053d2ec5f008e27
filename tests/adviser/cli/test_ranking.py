"""What a record gives towards every qualification, on the command line."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from catalogue import Catalogue
from tests.adviser.cli.test_transfer import EXCEPTIONS, OCR, Unitwise, answered


class TestRanking:
    def test_every_qualification_is_ranked(self, unitwise: Unitwise, shipped: Catalogue) -> None:
        document = answered(unitwise, "--held", "T/506/2952", "--on", "2026-09-01")
        assert document["answer"] == "ranking"
        open_then = [
            one for one in shipped.qualifications if one.editions[-1].in_force_on(date(2026, 9, 1))
        ]
        assert len(document["standings"]) == len(open_then)
        credits_ = [one["new_credit"] for one in document["standings"]]
        known = [number for number in credits_ if number is not None]
        assert known == sorted(known)
        page = unitwise("transfer", "--held", "T/506/2952", "--on", "2026-09-01").out
        assert "ocr-l4-customer-service: T/506/2952" in page

    def test_what_no_catalogue_knows_is_shown(self, unitwise: Unitwise) -> None:
        document = answered(unitwise, "--held", "ZZ9", "--held", "T/506/2952", "--held", "ZZ9")
        assert document["unknown"] == ["ZZ9"]

    def test_the_date_of_registration_may_stand_in_the_record(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        path = tmp_path / "record.yaml"
        path.write_text(
            "registrations:\n"
            "  - {qualification: NOCN Level 1 Certificate, on: 2024-01-15}\n"
            "  - {qualification: A diploma from elsewhere, on: 2020-01-01}\n"
            "achievements: [L/506/2083]\n",
            encoding="utf-8",
        )
        nocn = "nocn-l1-customer-service"

        def standing(*options: str) -> dict[str, Any]:
            (one,) = (
                one
                for one in answered(unitwise, str(path), *options)["standings"]
                if one["qualification"]["short_name"] == nocn
            )
            return cast("dict[str, Any]", one)

        ranked = standing()
        alone = answered(unitwise, str(path), "--to", nocn)
        assert alone["on"] == ranked["registered"] == "2024-01-15"
        assert ranked["new_credit"] == alone["plan"]["totals"]["new_credit"]
        assert ranked["qualification"]["edition"] == alone["qualification"]["edition"]
        assert "Registered on 15 January 2024" in " ".join(
            unitwise("transfer", str(path)).out.split()
        )
        # a date that is given stands for every registration
        assert standing("--on", "2026-09-01")["registered"] is None

    def test_an_exception_that_fits_nothing_leaves_the_others_ranked(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        path = tmp_path / "record.yaml"
        path.write_text(EXCEPTIONS.replace("rule: total", "rule: totl"), encoding="utf-8")
        asked = (str(path), "--on", "2026-09-01")
        *others, ocr = answered(unitwise, *asked, code=1)["standings"]
        everything = answered(unitwise, *asked, "--no-exceptions")["standings"]
        assert others == [one for one in everything if one["qualification"]["short_name"] != OCR]
        assert (ocr["qualification"]["short_name"], ocr["state"]) == (OCR, "unfit")
        assert (ocr["proven"], ocr["new_credit"]) == (False, None)
        hint = "there is no rule totl; did you mean total?"
        assert ocr["why"].endswith(hint)
        page = unitwise("transfer", *asked)
        assert page.code == 1
        assert f"Not ranked, for {ocr['why']}" in " ".join(page.out.split())
        rows = csv.DictReader(io.StringIO(unitwise("transfer", *asked, "--csv").out))
        assert [row["why not"].endswith(hint) for row in rows] == [*(False for _ in others), True]

    def test_it_can_be_had_as_csv(self, unitwise: Unitwise) -> None:
        text = unitwise("transfer", "--held", "T/506/2952", "--on", "2026-09-01", "--csv").out
        rows = list(csv.DictReader(io.StringIO(text)))
        (ocr,) = [row for row in rows if row["short name"] == OCR]
        assert (ocr["takes"], ocr["new credit"]) == ("T/506/2952", "47")

    def test_what_is_asked_is_asked_of_each(self, unitwise: Unitwise) -> None:
        asked = ("--held", "R/506/2151", "--want", "social media", "--on", "2026-09-01")
        found = answered(unitwise, *asked, "--goal", "least-glh")
        assert found["asked"]["want"] == ["social media"]
        ocr, *others = found["standings"]
        (alone,) = [answered(unitwise, *asked, "--goal", "least-glh", "--to", OCR)["plan"]]
        assert ocr["qualification"]["short_name"] == OCR
        assert ocr["new_glh"] == ocr["goals"][0]["value"] == alone["totals"]["new_glh"] == 154
        assert (ocr["credit"], ocr["units"]) == (51, 11)
        cipd = next(one for one in others if "cipd" in one["qualification"]["short_name"])
        assert (cipd["state"], cipd["proven"]) == ("impossible", True)
        assert "no title has 'social media'" in cipd["why"]

    def test_what_is_avoided_or_preferred_and_is_not_there_is_no_obstacle(
        self, unitwise: Unitwise
    ) -> None:
        asked = ("--avoid", "D/506/2170", "--prefer", "social media=3", "--on", "2026-09-01")
        found = answered(unitwise, "--held", "R/506/2151", *asked)["standings"]
        incomplete = {
            "cth-l2-diploma-culinary-skills",
            "icq-l3-hospitality-supervision",
            "ncfe-l2-retail-operations",
        }
        for one in found:
            listed = one["qualification"]["short_name"] not in incomplete
            assert one["state"] == ("to-study" if listed else "not-told")
        assert [one["goals"][0]["value"] for one in found if one["goals"]][:3] == [6, 6, 3]
        plain = answered(unitwise, "--held", "R/506/2151", "--on", "2026-09-01")["standings"]
        credit = {one["qualification"]["short_name"]: one["new_credit"] for one in plain}
        for one in found:
            if not one["goals"]:
                # none, where the least is not claimed without goals
                least = credit[one["qualification"]["short_name"]]
                assert least in (None, one["new_credit"])

    def test_hours_that_nobody_knows_are_why_and_never_no(self, unitwise: Unitwise) -> None:
        asked = ("--held", "R/506/2151", "--max-glh", "9999", "--on", "2026-09-01")
        found = answered(unitwise, *asked)["standings"]
        aat = next(one for one in found if "aat" in one["qualification"]["short_name"])
        assert "units are left out whose hours are unknown" in aat["why"]

    def test_a_wish_that_means_nothing_anywhere_is_a_slip(self, unitwise: Unitwise) -> None:
        printed = unitwise("transfer", "--held", "T/506/2952", "--want", "socail medai")
        assert printed.code == 2
        assert "--want 'socail medai': it means nothing in any of the" in printed.err
        printed = unitwise("transfer", "--held", "T/506/2952", "--pathway", "x")
        assert "--pathway: that is about one qualification; name it" in printed.err
        # one that is ranked alone says why itself
        only = ("--only", "ocr", "--want", "group:Z")
        assert "there is no group Z" in unitwise("transfer", "--held", "T/506/2952", *only).err

    @pytest.mark.parametrize(
        ("options", "names"),
        [
            (("--only", "OCR"), [OCR]),
            (("--only", "nocn, OCR", "--only", "level:3-4"), ["nocn-l3-customer-service", OCR]),
            (("--only", "level:1"), ["nocn-l1-customer-service"]),
            (("--to", OCR, "--to", "601/4419/1"), ["nocn-l3-customer-service", OCR]),
        ],
    )
    def test_some_may_be_ranked_alone(
        self, unitwise: Unitwise, options: tuple[str, ...], names: list[str]
    ) -> None:
        found = answered(unitwise, "--held", "T/506/2952", *options)["standings"]
        assert sorted(one["qualification"]["short_name"] for one in found) == names

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (("--only", "nokn"), "nothing in the catalogue fits 'nokn'"),
            (("--only", "level:13"), "'level:13': a level is Entry 1"),
            (("--only", "ocr", "--only", "level:1"), "no qualification fits all of 'ocr'"),
            (("--only", "ocr", "--to", OCR), "--only is about which to rank, and --to names one"),
            (("--to", f"{OCR}@x", "--to", "aat"), "an edition is of one qualification"),
        ],
    )
    def test_what_takes_in_nothing_is_told(
        self, unitwise: Unitwise, options: tuple[str, ...], told: str
    ) -> None:
        printed = unitwise("transfer", "--held", "T/506/2952", *options)
        assert printed.code == 2
        assert told in printed.err

    def test_it_has_a_report_and_shows_the_share(self, unitwise: Unitwise, tmp_path: Path) -> None:
        path = tmp_path / "ranking.md"
        asked = ("--held", "R/506/2151", "--on", "2026-09-01", "--report", str(path))
        page = unitwise("transfer", *asked, "--want", "social media").out
        text = path.read_text(encoding="utf-8")
        for told in (page, text):
            assert 'Asked of each: with "social media"' in told
            assert "4 of 55 credits" in told
            assert "7%" in told  # 4 of 55 is 7.3%
        assert "--" not in text.replace("---", "")

    def test_what_two_at_once_would_take_is_told(self, unitwise: Unitwise, tmp_path: Path) -> None:
        # T/506/2952 is mandatory in NOCN level 3 and in OCR level 4, and 3 credits: each takes it
        two = ("--to", OCR, "--to", "nocn-l3-customer-service")
        assert answered(unitwise, "--held", "T/506/2952", *two)["shared"] == ["T/506/2952"]
        printed = unitwise("transfer", "--held", "T/506/2952", *two)
        page = " ".join(printed.out.split())
        assert "cannot be shown to be completed. What counts in one counts in no other" in page
        assert "At least 3 credits (1 unit) would have to count towards more than one" in page
        assert printed.code == 0  # one of the two may be chosen
        path = tmp_path / "record.yaml"
        registered = "".join(
            f"  - {{qualification: {name}, on: 2026-09-01}}\n" for name in two[1::2]
        )
        path.write_text(f"registrations:\n{registered}achievements: [T/506/2952]\n")
        both = unitwise("transfer", str(path), "--json")
        assert json.loads(both.out)["shared"] == ["T/506/2952"]
        assert json.loads(both.out)["together"]["state"] == "impossible"
        assert both.code == 1  # the learner takes both
        # alternatives are no two at once
        assert answered(unitwise, "--held", "T/506/2952")["shared"] == []

    def test_a_question_file_may_be_put_to_each(self, unitwise: Unitwise, tmp_path: Path) -> None:
        path = tmp_path / "question.yaml"
        path.write_text("goals: [least-glh]\non: 2026-09-01\n", encoding="utf-8")
        found = answered(unitwise, "--held", "T/506/2952", "--question", str(path))
        assert found["asked"]["goals"] == ["least-glh"]
