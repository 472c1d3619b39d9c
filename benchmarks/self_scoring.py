"""The self-computing form against the engine: random rows, built near-ties among them, recalculated by headless LibreOffice.

    python benchmarks/self_scoring.py [ROWS] [SEED] [LOG]

Every shipped profile that scores rows gets its share of them, the others a few: figures of up to 9 digits, weights of up to 4, every sign, curve
and band. A cell must show the engine's score to the cent, or text where the engine has none. What was compared is added to LOG line by line; a run that was stopped goes on
after the batches that stand there. The exit status is 1 where one differs. `self_scoring_forms.py` beside it fills in whole forms, oddly too.
"""

import csv
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import Any
from unittest.mock import patch

from perfeval import Evaluation, Project, QualitativeIndicator, QuantitativeIndicator, load_profile, score
from perfeval.profiles import Profile, shipped
from perfeval.scoring.results import RowScore
from perfeval.values.terms import Form
from perfeval.write.row_formulas import ELSEWHERE, HIDDEN, INPUTS
from perfeval.write.self_scoring import self_scoring

AT_ONCE, FEW = 8000, 500
"""Rows in one workbook; rows of a profile that scores none."""
SHEET = "xl/worksheets/sheet1.xml"
RAW_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,0"
"""The first sheet's cells as they are, not as they are shown."""
Indicator = QuantitativeIndicator | QualitativeIndicator
Cells = Mapping[str, Any]


def main() -> int:
    """Compare so many rows, and say what was compared."""
    rows, seed = map(int, [*sys.argv[1:3], *["7000", "1"][len(sys.argv[1:3]) :]])
    log = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    done = [json.loads(line) for line in log.read_text().splitlines()] if log and log.exists() else []
    seen, differ = Counter[str](), 0
    for name, share in shares(rows).items():
        for batch, first in enumerate(range(0, share, AT_ONCE)):
            key: dict[str, Any] = {"profile": name, "batch": batch, "rows": min(AT_ONCE, share - first), "seed": seed}
            found = next((line for line in done if key.items() <= line.items()), None)
            if found is None:
                began = time.perf_counter()
                compared, wrong = compare(load_profile(name), key["rows"], random.Random(f"{seed} {name} {batch}"))
                found = key | {"compared": compared, "wrong": wrong, "seconds": round(time.perf_counter() - began)}
                if log:
                    with log.open("a") as lines:
                        lines.write(json.dumps(found, ensure_ascii=False) + "\n")
            seen.update(found["compared"])
            differ += len(found["wrong"])
            print(
                f"{name}: {dict(found['compared'])} {found['seconds']} s", *found["wrong"][:5], sep="\n  ", flush=True
            )
    print(f"{dict(seen)}, {differ} differ")
    return int(differ > 0)


def shares(rows: int) -> dict[str, int]:
    """How many rows each profile gets: few where its source says how to score none."""
    scoring = [name for name in shipped() if any(row.score is not None for row in scored(load_profile(name)))]
    few = min(FEW, rows // len(shipped()))
    rest = rows - few * (len(shipped()) - len(scoring))
    return {name: -(-rest // len(scoring)) if name in scoring else few for name in shipped()}


def scored(profile: Profile) -> tuple[RowScore, ...]:
    """Some rows under a profile."""
    rng = random.Random(profile.id)
    return results([one(profile, rng)[0] for _ in range(100)], profile)


def results(rows: Iterable[Indicator], profile: Profile) -> tuple[RowScore, ...]:
    """The engine's results."""
    table = Evaluation(project=Project(name="…"), profile=profile.id, indicators=tuple(rows))
    return score(table, profile=profile).rows


def quick_form(profile: Profile, rows: int) -> bytes:
    """The form with so many rows; XlsxWriter looks each formula through for functions younger than Excel 2010, of which it has none."""
    with patch("xlsxwriter.worksheet.Worksheet._prepare_formula", lambda _, formula, __=False: formula[1:]):
        return self_scoring(Form.PROJECT, profile, rows)


def compare(profile: Profile, rows: int, rng: random.Random) -> tuple[Counter[str], list[str]]:
    """One form of so many rows, filled in, recalculated and read: how many rows of what kind, and those that differ."""
    heads = sum(1 for points in profile.group_points.value.values() if points) or 1
    form = quick_form(profile, -(-rows // heads))
    given, cells = dict[int, Indicator](), dict[str, Any]()
    for row in rows_of(form)[:rows]:
        given[row], typed = one(profile, rng)
        cells |= {f"{column}{row}": value for column, value in typed.items() if value is not None}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        path.write_bytes(shared(fill(form, cells)))
        (shown,) = recalculated([path])
    seen, wrong = Counter[str](rows=len(given)), list[str]()
    for (row, indicator), result in zip(given.items(), results(given.values(), profile), strict=True):
        cell = shown[row - 1][11]
        if cell.endswith(ELSEWHERE) and result.score is not None:
            seen["too near a tie"] += 1
        elif result.score is None:
            seen["not scored"] += 1
            if number(cell) is not None or not cell:
                wrong.append(f"{indicator.target} {indicator.actual}: {cell}, not {result.reason}")
        else:
            seen["scored"] += 1
            if number(cell) != result.score:
                wrong.append(f"{indicator.target} {indicator.actual} {indicator.weight}: {cell}, not {result.score}")
    return seen, wrong


# --- a form as a workbook -----------------------------------------------------------------------------------------


def rows_of(form: bytes) -> list[int]:
    """The rows that may be filled in."""
    return [int(row) for row in re.findall(rf'<c r="{HIDDEN["state"][0]}([0-9]+)"[^>]*><f>', sheet_of(form))]


def sheet_of(form: bytes) -> str:
    """The XML of the form's sheet."""
    return zipfile.ZipFile(io.BytesIO(form)).read(SHEET).decode()


def fill(form: bytes, cells: Cells) -> bytes:
    """The form with these cells filled in: text stays text, whatever it begins with."""

    def typed(match: re.Match[str]) -> str:
        name, style = match.groups()
        value = cells.get(name, match)
        if value is match:
            return str(match[0])
        if isinstance(value, str):
            return f'<c r="{name}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        if isinstance(value, bool):
            return f'<c r="{name}"{style} t="b"><v>{value:d}</v></c>'
        return f'<c r="{name}"{style}/>' if value is None else f'<c r="{name}"{style}><v>{value!r}</v></c>'

    empty = r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")(?:/>| t="s"><v>[0-9]+</v></c>|><v>[0-9.]+</v></c>)'
    return _with_sheet(form, re.sub(empty, typed, sheet_of(form)))


def shared(form: bytes) -> bytes:
    """The same workbook with a formula that many rows have said once, as Excel itself says it: LibreOffice opens it in half the time."""
    rows = list(map(str, rows_of(form)))
    columns = [INPUTS["score"], *(letters for letters, _ in HIDDEN.values())]
    every = set(rows)

    def said(match: re.Match[str]) -> str:
        column, row, style, formula = match.groups()
        if column not in columns or row not in every:
            return str(match[0])
        whole = f' ref="{column}{rows[0]}:{column}{rows[-1]}">{formula}</f>' if row == rows[0] else "/>"
        return f'<c r="{column}{row}"{style} t="str"><f t="shared" si="{columns.index(column)}"{whole}'

    cell = r'<c r="([A-Z]+)([0-9]+)"( s="[0-9]+")[^>]*><f>([^<]*)</f>'
    return _with_sheet(form, re.sub(cell, said, sheet_of(form)))


def _with_sheet(form: bytes, sheet: str) -> bytes:
    made, whole = zipfile.ZipFile(io.BytesIO(form)), io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in made.infolist():
            changed.writestr(part, sheet if part.filename == SHEET else made.read(part))
    return whole.getvalue()


def recalculated(paths: Iterable[Path]) -> list[list[list[str]]]:
    """What LibreOffice makes of each workbook: the cells of its first sheet, row by row."""
    paths = list(paths)
    out = paths[0].parent / "out"
    home = f"-env:UserInstallation={(paths[0].parent / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", RAW_CSV, "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    return [list(csv.reader((out / f"{path.stem}.csv").open(encoding="utf-8", newline=""))) for path in paths]


def number(cell: str) -> Decimal | None:
    """The number that a cell shows, or None."""
    is_share = cell.endswith("%")
    found = re.fullmatch(r"-?[0-9.]+(?:E[-+]?[0-9]+)?", cell.removesuffix("%"))
    return Decimal(found[0]) / (100 if is_share else 1) if found else None


# --- what is filled in --------------------------------------------------------------------------------------------


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
        cells |= {"D": "定性", "E": "较高", "G": "较高", "I": label, "J": rate}
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
    figure = rng.choice([rng.randint(0, 20), rng.randint(1, 10 ** rng.randint(1, 9) - 1)])
    return f"{Decimal(figure).scaleb(-rng.randint(0, 4)):f}" if figure else "0"


def near_tie(weight: Decimal, rng: random.Random) -> tuple[str, str]:
    """A and B of nine digits whose score lies at the middle of two cents, or one unit of B beside it."""
    target, cents = rng.randint(1, 10**9 - 1), rng.randint(0, int(weight * 100) - 1)
    actual = round(Fraction(2 * cents + 1, 200) / Fraction(weight) * target) + rng.choice([-1, 0, 0, 1])
    return str(target), str(max(actual, 0))


if __name__ == "__main__":
    sys.exit(main())
