"""Single faults in a right table: a figure changed beyond its slack, or a cell emptied that the profile's form requires.

A change counts as a fault only where what is printed tells it: the scorer earns another score than the printed one, the printed
points make another sum, the printed amounts another rate. What no profile scores and nothing printed contradicts is no fault.
"""

import copy
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from attrs import frozen

from perfeval import Finding, Severity, audit, load_profile, score
from perfeval.scoring.results import Scorecard
from tests.right_tables import REASON, Document, read


@frozen
class Fault:
    """A table with one fault: its kind, the path of the row or block that it stands in, and what was changed."""

    kind: str
    path: str
    told: str
    document: Document

    def __str__(self) -> str:
        return f"{self.kind} {self.path} {self.told}"


def heavy(document: Document) -> list[Finding]:
    """The errors and warnings in a table."""
    return [finding for finding in audit(read(document)).findings if finding.severity is not Severity.NOTE]


def finds(fault: Fault) -> bool:
    """Whether an error or a warning stands at the fault's row, at the head of it, or at the total."""
    row = dict(_rows(fault.document)).get(fault.path, {})
    above = fault.path.rpartition(".rows[")[0]
    level1 = row.get("level1") or dict(_rows(fault.document)).get(above, {}).get("level1", "")
    near = {fault.path, above, f"weights.{level1}", fault.path.partition(".")[0], "weights", "published", "indicators"}
    found = heavy(fault.document)
    if fault.path in ("weights", "remarks"):  # a head, whichever; the rows that the reason at the end stood for
        return bool(found)
    return any(
        finding.path in near or finding.path.startswith(f"{fault.path}.rows[") or fault.path in finding.rows
        for finding in found
    )


def faults(random: Random, document: Document) -> Iterator[Fault]:
    """One fault of each kind that the table has a place for, each in a table of its own, in any order."""
    made = _Table(random, document)
    for kind in random.sample([*KINDS], len(KINDS)):
        found = list(KINDS[kind](made))
        random.shuffle(found)
        for path, key, values in found:
            fault = made.changed(kind, path, key, random.choice(values) if values else None)
            if fault is not None:
                yield fault
                break


Place = tuple[str, str, list[str]]
"""A cell, by path and key, and what it may be changed to; it is emptied where that is nothing."""


class _Table:
    """A right table, with what the scorer makes of it."""

    def __init__(self, random: Random, document: Document) -> None:
        self.random, self.document = random, document
        self.card: Scorecard = score(read(document))
        self.results = {result.path: result for result in self.card.rows}
        self.profile = load_profile(document["profile"])
        self.rows = dict(_rows(document))
        self.block: Document = document.get("execution", {})

    @property
    def leaves_points_open(self) -> bool:
        """Whether a row that does not apply may have points, of which nothing is printed."""
        bare = any(not _applies(row) and "weight" not in row for row in self.rows.values())
        return bare and self.profile.not_applicable.value != "redistribute"

    def changed(self, kind: str, path: str, key: str, value: str | None) -> Fault | None:
        """The table with another value in a cell; None where nothing printed would tell."""
        document = copy.deepcopy(self.document)
        cells = _at(document, path)
        before = cells[key]
        if value is None:
            del cells[key]
        else:
            cells[key] = value
        fault = Fault(kind, path, f"{key}: {before} → {value}", document)
        return fault if kind not in TOLD_BY_SCORE or self._is_told(path, document) else None

    def _is_told(self, path: str, document: Document) -> bool:
        """Whether the row earns another score than it prints, or misses its target without a reason."""
        row = self.rows[path]
        result = next((each for each in score(read(document)).rows if each.path == path), None)
        if result is not None and result.score is not None and "published_score" in row:
            return abs(Fraction(result.score) - Fraction(row["published_score"])) > Fraction(1, 10)
        return False


# --- where a fault can stand --------------------------------------------------------------------------------------


def _rows(document: Document) -> Iterator[tuple[str, Document]]:
    """Every row with its path, those under an indicator after it."""
    tables = [(f"goals[{g}].indicators", goal["indicators"]) for g, goal in enumerate(document.get("goals", ()))]
    for table, rows in [*tables, ("indicators", document.get("indicators", []))]:
        for i, row in enumerate(rows):
            yield f"{table}[{i}]", row
            yield from ((f"{table}[{i}].rows[{n}]", each) for n, each in enumerate(row.get("rows", ())))


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def _at(document: Document, path: str) -> Document:
    here: Any = document
    for name, index in _STEP.findall(path):
        here = here[name][int(index)] if index else here[name]
    assert isinstance(here, dict)
    return here


def _other_points(cell: str, least: str = "0.1") -> list[str]:
    """Points that a cell may be changed to, none of them below 0."""
    step = Decimal("0.01") if "." in cell and len(cell.partition(".")[2]) > 1 else Decimal(least)
    return [
        str(other)
        for by in (step, -step, 5 * step, Decimal(1), Decimal(-1), Decimal(3))
        if (other := Decimal(cell) + by) >= 0
    ]


def _applies(row: Document) -> bool:
    return row.get("applicable", True) and row.get("actual") != "不适用"


def _score(t: _Table) -> Iterator[Place]:
    for path, row in t.rows.items():
        if "published_score" in row:
            yield path, "published_score", _other_points(row["published_score"])


def _score_of_execution(t: _Table) -> Iterator[Place]:
    if "published_score" in t.block:
        yield "execution", "published_score", _other_points(t.block["published_score"])


def _total(t: _Table) -> Iterator[Place]:
    if "published" in t.document:
        yield "published", "total", _other_points(t.document["published"]["total"])


def _grade(t: _Table) -> Iterator[Place]:
    if grade := t.document.get("published", {}).get("grade"):
        yield "published", "grade", [each.label for each in t.profile.grades.value if each.label != grade]


def _rate(t: _Table) -> Iterator[Place]:
    if cell := t.block.get("published_rate"):
        yield "execution", "published_rate", [f"{Decimal(cell[:-1]) + by}%" for by in (-30, -20, 20, 30)]


def _amount(t: _Table) -> Iterator[Place]:
    """Amounts that the printed rate, the printed score or the fund rows contradict."""
    scored = "published_score" in t.block and t.card.execution.score is not None
    if not (scored or "published_rate" in t.block or "funds" in t.block):
        return
    basis = "initial" if t.profile.execution_budget.value == "initial" else "budget"
    for key in (basis, "executed"):
        yield "execution", key, [_times(t.block[key], by) for by in ("0.6", "0.7", "1.5")]


def _amount_of_fund(t: _Table) -> Iterator[Place]:
    for i, fund in enumerate(t.block.get("funds", ())):
        for key in ("budget", "executed"):
            yield f"execution.funds[{i}]", key, [_plus(fund[key], t.block["budget"])]


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _times(cell: str, by: str) -> str:
    """The cell with another figure, of as many decimals."""
    found = _NUMBER.search(cell)
    assert found is not None
    places = len(found[0].partition(".")[2])
    return cell[: found.start()] + f"{Decimal(found[0]) * Decimal(by):.{places}f}" + cell[found.end() :]


def _plus(cell: str, more: str) -> str:
    return _NUMBER.sub(lambda found: str(Decimal(found[0]) + Decimal(_NUMBER.search(more)[0])), cell, count=1)  # type: ignore[index]


def _weight(t: _Table) -> Iterator[Place]:
    """Points that a head, an indicator above or the whole of 100 contradicts."""
    known = t.card.execution.weight is not None
    for path, row in t.rows.items():
        above = path.rpartition(".rows[")[0]
        summed = known or "weights" in t.document or "weight" in t.document.get("goals", [{}])[0]
        if "weight" in row and _applies(row) and (summed or "weight" in t.rows.get(above, {})):
            least = Decimal(row["weight"]) if t.leaves_points_open else Decimal(0)
            yield path, "weight", [other for other in _other_points(row["weight"], "0.5") if Decimal(other) > least]


def _head(t: _Table) -> Iterator[Place]:
    """The points of a head whose rows print theirs, or of one of the heads that make 100."""
    weighed = any("weight" in row for row in t.rows.values())
    if not weighed and t.card.execution.weight is None:
        return
    heads = [("weights", head, points) for head, points in t.document.get("weights", {}).items()]
    goals = [
        (f"goals[{g}]", "weight", goal["weight"])
        for g, goal in enumerate(t.document.get("goals", ()))
        if "weight" in goal
    ]
    for path, key, points in heads + goals:
        most = Decimal(points) if t.leaves_points_open and weighed else Decimal("Infinity")
        if other := [other for other in _other_points(points, "0.5") if Decimal(other) < most]:
            yield path, key, other


def _figure(key: str) -> Callable[[_Table], Iterator[Place]]:
    def places(t: _Table) -> Iterator[Place]:
        for path, row in t.rows.items():
            cell = row.get(key, "")
            if (
                path in t.results
                and _applies(row)
                and _NUMBER.search(cell)
                and "年" not in cell
                and "." not in cell[:5]
            ):
                yield path, key, [_times(cell, by) for by in ("0.4", "0.7", "1.6", "3")]

    return places


def _band(t: _Table) -> Iterator[Place]:
    labels = [band.label for band in t.profile.judged_bands.value]
    for path, row in t.rows.items():
        for key in ("attainment", "actual"):
            band = t.profile.band(row.get(key, ""))
            if band is not None and ("rate" in row or ("weight" in row and "published_score" in row)):
                yield path, key, [label for label in labels if label != band.label]


def _rate_in_band(t: _Table) -> Iterator[Place]:
    for path, row in t.rows.items():
        if "rate" in row:
            yield path, "rate", [_times(row["rate"], by) for by in ("0.3", "0.8", "1.5")]


# --- cells that are emptied ---------------------------------------------------------------------------------------


def _emptied(key: str) -> Callable[[_Table], Iterator[Place]]:
    """A cell of a row; of a level only where other rows have one."""

    def places(t: _Table) -> Iterator[Place]:
        those = [path for path, row in t.rows.items() if key in row and _applies(row)]
        if len(those) > 1 or not key.startswith("level"):
            yield from ((path, key, []) for path in those)

    return places


def _emptied_weight(t: _Table) -> Iterator[Place]:
    """The points of a row, unless it stands alone under a head that prints them, or its rows print theirs."""
    heads = t.document.get("weights", {}) or any("weight" in goal for goal in t.document.get("goals", ()))
    for path, key, _ in _emptied("weight")(t):
        shared = [
            other for other, row in t.rows.items() if _head_of(t, other) == _head_of(t, path) and ".rows[" not in other
        ]
        alone = bool(heads) and len(shared) == 1
        if not alone and not any("weight" in each for each in t.rows[path].get("rows", ())):
            yield path, key, []


def _head_of(t: _Table, path: str) -> str:
    return (
        path.partition(".")[0] if path.startswith("goals") else str(t.rows[path.partition(".rows[")[0]].get("level1"))
    )


def _emptied_score(t: _Table) -> Iterator[Place]:
    """A score, unless it is the sum of what the rows under it print."""
    for path, key, _ in _emptied("published_score")(t):
        if not any(key in each for each in t.rows[path].get("rows", ())):
            yield path, key, []


def _emptied_actual(t: _Table) -> Iterator[Place]:
    """An actual value, unless the row says its band in a cell of its own."""
    return (place for place in _emptied("actual")(t) if "attainment" not in t.rows[place[0]])


def _emptied_band(t: _Table) -> Iterator[Place]:
    """A band, where another row has one: the form has the cell."""
    those = list(_emptied("attainment")(t))
    return iter(those if len(those) > 1 else [])


def _emptied_reason(t: _Table) -> Iterator[Place]:
    """A reason, in the row or at the end, where the form shows what it was due for: lost points, a missed figure."""
    due = [
        (path, row)
        for path, row in t.rows.items()
        if "weight" in row or ("attainment" not in row and re.search("[0-9是]", row.get("target", "")))
    ]
    if "remarks" not in t.document:
        yield from ((path, "reason", []) for path, row in due if row.get("reason") == REASON)
    elif any(".rows[" not in path and "weight" in row for path, row in due):
        yield "remarks", "deviation", []


def _emptied_of(block: str, *keys: str) -> Callable[[_Table], Iterator[Place]]:
    return lambda t: ((block, key, []) for key in keys if key in t.document.get(block, {}))


def _emptied_amount(t: _Table) -> Iterator[Place]:
    """A or B; A is what the profile takes for it."""
    basis = "initial" if t.profile.execution_budget.value == "initial" else "budget"
    return _emptied_of("execution", basis, "executed")(t)


KINDS: dict[str, Callable[[_Table], Iterator[Place]]] = {
    "score of a row": _score,
    "score of execution": _score_of_execution,
    "total": _total,
    "grade": _grade,
    "rate of execution": _rate,
    "budget or executed amount": _amount,
    "amount of a fund": _amount_of_fund,
    "weight of a row": _weight,
    "points of a head": _head,
    "actual value": _figure("actual"),
    "target": _figure("target"),
    "band": _band,
    "rate in a band": _rate_in_band,
    "no level 1": _emptied("level1"),
    "no level 2": _emptied("level2"),
    "no target": _emptied("target"),
    "no actual value": _emptied_actual,
    "no weight": _emptied_weight,
    "no score": _emptied_score,
    "no band": _emptied_band,
    "no reason": _emptied_reason,
    "no budget or executed amount": _emptied_amount,
    "no score of execution": _emptied_of("execution", "published_score"),
    "no total": _emptied_of("published", "total"),
}
TOLD_BY_SCORE = ("actual value", "target", "rate in a band")
