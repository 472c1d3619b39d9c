"""The self-computing form against the engine: random rows, built near-ties among them, recalculated by headless LibreOffice.

    python benchmarks/self_scoring.py [ROWS] [SEED]

Every shipped profile gets its share of the rows: figures of up to 9 digits, weights of up to 4, every sign, curve and band. A cell must show
the engine's score to the cent, or text where the engine has none. The exit status is 1 where one differs.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from perfeval import Evaluation, Project, QualitativeIndicator, QuantitativeIndicator, load_profile, score
from perfeval.profiles import Profile, shipped
from perfeval.values.terms import Form
from perfeval.write.row_formulas import ELSEWHERE
from perfeval.write.self_scoring import self_scoring

AT_ONCE = 4000
Indicator = QuantitativeIndicator | QualitativeIndicator


def main() -> int:
    """Compare so many rows, and say what was compared."""
    rows, seed = map(int, [*sys.argv[1:], *["7000", "1"][len(sys.argv) - 1 :]])
    rng, seen, differ = random.Random(seed), Counter[str](), 0
    each = -(-rows // len(shipped()))
    for name in shipped():
        profile, left = load_profile(name), each
        while left > 0:
            began = time.perf_counter()
            with tempfile.TemporaryDirectory() as folder:
                compared, wrong = compare(profile, min(left, AT_ONCE), rng, Path(folder))
            left -= compared["rows"]
            differ += len(wrong)
            seen.update(compared)
            print(f"{name}: {dict(compared)} {time.perf_counter() - began:.0f} s", *wrong[:5], sep="\n  ", flush=True)
    print(f"{dict(seen)}, {differ} differ")
    return int(differ > 0)


def compare(profile: Profile, rows: int, rng: random.Random, folder: Path) -> tuple[Counter[str], list[str]]:
    """One form of so many rows, filled in, recalculated and read: how many rows of what kind, and those that differ."""
    path = folder / "form.xlsx"
    heads = sum(1 for points in profile.group_points.value.values() if points) or 1
    path.write_bytes(self_scoring(Form.PROJECT, profile, -(-rows // heads)))
    book = openpyxl.load_workbook(path)
    sheet, given = book["自评表"], dict[int, Indicator]()
    for row in range(1, sheet.max_row + 1):
        if str(sheet[f"AQ{row}"].value).startswith("="):
            given[row], cells = one(profile, rng)
            for column, value in cells.items():
                sheet[f"{column}{row}"] = value
                if isinstance(value, str):
                    sheet[f"{column}{row}"].data_type = "s"  # "=" is a sign and no formula
    book.save(path)
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)
    shown = openpyxl.load_workbook(folder / "out" / path.name, data_only=True, read_only=True)["自评表"]
    scores = {row: cells[11].value for row, cells in enumerate(shown.iter_rows(max_col=13), 1) if row in given}
    table = Evaluation(project=Project(name="…"), profile=profile.id, indicators=tuple(given.values()))
    seen, wrong = Counter[str](rows=len(given)), list[str]()
    for (row, indicator), result in zip(given.items(), score(table, profile=profile).rows, strict=True):
        cell = scores[row]
        if cell == ELSEWHERE and result.score is not None:
            seen["too near a tie"] += 1
        elif result.score is None:
            seen["not scored"] += 1
            if not isinstance(cell, str) or not cell:
                wrong.append(f"{indicator.target} {indicator.actual}: {cell}, not {result.reason}")
        else:
            seen["scored"] += 1
            if not isinstance(cell, (int, float)) or Decimal(repr(cell)) != result.score:
                wrong.append(f"{indicator.target} {indicator.actual} {indicator.weight}: {cell}, not {result.score}")
    return seen, wrong


def one(profile: Profile, rng: random.Random) -> tuple[Indicator, dict[str, Any]]:
    """A random row, and the cells that a clerk would fill in for it."""
    weight = rng.choice([Decimal(10), Decimal(5), Decimal(rng.randint(1, 100)), Decimal(rng.randint(1, 9999)) / 100])
    cells: dict[str, Any] = {"C": "…", "H": float(weight)}
    bands = [band.label for band in profile.judged_bands.value]
    if bands and rng.random() < 0.15:
        label, rate = (
            rng.choice([*bands, None]),
            rng.choice([None, "80%", "50%", "100%", f"{rng.randint(0, 10000) / 100:.2f}%"]),
        )
        cells |= {"D": rng.choice(["定性", None]), "E": "较高", "G": "较高", "I": label, "J": rate}
        return QualitativeIndicator(
            name="…", target="较高", actual="较高", attainment=label, rate=rate, weight=weight
        ), cells
    curves = list(profile.curves) if profile.row_rule.value == "allowed" else []
    curve = rng.choice([None, *curves]) if curves else None
    sign, unit = rng.choice(["≥", "≤", ">", "<", "=", ""]), rng.choice(["%", "个", "天", "", "万元"])
    target, actual = near_tie(weight, rng) if rng.random() < 0.4 else (digits(rng), digits(rng))
    if curve and rng.random() < 0.7:
        target, actual, unit = str(rng.randint(50, 120)), f"{Decimal(rng.randint(0, 13000)) / 100:f}", "%"
    if rng.random() < 0.2:
        actual = target
    whole, bare = rng.random() < 0.3, rng.random() < 0.5 and not (unit == "%" and 0 < Fraction(actual) <= 1)
    cells |= {"E": f"{sign}{target}{unit}"} if whole else {"D": sign or None, "E": target, "F": unit or None}
    cells |= {"G": actual if bare else actual + unit, "K": curve}
    row = QuantitativeIndicator(
        name="…", target=f"{sign}{target}{unit}", actual=f"{actual}{unit}", weight=weight, rule=curve
    )
    return row, cells


def digits(rng: random.Random) -> str:
    """A figure of up to nine digits and four decimals."""
    number = rng.choice([rng.randint(0, 20), rng.randint(1, 10 ** rng.randint(1, 9) - 1)])
    return f"{Decimal(number).scaleb(-rng.randint(0, 4)):f}" if number else "0"


def near_tie(weight: Decimal, rng: random.Random) -> tuple[str, str]:
    """A and B of nine digits whose score lies at the middle of two cents, or one unit of B beside it."""
    target, cents = rng.randint(1, 10**9 - 1), rng.randint(0, int(weight * 100) - 1)
    actual = round(Fraction(2 * cents + 1, 200) / Fraction(weight) * target) + rng.choice([-1, 0, 0, 1])
    return str(target), str(max(actual, 0))


if __name__ == "__main__":
    sys.exit(main())
