"""What sentences are about: the document and the profile as plain trees, read without the library."""

import re
import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from math import floor
from typing import Any

from perfeval.profiles import source_text
from tests.claims.grammar import Span, Told, span

OURS = "本项目的理解"
MONEY = {"元": Fraction(1, 10000), "万元": Fraction(1), "亿元": Fraction(10000), "": Fraction(1)}
SIGNS = {
    ">=": "≥ ≧ >= ＞＝ 不少于 不低于 至少 大于等于", "<=": "≤ ≦ <= 不超过 不高于 至多 控制在", ">": "> ＞ 大于 超过 高于",
    "<": "< ＜ 小于 低于 少于", "=": "= ＝ ﹦ 等于",
}  # fmt: skip
_SIGN = "|".join(sorted((re.escape(word) for words in SIGNS.values() for word in words.split()), key=len, reverse=True))
_AFTER = {"以上": ">=", "以下": "<=", "以内": "<="}
_FIGURE = re.compile(
    rf"\s*({_SIGN})?\s*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^\s0-9.,~～—-]*?)(?:及其|及|（含）)?({'|'.join(_AFTER)})?\s*"
)
_STEP = re.compile(r"(\w+)\[([0-9]+)\]")


class Cell:
    """A printed figure: its sign, number and unit; `value` is None where this reader does not understand it."""

    def __init__(self, text: Any) -> None:
        found = None if text is None else _FIGURE.fullmatch(str(text))
        word = (found[1] or "") if found else ""
        self.sign = next((sign for sign, words in SIGNS.items() if word in words.split()), "")
        self.sign = self.sign or (_AFTER.get(found[4], "") if found else "")
        self.value = Fraction(found[2].replace(",", "")) if found else None
        self.unit = found[3] if found else ""
        self.is_month = re.fullmatch("(19|20)[0-9]{2}(0[1-9]|1[0-2])", str(text)) is not None


@cache
def rules(name: str) -> dict[str, Any]:
    """The profile's tree."""
    return tomllib.loads(source_text(name), parse_float=Decimal)


def share(text: Any) -> Fraction:
    """80% as a fraction."""
    return Fraction(str(text).removesuffix("%")) / 100


def rounded(value: Fraction, places: int, mode: str = "half-up") -> Fraction:
    """四舍五入, or to the even digit."""
    scaled = abs(value) * 10**places
    whole, rest = floor(scaled), scaled - floor(scaled)
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (mode == "half-up" or whole % 2 == 1))
    return Fraction(whole + up, 10**places) * (-1 if value < 0 else 1)


class Table:
    """A document under a profile, with the results in which its sentences stand."""

    def __init__(self, tree: dict[str, Any], card: Any, name: str = "") -> None:
        self.tree, self.card = tree, card
        self.profile = rules(name or card.profile.file or card.profile.id)

    def value(self, key: str) -> Any:
        """A parameter of the profile; "none" is None."""
        value = self.profile[key]["value"]
        return None if value == "none" else value

    def clause(self, key: str) -> str:
        """The clause that it rests on, empty where the source has none."""
        return str(self.profile[key].get("clause", ""))

    def round(self, value: Fraction, places: int | None = None) -> Fraction:
        """With the places and in the mode of the profile."""
        places = self.value("rounding_places") if places is None else places
        return rounded(value, places, self.value("rounding_mode"))

    def amount(self, key: str) -> Fraction | None:
        """An amount of execution, in 万元."""
        return money(self.tree.get("execution", {}).get(key))

    @property
    def budget(self) -> Fraction | None:
        """A."""
        return self.amount("initial" if self.value("execution_budget") == "initial" else "budget")

    def at(self, path: str) -> Any:
        """What stands at a path of the document."""
        here: Any = self.tree
        for step in path.split("."):
            numbered = _STEP.fullmatch(step)
            here = here[numbered[1]][int(numbered[2])] if numbered else here.get(step, {})
        return here

    def score_of(self, path: str) -> Any:
        """The result at a path, None where it is no row's."""
        return next((result for result in self.card.results() if result.path == path), None)

    def about(self, path: str) -> "Row":
        """A row, or execution."""
        return Row(self, path)


def money(text: Any) -> Fraction | None:
    """An amount in 万元, None for a blank cell."""
    cell = Cell(text)
    return None if cell.value is None else cell.value * MONEY[cell.unit]


class Row:
    """A row of the table, or execution, or what stands at another path."""

    def __init__(self, table: Table, path: str) -> None:
        self.table, self.path = table, path
        self.result = table.score_of(path)
        self.is_execution = path == "execution"
        try:
            cells = table.at(path)
            self.cells: dict[str, Any] = cells if isinstance(cells, dict) else {}
        except (KeyError, IndexError, TypeError):
            self.cells = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.table, name)

    @cached_property
    def weight(self) -> Fraction | None:
        """The points of the row: as printed, else what its head or the profile gives it."""
        given = self.cells.get("weight")
        if given not in (None, ""):
            return Fraction(str(given)) * (self.head or 100) / 100
        return None if self.result is None or self.result.weight is None else Fraction(self.result.weight)

    @cached_property
    def head(self) -> Fraction | None:
        """The points of the row's head, where the document counts those of its rows within it."""
        level1 = self.cells.get("level1") or self.table.at(self.path.partition(".")[0]).get("level1")
        return (
            Fraction(str(self.tree["weights"][level1])) if self.tree.get("nested") and not self.is_execution else None
        )

    @cached_property
    def target(self) -> Cell:
        return Cell(self.cells.get("target"))

    @cached_property
    def actual(self) -> Cell:
        return Cell(self.cells.get("actual"))

    @cached_property
    def figures(self) -> tuple[Span | None, Span | None]:
        """A and B, where this reader understands both cells and they are in one unit."""
        if self.is_execution:
            pair = (self.table.budget, self.table.amount("executed"))
            return tuple(None if value is None else span(value) for value in pair)  # type: ignore[return-value]
        names = [key for key in ("targets", "actuals") if key in self.cells]
        if names:
            return self._combined("target"), self._combined("actual")
        a, b = self.target, self.actual
        if a.is_month and b.is_month:
            return None, None  # a date, which is no quantity
        if a.value is None or b.value is None or (a.unit and b.unit and a.unit != b.unit) or "万" in a.unit + b.unit:
            return None, None
        return span(a.value), span(self.not_negative(b.value))

    def not_negative(self, value: Fraction) -> Fraction:
        """负数按 0 计, where the profile says so."""
        return max(value, Fraction(0)) if self.value("negative_actual") == "zero" else value

    def shares(self, key: str) -> dict[str, Fraction] | None:
        """The figure of each part that the row concerns."""
        out = {
            name
            for many in ("targets", "actuals")
            for name, cell in self.cells.get(many, {}).items()
            if cell == "不适用"
        }
        cells = {name: Cell(text) for name, text in self.cells.get(f"{key}s", {}).items() if name not in out}
        if any(cell.value is None or "万" in cell.unit for cell in cells.values()):
            return None
        return {name: self.not_negative(cell.value or Fraction(0)) for name, cell in cells.items()}

    @property
    def funds(self) -> dict[str, Fraction | None]:
        return {part["name"]: money(part.get("funds")) for part in self.tree.get("parts", ())}

    def _combined(self, key: str) -> Span | None:
        """The figure of the whole: as its cell says, else its parts' together, added up or averaged by their funds."""
        if f"{key}s" not in self.cells:
            cell = getattr(self, key)
            return None if cell.value is None or "万" in cell.unit else span(cell.value)
        shares = self.shares(key)
        units = {Cell(text).unit for many in ("targets", "actuals") for text in self.cells.get(many, {}).values()}
        units = {*units, self.target.unit} - {"", "不适用"}
        if not shares or len(units) != 1 or self.cells.get("measure"):
            return None
        if not units <= {"%", "‰"}:
            return span(sum(shares.values(), Fraction(0)))
        funds = {name: self.funds[name] or Fraction(0) for name in shares}
        whole = sum(funds.values(), Fraction(0))
        return span(sum((shares[name] * funds[name] for name in shares), Fraction(0)) / whole) if whole else None

    def a(self, told: Told) -> Span:
        """A as a sentence may tell it: the document's, else whatever is told."""
        return told if self.figures[0] is None else self.figures[0]

    def b(self, told: Told) -> Span:
        return told if self.figures[1] is None else self.figures[1]

    @cached_property
    def direction(self) -> str:
        """By the cell, else the key, else forward."""
        key = {">=": "forward", ">": "forward", "<=": "reverse", "<": "reverse", "=": "equal"}
        return self.cells.get("direction") or key.get(self.target.sign, "forward")

    @cached_property
    def curve(self) -> dict[str, Any]:
        """The curve that scores the row, empty where a plain rule does."""
        rule = self.cells.get("rule")
        if isinstance(rule, dict):
            return {"clause": "本行所印的规则"} | rule
        return self.profile["curves"].get(rule or self.profile[self.parameter]["value"], {})

    @property
    def parameter(self) -> str:
        """The parameter that names the row's rule."""
        if self.is_execution:
            return "execution_rule"
        if self.cells.get("items"):
            return "checklist_rule"
        if self.cells.get("coefficient") not in (None, "", "/"):
            return "coefficient_rule"
        if type(self.result.indicator).__name__ == "QualitativeIndicator":
            return "judged_rule"
        return f"{self.direction_of_result}_rule"

    @property
    def direction_of_result(self) -> str:
        """With parts, the sign stands in the parts' targets."""
        return str(self.result.indicator.resolved_direction)

    def cites(self, by: str, *parameters: str) -> bool:
        """Whether a sentence rests on the clause that scores the row, or on that of one of the parameters."""
        clauses = [self.clause(key) for key in parameters] or [self.curve.get("clause") or self.clause(self.parameter)]
        return any(
            by in ((f"依据{c}，", "") if c else (f"来源没有规定，按{OURS}，", f"依据{OURS}，", "")) for c in clauses
        )

    @property
    def exact(self) -> Fraction:
        """What the row has earned, undivided."""
        assert self.result.exact is not None
        return Fraction(self.result.exact)

    @property
    def band(self) -> dict[str, Any]:
        """The profile's judged band that the row names."""
        label = self.cells.get("attainment") or self.cells.get("actual")
        return self.band_named(str(label))

    def band_named(self, label: str) -> dict[str, Any]:
        bands = self.value("judged_bands")
        return next((b for b in bands if label.strip() in (b["label"], *b.get("aliases", ()))), {})

    @property
    def bands(self) -> str:
        """The names of all bands."""
        return "、".join(band["label"] for band in self.value("judged_bands"))
