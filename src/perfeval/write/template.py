"""A commented document to fill in, in the terms of a rule profile; it loads as it stands and scores once it is filled."""

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from perfeval.figures import percent, plain
from perfeval.profiles import Profile
from perfeval.terms import Form, Level1, Level2

if TYPE_CHECKING:
    from jinja2 import Template

_ROWS: dict[str, tuple[tuple[Level2, str, str], ...]] = {
    Level1.OUTPUT: (
        (Level2.QUANTITY, "≥20 个", "20 个"),
        (Level2.QUALITY, "≥95%", "96%"),
        (Level2.TIMELINESS, "≤365 天", "300 天"),
        (Level2.COST, "≤50 万元", "48 万元"),
    ),
    Level1.BENEFIT: ((Level2.SOCIAL, "", ""), (Level2.SUSTAINABLE, "", "")),
    Level1.SATISFACTION: ((Level2.SATISFACTION, "≥90%", "92%"),),
    Level1.COST: ((Level2.ECONOMIC_COST, "≤50 万元", "48 万元"),),
}


def template(form: Form, profile: Profile) -> str:
    """The template of a form under a profile."""
    points = profile.total.value - profile.execution_points.value
    groups: dict[str, Decimal] = dict(profile.group_points.value) or {Level1.OUTPUT.value: points}
    if form is Form.DEPARTMENT:
        half = _split(points, 2)
        goals = [(share, [row for g, p in zip((Level1.OUTPUT, Level1.BENEFIT), _split(share, 2), strict=True)
                          for row in _rows(g, p, 1)]) for share in half]  # fmt: skip
        rows = []
    else:
        goals, rows = [], [row for group, share in groups.items() for row in _rows(group, share)]
    return _page().render(
        form=form,
        profile=profile,
        groups=groups,
        goals=goals,
        rows=rows,
        choices={key: "、".join(options) for key, options in profile.form_choices.value.items()},
        bands=[
            (b.label, f"{percent(b.high)}—{percent(b.low)}，含 {percent(b.low)}") for b in profile.judged_bands.value
        ],
        heads=profile.form_heads.value,
    )


def _rows(level1: str, points: Decimal, most: int | None = None) -> list[dict[str, Any]]:
    known = (_ROWS.get(Level1.of(level1) or "") or (("", "", ""),))[:most]
    return [
        {"level1": level1, "level2": level2, "weight": share, "target": target, "actual": actual}
        for (level2, target, actual), share in zip(known, _split(points, len(known)), strict=True)
    ]


def _split(points: Decimal, parts: int) -> Sequence[Decimal]:
    """Whole points as even as can be, what is left over on the first."""
    each = Decimal(int(points) // parts)
    return [points - each * (parts - 1), *[each] * (parts - 1)]


@cache
def _page() -> "Template":
    import jinja2

    # TOML, not HTML: every value goes through `quote` or `plain`.
    environment = jinja2.Environment(  # noqa: S701
        loader=jinja2.PackageLoader("perfeval.write", "."),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quote": lambda text: json.dumps(str(text), ensure_ascii=False), "plain": plain}
    return environment.get_template("template.toml.j2")
