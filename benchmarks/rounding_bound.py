"""How near a tie LibreOffice's ROUND takes a score for the tie: built neighbours of ties, by their digits.

    python benchmarks/rounding_bound.py

Weight × B / A of figures of 8 to 15 digits: ties, and the nearest quotients there are below and above one. Told are how many of them are rounded
to another cent than fractions give, and the least weight × B that is.
"""

import math
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import xlsxwriter
from self_scoring import recalculated

from perfeval.values.figures import round_half_up

EACH = 400
Quotient = tuple[int, int, int]


def main() -> int:
    """Round them all, and say which go wrong."""
    rng = random.Random(1)
    kinds = {"tie": 0, "just below": -1, "just above": 1}
    given = [
        (kind, n, quotient)
        for n in range(8, 16)
        for kind, beside in kinds.items()
        for quotient in built(n, beside, rng)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "quotients.xlsx")
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        for row, (_, _, (weight, actual, target)) in enumerate(given):
            sheet.write_formula(row, 0, f"=ROUND({weight}*{actual}/{target},2)", None, "")
        book.close()
        (shown,) = recalculated([path])
    wrong, least, furthest = Counter[tuple[str, int]](), list[int](), Fraction(0)
    for (kind, n, (weight, actual, target)), (cell,) in zip(given, shown, strict=True):
        exact = Fraction(weight * actual, target)
        if Fraction(cell) != Fraction(round_half_up(exact, 2)):
            wrong[kind, n] += 1
            least.append(weight * actual)
            tie = Fraction(2 * math.floor(exact * 100) + 1, 200)
            furthest = max(furthest, abs(exact - tie) / exact)
    for n in range(8, 16):
        print(f"{n} digits:", *(f"{kind} {wrong[kind, n]} of {EACH} wrong" for kind in kinds), sep="  ")
    print(
        f"least weight × B that is wrong: {min(least, default=0):.4g}; furthest from its tie: {float(furthest):.3g} of itself"
    )
    return 0


def built(n: int, beside: int, rng: random.Random) -> Iterator[Quotient]:
    """Weight, B and A of n digits whose quotient lies at a tie, or 1/(200 A) beside it."""
    left = EACH
    while left:
        weight = rng.choice([5, 10, 20, 25, rng.randint(1, 100), rng.randint(1000, 9999)])
        target = rng.randint(10 ** (n - 1), 10**n - 1)
        if beside:
            if math.gcd(200 * weight, target) > 1:
                continue
            actual = beside * pow(200 * weight, -1, target) % target
            odd = (200 * weight * actual - beside) // target
        else:
            share = Fraction(2 * rng.randint(0, 100 * weight - 1) + 1, 200 * weight)
            target -= target % share.denominator
            actual, odd = int(share * target), 1
        if odd % 2 and 0 < actual < target:
            left -= 1
            yield weight, actual, target


if __name__ == "__main__":
    sys.exit(main())
