"""``python -m tests.catalogue.handbooks.samples.rewrite [NAME...]`` writes the samples anew.

With ``--expected`` the documents stay as they are, and only what is expected of them is written:
look at the difference before it is committed.
"""

from __future__ import annotations

import sys

from tests.catalogue.handbooks.samples.stored import (
    LAYOUTS,
    SAMPLES,
    document_of,
    drafts_of_bytes,
    expected_files,
)


def main(arguments: list[str]) -> int:
    """Write the samples that are named, or all."""
    names = [one for one in arguments if not one.startswith("-")] or list(LAYOUTS)
    if unknown := [one for one in names if one not in LAYOUTS]:
        sys.stderr.write(f"no samples: {', '.join(unknown)}; there are {', '.join(LAYOUTS)}\n")
        return 2
    for name in names:
        path = document_of(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if "--expected" not in arguments:
            path.write_bytes(LAYOUTS[name][1](SAMPLES[name]()[0]))
        for old in (*path.parent.glob("*.yaml"), *path.parent.glob("*.json")):
            old.unlink()
        for file, text in expected_files(drafts_of_bytes(path.read_bytes(), path.name)).items():
            (path.parent / file).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
