"""What changed between two runs: ``python benchmarks/compare.py BEFORE.csv AFTER.csv``.

A time has changed where its median moved by more than a tenth and the quartiles of the two runs do
not overlap; an answer where it reads otherwise. Nothing else is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402

Row = Mapping[str, str]


def changes(before: Sequence[Row], after: Sequence[Row], least: float = 0.1) -> Iterator[str]:
    """Yield one line for each thing that changed, in the order of ``after``."""
    old = {(row["instance"], row["subject"]): row for row in before}
    for row in after:
        key = (row["instance"], row["subject"])
        name = f"{key[0]}: {key[1]}"
        was = old.pop(key, None)
        if was is None:
            yield f"{name}: new"
        elif row["answer"] != was["answer"]:
            yield f"{name}: answered {was['answer']}, now {row['answer']}"
        elif row["instance"] != "about" and (told := _times(was, row, least)):
            yield f"{name}: {told}"
    for instance, subject in old:
        yield f"{instance}: {subject}: gone"


def _times(was: Row, now: Row, least: float) -> str:
    before, after = float(was["total"]), float(now["total"])
    apart = float(now["low"]) > float(was["high"]) or float(now["high"]) < float(was["low"])
    if not apart or not before or abs(after / before - 1) <= least:
        return ""
    return f"{before:.2f} ms, now {after:.2f} ms ({after / before:.2f}x)"


def main() -> None:
    """Print the changes."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("before", type=arguments.run_file, metavar="BEFORE.csv")
    parser.add_argument("after", type=arguments.run_file, metavar="AFTER.csv")
    asked = parser.parse_args()
    found = list(changes(asked.before, asked.after))
    sys.stdout.write("\n".join(found or ["nothing changed"]) + "\n")


if __name__ == "__main__":
    main()
