"""The audit's arithmetic as columns: what each row prints against what it earns, by the same functions as a single audit.

A check is a column that is true where the rule finds something, false where it does not, and null where the rule cannot be
asked because a figure is missing. Numbers of columns have lost their printed digits. Where those matter (所印执行率 is an
interval, 所印得分 may be finer than the profile's), a number shows the fewest of 0 to 4 decimals that write it: 144.5 is
144.45 to 144.55, and 100 is 99.5 to 100.5, however many zeros were printed. Amounts are exact numbers.

A little over 300 lines: each check stands beside the columns that it is asked of.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

from perfeval.auditing import checks
from perfeval.auditing.findings import Severity
from perfeval.auditing.registry import AUDIT_RULES
from perfeval.auditing.rule import AuditRule
from perfeval.batch.columns.divide import MAX_WEIGHT, rounded_column
from perfeval.batch.columns.routes import Route
from perfeval.batch.columns.scoring import Scoring, deducts, rounding, with_points
from perfeval.batch.columns.words import COLUMN_WORDS, MOST, Column, floored, literal
from perfeval.batch.columns.working import PREFIX, chain, column
from perfeval.batch.frames.look import gathered
from perfeval.batch.frames.open import Rows
from perfeval.batch.frames.schema import SCALE
from perfeval.batch.sums.sums import by_profile
from perfeval.profiles import Profile
from perfeval.rules.formulas import not_negative
from perfeval.rules.rule import Operands
from perfeval.scoring.engine import far_off, spends_too_little
from perfeval.scoring.reached import is_met, is_missed
from perfeval.values.terms import Direction

PRINTED_MOST = 1 << 34
"""The greatest printed score or weight that is calculated with, in ten-thousandths: 1.7 million points."""
_RATE_MOST = 1 << 30
"""The greatest printed rate, in ten-thousandths of a percent."""
_PERCENT = 100 * SCALE
_PRINTED = ("published_score", "published_rate", "published_total")


class ColumnCheck(NamedTuple):
    """A column of the audit: its name, and the code and severity of the rule that it is; no code where it is a note of scoring."""

    name: str
    code: str
    severity: Severity

    @classmethod
    def of(cls, rule: AuditRule) -> "ColumnCheck":
        """The column of a rule."""
        return cls(rule.column, rule.code, rule.severity)


ROW_RULES = tuple(rule for rule in AUDIT_RULES if rule.row)
"""The audit rules that look at the figures of one row."""
ROW_CHECKS = (
    *map(ColumnCheck.of, ROW_RULES),
    ColumnCheck("over_run", "", Severity.NOTE),
    ColumnCheck("execution_below", "", Severity.NOTE),
)
"""What is asked of a row. The last two are what asks for a reason (`reason-missing`), which no column gives: 反向指标超出目标值
beyond the profile's bound, 执行率 below its bound."""


def with_checks(source: Rows, routes: Sequence[Route]) -> Scoring:
    """The rows scored, with every check of `ROW_CHECKS` as a nullable column ``check_…`` beside the working columns."""
    missing = {PREFIX + name: nw.lit(None, dtype=nw.Int64) for name in _PRINTED if name not in source.given}
    frame = source.frame.with_columns(**missing, **{PREFIX + "own_weight": column("weight")})
    scoring = with_points(_as_reverse(frame, routes, source), routes, source.given)
    units = {PREFIX + name + "_unit": _unit(within_bound(name)) for name in ("published_score", "published_rate")}
    made = {PREFIX + "line": _is_line(source.given), PREFIX + "agrees": _agrees(source), **units}
    frame = scoring.frame.with_columns(**made, **_as_zero(source))
    unlike = ~column("agrees") & nw.col("direction").is_null() & (nw.col("kind") == "quantitative")
    frame = frame.with_columns(**{PREFIX + "misread": _yes(unlike & column("as_reverse"))})
    found = {rule.column: _found(rule, OfColumns(source, scoring.codes)) for rule in ROW_RULES} | _notes(source)
    frame = frame.with_columns(**{PREFIX + "check_" + check.name: found[check.name] for check in ROW_CHECKS})
    return scoring._replace(frame=frame)


# --- a printed score and the recomputed one -----------------------------------------------------------------------


def _as_reverse(frame: Any, routes: Sequence[Route], source: Rows) -> Any:
    """Whether the score of a row without a direction is that of a reverse one; scored once more, where there are such rows."""
    unsigned = (nw.col("kind") == "quantitative") & nw.col("direction").is_null()
    asked = unsigned & ~column("published_score").is_null()
    if "published_score" not in source.given or not len(gathered(frame.filter(asked).select("kind").head(1))):
        return frame.with_columns(**{PREFIX + "as_reverse": nw.lit(value=False)})
    reverse = [route for route in routes if route.direction == Direction.REVERSE]
    turned = nw.when(unsigned).then(nw.lit(Direction.REVERSE.value))
    frame = frame.with_columns(**{PREFIX + "direction": nw.col("direction"), "direction": turned})
    frame = with_points(frame, reverse, source.given).frame
    return frame.with_columns(**{PREFIX + "as_reverse": _yes(_agrees(source)), "direction": column("direction")})


def _agrees(source: Rows) -> Any:
    """Whether the printed score is the recomputed one; null where one of them is not there."""

    def agree(to: tuple[int, str]) -> Any:
        finer = [_points(rounded_column(PREFIX + "q", PREFIX + "d", places)) for places in range(to[0] + 1, 5)]
        return checks.agrees(COLUMN_WORDS, _printed(), _points(column("points")), finer)

    agrees = by_profile(source.profiles, rounding, agree)
    if not deducts(source.profiles, source.given):
        return agrees
    plain = checks.agrees(COLUMN_WORDS, _printed(), _points(column("points")), ())
    return nw.when(column("held_deduct") != 0).then(plain).otherwise(agrees)


def _printed() -> Column:
    return Column(column("published_score"), SCALE, PRINTED_MOST, within_bound("published_score"))


def _points(expr: Any) -> Column:
    return Column(expr, SCALE, PRINTED_MOST)


def within_bound(name: str, most: int = PRINTED_MOST) -> Any:
    """A column, null where it is too great to calculate with."""
    return nw.when((column(name) <= most) & (column(name) >= -most)).then(column(name))


def _is_line(given: Iterable[str]) -> Any:
    """Whether a row is an indicator that applies."""
    line = nw.col("kind") != "execution"
    return line & (column("applicable").is_null() | column("applicable")) if "applicable" in given else line


# --- the checks of the audit rules ---------------------------------------------------------------------------------


def _found(rule: AuditRule, row: "OfColumns") -> Any:
    """The rule's column: what its checks find, the first that can be asked; null where none can."""
    answer = nw.lit(None, dtype=nw.Boolean)
    for check in reversed(rule.row):
        asked = reduce(COLUMN_WORDS.either, (row.of(kind) for kind in check.of if kind in ROW_SETS))
        there = reduce(COLUMN_WORDS.both, (~row.lacks(name) for name in check.needs), asked)
        answer = nw.when(there).then(check.finds(COLUMN_WORDS, row)).otherwise(answer)
    return answer


ROW_SETS = ("lines", "weighted", "earning", "figures", "execution")
"""The kinds of rows that a frame has; it has no funds."""


class OfColumns:
    """The figures of a row as columns, for the checks (`perfeval.auditing.checks.RowCheck`)."""

    def __init__(self, source: Rows, codes: Sequence[str]) -> None:
        self.source = source
        self.amountless = [codes.index(code) for code in ("budget-missing", "executed-missing") if code in codes]
        self.printed, self.score = _printed(), _points(column("points"))
        self.weight = _points(column("own_weight"))
        self.agrees = column("agrees")
        self.earns_full = _yes(column("points") >= column("own_weight"))
        self.budget, self.executed = _figure("target"), _figure("actual")
        self.points = Column(column("held_weight"), SCALE, MAX_WEIGHT)
        self.rates = (_rate_ends(),)
        self.prints_as = _prints_as(source)

    def of(self, kind: str) -> Any:
        """Whether a row is of a kind. One that does not apply earns points only where the profile lets it keep them."""
        here = nw.col("kind") == "execution"
        return {
            "lines": column("line"),
            "weighted": column("line") & ~column("own_weight").is_null(),
            "earning": column("line") | (~here & ~column("points").is_null()),
            "figures": _is_figure(),
            "execution": here,
        }[kind]

    def lacks(self, name: str) -> Any:
        """Whether a figure is not there."""
        return {
            "printed": column("published_score").is_null(),
            "weight": column("own_weight").is_null(),
            "score": column("points").is_null(),
            "direction": column("misread"),
            "bound": self.is_far.is_null(),
            "budget": column("target").is_null(),
            "amounts": column("held_target").is_null() | column("held_actual").is_null(),
            "ratio": column("target") <= 0,
            "rate": within_bound("published_rate", _RATE_MOST).is_null(),
            "amountless": ~column("reason").is_in(self.amountless),
            "points": column("held_weight").is_null(),
        }[name]

    @property
    def is_met(self) -> Any:
        """Whether the target is reached."""
        return _by_direction(is_met, self.source.given)

    @property
    def is_missed(self) -> Any:
        """Whether the target is missed."""
        return _by_direction(is_missed, self.source.given)

    @property
    def is_far(self) -> Any:
        """Whether the figure is far beyond its target."""
        return _far("over-achieved", self.source.profiles)


# --- target and actual value --------------------------------------------------------------------------------------


def _is_figure() -> Any:
    """Whether a row is a quantitative one with A and B."""
    known = nw.col("direction").is_null() | nw.col("direction").is_in(list(Direction))
    there = ~column("held_target").is_null() & ~column("held_actual").is_null()
    return column("line") & (nw.col("kind") == "quantitative") & known & there


def _by_direction(asked: Callable[[Any, Operands, Direction], Any], given: Iterable[str]) -> Any:
    """A condition on A and B, by the row's direction."""
    strict = _yes(column("strict")) if "strict" in given else False

    def of(direction: Direction) -> Any:
        unsigned = nw.col("direction").is_null() if direction is Direction.FORWARD else False
        row = Operands(None, _figure("target"), _figure("actual"), unsigned, strict, direction is Direction.EQUAL)
        return asked(COLUMN_WORDS, row, direction)

    return _each_direction(of)


def _each_direction(of: Callable[[Direction], Any]) -> Any:
    pairs = [(nw.col("direction") == d.value, of(d)) for d in (Direction.REVERSE, Direction.EQUAL)]
    return chain(pairs, of(Direction.FORWARD))


def _as_zero(source: Rows) -> dict[str, Any]:
    """The actual figures of the profiles that read a negative one as 0."""
    zero = [profile.id for profile in source.profiles if profile.negative_actual.value == "zero"]
    here = (nw.col("kind") == "quantitative") & nw.col("profile").is_in(zero)
    figure = COLUMN_WORDS.where(here, not_negative(COLUMN_WORDS, _figure("actual")), _figure("actual"))
    return {PREFIX + "actual": figure.expr, PREFIX + "held_actual": figure.expr} if zero else {}


def _figure(name: str) -> Column:
    return Column(column(name), SCALE, MOST, column("held_" + name))


def _yes(condition: Any) -> Any:
    """A condition that is not null."""
    return nw.when(condition).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _notes(source: Rows) -> dict[str, Any]:
    """What else asks for a reason; null where the profile has no bound, or does not look at that side."""
    budget, executed, here = _figure("target"), _figure("actual"), nw.col("kind") == "execution"
    there = here & ~column("held_target").is_null() & ~column("held_actual").is_null()
    below = each_profile(source.profiles, lambda p: _spends(p, budget, executed))
    return {
        "over_run": nw.when(_is_figure()).then(_far("over-run", source.profiles)),
        "execution_below": nw.when(there & (column("target") > 0)).then(below),
    }


def _far(code: str, profiles: Sequence[Profile]) -> Any:
    def of(profile: Profile) -> Any:
        def by(direction: Direction) -> Any:
            sides = dict(far_off(COLUMN_WORDS, direction, _figure("target"), _figure("actual"), profile))
            return sides.get(code, nw.lit(None, dtype=nw.Boolean))

        return _each_direction(by)

    return each_profile(profiles, of)


def each_profile(profiles: Sequence[Profile], made: Callable[[Profile], Any]) -> Any:
    """An expression that hangs on the row's profile."""
    known = {profile.id: profile for profile in profiles}
    return by_profile(profiles, lambda p: p.id, lambda name: made(known[name]))


# --- execution ----------------------------------------------------------------------------------------------------


def _spends(profile: Profile, budget: Column, executed: Column) -> Any:
    """Whether the rate is below the profile's bound; null where it has none."""
    if profile.execution_explain_below.value is None:
        return nw.lit(None, dtype=nw.Boolean)
    return spends_too_little(budget, executed, profile, COLUMN_WORDS)


def _rate_ends() -> tuple[Column, Column]:
    """The rates that print as the printed one."""
    rate = Column(within_bound("published_rate", _RATE_MOST), _PERCENT, _RATE_MOST)
    half = Column(column("published_rate_unit"), 2 * _PERCENT, SCALE)
    return rate + half * -1, rate + half


def _prints_as(source: Rows) -> tuple[Column, Column]:
    """The scores that print as the printed one, at the profile's places or at its own finer ones."""
    unit = by_profile(source.profiles, lambda p: 10 ** (4 - rounding(p)[0]), literal)
    finest = nw.when(column("published_score_unit") < unit).then(column("published_score_unit")).otherwise(unit)
    half = Column(finest, 2 * SCALE, SCALE)
    printed = Column(within_bound("published_score"), SCALE, PRINTED_MOST)
    return printed + half * -1, printed + half


def _unit(number: Any) -> Any:
    """The place of the last digit that is not 0, in ten-thousandths, 1 to 10,000: the fewest decimals that write a number."""
    units = [10**places for places in range(4, 0, -1)]
    return chain([(number - floored(number, unit) * unit == 0, literal(unit)) for unit in units], literal(1))
