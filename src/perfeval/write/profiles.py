"""A rule profile for readers: every value with its clause, its basis and its source."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import asdict, has

from perfeval.profiles import BASIS_LABELS, Basis, Cap, Curve, Profile, Tier, load_profile
from perfeval.profiles.places import Place
from perfeval.rules.registry import CURVES, RULES
from perfeval.rules.rule import is_share_of_weight, points_words
from perfeval.values.figures import percent, plain

LABELS = {
    "total": "总分",
    "execution_points": "预算执行分值",
    "execution_rule": "预算执行计分",
    "execution_budget": "预算数（A）口径",
    "execution_zero_budget": "预算数为 0 时",
    "execution_rate_places": "执行率先取整的小数位数",
    "execution_explain_below": "执行率低于此数须说明",
    "group_points": "一级指标分值",
    "bonus": "附加分（总分之外）",
    "forward_rule": "正向指标计分",
    "reverse_rule": "反向指标计分",
    "equal_rule": "等于指标计分",
    "zero_target": "目标值为 0、方向未写时",
    "negative_actual": "完成值为负数时",
    "row_rule": "单行另印的计分方法",
    "coefficient_rule": "得分系数",
    "checklist_rule": "逐项清单",
    "judged_rule": "定性指标计分",
    "judged_bands": "定性三档",
    "aggregate_absolute": "绝对值汇总",
    "aggregate_relative": "相对值汇总",
    "aggregate_judged": "定性汇总",
    "aggregate_funds": "资金额度口径",
    "satisfaction": "满意度指标",
    "not_applicable": "不适用指标的分值",
    "deduction": "公式之外的扣分",
    "explain_over": "超额完成须说明的界限",
    "explain_side": "超额看哪个方向",
    "explain_ends": "恰好在界限上",
    "explain_zero": "目标值为 0 时须说明的完成值",
    "grades": "等级",
    "grade_total": "定等级所用总分",
    "rounding_places": "小数位数",
    "rounding_mode": "取整方法",
    "rounding_moment": "何时取整",
    "rounding_rate": "比率先取整的小数位数",
    "form_columns": "表的列",
    "form_heads": "表头",
    "form_choices": "表的选项",
    "form_notes": "表的备注",
    "form_levels": "表自己的一级指标",
    "yes_no_rule": "目标值为是、否的计分",
    "over_deduction": "偏离目标值固定扣分",
    "total_caps": "执行率限制的总分上限",
}
WORDS = {
    "adjusted": "调整后预算（含上年结余结转）",
    "initial": "年初预算",
    "sum": "直接累加",
    "mean-by-funds": "按资金额度加权平均",
    "optional": "非必评",
    "required": "必评",
    "unstated": "来源没有规定",
    "none": "无",
    "manual": "按写明的扣分",
    "full-year": "全年预算",
    "undetermined": "不计分",
    "zero": "计 0 分",
    "allowed": "可以",
    "rescale": "按百分制折算",
    "full": "按满分计算",
    "no-deduction": "不扣分",
    "redistribute": "设定权重时重新分配",
    "good": "好的方向",
    "bad": "不好的方向",
    "both": "两个方向",
    "above": "高于目标值的，不问方向",
    "beyond": "不算超过",
    "from": "也算超过",
    "printed": "取整后的总分",
    "unrounded": "未取整的总分",
    "half-up": "四舍五入",
    "half-even": "四舍六入五成双",
    "row": "逐行",
    "indicator": "指标逐行，预算执行到总分",
    "group": "逐组合计时",
    "total": "只在总分",
    **{rule.name: rule.words for rule in RULES},
}


def words(value: Any) -> str:
    """A parameter's value in words."""
    if value is None:
        return "无"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, str):
        return WORDS.get(value, value)
    if isinstance(value, Mapping):
        return "；".join(f"{key} {words(item)}" for key, item in value.items()) or "无"
    if isinstance(value, tuple):
        return "；".join(words(item) for item in value) or "无"
    if isinstance(value, Curve):
        return curve_words(value)
    if isinstance(value, Cap):
        end = {"below": "", "to": "（含）", "unstated": "（恰好等于它的来源没有说明）"}[value.ends]
        return f"执行率低于 {percent(value.below)}{end}的不超过 {plain(value.most)} 分"
    if hasattr(value, "high"):
        return f"{value.label} {percent(value.high)}—{percent(value.low)}（含 {percent(value.low)}）"
    return f"{value.label} {plain(value.low)} 分及以上" if has(type(value)) else str(value)


def curve_words(curve: Curve) -> str:
    """A curve with its numbers, in words."""
    rule = CURVES[curve.rule]
    text = rule.words
    if curve.lower is not None and curve.upper is not None:
        between = "其间按比例" if curve.between == "ratio" else "其间如何计分来源没有说明"
        text += f"：低于 {percent(curve.lower)} 或高于 {percent(curve.upper)}，{between}"
    if curve.per is not None and curve.deduct is not None:
        begun = {"begun": "不足一步按一步", "whole": "不足一步不计", "unstated": "不足一步如何计来源没有说明"}
        start = "目标值" if curve.start is None else str(curve.start)
        text += f"：起点 {start}，每 {curve.per} 扣{_worth(curve.deduct)}，{begun[curve.count or 'unstated']}"
    if curve.start is not None and curve.end is not None:
        text += f"：{curve.start} 得权重的 {percent(curve.base or Fraction(0))}，{curve.end} 得满分"
    if curve.full is not None:
        text += f"，满分 {plain(curve.full)} 分"
    if curve.listed:
        text += "：" + "，".join(f"{it.at} 得{_worth(it.points)}" for it in curve.listed)
    if curve.negative:
        text += "，可以是负数"
    if curve.tiers:
        sign = rule.tier_sign
        spans = (
            f"{tier.label + ' ' if tier.label else ''}{sign}{tier.low}{f'—{sign}{tier.high}' if tier.high else ' 以上'} 得{_tier_worth(tier)}"
            for tier in curve.tiers
        )
        text += f"（每档含{'上' if curve.ends == 'high' else '下'}限）：{'，'.join(spans)}"
    return text


def _worth(points: Decimal | Fraction) -> str:
    return points_words(points, is_share_of_weight(points))


def _tier_worth(tier: Tier) -> str:
    if tier.points == "unstated":
        return "多少分来源没有印"
    fewest = "" if tier.least is None else f"{_worth(tier.least)}到"
    return fewest + _worth(tier.points)


def listing(profiles: Iterable[Profile]) -> str:
    """A line a profile."""
    return "".join(f"{profile.id}  {profile.title}\n" for profile in profiles)


def grounds(profile: Profile) -> dict[Basis, int]:
    """How many values of a profile rest on what."""
    bases = [cited.basis for _, cited in profile.parameters()] + [curve.basis for curve in profile.curves.values()]
    return {basis: bases.count(basis) for basis in BASIS_LABELS if basis in bases}


def left_open(profile: Profile) -> tuple[str, ...]:
    """What the source leaves open, so that rows or the total are not scored, as keys."""
    return tuple(key for key, cited in profile.parameters() if cited.value == "unstated")


def place_sheet(place: Place) -> str:
    """What is known of a place's rules: the profile, on what its values rest, what it leaves open, what to send or look up."""
    first, *others = str(place).splitlines()
    profile = load_profile(place.profile)
    told = [f"{BASIS_LABELS[basis]} {count} 项" for basis, count in grounds(profile).items()]
    lines = [first, f"  {profile.id} 的依据：{'；'.join(told)}"]
    if left := left_open(profile):
        lines.append(f"  {profile.id} 没有规定、因而不计分或不定总分的：{'、'.join(LABELS[key] for key in left)}")
    return "\n".join([*lines, *others]) + "\n"


def profile_sheet(profile: Profile) -> str:
    """The whole profile: values, then clauses, then sources."""
    lines = [f"{profile.id}　{profile.title}", ""]
    for key, cited in profile.parameters():
        lines.append(f"{LABELS[key]}（{key}）：{words(cited.value)}")
        place = f"　条款：{cited.clause}" if cited.clause else ""
        source = profile.source_of(cited.clause)
        origin = f"　来源：{source.title}" if source else ""
        lines.append(f"    依据：{BASIS_LABELS[cited.basis]}{place}{origin}")
        if cited.note:
            lines.append(f"    说明：{cited.note}")
    for name, curve in profile.curves.items():
        lines.append(f"曲线“{name}”：{curve_words(curve)}")
        source = profile.source_of(curve.clause)
        lines.append(
            f"    依据：{BASIS_LABELS[curve.basis]}　条款：{curve.clause or '无'}　来源：{source.title if source else '无'}"
        )
        if curve.note:
            lines.append(f"    说明：{curve.note}")
    lines += ["", "条款"]
    for name, clause in profile.clauses.items():
        lines.append(f"  {name}（{profile.sources[clause.source].title}）：{clause.text}")
        if clause.no_rule:
            lines.append(f"    没有计分函数：{clause.no_rule}")
    lines += ["", "来源"]
    for key, source in profile.sources.items():
        seen = "" if source.seen else "（未见原文）"
        about = "，".join(part for part in (source.issuer, source.date, source.url) if part)
        lines.append(f"  {key}：{source.title}{seen}，{about}")
    return "\n".join(lines) + "\n"


def as_dict(profile: Profile) -> dict[str, Any]:
    """The profile as plain data: shares as "n/d", points as strings."""

    def plainly(_: Any, __: Any, value: Any) -> Any:
        if isinstance(value, Fraction):
            return f"{value.numerator}/{value.denominator}"
        return str(value) if isinstance(value, Decimal) else value

    def deep(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: deep(item) for key, item in value.items()}
        if isinstance(value, (tuple, list)):
            return [deep(item) for item in value]
        return plainly(None, None, value)

    return {"schema": 1, **deep(asdict(profile, value_serializer=plainly))}
