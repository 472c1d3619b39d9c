"""Score a project's self-evaluation as another tool would: load, score, read the results.

Run it in a clone with ``python examples/score_project.py``; another document may be named on the command line.
"""

import json
import sys
from pathlib import Path

import perfeval

EXAMPLE = Path(__file__).parent / "jiangan-2023" / "project.toml"


def main(path: str) -> None:
    """Print the total, each row's score, one row's explanation, and a part of the JSON."""
    card = perfeval.score(perfeval.load(path))

    print(f"{card.evaluation.name}（{card.profile.id}）")
    print(f"总分：{'未定，' + card.reason if card.total is None else card.total}")
    for row in card.results():
        print(f"  {row.path:<13} {row.score or row.status.label} / {row.weight}  {row.name}")

    print("\n得分说明")
    timely = next((row for row in card.rows if row.name == "全年"), card.execution)
    print(f"  {timely.explanation}")

    print("\n作为数据")
    result = card.as_dict()
    print(json.dumps({key: result[key] for key in ("schema", "total", "earned", "available")}))
    print(json.dumps(result["groups"][1], ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(EXAMPLE))
