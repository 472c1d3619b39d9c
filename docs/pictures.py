"""The curves as pictures: the share of a row's points against what was done, drawn from the rules themselves."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from perfeval.rules.registry import RULES_OF
from perfeval.rules.rule import Numbers, UnitTier
from perfeval.rules.words import EXACT

WIDTH, HEIGHT, LEFT, TOP, GAP = 190, 130, 44, 46, 34
"""Of one panel, in pixels, and the room around it."""
_SAMPLES = 400
_INK, _SOFT, _LINE = "#1f2933", "#6b7785", "#3554b8"


class Panel(NamedTuple):
    """One curve: its rule, its numbers, and how far the axis of what was done goes."""

    title: str
    kind: str
    rule: str
    numbers: Numbers | None = None
    target: Fraction = Fraction(100)
    upto: int = 200
    axis: str = "横：完成值 ÷ 目标值　纵：得分 ÷ 权重"
    unit: str = "%"
    weight: Fraction = Fraction(10)


def _tiers(*pairs: tuple[str | None, int], full: int) -> Numbers:
    tiers = tuple(UnitTier(None if high is None else Fraction(high), True, Fraction(points)) for high, points in pairs)
    return Numbers(Fraction(full), tiers=tiers)


_STEP = Numbers(Fraction(10), start=Fraction(100), per=Fraction(5), deduct=Fraction(1), begun=1)
_RATE = _STEP._replace(marks=tuple(Fraction(mark, 100) for mark in range(100, 45, -5)))
_CUT = Numbers(Fraction(10), lower=Fraction(7, 10), upper=Fraction(13, 10))
_NEAR = _tiers(("1/10", 5), ("3/20", 3), ("1/5", 1), (None, 0), full=5)
_LEVELS = _tiers(("0", 5), ("10", 4), ("20", 3), ("30", 2), (None, 0), full=5)
PICTURES: dict[str, tuple[str, tuple[Panel, ...]]] = {
    "execution": (
        "预算执行",
        (
            Panel("比例 ratio", "execution", "ratio", axis="横：执行率 B/A　纵：得分 ÷ 权重"),
            Panel(
                "按步扣分 rate-steps，每低 5% 扣 1/10",
                "execution",
                "rate-steps",
                _RATE,
                axis="横：执行率 B/A　纵：得分 ÷ 权重",
            ),
        ),
    ),
    "forward": (
        "正向指标（≥）",
        (
            Panel("比例 ratio", "forward", "ratio"),
            Panel("上下限 cut-off 70%/130%", "forward", "cut-off", _CUT),
            Panel("按步扣分 steps，每降 5% 扣 1/10", "forward", "steps", _STEP),
        ),
    ),
    "reverse": (
        "反向指标（≤）",
        (
            Panel("比例 ratio", "reverse", "ratio"),
            Panel("线性 linear", "reverse", "linear"),
            Panel("按步扣分 steps，每超 5% 扣 1/10", "reverse", "steps", _STEP._replace(toward=-1)),
        ),
    ),
    "equal": (
        "等于指标（=）与分档",
        (
            Panel("同正向 as-forward", "equal", "as-forward"),
            Panel("偏差分档 bands ±10/15/20%", "equal", "bands", _NEAR, weight=Fraction(5)),
            Panel(
                "按数分档 tiers 0/10/20/30%",
                "reverse",
                "tiers",
                _LEVELS,
                upto=40,
                axis="横：完成值　纵：得分 ÷ 权重",
                weight=Fraction(5),
            ),
        ),
    ),
}
"""What docs/curves/ holds: a heading and its panels. `exact` needs no picture: all at the target, nothing beside it."""


def svg(name: str) -> str:
    """One picture of several panels."""
    heading, panels = PICTURES[name]
    width = GAP + len(panels) * (LEFT + WIDTH + GAP)
    height = TOP + HEIGHT + 62
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{heading}：得分占权重的比例" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" rx="6" fill="#ffffff"/>',
    ]
    for place, panel in enumerate(panels):
        lines.append(f'<g transform="translate({GAP // 2 + LEFT + place * (LEFT + WIDTH + GAP)} {TOP})">')
        lines += _panel(panel)
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])


def _panel(panel: Panel) -> Iterator[str]:
    yield f'<text x="0" y="-18" fill="{_INK}" font-size="12" font-weight="600">{panel.title}</text>'
    for percent in (0, 50, 100):
        y = _y(Fraction(percent, 100))
        yield f'<line x1="0" y1="{y}" x2="{WIDTH}" y2="{y}" stroke="#e3e7ec"/>'
        yield f'<text x="-6" y="{y + 4}" text-anchor="end" fill="{_SOFT}">{percent}%</text>'
    ticks = 4
    for tick in range(ticks + 1):
        value = panel.upto * tick // ticks
        x = _x(Fraction(value), panel)
        yield f'<line x1="{x}" y1="{HEIGHT}" x2="{x}" y2="{HEIGHT + 4}" stroke="{_SOFT}"/>'
        yield f'<text x="{x}" y="{HEIGHT + 17}" text-anchor="middle" fill="{_SOFT}">{value}{panel.unit}</text>'
    yield f'<line x1="0" y1="{HEIGHT}" x2="{WIDTH}" y2="{HEIGHT}" stroke="{_SOFT}"/>'
    yield f'<text x="{WIDTH / 2}" y="{HEIGHT + 36}" text-anchor="middle" fill="{_SOFT}">{panel.axis}</text>'
    if panel.upto == 200:  # where the target is
        goal = _x(Fraction(100), panel)
        yield f'<line x1="{goal}" y1="0" x2="{goal}" y2="{HEIGHT}" stroke="{_SOFT}" stroke-dasharray="3 3"/>'
    for run in _runs(panel):
        points = " ".join(f"{_x(done, panel)},{_y(share)}" for done, share in run)
        if len(run) == 1:
            yield f'<circle cx="{_x(run[0][0], panel)}" cy="{_y(run[0][1])}" r="2.5" fill="{_LINE}"/>'
        yield f'<polyline points="{points}" fill="none" stroke="{_LINE}" stroke-width="2" stroke-linejoin="round"/>'


def _runs(panel: Panel) -> Iterator[Sequence[tuple[Fraction, Fraction]]]:
    """The curve in pieces, broken where it jumps."""
    run = list[tuple[Fraction, Fraction]]()
    for sample in range(_SAMPLES + 1):
        x = Fraction(panel.upto * sample, _SAMPLES)
        share = _share(panel, x)
        if run and abs(share - run[-1][1]) > Fraction(1, 25):
            yield _corners(run)
            run = []
        run.append((x, share))
    yield _corners(run)


def _corners(run: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """The points at which a piece turns; what lies straight between two others is left out."""
    kept = run[:1]
    for before, here, after in zip(run, run[1:], run[2:], strict=False):
        if (here[1] - before[1]) != (after[1] - here[1]):
            kept.append(here)
    return kept + run[-1:] if len(run) > 1 else kept


def _share(panel: Panel, actual: Fraction) -> Fraction:
    formula = RULES_OF[panel.kind][panel.rule].formula
    earned, of = formula(EXACT, panel.target, actual, panel.weight, panel.numbers)
    return Fraction(earned) / Fraction(of) / panel.weight


def _x(value: Fraction, panel: Panel) -> float:
    return round(float(value / panel.upto * WIDTH), 2)


def _y(share: Fraction) -> float:
    return round(float((1 - share) * HEIGHT), 2)
