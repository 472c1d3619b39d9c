"""A commented document to fill in, in the terms of a rule profile; it loads as it stands and scores once it is filled."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from perfeval.profiles import Profile
from perfeval.values.figures import percent, plain
from perfeval.values.terms import Form, Level1, Level2
from perfeval.values.text import escape_hidden, legible

if TYPE_CHECKING:
    from jinja2 import Template

_COMMENTS_AT = 40
"""The column where comments stand, in half-width characters."""
EXAMPLES: dict[str, tuple[tuple[str, str, str], ...]] = {
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
"""二级指标 with an example of 目标值 and 完成值, empty for a judged row, by 一级指标."""


def template(form: Form, profile: Profile, name: str = "") -> str:
    """The template of a form under a profile, which the document calls `name` (its id, or its file)."""
    available = profile.total.value - (profile.execution_points.value or 0)
    goals: list[tuple[Decimal, list[dict[str, Any]]]] = []
    if form is Form.DEPARTMENT:
        for share in goals_of(profile):
            halves = zip((Level1.OUTPUT, Level1.BENEFIT), _split(share, 2), strict=False)
            goals.append((share, [row for label, points in halves for row in _rows(label, points, 1)]))
    groups = _groups(profile)
    return _page().render(
        form=form,
        profile=profile,
        name=name or profile.id,
        groups=groups,
        goals=goals,
        rows=[row for label, points in template_heads(profile).items() for row in _rows(label, points)],
        available=available,
        choices={key: "、".join(profile.form_choices.value.get(key, ())) for key in ("category", "nature", "type")},
        bands=[(b.label, f"{percent(b.high)}—{percent(b.low)}，含 {percent(b.low)}") for b in profile.judged_bands.value],
        heads=profile.form_heads.value,
    )  # fmt: skip


def _groups(profile: Profile) -> dict[str, Decimal]:
    return {label: points for label, points in profile.group_points.value.items() if points}


def template_heads(profile: Profile) -> dict[str, Decimal]:
    """The 一级指标 of a project's form with their points; one for all where the profile prints none."""
    available = profile.total.value - (profile.execution_points.value or 0)
    return _groups(profile) or {Level1.OUTPUT.value: available}


def goals_of(profile: Profile) -> Sequence[Decimal]:
    """The points of each 年度目标 of a department's form to begin with."""
    return _split(profile.total.value - (profile.execution_points.value or 0), 2)


def _rows(level1: str, points: Decimal, most: int | None = None) -> Iterator[dict[str, Any]]:
    known = (EXAMPLES.get(Level1.of(level1) or "") or (("", "", ""),))[:most]
    for (level2, target, actual), share in zip(known, _split(points, len(known)), strict=False):
        yield {"level1": level1, "level2": level2, "weight": share, "target": target, "actual": actual}


def _split(points: Decimal, parts: int) -> Sequence[Decimal]:
    """Whole points as even as can be, what is left over on the first; fewer parts where they would be empty."""
    parts = max(1, min(parts, int(points)))
    each = Decimal(int(points) // parts)
    return [points - each * (parts - 1), *[each] * (parts - 1)]


def _quote(text: object) -> str:
    return escape_hidden(json.dumps(str(text), ensure_ascii=False), toml=True)


def _remark(text: str) -> str:
    """A comment: whatever the text, it stays on its line."""
    return f"# {legible(text.replace(chr(10), ' '))}"


def _note(line: str, text: str) -> str:
    """A line with a comment behind it, in the column where comments stand."""
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
    return f"{line}{' ' * max(1, _COMMENTS_AT - width)}{_remark(text)}"


@cache
def _page() -> "Template":
    import jinja2

    # TOML, not HTML: every value goes through `quote`, `plain`, `note` or `remark`.
    environment = jinja2.Environment(  # noqa: S701
        loader=jinja2.PackageLoader("perfeval.write", "."),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quote": _quote, "plain": plain, "note": _note, "remark": _remark}
    return environment.get_template("template.toml.j2")
