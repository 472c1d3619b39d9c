"""How the batch functions are called: rows by position, all else by name; one column or profile without a list."""

import inspect
from typing import Any

import polars as pl
import pytest

from perfeval import Evaluation, Execution, PerfevalError, Project, batch, load_profile
from tests.paths import ROOT
from tests.samples import quantity

TABLES = [
    (name, Evaluation(project=Project(name=name), profile=profile, execution=Execution(budget="1元", executed="1元"),
                      indicators=(quantity("≥4个", actual, weight=80),)))
    for name, profile, actual in (("甲", "hubei-wuhan", "3个"), ("乙", "mof-2020", "4个"))
]  # fmt: skip
ROWS = pl.DataFrame(list(batch.rows(TABLES)), infer_schema_length=None).with_columns(county=pl.lit("新洲"))
FUNCTIONS = {name: getattr(batch, name) for name in batch.__all__ if inspect.isfunction(getattr(batch, name))}
OF_ROWS = [name for name in FUNCTIONS if name not in ("rows", "evaluation")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_argument_by_position(name: str) -> None:
    """The second argument meant keys, a profile or a path by turns; now it has a name."""
    _, *others = inspect.signature(FUNCTIONS[name]).parameters.values()
    assert all(other.kind is other.KEYWORD_ONLY for other in others)


def test_one_column_needs_no_list() -> None:
    """A bare name is one column, not its letters."""
    assert batch.rollup(ROWS, by=["county"]).equals(batch.rollup(ROWS, by="county"))
    assert (
        batch.totals(ROWS, keys=["county"])
        .sort("evaluation")
        .equals(batch.totals(ROWS, keys="county").sort("evaluation"))
    )
    assert batch.audit_counts(ROWS, by="county").columns[0] == "county"


@pytest.mark.parametrize("way", ["profile", "id", "text", "path"])
def test_a_profile_may_be_given_in_any_way(way: str) -> None:
    """As in the rest of the library."""
    file = ROOT / "src" / "perfeval" / "profiles" / "mof-2020.toml"
    profile = {"profile": load_profile("mof-2020"), "id": "mof-2020", "text": str(file), "path": file}[way]
    expected = batch.score(ROWS, profile="mof-2020")["score"].to_list()
    assert expected == batch.score(ROWS, profile=profile)["score"].to_list()
    assert batch.score(ROWS)["score"].to_list() == batch.score(ROWS, profiles=profile)["score"].to_list()
    assert next(batch.rows(TABLES, profile=profile))["profile"] == "mof-2020"
    (found,) = batch.rows([("甲", Evaluation(project=Project(name="甲"), profile="mof-2020"))], profile=profile)
    assert (
        load_profile("mof-2020").execution_points
        == load_profile(batch.evaluation([found], profile=profile).profile).execution_points
    )


def test_old_calls_work_with_a_warning() -> None:
    """The warning stands where the call stands."""
    with pytest.warns(DeprecationWarning, match=r"pass by by name: rollup\(\.\.\., by=\.\.\.\)") as told:
        old = batch.rollup(ROWS, ["county"])  # type: ignore[call-overload]
    assert old.equals(batch.rollup(ROWS, by="county"))
    assert [__file__] == [warning.filename for warning in told]


@pytest.mark.parametrize("name", OF_ROWS)
@pytest.mark.parametrize(
    "wrong", [None, True, 7, 1.5, "rows.parquet", [], {"a": 1}, object()], ids=lambda value: type(value).__name__
)
def test_wrong_rows_are_told(name: str, wrong: Any) -> None:
    """What is no frame is refused with what to pass."""
    more = {"by": "county"} if name.startswith("combine") else {}
    with pytest.raises(TypeError, match="rows are a frame that Narwhals knows"):
        FUNCTIONS[name](wrong, **more)


@pytest.mark.parametrize("name", OF_ROWS)
@pytest.mark.parametrize("parameter", ["profile", "profiles", "by", "keys"])
@pytest.mark.parametrize(
    "wrong",
    [True, 7, 1.5, [7], ["没有"], object(), pl.Series([1, 2]).to_numpy(), "9" * 10**6],
    ids=lambda value: f"{value!r:.8}",
)
def test_wrong_named_arguments_are_told(name: str, parameter: str, wrong: Any) -> None:
    """A number for a name, an unknown column, a list for one profile."""
    if parameter not in inspect.signature(FUNCTIONS[name]).parameters:
        return
    more = {"by": "county"} if name.startswith("combine") and parameter != "by" else {}
    with pytest.raises((PerfevalError, TypeError)) as told:
        FUNCTIONS[name](ROWS, **more | {parameter: wrong})
    assert 10 < len(str(told.value)) < 2000


@pytest.mark.parametrize("wrong", [None, 7, "x", [7], [("甲",)], [("甲", "乙")]], ids=repr)
def test_wrong_documents_are_told(wrong: Any) -> None:
    """Documents come with their ids."""
    with pytest.raises(TypeError, match=r"rows\(\) takes pairs of an id and an Evaluation"):
        list(batch.rows(wrong))


@pytest.mark.parametrize("wrong", [None, 7, "x", [7], ["甲"]], ids=repr)
def test_wrong_rows_of_a_document_are_told(wrong: Any) -> None:
    """Rows come as dictionaries."""
    with pytest.raises(TypeError, match=r"evaluation\(\) takes rows as dictionaries"):
        batch.evaluation(wrong)
