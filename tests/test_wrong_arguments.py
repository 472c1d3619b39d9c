"""Whatever is passed to a public function or class of perfeval and perfeval.batch, a wrong argument is told in words of what is taken."""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
import pytest

import perfeval
from perfeval import Evaluation, PerfevalError, QuantitativeIndicator, Scorecard, batch
from perfeval.forms.model import _Checked
from tests.paths import ROOT

FORM = ROOT / "tests" / "forms" / "wuhan.docx"
FILED = perfeval.load(ROOT / "examples" / "wuhan-parts" / "mulan.toml")
LINES = list(batch.rows([("a", FILED)]))
FRAME = pl.DataFrame(LINES, infer_schema_length=None).with_columns(county=pl.lit("甲"))
WRONG = (3.5, object(), [3], {"a": 1}, b"\xff", Evaluation, range(2))
"""None of these is what any parameter takes, but for `TAKEN`."""
FIRST: Mapping[str, Any] = {
    "path": FORM, "source": FORM, "text": '[project]\nname = "a"', "name": "mof-2020", "evaluation": FILED, "what": FILED, "rows": FRAME,
}  # fmt: skip
NEEDED: Mapping[str, Mapping[str, Any]] = {
    "what_if": {"to": 90}, "combine": {"by": "county"}, "combine_totals": {"by": "county"}, "aggregate": {"evaluations": [FILED]},
    "rows": {"evaluations": [("a", FILED)]}, "evaluation": {"rows": LINES}, "Evaluation": {"project": FILED.project}, "Item": {"description": "a"},
}  # fmt: skip
TAKEN = {
    ("weights", dict),
    ("targets", dict),
    ("actuals", dict),
    ("attainments", dict),
    ("rates", dict),
    ("rule", object),
    ("progress", type),
}
"""Tables of cells; and a row's own rule, which is kept as it is given and told when it is read."""
PYTHONS_OWN = (
    r"not iterable|has no attribute|unsupported operand|unhashable|not subscriptable|unpack|os\.PathLike|positional"
)


def public(module: Any) -> dict[str, Any]:
    return {name: getattr(module, name) for name in module.__all__}


FUNCTIONS = {
    f"{module.__name__}.{name}": one
    for module in (perfeval, batch)
    for name, one in public(module).items()
    if inspect.isfunction(one)
}
CLASSES = {
    name: one
    for name, one in public(perfeval).items()
    if inspect.isclass(one) and issubclass(one, _Checked) and name != "Indicator"
}


def arguments(name: str, called: Any) -> Iterator[tuple[str, object, dict[str, Any]]]:
    """Each parameter with each wrong value, and all that the call needs."""
    parameters = inspect.signature(called).parameters
    given = {
        name: FIRST[name]
        for name in parameters
        if name in FIRST and parameters[name].default is inspect.Parameter.empty
    }
    if inspect.isclass(called) and "name" in parameters:
        given = {"name": "a"}
    given |= NEEDED.get(name.rpartition(".")[2], {})
    for parameter in parameters:
        for value in WRONG:
            if not any(parameter == taken and isinstance(value, kind) for taken, kind in TAKEN):
                yield parameter, value, given | {parameter: value}


def told(called: Any, given: dict[str, Any]) -> str:
    """What is said of a call; the first parameter goes by position, as people write it."""
    first = next(iter(inspect.signature(called).parameters))
    with pytest.raises((TypeError, PerfevalError)) as error:
        called(**given) if inspect.isclass(called) else called(given.pop(first), **given)
    return str(error.value)


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES])
def test_a_wrong_argument_is_told_in_words_of_what_is_taken(name: str) -> None:
    called = (FUNCTIONS | CLASSES)[name]
    for parameter, value, given in arguments(name, called):
        said = told(called, dict(given))
        assert not re.search(PYTHONS_OWN, said), (parameter, value, said)
        assert len(said) < 1500, (parameter, value)


def test_the_hint_is_what_to_write() -> None:
    """What people do pass: a form for its document, one row for a list of them, a scorecard for its evaluation, one document for pairs."""
    (form,) = perfeval.load_forms(FORM)
    row = QuantitativeIndicator(name="a")
    with pytest.raises(TypeError, match=r"score\(\) takes an Evaluation, .* not Filed; pass its \.evaluation"):
        perfeval.score(form)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"not Filed; pass its \.evaluation"):
        perfeval.aggregate([form])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="a list of Indicator expected, not QuantitativeIndicator; put it in a list"):
        Evaluation(project=FILED.project, indicators=row)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"pass \[\(id, evaluation\)\]"):
        batch.rows([FILED])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="rows done and all rows as progress=, not int"):
        batch.rollup(FRAME, progress=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="int expected, not True"):
        Evaluation(project=FILED.project, year=True)


def test_an_audit_takes_a_form_and_says_its_cells() -> None:
    """Contract: findings carry their cell's place where the document was read from a form."""
    (form,) = perfeval.load_forms(ROOT / "examples" / "filed" / "road-upkeep.xlsx")
    report = perfeval.audit(form, profile="mof-2020")
    assert [("published.total", "自评表!H23")] == [
        (finding.cell, finding.origin) for finding in report.findings if finding.rule == "total-mismatch"
    ]
    assert report.findings
    assert all(finding.origin for finding in report.findings)
    assert ("自评表!H23", "published.total") in {(row["origin"], row["cell"]) for row in report.as_rows()}
    (pictured,) = perfeval.load_forms(ROOT / "tests" / "forms" / "form-and-picture-word.docx")
    seen = perfeval.audit(pictured, profile="hubei-wuhan")
    assert (("scanned",), False) == (tuple(gap.code for gap in seen.gaps), seen.is_clean)
    assert perfeval.audit(pictured.evaluation, profile="hubei-wuhan").is_clean


def test_what_is_returned_can_stand_in_a_set() -> None:
    """Forms too, whose origins are a dictionary."""
    card = perfeval.score(FILED)
    results: list[object] = [
        *perfeval.load_forms(FORM),
        FILED,
        card,
        perfeval.audit(card),
        *perfeval.explanations(card),
    ]
    assert len(results) == len({*results})
    assert isinstance(card, Scorecard)
