"""What a learner holds is in no log and on no disk, and nobody else is listened to."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.adviser.web.desk import DAY, OCR

NAME = "Zebedee Quillfeather"
MARK = "XyMarkZz"


def form(record: bytes) -> tuple[bytes, str]:
    """A form with a file, as a browser sends it."""
    parts = []
    for head, value in (
        (b'name="day"', b"1"),
        (b'name="month"', b"9"),
        (b'name="year"', b"2026"),
        (b'name="file"; filename="' + MARK.encode() + b'.csv"', record),
    ):
        head = b"--" + MARK.encode() + b"\r\nContent-Disposition: form-data; " + head
        parts.append(head + b"\r\n\r\n" + value + b"\r\n")
    return b"".join(
        parts
    ) + b"--" + MARK.encode() + b"--\r\n", f"multipart/form-data; boundary={MARK}"


RECORDS = {
    "good": b"Learner,Unit,Date achieved\n" + f"{NAME},T/506/2952,2023-05-01\n".encode(),
    "many": b"Learner,Unit,Date achieved\n"
    + b"".join(f"{NAME},T/506/{n:04},2023-05-01\n".encode() for n in range(9_000)),
    "odd": f"{NAME},?\n\x00\x01".encode(),
    "no zip": b"PK\x03\x04" + NAME.encode() * 50,
}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are read in /proc")
def test_a_record_is_in_no_log_and_on_no_disk(tmp_path: Path) -> None:
    """The server may write nowhere but here, and has written nothing and said nothing."""
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    scratch.mkdir()
    names = {key: str(scratch) for key in ("TMPDIR", "TEMP", "TMP")}
    root = str(Path(__file__).parents[3])
    surroundings = {**os.environ, **names, "HOME": str(home), "PYTHONPATH": root}
    command = [sys.executable, "-m", "adviser", "serve", "--no-open", "--port", "0"]
    server = subprocess.Popen(
        command, cwd=home, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        _send_records(server, tmp_path)
    finally:
        server.terminate()
        out, err = server.communicate(timeout=30)
    assert NAME.encode() not in out + err
    assert MARK.encode() not in out + err
    assert list(home.iterdir()) == list(scratch.iterdir()) == []


def _send_records(server: subprocess.Popen[bytes], private: Path) -> None:
    assert server.stdout is not None
    told = server.stdout.readline().decode()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
    assert found is not None, told
    for record in RECORDS.values():
        body, kind = form(record)
        one = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
        one.request("POST", f"/q/{OCR}?on={DAY}", body, {"content-type": kind})
        answer = one.getresponse()
        answer.read()
        one.close()
        assert answer.status in {200, 303, 413, 422}
        assert NAME.split()[0] not in (answer.getheader("location") or "")
        assert not [path for path in _opened(server.pid) if str(private) in path]
    assert _listens_to(server.pid) == {"127.0.0.1"}


def _opened(pid: int) -> list[str]:
    """What a process has open; what it closes while we look is open no more."""
    paths = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            paths.append(os.readlink(one))
    return paths


def _listens_to(pid: int) -> set[str]:
    """The addresses of this machine at which a process waits for others."""
    owned = set()
    for opened in _opened(pid):
        if found := re.fullmatch(r"socket:\[(\d+)\]", opened):
            owned.add(found[1])
    heard = set()
    for table in ("tcp", "tcp6"):
        path = Path(f"/proc/{pid}/net/{table}")
        for line in path.read_text(encoding="ascii").splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == "0A" and rest[5] in owned:
                number = bytes.fromhex(local.partition(":")[0])
                heard.add(".".join(str(part) for part in reversed(number)))
    return heard
