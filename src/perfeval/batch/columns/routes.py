"""What decides the rule of a row, found before anything is scored: profile, kind, direction, own rule and unit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from json import JSONDecodeError, loads
from typing import Any, NamedTuple

from perfeval.errors import UndeterminedError
from perfeval.forms.model import Indicator, Item, QualitativeIndicator, QuantitativeIndicator
from perfeval.profiles import Profile
from perfeval.rules.rule import Method
from perfeval.scoring.methods import execution_method, has_coefficient, method_of
from perfeval.values.terms import Direction

ROUTE_KINDS = ("execution", "quantitative", "qualitative", "coefficient", "checklist")
"""What a row of a frame may be; the last two are the judged rows of forms that print a 得分系数 or a checklist."""


def route_kind(row: Indicator) -> str:
    """What a document's row is in a frame."""
    return "checklist" if row.items else "coefficient" if has_coefficient(row) else row.kind.value


class Route(NamedTuple):
    """One combination; `code` says why its rows stay undetermined where no rule scores them."""

    profile: Profile
    kind: str
    direction: str = ""
    rule: str | None = None
    unit: str | None = None
    method: Method | None = None
    code: str = ""

    @property
    def by_unit(self) -> bool:
        """Whether rows of different units are scored with different numbers."""
        return self.method is not None and self.method.rule.by_unit


def routes_of(profiles: Sequence[Profile], own: Sequence[tuple[str, str | None, str | None]] = ()) -> Iterator[Route]:
    """Every route of these profiles, with the rows' own rules and units: (profile id, rule, unit) as the frame has them."""
    for profile in profiles:
        units: dict[str | None, list[str | None]] = {None: []}
        for name, rule, unit in own:
            if name == profile.id:
                units.setdefault(rule, []).append(unit)
        for kind in ROUTE_KINDS:
            for direction in Direction if kind == "quantitative" else ("",):
                for rule in units if kind != "execution" else (None,):
                    route = resolved(Route(profile, kind, direction, rule))
                    yield from (route._replace(unit=unit) for unit in (units[rule] if route.by_unit else ()) or (None,))


def needs_units(profile: Profile) -> bool:
    """Whether rows without a rule of their own are scored with numbers in their unit."""
    return any(route.by_unit for route in routes_of([profile]))


def resolved(route: Route) -> Route:
    """The route with its rule, or the reason why it has none."""
    try:
        return route._replace(method=_method(route))
    except UndeterminedError as error:
        return route._replace(code=error.code)


def _method(route: Route) -> Method:
    profile = route.profile
    if route.kind == "execution":
        return execution_method(profile)
    return method_of(_row(route), profile)


def _row(route: Route) -> Indicator:
    """A row of the route, as a document would hold it."""
    given: dict[str, Any] = {"name": "…", "level1": "产出指标", "rule": own_rule(route.rule)}
    if route.kind == "quantitative":
        return QuantitativeIndicator(direction=Direction(route.direction), **given)
    if route.kind == "coefficient":
        given["coefficient"] = "100%"
    if route.kind == "checklist":
        given["items"] = (Item(description="…", points=1, done=True),)
    return QualitativeIndicator(**given)


def own_rule(text: str | None) -> Any:
    """A row's own rule: the name of a curve, or its parameters as JSON."""
    if text is None or not text.strip():
        return None
    if not text.lstrip().startswith("{"):
        return text
    try:
        return loads(text, parse_float=Decimal) or {"rule": ""}
    except (JSONDecodeError, RecursionError):
        raise UndeterminedError("rule-unreadable", "") from None
