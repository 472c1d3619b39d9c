"""What a user's type checker sees of perfeval: run by mypy and basedpyright in strict mode, never executed.

Each `assert_type` says what a call gives; each ignored error is a call that a checker must refuse.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, assert_type

import pandas as pd
import polars as pl

import perfeval
from perfeval import batch

table = perfeval.load("table.toml")
assert_type(table, perfeval.Evaluation)
assert_type(perfeval.load(Path("table.toml")), perfeval.Evaluation)
assert_type(perfeval.loads(b"", source="table.toml"), perfeval.Evaluation)
assert_type(perfeval.load_forms("form.docx"), tuple[perfeval.Filed, ...])
assert_type(perfeval.load_profile(Path("own.toml")), perfeval.Profile)
assert_type(perfeval.aggregate([table, table]), perfeval.Evaluation)

# --- results ------------------------------------------------------------------------------------------------------

card = perfeval.score(table, profile="mof-2020")
assert_type(card, perfeval.Scorecard)
assert_type(card.total, Decimal | None)
assert_type(card.profile, perfeval.Profile)
assert_type(card.rows, tuple[perfeval.RowScore, ...])
assert_type(card.groups, tuple[perfeval.GroupScore, ...])
assert_type(card.rows[0].exact, Fraction | None)
assert_type(card.rows[0].notes, tuple[perfeval.Note, ...])
assert_type(card.rows[0].status, perfeval.Status)
assert_type(card.as_dict(), dict[str, Any])
assert_type(card.as_rows(), list[dict[str, Any]])
assert_type(card.explain("全年"), str)

report = perfeval.audit(card, select=["W102"], ignore="weights")
assert_type(report, perfeval.Report)
assert_type(report.scorecard, perfeval.Scorecard)
assert_type(report.findings, tuple[perfeval.Finding, ...])
assert_type(report.skipped, tuple[perfeval.Skipped, ...])
assert_type(report.findings[0].severity, perfeval.Severity)
assert_type(perfeval.correct(table), tuple[perfeval.Evaluation, tuple[perfeval.Correction, ...]])

assert_type(perfeval.explain(table, path="total", profile=perfeval.load_profile("mof-2020")), str)
assert_type(perfeval.explanations(card), tuple[perfeval.Explanation, ...])
answer = perfeval.what_if(card, to=90)
assert_type(answer, perfeval.WhatIf)
assert_type(answer.alone, tuple[perfeval.Change, ...])

# --- frames -------------------------------------------------------------------------------------------------------

eager, lazy, pandas = pl.DataFrame(), pl.LazyFrame(), pd.DataFrame()
assert_type(batch.score(eager), pl.DataFrame)
assert_type(batch.score(lazy, profile=Path("own.toml"), profiles=["mof-2020"]), pl.LazyFrame)
assert_type(batch.audit(pandas), pd.DataFrame)
assert_type(batch.totals(lazy, keys="county"), pl.LazyFrame)
assert_type(batch.audit_totals(eager, keys=["county"]), pl.DataFrame)
assert_type(batch.rollup(eager, by="county"), pl.DataFrame)
assert_type(batch.rollup(lazy, by=["county"], in_pieces=True), pl.DataFrame)
assert_type(batch.rollup(pandas, by="county"), pd.DataFrame)
assert_type(batch.combine(lazy, by="county"), pl.DataFrame)
assert_type(batch.combine_totals(pandas, by="county"), pd.DataFrame)
assert_type(batch.audit_counts(lazy), pl.DataFrame)
assert_type(batch.rows([("甲", table)]), Iterator[dict[str, str | int | Decimal | None]])
assert_type(batch.evaluation([{"evaluation": "甲"}], name="甲"), perfeval.Evaluation)

# --- what a checker refuses ---------------------------------------------------------------------------------------

perfeval.score("table.toml")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
perfeval.score(table, "mof-2020")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
perfeval.score(table, profile=2020)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
perfeval.what_if(card, to=90.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
perfeval.aggregate(table)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
