"""Calls of the library with what no caller should pass: each ends in a result, a PerfevalError or a TypeError that says what to pass."""

import inspect
import traceback
import types
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import polars as pl

import perfeval
from perfeval import batch
from tests.paths import ROOT


class Text(str):
    """A subclass of str."""


class Whole(int):
    """A subclass of int."""


class Liar:
    """What cannot be shown."""

    def __str__(self) -> str:
        raise RuntimeError("no text")

    def __repr__(self) -> str:
        raise RuntimeError("no words")


@cache
def _odd() -> tuple[Any, ...]:
    table = perfeval.load(ROOT / "examples" / "jiangan-2023" / "project.toml")
    return (
        None, True, False, 0, 1, -1, 7, 10**40, 10**5000, 1.5, float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"),
        Decimal("-0"), Decimal("1E+999999"), Decimal("1E-999999"), Decimal(5), Fraction(1, 3), Fraction(10**50, 7), 1j, "", " ", "x", "9" * 10**6,
        "1" + "0" * 5000, "1e999999999", "≥90%", "\ud800", "\0", b"", b"\xff", bytearray(b"a"), memoryview(b"a"), [], {}, (), set(), [1], {"a": 1},
        {1: 2}, {None: None}, (1, 2), iter(()), range(3), object(), Ellipsis, NotImplemented, int, perfeval.Scorecard, perfeval, len, Path("x.toml"),
        Path("\0"), Text("10"), Whole(3), Liar(), Liar, np.int64(3), np.float64(1.5), np.bool_(True), np.str_("10"), np.array([1, 2]),
        np.datetime64("2023-01-01"), pl.DataFrame(), pl.Series([1]), table, table.execution, table.indicators[0], table.indicators, perfeval.score(table),
        perfeval.load_profile("mof-2020"), perfeval.Kind.QUANTITATIVE, perfeval.Direction.FORWARD, lambda: 1, type("X", (), {})(),
    )  # fmt: skip


def _value(rng: Random) -> Any:
    """An odd value, or some in a list or a table."""
    what, one = rng.random(), rng.choice(_odd())
    if what < 0.8:
        return one
    others = [rng.choice(_odd()) for _ in range(rng.randrange(3))]
    return (
        [one, *others] if what < 0.88 else (one, *others) if what < 0.94 else {rng.choice(("甲", "a", "rule", 1)): one}
    )


@cache
def _callables() -> tuple[tuple[str, Any], ...]:
    public = [(f"perfeval.{name}", getattr(perfeval, name)) for name in perfeval.__all__]
    public += [(f"batch.{name}", getattr(batch, name)) for name in batch.__all__]
    made = (
        "Department",
        "Evaluation",
        "Execution",
        "Fund",
        "Goal",
        "Item",
        "Part",
        "Project",
        "Published",
        "QualitativeIndicator",
        "QuantitativeIndicator",
        "Remarks",
    )
    return tuple(
        (name, what)
        for name, what in public
        if isinstance(what, types.FunctionType) or (inspect.isclass(what) and name.rpartition(".")[2] in made)
    )


_SOUND: dict[str, Any] = {
    "name": "走访",
    "project": None,
    "description": "有制度",
    "actual": "15户",
    "target": "≥20户",
    "weight": 10,
}


def _sound(rng: Random, name: str, parameter: str) -> Any:
    """What that parameter should be."""
    table = perfeval.load(ROOT / "examples" / "jiangan-2023" / "project.toml")
    if parameter in ("evaluation", "what"):
        return table
    if parameter in ("rows", "documents"):
        return [("甲", table)] if name == "batch.rows" else rng.choice((_frame(), batch.rows([("甲", table)])))
    return {
        "project": perfeval.Project(name="甲"),
        "to": 90,
        "by": "county",
        "text": "[project]\nname='a'",
        "path": "x.toml",
        "id": "e1",
    }.get(parameter, _SOUND.get(parameter, _value(rng)))


def _frame() -> pl.DataFrame:
    return pl.read_csv(ROOT / "examples" / "batch" / "county.csv")


def called(said: str) -> str:
    """The call that a number stands for, and what is wrong with its end."""
    rng = Random(said)
    name, what = rng.choice(_callables())
    parameters = list(inspect.signature(what).parameters.values())
    odd = {one.name for one in rng.sample(parameters, min(len(parameters), rng.choice((1, 1, 2))))}
    args, given = [], {}
    for one in parameters:
        if one.name not in odd and one.default is not one.empty:
            continue
        value = _value(rng) if one.name in odd else _sound(rng, name, one.name)
        if one.kind is one.KEYWORD_ONLY:
            given[one.name] = value
        else:
            args.append(value)
    try:
        found = what(*args, **given)
        _used(found)
    except perfeval.PerfevalError as error:
        return _told(name, args, given, error)
    except TypeError as error:
        return _told(name, args, given, error) or _ours(name, args, given, error)
    except Exception as error:
        return (
            f"{_shown(name, args, given)}: {type(error).__name__}: {str(error)[:300]}\n{traceback.format_exc(limit=-5)}"
        )
    return ""


def _used(found: Any) -> None:
    """What was made is used, for it may be wrong only then."""
    row = perfeval.QuantitativeIndicator(name="户", target="≥20户", actual="15户", weight=10)
    table: Any = None
    if isinstance(found, perfeval.Evaluation):
        table = found
    elif isinstance(found, (perfeval.QuantitativeIndicator, perfeval.QualitativeIndicator)):
        table = perfeval.Evaluation(project=perfeval.Project(name="甲"), indicators=(found, row))
    elif isinstance(found, perfeval.Execution):
        table = perfeval.Evaluation(project=perfeval.Project(name="甲"), execution=found, indicators=(row,))
    if table is not None:
        perfeval.audit(perfeval.score(table, profile="hubei-wuhan"))


def _told(name: str, args: Any, given: Any, error: Exception) -> str:
    """A message has words, and not a million of them."""
    try:
        message = str(error)
    except Exception as other:
        return f"{_shown(name, args, given)}: the message fails: {other!r}"
    return (
        ""
        if 10 < len(message) < 4000
        else f"{_shown(name, args, given)}: a message of {len(message)} characters: {message[:200]}"
    )


def _ours(name: str, args: Any, given: Any, error: TypeError) -> str:
    """A TypeError is raised on purpose, in perfeval, and not by chance somewhere below."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    on_purpose = (
        "raise " in (last.line or "")
        or last.name in ("called", "_each")
        or " expected" in str(error)
        or " takes " in str(error)
    )
    return (
        ""
        if on_purpose
        else f"{_shown(name, args, given)}: by chance: {str(error)[:300]}\n{traceback.format_exc(limit=-5)}"
    )


def _shown(name: str, args: Any, given: Any) -> str:
    def short(value: Any) -> str:
        try:
            return f"{type(value).__name__} {value!r:.40}"
        except Exception:
            return type(value).__name__

    inside = [*map(short, args), *(f"{key}={short(value)}" for key, value in given.items())]
    return f"{name}({', '.join(inside)})"
