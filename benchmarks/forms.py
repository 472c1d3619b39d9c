"""What a form to print costs: 100 rows as Excel, Word and PDF, against the same form as text.

``python benchmarks/forms.py`` prints a table; the last figures stand in docs/tables.md.
"""

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from run import COMMAND, best, process
from speed import document

import perfeval
from perfeval.write import FILES, pdf, to_file, to_html, to_text

ROWS, GOAL = 100, 300


def measure(times: int) -> list[tuple[str, float, float | None]]:
    """What was done, its time, and the goal for it; the text is the first."""
    text = document(ROWS).replace("weight = 0.25", "weight = 0.8")
    card = perfeval.score(perfeval.loads(text))
    found: list[tuple[str, float, float | None]] = [
        ("text", best(lambda: to_text(card), times), None),
        ("HTML", best(lambda: to_html([card]), times), None),
    ]
    found += [(kind, best(partial(to_file, [card], kind), times), GOAL) for kind in FILES]

    def looking_for_fonts() -> None:
        pdf._system_fonts.cache_clear()
        to_file([card], "pdf")

    found.append(("pdf, the first of a process: fonts are looked for", best(looking_for_fonts, times), GOAL))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.toml"
        source.write_text(text, encoding="utf-8")
        for kind in FILES:
            target = str(Path(folder) / f"form.{kind}")
            command = process(COMMAND, "score", "--format", kind, str(source), "-o", target)
            found.append((f"`perfeval score --format {kind}`, whole process", best(command, times), None))
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    times = int(arguments[0]) if arguments else 10
    print(f"Python {sys.version.split()[0]}, a form of {ROWS} rows, best of {times}\n")
    print("| As | ms | times the text | goal, ms |")
    print("| --- | --- | --- | --- |")
    found = measure(times)
    for what, took, goal in found:
        print(f"| {what} | {took:.0f} | {took / found[0][1]:.1f} | {goal or ''} |")


if __name__ == "__main__":
    main(sys.argv[1:])
