"""What every request has to pass, and what every answer carries."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from adviser.web.guard import LARGEST_BODY, POLICY
from tests.adviser.web.desk import OCR, client

DESK = client()
HERE = f"/q/{OCR}"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.2"])
def test_another_name_is_misdirected(host: str) -> None:
    for path in ("/", "/api/v1/catalogue", "/static/x/unitwise.css"):
        assert DESK.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8714", "127.0.0.1:9", "[::1]:8714"])
def test_the_names_of_this_machine_are_answered(host: str) -> None:
    assert DESK.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_form_comes_from_our_own_pages(headers: dict[str, str], status: int) -> None:
    assert DESK.post("/nearest", data={"do": "rank"}, headers=headers).status_code == status


def test_a_shared_link_works_and_a_foreign_picture_does_not() -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    assert DESK.get("/", headers={**foreign, "sec-fetch-dest": "document"}).status_code == 200
    assert DESK.get("/", headers={**foreign, "sec-fetch-dest": "image"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/zzz", HERE, "/q/zzz", "/api/v1/catalogue", "/healthz"])
def test_every_answer_forbids_what_is_not_ours(path: str) -> None:
    headers = DESK.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] in {"no-store", "no-cache"}
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers


def test_a_body_has_an_end() -> None:
    large = {"held": "x" * (LARGEST_BODY + 1)}
    told = DESK.post(HERE, data=large)
    assert told.status_code == 413
    assert "larger than 1 MiB" in told.text
    assert told.text.rstrip().endswith("</html>")

    def chunks() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 500_000

    kind = {"content-type": "application/json"}
    path = f"/api/v1/qualifications/{OCR}/plan"
    assert DESK.post(path, content=chunks(), headers=kind).status_code == 413


def test_a_form_has_so_many_fields_and_no_more() -> None:
    fields = "&".join(f"f{n}=1" for n in range(6_000))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert DESK.post(HERE, content=fields.encode(), headers=kind).status_code == 400
    assert DESK.get(f"{HERE}?{fields}").status_code == 400


def test_a_defect_is_told_without_its_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Kim Learner")

    monkeypatch.setattr("adviser.web.bench.work_out", broken)
    with caplog.at_level(logging.DEBUG):
        answer = DESK.get(HERE)
    assert answer.status_code == 500
    assert "at fault" in answer.text
    assert "Kim" not in answer.text + caplog.text
    assert "KeyError at " in caplog.text
    assert answer.headers["content-security-policy"] == POLICY


def test_static_files_are_kept_and_nothing_else_is_served() -> None:
    page = DESK.get("/").text
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = DESK.get(style)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    for path in ("/static/x/../guard.py", "/static/x/%2e%2e%2fguard.py", "/static/x/htmx.js"):
        assert DESK.get(path).status_code == 404


def test_too_many_at_once_are_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from adviser.web import solving

    monkeypatch.setattr(solving, "LONGEST_QUEUE", -100)
    busy: TestClient = client()
    answer = busy.get(HERE)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    sent = {"held": '"><x9q>', "unit D/506/2055": "in"}
    page = busy.post(HERE, data=sent, files={"file": ("kim.csv", b"Unit\n")}).text
    assert f'action="{HERE}"' in page
    assert 'name="unit D/506/2055" value="in"' in page
    assert 'name="held" value="&#34;&gt;&lt;x9q&gt;"' in page
    assert "Please choose kim.csv again" in page
    asked = busy.post(f"/api/v1/qualifications/{OCR}/plan", json={"on": "2026-09-01"})
    assert (asked.status_code, asked.headers["retry-after"]) == (503, "1")
