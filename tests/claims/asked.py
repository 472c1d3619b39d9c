"""What a what-if says."""

from fractions import Fraction
from typing import Any

from tests.claims.about import Cell
from tests.claims.grammar import Grammar, Told

ASKED = Grammar()
says = ASKED.says


@says("{name:t}：总分 {total} 分，要到 {goal} 分{grade:t}")
def _(w: Any, name: str, total: Told, goal: Told, grade: str) -> Any:
    yield total.of(Fraction(w.card.total)) and goal.of(w.goal)
    yield w.grade in grade and ("未取整" in grade) is (bool(grade) and w.card.profile.grade_total.value == "unrounded")


@says("已经达到，没有要改的数。")
def _(w: Any) -> bool:
    return bool(w.is_reached) and not w.together


@says(
    "只改定量指标和执行数到不了：全部达到目标，总分也只有 {best} 分。",
    "只改能算出的各项到不了：它们全部达到目标，其余照旧，总分也只有 {best} 分。",
)
def _(w: Any, best: Told) -> bool:
    return best.of(Fraction(w.best)) and (best.low < w.goal or bool(w.grade)) and not w.together


@says("改了完成值得多少分没有算出的，不在其内：{rows:t}。")
def _(w: Any, rows: str) -> bool:
    return all(result.name in rows for result in w.unknown) and bool(w.unknown)


ASKED.understands("只改其中一个数：", "没有哪一个数单独就够；一起改：")


@says(
    "{place:t}：完成值由 {now:q} 改为{word:至少|至多|大于|小于|} {bound:q}{exact:t}，{more:增加|减少} {by:q}；得分由 {old} 分到 {new} 分以上",
    "{place:t}：完成值由 {now:q} 改为{word:至少|至多|大于|小于} {bound:q}{exact:t}、{end:不超过|不低于|小于|大于} {until:q}{whole:t}，{more:增加|减少} {by:q}；得分由 {old} 分到 {new} 分以上",
    "{place:t}：执行数由 {now:q} 改为{word:至少|至多|大于|小于|} {bound:q}{exact:t}，{more:增加|减少} {by:q}；得分由 {old} 分到 {new} 分以上",
    "{place:t}：执行数由 {now:q} 改为{word:至少|至多|大于|小于} {bound:q}{exact:t}、{end:不超过|不低于|小于|大于} {until:q}{whole:t}，{more:增加|减少} {by:q}；得分由 {old} 分到 {new} 分以上",
)
def _(
    w: Any,
    place: str,
    now: Told,
    word: str,
    bound: Told,
    exact: str,
    more: str,
    by: Told,
    old: Told,
    new: Told,
    end: str = "",
    until: Told | None = None,
    whole: str = "",
) -> Any:
    change = next(c for c in w.together + w.alone if c.name in place and bound.of(c.bound) and now.of(c.now))
    yield exact in ("", f"（即 {change.bound.numerator}/{change.bound.denominator}）")
    yield by.of(abs(change.bound - change.now)) and (more == "增加") is (change.bound > change.now)
    yield word == {("至少", True): "大于", ("至多", True): "小于"}.get((change.word, change.strict), change.word) or (
        word == "" and change.until == change.bound
    )
    if until is not None:
        last = change.until
        yield last is not None and until.of(last) and whole in ("", f"（即 {last.numerator}/{last.denominator}）")
        yield end == {"至少": ("不超过", "小于"), "至多": ("不低于", "大于")}[change.word][change.until_strict]
    else:
        yield change.until in (None, change.bound)
    result = next(r for r in w.card.results() if r.path == change.path)
    yield old.of(Fraction(result.score)) and new.of(change.points) and change.points > result.score
    yield change.points <= (result.weight or 0)
    if (
        result.indicator is not None
        and (cell := Cell(result.indicator.actual)).value is not None
        and "万" not in cell.unit
    ):
        yield now.of(cell.value) or now.unit != cell.unit
