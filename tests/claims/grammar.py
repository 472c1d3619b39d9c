"""Sentences as claims: a template says how a sentence reads, a function beside it recomputes what the sentence says.

A template is the sentence with holes: ``{b:q}`` takes a figure with its unit, ``{p}`` a figure, ``{x:t}`` any text, ``{how:甲|乙}`` one of
these words. Figures are fractions; one that is cut (13.5185…) is every number that prints so.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

_DIGITS = r"-?[0-9]+(?:\.[0-9]+)?…?"
_KINDS = {
    "": rf"(?P<NAME>{_DIGITS})",
    "q": rf"(?P<NAME>{_DIGITS}[^\s×÷+=，。；（）|−“”]*(?: [^\s0-9×÷+=，。；（）|−“”]+)?)",
    "t": r"(?P<NAME>.*?)",
    "by": r"(?P<NAME>依据[^，]+?，|来源没有规定，按本项目的理解，|)",
}
_HOLE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


class Span(NamedTuple):
    """The numbers from `low` to `high`."""

    low: Fraction
    high: Fraction

    def of(self, exact: "Fraction | Span") -> bool:
        """Whether these may be the digits of that number."""
        other = exact if isinstance(exact, Span) else Span(exact, exact)
        return self.low <= other.high and other.low <= self.high

    def _with(self, other: "Span | Fraction", how: Callable[[Fraction, Fraction], Fraction]) -> "Span":
        ends = [how(one, two) for one in self for two in span(other)]
        return Span(min(ends), max(ends))

    def __mul__(self, other: Any) -> "Span":
        return self._with(other, lambda one, two: one * two)

    def __truediv__(self, other: Any) -> "Span":
        return self._with(other, lambda one, two: one / two)

    def __add__(self, other: Any) -> "Span":
        return self._with(other, lambda one, two: one + two)

    def __sub__(self, other: Any) -> "Span":
        return self._with(other, lambda one, two: one - two)

    def __abs__(self) -> "Span":
        ends = sorted(map(abs, self))
        return Span(Fraction(0) if self.low < 0 < self.high else ends[0], ends[1])


def span(value: "Span | Fraction | int") -> Span:
    return value if isinstance(value, Span) else Span(Fraction(value), Fraction(value))


class Told(Span):
    """A figure as a sentence prints it, with what stands behind it."""

    unit: str
    places: int

    def __new__(cls, text: str) -> "Told":
        found = re.match(r"(-?)([0-9]+)(?:\.([0-9]+))?(…?)", text)
        assert found, text
        places = len(found[3] or "")
        value = Fraction(int(found[2] + (found[3] or "")), 10**places)
        end = value + Fraction(1, 10**places) if found[4] else value
        made = super().__new__(cls, *((-end, -value) if found[1] else (value, end)))
        made.unit, made.places = text[found.end() :].strip(), places
        return made

    @property
    def is_cut(self) -> bool:
        return self.low != self.high

    def of(self, exact: "Fraction | Span") -> bool:
        """Digits that are cut are never the whole number."""
        if isinstance(exact, Span) and exact.low != exact.high:
            return super().of(exact)
        value = exact.low if isinstance(exact, Span) else exact
        return self.low < value < self.high if self.is_cut else value == self.low

    def rounds(self, exact: "Fraction | Span", places: int) -> bool:
        """Whether this is that number 四舍五入."""
        return not self.is_cut and abs(span(exact) - self).low <= Fraction(1, 2 * 10**places)


class Claim(NamedTuple):
    """A template, and what recomputes it."""

    template: str
    pattern: re.Pattern[str]
    holds: Callable[..., Any]


def compiled(template: str) -> re.Pattern[str]:
    """The template as a pattern; a hole that stands twice says the same twice."""
    text, at, seen = "", 0, set[str]()
    for hole in _HOLE.finditer(template):
        text += re.escape(template[at : hole.start()])
        name, kind = hole[1], hole[2] or ""
        if name in seen:
            text += f"(?P={name})"
        elif kind in _KINDS:
            text += _KINDS[kind].replace("NAME", name)
        else:
            text += f"(?P<{name}>{'|'.join(map(re.escape, kind.split('|')))})"
        seen.add(name)
        at = hole.end()
    return re.compile(text + re.escape(template[at:]), re.DOTALL)


class Grammar:
    """Claims by template."""

    def __init__(self) -> None:
        self.claims = list[Claim]()

    def says(self, *templates: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """What a function recomputes: its first argument is what the sentence is about, the others the holes by name."""

        def made(holds: Callable[..., Any]) -> Callable[..., Any]:
            self.claims += [Claim(text, compiled(text), holds) for text in templates]
            return holds

        return made

    def understands(self, *templates: str) -> None:
        """Sentences that say no more than stands in them."""
        self.says(*templates)(lambda about, **holes: True)

    def wrong(self, sentence: str, about: Any) -> str | None:
        """Why a sentence is not true: no template reads so, or what it says does not hold; None where it is."""
        read = [(claim, found) for claim in self.claims if (found := claim.pattern.fullmatch(sentence))]
        if not read:
            return f"not understood: {sentence}"
        failed = []
        for claim, found in read:
            numbers = {
                hole[1] for hole in _HOLE.finditer(claim.template) if (hole[2] or "") in ("", "q")
            }  # fmt: skip
            holes = {name: Told(text) if name in numbers else text for name, text in found.groupdict().items()}
            try:
                said = claim.holds(about, **holes)
                parts = list(said) if isinstance(said, Iterable) else [said]
            except Exception as error:  # what cannot be recomputed is not true
                parts = [repr(error)]
            if all(part is not False and not isinstance(part, str) for part in parts):  # a text says what is wrong
                return None
            failed.append(f"{claim.template} {parts}")
        return f"untrue: {sentence}   {'; '.join(failed)}"


def terms(text: str, between: str = " + ") -> Iterator[Told]:
    """The figures of a sum."""
    return (Told(term) for term in text.split(between))
