"""List what keeps tables from having a total: every undetermined row, and why; a check for a script or a nightly job.

Exit status 1 where something is missing, 2 where a document cannot be read, else 0. Run it in a clone with
``python examples/what_is_missing.py``; other documents may be named on the command line.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import perfeval

FOLDER = Path(__file__).parent / "jiangan-2023"
DOCUMENTS = [str(FOLDER / name) for name in ("project.toml", "project-filed.toml", "department-filed.toml")]


def main(paths: Sequence[str]) -> int:
    """Print a line a table, a line an open row (the first three of a table), and how often each reason occurs."""
    status, reasons = 0, Counter[str]()
    for path in paths:
        try:
            card = perfeval.score(perfeval.load(path))
        except perfeval.PerfevalError as error:
            print(error, file=sys.stderr)
            status = 2
            continue
        total = (
            f"总分 {card.total}" if card.total is not None else f"没有总分（{card.earned} / {card.available} 分已定）"
        )
        print(f"{Path(path).name}：{total}")
        for row in card.undetermined[:3]:
            print(f"  {row.path}　{row.name}：{row.reason}")
        if len(card.undetermined) > 3:
            print(f"  …… 共 {len(card.undetermined)} 项")
        reasons.update(row.code for row in card.undetermined)
        status = max(status, int(card.total is None))
    for code, count in reasons.most_common():
        print(f"{code}：{count} 项")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or DOCUMENTS))
