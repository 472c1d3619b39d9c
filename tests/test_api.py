"""The public functions: one argument by position, the others by name, and a plain word for whoever passes the wrong thing."""

import doctest
import inspect
import pkgutil
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfeval
from perfeval import PerfevalError, Scorecard, api
from perfeval.errors import brief
from tests.paths import ROOT

FILED = perfeval.load(ROOT / "examples" / "jiangan-2023" / "project-filed.toml")
FUNCTIONS = {name: getattr(perfeval, name) for name in perfeval.__all__ if inspect.isfunction(getattr(perfeval, name))}
CLASSES = {name: getattr(perfeval, name) for name in perfeval.__all__ if inspect.isclass(getattr(perfeval, name))}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_argument_by_position(name: str) -> None:
    """Two arguments side by side are mixed up sooner or later."""
    _, *others = inspect.signature(FUNCTIONS[name]).parameters.values()
    assert all(other.kind is other.KEYWORD_ONLY for other in others)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_examples_hold(name: str) -> None:
    """The decorated functions too, which pytest does not look into."""
    examples = doctest.DocTestParser().get_doctest(
        FUNCTIONS[name].__doc__, {**vars(api), **FUNCTIONS}, name, None, None
    )
    assert examples.examples or name.startswith("load")
    assert 0 == doctest.DocTestRunner().run(examples).failed


def test_no_function_hides_a_module() -> None:
    """`perfeval.x` is one thing, whatever was imported before."""
    assert set() == {module.name for module in pkgutil.iter_modules(perfeval.__path__)} & {*perfeval.__all__}


def test_dir_has_the_public_names() -> None:
    """Those that are imported later too, and nothing else."""
    assert sorted(perfeval.__all__) == dir(perfeval)


def test_what_is_returned_has_a_public_name() -> None:
    """Every class that a caller meets on a scorecard, a report, an explanation or an answer."""
    card, (_, changes) = perfeval.score(FILED), perfeval.correct(FILED)
    met: list[Any] = [card, card.execution, *card.rows, *card.groups, *card.execution.steps, *card.notes, card.profile]
    met += [
        card.execution.status,
        FILED,
        *(row for _, row in FILED.rows()),
        FILED.published,
        FILED.remarks,
        FILED.execution,
    ]
    report = perfeval.audit(card)
    met += [report, report.scorecard, *report.findings, *report.skipped, report.findings[0].severity, *changes]
    explained = perfeval.explanations(card)
    met += [*explained, *(quote for one in explained for quote in one.quotes)]
    whole = perfeval.load(ROOT / "examples" / "wuhan-parts" / "mulan.toml")
    answer = perfeval.what_if(whole, to=100)
    met += [answer, answer.card, *answer.alone, *answer.together, *answer.unknown]
    assert {type(one).__name__ for one in met} <= {*perfeval.__all__}
    assert all(type(one) is getattr(perfeval, type(one).__name__) for one in met if type(one) is not type(answer.card))


# --- the profile --------------------------------------------------------------------------------------------------


def test_a_profile_may_be_given_in_any_way(tmp_path: Path) -> None:
    """A profile, an id, a path as text or as a path: one result."""
    file = tmp_path / "own.toml"
    file.write_bytes((ROOT / "src" / "perfeval" / "profiles" / "mof-2020.toml").read_bytes())
    ways = [perfeval.load_profile("mof-2020"), "mof-2020", file, str(file)]
    assert 1 == len({perfeval.score(FILED, profile=way).earned for way in ways})
    assert all(
        perfeval.audit(FILED, profile=way).findings == perfeval.audit(FILED, profile="mof-2020").findings
        for way in ways
    )
    assert perfeval.load_profile(file) == perfeval.load_profile(perfeval.load_profile("mof-2020"))


def test_an_audit_takes_a_scorecard() -> None:
    """What has been scored is not scored again; and it brings its profile."""
    card = perfeval.score(FILED, profile="mof-2020")
    assert perfeval.audit(FILED, profile="mof-2020") == perfeval.audit(card)
    with pytest.raises(TypeError, match=r"takes no profile with a Scorecard"):
        perfeval.audit(card, profile="mof-2020")


# --- how it was called before -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (lambda: perfeval.score(FILED, "mof-2020"), lambda: perfeval.score(FILED, profile="mof-2020")),
        (lambda: perfeval.explain(FILED, "total", "mof-2020"), lambda: perfeval.explain(FILED, path="total", profile="mof-2020")),
        (lambda: perfeval.audit(FILED, "mof-2020"), lambda: perfeval.audit(FILED, profile="mof-2020")),
    ],
    ids=["score", "explain", "audit"],
)  # fmt: skip
def test_old_calls_work_with_a_warning(old: Any, new: Any) -> None:
    """The second argument by position does what it did, and says how to write it."""
    with pytest.warns(DeprecationWarning, match=r"pass .*profile by name: \w+\(\.\.\., .*profile=\.\.\.\)"):
        found = old()
    assert new() == found


def test_too_many_arguments_are_an_error() -> None:
    """Beyond what was ever taken."""
    with pytest.raises(TypeError):
        perfeval.score(FILED, "mof-2020", "more")  # type: ignore[call-arg]


# --- wrong arguments ----------------------------------------------------------------------------------------------

try:
    from numpy import array, float64, int64

    NUMPY = (int64(3), float64(1.5), array([1, 2]))
except ImportError:
    NUMPY = ()
WRONG = (
    None,
    True,
    0,
    7,
    1.5,
    float("nan"),
    Decimal("NaN"),
    Decimal(1),
    Fraction(1, 3),
    "",
    "x.toml",
    "9" * 10**6,
    b"\xff",
    10**5000,  # more digits than Python writes out
    [perfeval.load_profile("mof-2020")],  # a repr of many lines
)
WRONG += (Path("x.toml"), [], {}, (1, 2), object(), FILED.execution, Scorecard, *NUMPY)
OPTIONAL = {"profile": (None, ""), "select": ((), [], {}, ""), "ignore": ((), [], {}, ""), "path": ("",), "source": ()}


def is_told(call: Any) -> None:
    """The call is refused with a sentence: no AttributeError, no AssertionError, no bare ValueError."""
    with pytest.raises((PerfevalError, TypeError)) as told:
        call()
    assert 10 < len(str(told.value)) < 2000


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: f"{type(value).__name__} {brief(value):.12}")
def test_a_wrong_first_argument_is_told(name: str, wrong: object) -> None:
    """Whatever is passed, the answer is a TypeError or an error of ours, with what to pass."""
    more = {"to": 90} if name == "what_if" else {}
    is_told(lambda: FUNCTIONS[name](wrong, **more))


NAMED = [
    (name, parameter)
    for name, function in FUNCTIONS.items()
    for parameter in [*inspect.signature(function).parameters][1:]
    if parameter != "source"
]


@pytest.mark.parametrize(("name", "parameter"), NAMED)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: f"{type(value).__name__} {brief(value):.12}")
def test_a_wrong_named_argument_is_told(name: str, parameter: str, wrong: object) -> None:
    """In each place; None and nothing mean that nothing is given where that can be."""
    if any(
        wrong is nothing or (type(wrong) is type(nothing) and wrong == nothing)
        for nothing in OPTIONAL.get(parameter, ())
    ):
        return
    if parameter == "to" and type(wrong) in (int, Decimal) and brief(wrong) not in ("Decimal('NaN')", "int"):
        return  # a goal
    card = perfeval.score(perfeval.load(ROOT / "examples" / "jiangan-2023" / "project.toml"))
    given = {"profile": FILED}.get(parameter, card)
    more = {"to": 90} if name == "what_if" and parameter != "to" else {}
    is_told(lambda: FUNCTIONS[name](given, **more | {parameter: wrong}))


@given(st.text() | st.binary())
def test_any_text_is_a_document_or_told(text: str | bytes) -> None:
    """No text makes a traceback."""
    with suppress(PerfevalError):
        assert isinstance(perfeval.loads(text), perfeval.Evaluation)


# --- what cannot be made ------------------------------------------------------------------------------------------


def test_an_indicator_is_one_of_two() -> None:
    """Their common class is no row."""
    with pytest.raises(TypeError, match=r"make a QuantitativeIndicator or a QualitativeIndicator"):
        perfeval.Indicator(name="走访")


@pytest.mark.parametrize(
    "wrong",
    [w for w in WRONG if not isinstance(w, str)],
    ids=lambda value: f"{type(value).__name__} {brief(value):.12}",
)
@pytest.mark.parametrize("field", ["name", "target", "weight", "actuals", "direction", "rule"])
def test_a_wrong_cell_is_told(field: str, wrong: object) -> None:
    """A row is made of texts and exact numbers; anything else is refused when it is given, or scored with a reason."""
    try:
        row = perfeval.QuantitativeIndicator(**{"name": "走访", field: wrong})  # type: ignore[arg-type]
        table = perfeval.Evaluation(project=perfeval.Project(name="帮扶"), profile="mof-2020", indicators=(row,))
        assert perfeval.score(table).rows[0].explanation
    except (PerfevalError, TypeError) as error:
        assert 10 < len(str(error)) < 2000  # noqa: PT017
