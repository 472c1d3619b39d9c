"""Documents as rows of the exchanged columns: a row for execution, and one for each indicator or each of its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from json import dumps

from perfeval.auditing.printed import points as points_of
from perfeval.batch.columns.routes import route_kind
from perfeval.batch.frames.cells import FrameCells, FrameRow, frame_cells, or_unread, scaled
from perfeval.batch.frames.schema import COLUMNS, NUMBERS, PLACES
from perfeval.errors import UndeterminedError
from perfeval.forms.heads import weighed_rows
from perfeval.forms.model import (
    Evaluation,
    Execution,
    Indicator,
    QuantitativeIndicator,
)
from perfeval.profiles import Profile, ProfileLike, load_profile
from perfeval.scoring.methods import has_coefficient
from perfeval.scoring.score import profile_of
from perfeval.trees.cells import Amount, Cell, Table, rule_tree
from perfeval.values.calls import named, wrong
from perfeval.values.quantities import read_share
from perfeval.values.terms import Level1, Level2

_YUAN = "元"
_PAIRS = "pairs of an id and an Evaluation"


@named("profile")
def rows(evaluations: Iterable[tuple[object, Evaluation]], *, profile: ProfileLike | None = None) -> Iterator[FrameRow]:
    """The rows of documents, each given with its id, under their own profile or the one given.

    A part of a document is an evaluation of its own, ``id/part``. Numbers are Decimals of four places.

    >>> from perfeval import Evaluation, Project, QuantitativeIndicator
    >>> row = QuantitativeIndicator(name="全年", level1="产出", target="≦365 天", actual="400天", weight=10)
    >>> document = Evaluation(project=Project(name="乡村振兴"), profile="hubei-wuhan", indicators=(row,))
    >>> execution, year = rows([("a.toml", document)])
    >>> year["evaluation"], year["level1"], year["direction"], year["target"], year["actual"], year["quantity_unit"]
    ('a.toml', '产出指标', 'reverse', Decimal('365.0000'), Decimal('400.0000'), '天')
    """
    if isinstance(evaluations, (str, bytes, Mapping)) or not isinstance(evaluations, Iterable):
        hint = "[(id, evaluation)]" if isinstance(evaluations, Evaluation) else ""
        raise wrong("rows", _PAIRS, evaluations, hint)
    if isinstance(evaluations, Sequence):  # what is there already is looked at now, what comes later when it comes
        for pair in evaluations:
            _check(pair)
    return _rows(evaluations, None if profile is None else load_profile(profile))


def _check(pair: object) -> None:
    if not isinstance(pair, tuple) or len(pair) != 2 or not isinstance(pair[1], Evaluation):
        raise wrong("rows", _PAIRS, pair, "[(id, evaluation)]" if isinstance(pair, Evaluation) else "")


def _rows(evaluations: Iterable[tuple[object, Evaluation]], profile: ProfileLike | None) -> Iterator[FrameRow]:
    for pair in evaluations:
        _check(pair)
        name, evaluation = pair
        for row in _document(str(name), evaluation, profile_of(evaluation, profile)):
            yield row | {key: Decimal(row[key]).scaleb(-PLACES) for key in NUMBERS if row[key] is not None}


def _document(name: str, evaluation: Evaluation, profile: Profile) -> Iterator[FrameCells]:
    execution = evaluation.execution or Execution()
    # Rows know no 年度目标: where sums are rounded by them, the total of the rows is left open.
    head = dict.fromkeys((*(field.name for field in COLUMNS), "document", "part")) | {
        "evaluation": name,
        "document": name,
        "profile": profile.id,
        "funds": _money(execution.budget),
        "partial": evaluation.partial or (bool(evaluation.goals) and profile.rounding_moment.value == "group"),
        "applicable": True,
        "published_total": _printed(evaluation.published.total),
    }
    yield head | _execution(execution, profile)
    for _, row in weighed_rows(evaluation):
        common = head | _common(row)
        for part, told in frame_cells(row, evaluation, profile):
            own = {"evaluation": f"{name}/{part.name}", "part": part.name, "funds": _money(part.funds)} if part else {}
            yield common | own | told | {"unread": common["unread"] or told.get("unread")}


def _execution(execution: Execution, profile: Profile) -> FrameCells:
    basis = execution.initial if profile.execution_budget.value == "initial" else execution.budget
    rate = read_share(execution.published_rate.lstrip("=＝ ")) if execution.published_rate else None
    printed = {
        "kind": "execution",
        "published_score": _printed(execution.published_score),
        "published_rate": None if rate is None else _or_none(rate * 100),
    }
    return printed | or_unread(
        lambda: {
            "weight": scaled(execution.weight),
            "target": scaled(basis.to(_YUAN) if basis else None),
            "actual": scaled(execution.executed.to(_YUAN) if execution.executed else None),
        }
    )


def _common(row: Indicator) -> FrameCells:
    """What a row says as a whole."""
    told: FrameCells = {
        "kind": route_kind(row),
        "level1": str(Level1.of(row.level1) or "".join(row.level1.split())),
        "level2": str(Level2.of(row.level2) or "".join(row.level2.split())),
        "name": row.name,
        "measure": row.measure,
        "rule": _rule(row),
        "published_score": _printed(row.published_score),
        "unread": None,
    }
    if isinstance(row, QuantitativeIndicator):
        told |= {"direction": None if row.is_unsigned else row.resolved_direction.value, "strict": row.is_strict}
    return told | or_unread(lambda: {"weight": scaled(row.weight), "deduct": scaled(row.deduct)})


def _rule(row: Indicator) -> str | None:
    """The row's own rule: a curve's name, or its table as JSON. A checklist with a coefficient names that as its own rule."""
    if row.rule is None:
        return "coefficient" if row.items and has_coefficient(row) else None
    if isinstance(row.rule, str):
        return row.rule
    tree = rule_tree(row.rule) if isinstance(row.rule, Table) else {"rule": str(row.rule)}
    return dumps(tree, ensure_ascii=False)


def _money(amount: Amount | None) -> int | None:
    return _or_none(amount.to(_YUAN)) if amount else None


def _printed(cell: Cell | None) -> int | None:
    figure = points_of(cell)
    return _or_none(figure.value) if figure else None


def _or_none(value: Fraction) -> int | None:
    try:
        return scaled(value)
    except UndeterminedError:
        return None
