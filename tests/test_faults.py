"""What was once wrong, through every door: each small input as a document, JSON, a filed workbook, rows of a CSV file, combined, in parts, put right.

The inputs are tests/cases/audit/fault-*.toml, which say in their first lines what is found in them, and tests/cases/columns/*.csv.
"""

import re
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from attrs import evolve

from perfeval import Evaluation, QuantitativeIndicator, audit, batch, load, load_profile, score
from tests.commands.test_main import call
from tests.forms.laid import read_back
from tests.paths import TESTS
from tests.test_doors import check, of_rows

FAULTS = sorted((TESTS / "cases" / "audit").glob("fault-*.toml"))
COLUMNS = TESTS / "cases" / "columns"
NOT_PRINTED = re.compile(r"^(rule|kind|direction|applicable|level1 = .*管理)\b", re.M)
"""What no form has a cell for."""


WHOLE = [path for path in FAULTS if not load(path).parts]
"""Those that are not in parts already."""


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_every_door_gives_the_same(path: Path) -> None:
    """TOML, JSON, parts, aggregate, what-if, fix; frames in `test_as_rows_of_a_csv_file`, for all in one go."""
    filed = load(path)
    check(filed, load_profile(filed.profile or ""), Fraction(1), framed=False)


def found(filed: Evaluation) -> list[tuple[str, str, str]]:
    return sorted((f.severity.value, f.rule, f.path) for f in audit(filed).findings)


@pytest.mark.parametrize("layout", ["merged", "in tables"])
def test_a_filed_workbook_is_found_the_same_in(layout: str, tmp_path: Path) -> None:
    """The workbook that a unit files gives the same scores and findings as the document."""
    for path in WHOLE:
        if NOT_PRINTED.search(path.read_text(encoding="utf-8")):
            continue
        filed = evolve(load(path), year=2023)
        form = read_back(filed, layout, tmp_path / f"{path.stem}.xlsx")
        read = evolve(form.evaluation, profile=filed.profile, partial=filed.partial)
        assert (path.stem, of_rows(score(filed)), found(filed)) == (path.stem, of_rows(score(read)), found(read))
        assert () == form.unread


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_as_rows_of_a_csv_file(engine: str, tmp_path: Path) -> None:
    """All in one file, each under its own profile: totals, scores and what a total is held to, as of each document."""
    rows, out = tmp_path / "rows.csv", tmp_path / "out.csv"
    assert 0 == call("batch", *WHOLE, "-o", rows).status
    call("batch", rows, "-o", out, "--engine", engine)
    scored = pl.read_csv(out, infer_schema=False).rows(named=True)
    call("batch", rows, "-o", out, "--engine", engine, "--totals", "--audit")
    totals = {row["evaluation"]: row for row in pl.read_csv(out, infer_schema=False).rows(named=True)}
    for path in WHOLE:
        card, wrong = score(load(path)), {f.rule for f in audit(load(path)).findings}
        mine = [row for row in scored if row["evaluation"] == str(path)]
        assert (path.stem, [result.score for result in card.results()]) == (
            path.stem,
            [None if row["score"] is None else type(card.earned)(row["score"]) for row in mine],
        )
        told = totals[str(path)]
        assert (path.stem, card.total) == (path.stem, told["total"] and type(card.earned)(told["total"]))
        assert (path.stem, "total-mismatch" in wrong) == (path.stem, told["total_mismatch"] == "true")
        assert (path.stem, "weights-not-100" in wrong) == (path.stem, told["weights_not_100"] == "true")


# --- CSV files as they were -----------------------------------------------------------------------------------------

SCORES = {
    "keeps-its-points": (["0.00", "60.00", "40.00"], "100.00", "true"),
    "lines-end-in-cr": (["18.00", "37.50", "27.00"], "82.50", None),
    "parts-combined": ([None, "2.24"], None, None),
    "quote-inside-a-cell": (["18.00", "37.50", "27.00"], "82.50", None),
    "rate-rounded-first": (["5.00"], None, None),
    "units-as-filed": ([None, "8.75", "18.00", "28.00"], None, None),
    "units-of-one-kind": (["10.00", "60.00", "10.00", "60.00"], "70.00", None),
    "without-execution": ([None, "60.00", "40.00"], "100.00", "true"),
}
"""The scores of the rows, the total, and whether the printed total is found to be wrong."""


@pytest.mark.parametrize("name", SCORES)
def test_a_csv_file(name: str, tmp_path: Path) -> None:
    """The same on both engines where the file itself is what one of them could not read."""
    source, out = COLUMNS / f"{name}.csv", tmp_path / "out.csv"
    scores, total, is_wrong = SCORES[name]
    for engine in ("polars", "duckdb")[: 2 if "inside" in name or "lines" in name else 1]:
        call("batch", source, "-o", out, "--engine", engine)
        assert scores == pl.read_csv(out, infer_schema=False)["score"].to_list()
    call("batch", source, "-o", out, "--totals", "--audit")
    assert {(total, is_wrong)} == {*pl.read_csv(out, infer_schema=False).select("total", "total_mismatch").rows()}


def test_every_csv_file_is_asked() -> None:
    assert sorted(path.stem for path in COLUMNS.glob("*.csv")) == sorted(SCORES)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_units_of_one_kind_are_combined_as_aggregate_does(engine: str, tmp_path: Path) -> None:
    """2公顷 and 1亩 are 31亩, 1.5公顷 and 0.75亩 are 23.25亩: 60 of 80 points."""
    out = tmp_path / "out.csv"
    call("batch", COLUMNS / "units-of-one-kind.csv", "--by", "组", "--indicators", "-o", out, "--engine", engine)
    (row,) = pl.read_csv(out, infer_schema=False).filter(pl.col("kind") == "quantitative").rows(named=True)
    assert ("60", "2.0666…", "1.55", "公顷") == (row["score"], row["target"], row["actual"], row["quantity_unit"])
    whole = score(load(TESTS / "cases" / "audit" / "fault-cw.toml"))
    assert "60.00" == str(whole.rows[0].score)


def test_rows_keep_what_was_filed() -> None:
    """33.33333 % with its five decimals; what stood in two units stands in the target's."""
    filed = load(TESTS / "cases" / "audit" / "fault-scaled.toml")
    again = batch.evaluation(list(batch.rows([("甲", filed)])))
    cells = [(row.target, row.actual) for row in again.indicators if isinstance(row, QuantitativeIndicator)]
    assert [("≥24小时", "7小时"), ("≥33.33333%", "20%"), ("≤7亩", "7.5亩")] == cells
