"""The three engines asked the same: rows scored one by one, by column, and by the formulas of a self-computing form."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import polars as pl
from attrs import evolve

from perfeval import Execution, Profile, QuantitativeIndicator, batch, load_profile, score
from perfeval.profiles import read_curve
from perfeval.rules.rule import Operands
from perfeval.scoring.methods import method_of
from perfeval.values.terms import Direction
from perfeval.write.excel_words import ExcelFormula, written
from perfeval.write.row_formulas import branch
from tests import excel
from tests.samples import quantity, table

OWN = "sichuan-form-2023"
"""A profile under which a row may print its own rule, and has none without."""
Answers = list[str]
"""The printed score of each row, or the code (of Excel: the reason) why it has none."""


def rest(weight: int) -> QuantitativeIndicator:
    """A row that earns its whole weight."""
    done = {"rule": "listed", "listed": [{"at": "1个", "points": "100%"}]}
    return quantity("≥1个", "1个", weight=weight, name="其余", rule=done)


def exact(rows: Sequence[QuantitativeIndicator], profile: str) -> Answers:
    """Row by row, in fractions."""
    return [row.code or f"{row.score:f}" for row in score(table(*rows), profile=profile).rows]


def columns(rows: Sequence[QuantitativeIndicator], profile: str) -> Answers:
    """All rows at once, in integers."""
    filed = evolve(table(*rows), profile=profile, execution=Execution(budget="1万元", executed="1万元"))
    found = batch.score(pl.DataFrame(list(batch.rows([("a", filed)]))))
    lines = found.filter(pl.col("kind") == "quantitative").iter_rows(named=True)
    return [line["reason"] or f"{line['score']:.2f}" for line in lines]


def by_excel(rows: Sequence[QuantitativeIndicator], profile: str) -> Answers:
    """Each row's branch of the formulas in Excel, the figures in their cells; a reason as the code of its gate."""
    return list(_by_excel(rows, load_profile(profile)))


def _by_excel(rows: Sequence[QuantitativeIndicator], profile: Profile) -> Iterator[str]:
    for row in rows:
        reading = score(table(row), profile=profile).rows[0].trace.reading
        assert reading is not None
        cells = {"A1": reading.target, "B1": reading.actual, "W1": Fraction(row.weight or 0)}
        under = evolve(profile, curves={"本行": read_curve(row.rule)}) if isinstance(row.rule, dict) else profile
        named = evolve(row, rule="本行") if isinstance(row.rule, dict) else row
        is_equal = row.resolved_direction is Direction.EQUAL
        operands = Operands(
            ExcelFormula("W1"), ExcelFormula("A1"), ExcelFormula("B1"), row.is_unsigned, row.is_strict, is_equal
        )
        found = branch("TRUE", named, operands, under)
        codes = {gate.reason: gate.code for gate in method_of(named, under).rule.gates}
        why = next((codes[why] for when, why in found.why if when is True or excel.value(when, cells)), "")
        yield why or f"{under.round(Fraction(excel.value(written(found.earned), cells))):f}"
