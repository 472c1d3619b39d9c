"""Whole self-computing forms against the engine: filled in plainly and oddly, recalculated by LibreOffice, read back and scored.

    python benchmarks/self_scoring_forms.py [FORMS] [SEED] [PROFILE…]

So many forms of each profile and table. Whatever stands in a cell, its row shows the engine's score or a reason (never an error of Excel, never
another figure), and so do execution, its rate, the total and the grade. Told apart is where the engine has a score and the form, which reads
fewer ways of writing, a reason. The exit status is 1 where one differs.
"""

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from self_scoring import fill, number, recalculated, rows_of, sheet_of

from perfeval import load, load_profile, score
from perfeval.errors import PerfevalError
from perfeval.profiles import Profile, shipped
from perfeval.read.forms.shown import UNTOLD
from perfeval.scoring.results import RowScore, Scorecard
from perfeval.values.terms import Form, Status
from perfeval.write.row_formulas import BLANK, HIDDEN, INPUTS, OUT
from perfeval.write.self_scoring import self_scoring

PLAIN: Mapping[str, Sequence[Any]] = {
    "C": ["甲"], "D": ["≥", "≤", "=", ">", "<", ""], "E": ["10", "95", "100", "20", "8", "0", "1"], "F": ["%", "个", "天", ""],
    "G": ["10", "95", "9", "96", "12", "3", "0"], "H": [10, 5, 20], "I": [""], "J": ["80%", "95%", "100%"], "K": [""], "M": [10],
}  # fmt: skip
ODD: Mapping[str, Sequence[Any]] = {
    "C": ["合格率（%）", "长度（公里）", "", "合计", "=1+1", "总分", "#N/A"],
    "D": ["大于", "≥ ", "＞", "正向", ">=", "abc", 5, "定性"],
    "E": [100, 95.5, "≥95%", "≤20天", "=10个", "1,234", "1,2,3", "12,34", "5万", "5.", "0.5", "1.2.3", ".5", "-5", -5, "−5", "不少于20次", "20次以上",
          "20次（含）以上", "三次", "较高", "不适用", "本项不适用", "/", "—", "  ", "12345678901234567890123456", "1234567890123456", 1e21,
          0.30000000000000004, "2 0", "20 个", "２０", "９５％", "2024.12", "20241231", "12.31", "2024年", "3月", "15日前", "10-20", "约50", "50余", "abc",
          "=1+1", "@x", "1e5", "100%达标", "95%（含95%）", "½", "10²", "5m2", "1/2", "十二", "是", "全部", "98.765", "123456789", "007", "0.0001",
          "#N/A", "不适用 ", "20年"],
    "F": ["％", "次", "万元", "元", "年", "月", "‰", "百分比", "无", "个/次", "平方公里", "家以上", "余人", "左右", "个(次)", "m2", "㎡", "A", "2", 5, "/",
          "季度", "个月", "abc", "人/", "元/人·月", "=1"],
    "G": ["96%", "0.95", 0.95, 100, "20", "15天", "9个", "1,235", "1,2,3", "5万", "95.", "-3", -3, "≥95%", "已完成", "较高", "不适用", "/", "  ", "约50",
          "10-20", "2 0", "９６％", "1e5", 1e21, "12345678901234567890123456", "96%，超额完成", "abc", "=1+1", "三次", "是", "1.005", "123456788",
          "19年", "2001年", "3月", "无", "#DIV/0!"],
    "H": ["", None, 0, -5, "abc", "10", 7.5, 3.333, 12.3456, 1e6, True, " ", 0.1],
    "I": ["基本达成目标", "部分达成", "abc", 1], "J": ["", "0.8", 0.8, "80", 80, "abc", "-5%", "120%", "59.99%", "８０％", "80%以上"], "K": ["abc", 1],
    "M": ["", 0, -5, "abc", "10", 7.5, True],
}  # fmt: skip
MONEY = [0, "", None, -5, "abc", "5万", "500", 123456789012, 0.1, 1234567.89, 999999.995, True, "500万元", "50%"]
_CALM = {"D": ["≥", "≥", "≤", ""], "E": ["10", "95", "8"], "F": ["个"], "G": ["9", "10", "95", "7.77"]}
ERROR = re.compile(r"#[A-Z/0!?]+|Err:[0-9]+")


class Filled(NamedTuple):
    """A form filled in, and where its blocks stand."""

    profile: Profile
    form: Form
    path: Path
    cells: Mapping[str, Any]
    rows: Sequence[int]
    money: int
    total: int


def main() -> int:
    """Compare so many forms of each kind, and say what was compared."""
    forms, seed = map(int, [*sys.argv[1:3], *["4", "1"][len(sys.argv[1:3]) :]])
    rng, seen, differ = random.Random(seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        given = [
            filled
            for name in sys.argv[3:] or shipped()
            for filled in made(load_profile(name), forms, rng, Path(folder))
        ]
        began = time.perf_counter()
        sheets = recalculated([filled.path for filled in given])
        print(f"{len(given)} forms recalculated in {time.perf_counter() - began:.0f} s")
        for filled, sheet in zip(given, sheets, strict=True):
            wrong = [f"{filled.path.stem}: {told}" for told in compared(filled, sheet, seen)]
            print(*wrong, sep="\n", end="\n" * bool(wrong))
            differ += wrong
    print(*(f"{count:6} {what}" for what, count in seen.most_common()), sep="\n")
    print(f"{len(differ)} differ")
    return int(bool(differ))


def made(profile: Profile, forms: int, rng: random.Random, folder: Path) -> Iterator[Filled]:
    """Forms of both tables, filled in more and less oddly."""
    for form in Form:
        empty = self_scoring(form, profile, 3)
        sheet, rows = sheet_of(empty), rows_of(empty)
        (money,) = (int(row) for row in re.findall(r'<c r="J([0-9]+)"[^>]*><f>', sheet))
        total = max(int(row) for row in re.findall(r'<c r="H([0-9]+)"[^>]*><f>', sheet))
        for number_ in range(forms):
            cells = dict(filled_in(profile, rows, money, rng.choice([0, 0, 0.03, 0.1, 0.3, 1]), rng))
            path = folder / f"{profile.id}-{form.value}-{number_}.xlsx"
            path.write_bytes(fill(empty, cells))
            yield Filled(profile, form, path, cells, rows, money, total)


def filled_in(
    profile: Profile, rows: Sequence[int], money: int, oddness: float, rng: random.Random
) -> Iterator[tuple[str, Any]]:
    """What stands in which cell: whole rows, rows left blank, single cells; the weights make up the profile's heads half the time."""

    def pick(column: str, plain: Sequence[Any] = ()) -> Any:
        return rng.choice(ODD[column] if rng.random() < oddness else plain or PLAIN[column])

    heads = [float(points) for points in profile.group_points.value.values() if points]
    sums_up, bands = rng.random() < 0.5, [band.label for band in profile.judged_bands.value]
    calm = sums_up and not oddness  # so that totals come about
    for i, row in enumerate(rows):
        if rng.random() < (0 if sums_up else 0.25):
            continue
        if rng.random() < oddness / 5:
            column = rng.choice("CDEFGHIJK")
            yield f"{column}{row}", rng.choice(ODD[column])
            continue
        judged = rng.random() < (0 if calm else 0.2) and bool(bands)
        for column in "CDEFG":
            yield (
                f"{column}{row}",
                pick(
                    column, {"D": ["定性"], "E": ["较高"], "F": [""], "G": ["较高"]}.get(column, ()) if judged else ()
                ),
            )
        if judged or rng.random() < oddness / 3:
            yield f"I{row}", pick("I", bands)
            yield f"J{row}", pick("J")
        yield f"K{row}", pick("K", [""] if calm else [*profile.curves, ""])
        whole = heads[i // 3] / 3 if sums_up and i // 3 < len(heads) else None
        yield f"H{row}", pick("H", [whole] if whole else ())
    for column in "DFH":
        plain = [480 if column == "H" else 500] if calm else [500, 480, 123.45]
        yield f"{column}{money}", rng.choice(MONEY if rng.random() < oddness else plain)
    if profile.execution_points.value is None or rng.random() < oddness / 10:
        yield f"M{money}", pick("M")


# --- against the engine -------------------------------------------------------------------------------------------


def compared(filled: Filled, sheet: Sequence[Sequence[str]], seen: Counter[str]) -> Iterator[str]:
    """What differs between a form and the engine."""
    for i, line in enumerate(sheet, 1):
        for column, cell in zip("ABCDEFGHIJKLM", line, strict=False):
            if ERROR.fullmatch(cell) and filled.cells.get(f"{column}{i}") != cell:
                yield f"{column}{i} shows {cell}"
    total = sheet[filled.total - 1][11]
    try:
        card = score(load(filled.path), profile=filled.profile)
    except PerfevalError as error:
        seen["not read"] += 1
        if number(total) is not None:
            yield f"total {total}, and it cannot be read: {error}"
        return
    before = seen["a reason where the engine has a score"]
    yield from _rows(filled, sheet, card, seen)
    yield from _figure("execution", sheet[filled.money - 1][11], card.execution, seen)
    rate, is_rate = number(sheet[filled.money - 1][9]), card.execution.rate
    if rate is not None and (is_rate is None or abs(float(rate) - float(is_rate)) > 1e-9 * max(1, abs(float(is_rate)))):
        yield f"rate {rate}, not {is_rate}"
    yield from _total(filled, sheet, card, seen, stricter=before != seen["a reason where the engine has a score"])


def _rows(filled: Filled, sheet: Sequence[Sequence[str]], card: Scorecard, seen: Counter[str]) -> Iterator[str]:
    state = _column(HIDDEN["state"][0])
    used = [row for row in filled.rows if sheet[row - 1][state] != BLANK]
    by_row = dict(zip(used, card.rows, strict=True)) if len(used) == len(card.rows) else {}
    if not by_row and used:
        seen["forms with a row of a weight alone, which is read as a sum"] += 1
        if number(sheet[filled.total - 1][11]) is not None:
            yield f"{len(used)} rows, {len(card.rows)} read, and a total"
    for row, result in by_row.items():
        said = {name: filled.cells.get(f"{column}{row}") for name, column in INPUTS.items()}
        yield from _figure(f"row {row} {said}", sheet[row - 1][11], result, seen)


def _figure(what: str, cell: str, result: RowScore, seen: Counter[str]) -> Iterator[str]:
    """A score, or a reason."""
    if number(cell) is not None:
        seen["scored"] += 1
        if number(cell) != result.score:
            yield f"{what}: {cell}, not {result.score} {result.reason}"
    elif result.score is not None:
        seen["a reason where the engine has a score"] += 1
    else:
        seen["not scored"] += 1
        if cell == OUT and result.status is not Status.NOT_APPLICABLE:
            yield f"{what}: {cell}, not {result.reason}"
    if number(cell) is None and cell != OUT and not cell.startswith(UNTOLD):
        yield f"{what}: {cell!r} is no reason"


def _total(
    filled: Filled, sheet: Sequence[Sequence[str]], card: Scorecard, seen: Counter[str], *, stricter: bool
) -> Iterator[str]:
    cell = sheet[filled.total - 1][11]
    if number(cell) is not None:
        seen["total told"] += 1
        grade = sheet[filled.total][2] if filled.profile.grades.value else ""
        if (number(cell), grade) != (card.total, card.grade or ""):
            yield f"total {cell} {grade}, not {card.total} {card.grade} {card.reason}"
    else:
        seen["total open" if card.total is None else "total open where the engine has one"] += 1
        if card.total is not None and not stricter:
            yield f"total {cell}, not {card.total}"
        if not cell.startswith(UNTOLD):
            yield f"total {cell!r} is no reason"


def _column(letters: str) -> int:
    return (ord(letters[0]) - 64) * 26 + ord(letters[1]) - 65


if __name__ == "__main__":
    sys.exit(main())
