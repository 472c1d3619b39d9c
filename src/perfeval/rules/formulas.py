"""The scoring rules, one function a clause: what has this row earned, as an undivided fraction of points?

``rule(o, target, actual, weight, p)`` gives the pair (n, d); the row has earned n/d points. A and B of the forms are
`target` and `actual`, 权重 is `weight`. `p` holds the numbers of a curve and `o` the few words that an engine speaks
(`Words`), so that the same functions score one row in fractions and a column in integers. No rule divides or rounds.
Attainment is asked first: what is reached earns the whole weight, so nothing is ever divided by zero, and
得分不得突破权重总额 (the cap) holds by construction.

What belongs to a rule beside its formula (its gates, its numbers, its sentence and its inverse) stands in the file of its
kind; `perfeval.rules.registry` lists them all.
"""

from itertools import pairwise

from perfeval.rules.words import Parameters, Undivided, Value, Words


def _in_proportion(o: Words, reached: Value, part: Value, whole: Value, weight: Value) -> Undivided:
    """The whole weight where the target is reached, else the weight's share part/whole."""
    one = o.const(1)
    return o.where(reached, weight, weight * part), o.where(reached, one, whole)


def execution(o: Words, budget: Value, executed: Value, weight: Value, p: Parameters) -> Undivided:
    """预算执行: 得分 = 分值 × 执行率, 执行率 = B/A, never above the points.

    A is the budget after adjustment, last year's carry-over included; B is what was really spent (备注1, hubei-wuhan).
    The cap is printed by other forms (得分最高不能超过该指标分值上限); where a profile's source is silent it is our reading.
    """
    return _in_proportion(o, executed >= budget, executed, budget, weight)


def rate_steps(o: Words, budget: Value, executed: Value, weight: Value, p: Parameters) -> Undivided:
    """预算执行按步扣分: 预算完成率100%计满分，每低于5%扣2分，扣完为止 (hunan-department).

    `marks` are 起点, 起点 − 每降, and so on down: each of them that the rate B/A misses costs 扣分.
    """
    return _of_weight(o, left_after_marks(o, budget, executed, _all(o, weight, p), p, p.begun), weight, p)


def _all(o: Words, weight: Value, p: Parameters) -> Value:
    """What is there to be lost: the weight, or the whole of it where a curve speaks of shares (每降一步扣分值的5%)."""
    return o.const(1) if p.of_weight else weight


def _of_weight(o: Words, points: Value, weight: Value, p: Parameters) -> Undivided:
    """Points as a curve states them: as they are, or as shares of the weight."""
    return weight * points if p.of_weight else points, o.const(1)


def left_after_marks(o: Words, whole: Value, part: Value, weight: Value, p: Parameters, begun: Value) -> Value:
    """扣完为止, by the rate part/whole: a begun step is lost below its upper mark, a whole one at its lower mark."""
    zero, left = o.const(0), weight
    for upper, lower in pairwise(p.marks):
        at_upper, at_lower = o.at_least_share(part, upper, whole), o.at_most_share(part, lower, whole)
        left = left - (o.where(at_upper, zero, p.deduct) if begun else o.where(at_lower, p.deduct, zero))
    return o.max(left, zero)


def forward(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """正向指标 (目标值为≥X): 得分 = 权重 × B/A, 得分不得突破权重总额 (备注2, hubei-wuhan).

    ``≥ 0`` is reached by any count, and then earns the whole weight.
    """
    return _in_proportion(o, actual >= target, actual, target, weight)


def reverse(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """反向指标 (目标值为≤X): 得分 = 权重 × A/B, 得分不得突破权重总额 (备注2, hubei-wuhan).

    ``≤ 0`` with anything above 0 earns 权重 × 0/B: no points.
    """
    return _in_proportion(o, actual <= target, target, actual, weight)


def equal(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """等于指标 (目标值为=X): below it 得分 = 权重 × B/A; at it or above it the whole weight.

    No source states a formula for =; this is our reading, after the forms that score such rows as forward ones.
    """
    return _in_proportion(o, actual >= target, actual, target, weight)


def linear(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """反向指标, linear: 得分 = 权重 × (1 − (B−A)/A) between A and 2A, none from 2A on (observed in pmkpi, a filing system).

    ``≤ 0`` with anything above 0 earns no points.
    """
    return _in_proportion(
        o,
        actual <= target,
        o.max(target + target - actual, o.const(0)),
        o.where(target > o.const(0), target, o.const(1)),
        weight,
    )


def exactly_met(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """等于指标, met or not: the whole weight at =X, nothing beside it (是否评分法, sichuan-pidu-2025).

    The digest names the method and no formula; that only the figure itself is 是 is our reading.
    """
    return o.where(actual == target, weight, weight - weight), o.const(1)


def cut_off(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """完成率低于下限或高于上限的不得分 (重点履职, sichuan-pidu-2025: <70%, >130%), between them 权重 × B/A, capped.

    Both bounds belong to the scored range. What is scored between them is only scored where a text says so (a gate).
    """
    inside = o.both(o.at_least_share(actual, p.lower, target), o.at_most_share(actual, p.upper, target))
    earned, of = forward(o, target, actual, weight, p)
    return o.where(inside, earned, weight - weight), o.where(inside, of, o.const(1))


def steps(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """按步扣分: 90%以上得10分，每降5%扣1分，扣完为止 (jiangxi-2017); 每超过一个百分点扣0.5分 (hunan-department).

    From 起点 in the bad direction, every 每降 costs 扣分, or a share of the weight. Whether a begun step counts the texts do not
    say: `count`. A change rate may be negative (“三公经费”变动率≦0计8分) where the curve says so.
    """
    return _of_weight(o, left_after_steps(o, actual, _all(o, weight, p), p, p.begun), weight, p)


def left_after_steps(o: Words, actual: Value, weight: Value, p: Parameters, begun: Value) -> Value:
    """扣完为止: the weight without what the steps cost, never below 0; a begun step counts where `begun` is 1."""
    short = o.max((p.start - actual) * p.toward, o.const(0))
    count = o.whole_steps(short, p.per)
    lost = count + begun * o.where(count * p.per < short, o.const(1), o.const(0))
    return o.max(weight - lost * p.deduct, o.const(0))


def tiers(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """分档得分 by the figure itself: 0得5分，0—10%（含）得4分，…，30%以上不得分 (hunan-department).

    A tier may give a share of the weight. One with a range of points (1至2个月得9—8分, 财政扶贫资金绩效考评量化指标表 2008), or whose
    points are not printed (优良中差 by value, 邯财社[2018]126号), leaves its rows open: a gate.
    """
    *lower, last = p.tiers
    earned = last.points
    for tier in reversed(lower):
        below = actual <= tier.high if tier.closed else actual < tier.high
        earned = o.where(below, tier.points, earned)
    return _of_weight(o, earned, weight, p)


def bands(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """分档得分 by the deviation to either side: ±10%以内得5分，±10-15%以内得3分，…，±20%以外不得分 (jiangxi-2017)."""
    deviation = o.max(actual - target, target - actual)
    return _of_weight(o, _by_share(o, p, deviation, target), weight, p)


def share_tiers(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """分档得分 by two quantities: 有结余,但不超过上年结转,2分;结余超过上年结转,不得分 (部门整体支出绩效评价评分表 参考样表).

    The tiers are shares B/A of one quantity (结余) in the other (上年结转), which stand as 完成值 and 目标值. Nothing is divided, so
    anything above a quantity of 0 is above all of its shares.
    """
    return _of_weight(o, _by_share(o, p, actual, target), weight, p)


def _by_share(o: Words, p: Parameters, part: Value, whole: Value) -> Value:
    *lower, last = p.tiers
    earned = last.points
    for tier in reversed(lower):
        if tier.closed:
            earned = o.where(o.at_most_share(part, tier.high, whole), tier.points, earned)
        else:
            earned = o.where(o.at_least_share(part, tier.high, whole), earned, tier.points)
    return earned


def listed(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """所印各数的得分: 种植面积达到可种面积的100%得20分,达到90%得10分 (垦造水田后期管护考评表, 江门市新会区).

    The best figure is enough or more; another is itself alone, for the text is silent between them (a gate).
    """
    (best, most), *others = p.listed
    earned = o.const(0)
    for at, points in others:
        earned = o.where(actual == at, points, earned)
    return _of_weight(o, o.where((actual - best) * p.toward >= o.const(0), most, earned), weight, p)


def change_ratio(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """变动率按完成比例: 按完成比例计算得分,满分为止, 年度工作目标 −0.30 (一般公共预算支出管理考核表 2019).

    Of a fall that was aimed at, B/A is what was done of it, and a rise is none: no points (our reading). Of a rise likewise.
    """
    falls, zero = target < o.const(0), o.const(0)
    whole, part = o.where(falls, zero - target, target), o.where(falls, zero - actual, actual)
    return _in_proportion(o, part >= whole, o.max(part, zero), whole, weight)


def ramp(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """坡度: 合格率达70%以上得该项分数基础分,合格率为90%得该项分数的满分,按比例增分,低于70%不得分 (动物防疫考核评分细则 2014).

    At 起点 (`lower`) the share `base` of the weight (分值的80%为基础分), from there in proportion to the whole at `upper`.
    """
    one, rise = o.const(1), p.upper - p.lower
    part = p.base * rise + (one - p.base) * (actual - p.lower)
    earned, of = _in_proportion(o, actual >= p.upper, part, rise, weight)
    below = actual < p.lower
    return o.where(below, weight - weight, earned), o.where(below, one, of)


def judged(o: Words, band: Value, rate: Value, weight: Value, p: Parameters) -> Undivided:
    """定性指标: 得分 = 权重 × the rate that was chosen inside the band of the judged attainment (备注3, hubei-wuhan).

    达成预期指标 100-80% (含80%), 部分达成预期指标并具有一定效果 80-50% (含50%), 未达成预期指标且效果较差 50-0%; other profiles
    cut at 60. The rate is the unit's judgement: it is held to its band by the gates and never chosen here.
    """
    return weight * rate, o.const(1)


def coefficient(o: Words, best: Value, given: Value, weight: Value, p: Parameters) -> Undivided:
    """得分 = 得分系数 × 指标权重 (部门整体绩效自评表 2021, 西部(重庆)科学城融媒体中心). `best` is the coefficient 1."""
    return weight * given, o.const(1)


def checklist(o: Words, asked: Value, done: Value, weight: Value, p: Parameters) -> Undivided:
    """是否类清单: the points of the items that are done (部门整体支出绩效评价自评表 2023, 寿县: part points).

    `asked` and `done` are the points of all items and of those done; a gate holds that `asked` is the weight.
    """
    return done, o.const(1)


def checklist_deducted(o: Words, asked: Value, done: Value, weight: Value, p: Parameters) -> Undivided:
    """缺项扣分: every item that is not done costs its points, never below 0 (每少一项扣n分, 寿县 2023)."""
    return o.max(weight - (asked - done), o.const(0)), o.const(1)


def nothing(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """No points, where a profile (of = 0, our reading) says so of what no ratio can score; see `perfeval.rules.gates`."""
    return weight - weight, o.const(1)


# --- outside the formula ------------------------------------------------------------------------------------------


def not_negative(o: Words, actual: Value) -> Value:
    """负数按 0 计: a negative 完成值 counts as 0, where a profile says so (observed in pmkpi, a filing system)."""
    return o.max(actual, o.const(0))


def kept(o: Words, target: Value, actual: Value, weight: Value, p: Parameters) -> Undivided:
    """不适用的计满分: 没有楼堂馆所项目的部门按满分计算 (hunan-department); 没有该项建设任务的，不扣分 (国土综合整治项目绩效评价指标表)."""
    return weight, o.const(1)


def rescaled(o: Words, earned: Value, full: Value, out: Value) -> Undivided:
    """不适用的折算: 实得分 ÷ (100 − 不适分) × 100 (sichuan-pidu-2025). `full` is 100, `out` 不适分."""
    return earned * full, full - out


def with_bonus(o: Words, earned: Value, bonus: Value) -> Value:
    """附加分 stands on top: the total may exceed 100 by it (国土综合整治项目绩效评价指标表: 附加分 5)."""
    return earned + bonus


def ceiling(o: Words, total: Value, budget: Value, executed: Value, caps: Parameters, unstated: Value) -> Value:
    """总分上限: 执行率为70%至80%的不超过89分，60%至70%的不超过79分，低于60%的不超过69分，低于50%的不超过59分 (platform-manual-2022).

    The caps go from the highest rate to the lowest; the total itself where none is at hand. Whether a rate that is just a cap's
    belongs under it the words do not always say: `unstated` is then asked, 1 for yes.
    """
    most = total
    for cap in caps:
        short = o.where(o.at_least_share(executed, cap.below, budget), o.const(0), o.const(1)) > o.const(0)
        if cap.ends == "to" or (cap.ends == "unstated" and unstated):
            short = o.at_most_share(executed, cap.below, budget)
        most = o.where(short, o.const(1) * cap.points, most)
    return most


def capped(o: Words, total: Value, most: Value) -> Value:
    """自评得分超出最高得分部分,予以减分处理 (platform-manual-2022)."""
    return o.where(total > most, most, total)


def deduction(o: Words, score: Value, deducted: Value) -> Value:
    """A deduction that was decided by people, taken from the score before it is rounded, never below 0.

    Over-achievement is the case that names it (财预〔2020〕10号 as reported: 适当 reduced). One manual gives a figure: 完成值超过
    年初设置指标值30%及以上的减2分 (platform-manual-2022, `over_deduction`); elsewhere it is only applied where it is handed in.
    """
    return o.max(score - deducted, o.const(0))


# --- what asks for a reason ---------------------------------------------------------------------------------------


def falls_short(o: Words, whole: Value, part: Value, p: Parameters) -> Value:
    """预算执行率未达到90%的需说明原因 (sichuan-form-2023): whether part/whole is below the bound."""
    return o.where(o.at_least_share(part, p.bound, whole), o.const(0), o.const(1)) > o.const(0)


def goes_beyond(o: Words, base: Value, figure: Value, p: Parameters) -> Value:
    """偏离较大: whether figure/base is beyond the bound (>130%, sichuan-pidu-2025), or at it (≥130%, Guangxi's branch of pmkpi).

    A base of 0 has no ratio; there the figure itself is held against `zero` where a profile has one (≥30, Guangxi).
    """
    beyond = o.where(o.at_most_share(figure, p.bound, base), o.const(0), o.const(1)) > o.const(0)
    far = o.both(base > o.const(0), o.at_least_share(figure, p.bound, base) if p.ends == "from" else beyond)
    return far if p.zero is None else o.either(far, o.both(base == o.const(0), figure >= p.zero))
