"""What the audit finds, and what it finds where nothing is wrong: right tables of every profile, and single faults in them.

``python benchmarks/audit_faults.py`` draws 2,100 right tables (150 a profile; the first argument is another number), in every layout
that the forms use, and audits them: none may have an error or a warning. Into each it then puts six faults, one at a time, each
of another kind: a figure changed beyond its slack, or a cell emptied that the profile's form requires. A fault is found where an
error or a warning stands at its row, at the head of the row, or at the total. What is missed is printed. The last figures stand in
docs/batch-audit.md.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.right_tables import PROFILES, right_table
from tests.single_faults import Fault, faults, finds, heavy

GOAL = 0.99
FAULTS = 6
"""So many kinds of fault are put into each table, drawn at random."""


def missed(random: Random, name: str, counts: Counter[tuple[str, bool]]) -> Iterator[Fault]:
    """The single faults in one table that are not found, counted by kind."""
    for fault in islice(faults(random, right_table(random, name)), FAULTS):
        found = finds(fault)
        counts[fault.kind, found] += 1
        if not found:
            yield fault


def main(tables: int) -> int:
    """Print the tables."""
    counts, false, silent = Counter[tuple[str, bool]](), 0, list[str]()
    for name in PROFILES:
        for seed in range(tables):
            wrong = heavy(right_table(Random(f"{name} {seed}"), name))
            false += bool(wrong)
            for finding in wrong:
                print(f"false: {name} {seed}: {finding}")
            silent += [f"missed: {name} {seed}: {fault}" for fault in missed(Random(f"{name} {seed}"), name, counts)]
    for line in silent[:200]:
        print(line)
    print(
        f"\n{tables * len(PROFILES)} right tables under {len(PROFILES)} profiles, {false} of them with an error or a warning\n"
    )
    print("| Fault | Put in | Found | % |")
    print("| --- | --- | --- | --- |")
    for kind in dict.fromkeys(kind for kind, _ in sorted(counts)):
        found, all_ = counts[kind, True], counts[kind, True] + counts[kind, False]
        print(f"| {kind} | {all_} | {found} | {100 * found / all_:.2f} |")
    found = sum(number for (_, is_found), number in counts.items() if is_found)
    print(f"| all | {counts.total()} | {found} | {100 * found / counts.total():.2f} |")
    return int(bool(false) or found < GOAL * counts.total())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 150))
