"""预算执行: rate, score, the budget it is held to, and the funds that make it up.

Over 300 lines, because each rule's docstring is its page in docs/audit/; the code alone is under 300.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from perfeval.auditing import checks
from perfeval.auditing.case import Case
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import Span, add, amount, blank, holds, points, rates, show
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.slips import Deviation, explain
from perfeval.forms.model import Execution, Fund
from perfeval.scoring.engine import EXACT
from perfeval.trees.cells import Amount
from perfeval.values.figures import Figure, percent
from perfeval.values.units import WAN_YUAN

_NO_RATE = ("预算数（A）为负数", "预算数（A）为 0")
_AMOUNT_SLACK = "所印金额和执行率按其位数各是一个区间。"


def _wan(printed: Amount | None) -> Fraction | None:
    return None if printed is None else printed.to(WAN_YUAN)


def _basis(case: Case) -> Amount | None:
    """The printed A that the profile asks for."""
    execution = case.execution
    return execution.initial if case.profile.execution_budget.value == "initial" else execution.budget


def _rate_span(budget: Amount, executed: Amount) -> Span | None:
    """B/A for all amounts that print as these; None where A may be 0 or one is negative."""
    a, b = amount(budget), amount(executed)
    return Span(max(b.low, Fraction(0)) / a.high, b.high / a.low) if a.low > 0 and b.high >= 0 else None


@rule(
    code="E301",
    name="execution-rate-mismatch",
    severity=Severity.ERROR,
    clause=("execution_rule",),
    slack=f"{_AMOUNT_SLACK}所印执行率与按所印金额算的不符，而金额各取整后仍可能得出它的，只作提示。",
)
def execution_rate_mismatch(case: Case) -> Iterator[Found | Skip]:
    """所印执行率不等于执行数 ÷ 预算数（B/A）。

    **查什么** 预算执行部分和每个资金行所印的执行率，与所印 B/A 比较。“99.97”（漏了百分号）按 99.97% 看；“0.85”按 85% 或 0.85%
    看，有一种相符即可。

    **为什么** 超过 100% 的执行率常被印成 100%，看不出预算数用错了；执行率又决定得分。

    **反例** 2019.84 ÷ 1397.58 = 144.52%，印 100%：

    ```toml
    [execution]
    budget = "1397.58万元"
    executed = "2019.84万元"
    published_rate = "100%"
    ```

    **正例**

    ```toml
    [execution]
    budget = "1397.58万元"
    executed = "2019.84万元"
    published_rate = "144.5%"
    ```

    **来源** 表头“执行率（B/A）”；反例见江岸区人民政府办公室 2023 年度整体表。
    """
    yield from _rate("execution", _basis(case), case.execution)
    for i, fund in enumerate(case.execution.funds):
        if not blank(fund.published_rate):
            yield from _rate(f"execution.funds[{i}]", fund.budget, fund)


def _rate(path: str, budget: Amount | None, block: Execution | Fund) -> Iterator[Found | Skip]:
    executed, cell = block.executed, block.published_rate
    if blank(cell):
        yield Skip(path, "没有印执行率")
        return
    if budget is None or executed is None or budget.value <= 0:
        yield Skip(
            path,
            "没有预算数或执行数" if budget is None or executed is None else f"{_NO_RATE[not budget.value]}，没有执行率",
        )
        return
    printed = rates(cell)
    if not printed:
        yield Skip(path, f"所印执行率“{cell}”读不出百分数")
        return
    whole, part = budget.to(WAN_YUAN), executed.to(WAN_YUAN)
    if any(checks.rate_holds(EXACT, whole, part, *span) for span in printed):
        return
    rate = part / whole
    possible = _rate_span(budget, executed)
    near = possible is not None and any(span.meets(possible) for span in printed)
    told = f"执行数 {executed} ÷ 预算数 {budget} = {percent(rate)}，印“{cell}”。"
    if near and possible:
        told += f"两个金额都是取整的数，执行率可以在 {percent(possible.low)} 到 {percent(possible.high)} 之间，所印的在其内。"
    severity = Severity.NOTE if near else None
    yield Found(path, told, expected=percent(rate), found=cell or "", severity=severity)


@rule(
    code="E302",
    name="execution-score-mismatch",
    severity=Severity.ERROR,
    clause=("execution_rule",),
    slack="所印得分是准确数，按评分规则的位数比较；没有印预算数和执行数的，所印执行率按其位数是一个区间。",
)
def execution_score_mismatch(case: Case) -> Iterator[Found | Skip]:
    """预算执行所印得分与分值 × 执行率不符。

    **查什么** 分值（表上没有印的，用评分规则的）乘以 B/A，最高为满分，与所印得分比较；表上没有印预算数和执行数的，用所印执行率。
    所印得分恰好等于分值 × 所印执行率、而这个执行率在金额取整的范围之内的，只作提示。

    **为什么** 执行得分是全表唯一完全由财务数据决定的得分。

    **例外** 预算数为 0 或没有的，执行率没有意义，不查。

    **反例** 20 × 103.97 ÷ 104 = 19.99，印 19：

    ```toml
    [execution]
    budget = "104万元"
    executed = "103.97万元"
    weight = 20
    published_score = 19
    ```

    **正例**

    ```toml
    [execution]
    budget = "104万元"
    executed = "103.97万元"
    weight = 20
    published_score = 19.99
    ```

    **来源** 表头“得分（20分*执行率）”；反例见鄂州市科协 2022 年度表。
    """
    execution, result, weight = case.execution, case.card.execution, case.execution_weight
    for i, fund in enumerate(execution.funds):
        if not blank(fund.published_score):
            yield Skip(f"execution.funds[{i}]", "资金行没有自己的分值，得分无从核对")
    cell = execution.published_score
    printed = points(cell)
    if printed is None:
        yield Skip("execution", "没有印得分" if blank(cell) else f"所印得分“{cell}”读不出数")
        return
    spans = rates(execution.published_rate)
    if result.exact is None or result.score is None:
        if result.code not in ("budget-missing", "executed-missing"):
            yield Skip("execution", result.reason)
        elif not spans:
            yield Skip("execution", f"{result.reason}，也没有印执行率")
        elif not any(_scores(span, weight, printed, case.places) for span in spans):
            middle = (spans[0].low + spans[0].high) / 2
            expected = case.profile.round(min(middle * weight, weight))
            told = f"{show(weight)} × 所印执行率 {execution.published_rate} = {show(expected)} 分，印 {cell} 分。"
            yield Found("execution", told, expected=f"{expected:f}", found=cell or "")
        return
    if holds(printed, result.exact, result.score, case.places):
        return
    severity = _excuse(case, printed, spans)
    told = f"应得 {show(result.score)} 分，印 {cell} 分。{_slip(case, printed)}"
    if severity:
        told += "预算数和执行数都是取整的数，所印执行率在其范围之内。"
    yield Found("execution", told, expected=f"{result.score:f}", found=cell or "", severity=severity)


def _scores(rate: Span, weight: Fraction, printed: Figure, places: int) -> bool:
    """Whether a rate in the span gives the printed score."""
    half = Fraction(1, 2 * 10 ** max(places, printed.places))
    return bool(checks.rate_earns(EXACT, *rate, weight, printed.value - half, printed.value + half))


def _excuse(case: Case, printed: Figure, spans: tuple[Span, ...]) -> Severity | None:
    """A note, where the score follows from a printed rate that the rounding of the amounts allows."""
    budget, executed = _basis(case), case.execution.executed
    possible = _rate_span(budget, executed) if budget and executed else None
    if possible is None:
        return None
    fits = [
        span for span in spans if _scores(span, case.execution_weight, printed, case.places) and span.meets(possible)
    ]
    return Severity.NOTE if fits else None


def _slip(case: Case, printed: Figure) -> str:
    result, execution = case.card.execution, case.execution
    assert result.exact is not None
    assert result.score is not None
    spans = rates(execution.published_rate)
    words = explain(
        Deviation(
            printed=printed,
            weight=case.execution_weight,
            exact=result.exact,
            score=result.score,
            profile=case.profile,
            target=_wan(_basis(case)),
            actual=_wan(execution.executed),
            is_execution=True,
            own_weight=execution.weight is not None,
            printed_rate=(spans[0].low + spans[0].high) / 2 if spans else None,
        )
    )
    return f"{words}。" if words else ""


@rule(code="E303", name="execution-over-budget", severity=Severity.WARNING, clause=("execution_budget",))
def execution_over_budget(case: Case) -> Iterator[Found | Skip]:
    """执行数大于预算数。

    **查什么** 预算执行部分和每个资金行的执行数（B）是否大于预算数（A）。

    **为什么** 按调整后预算（包括上年结余结转）计，支出不应超过预算；超过时多半是预算数用错了，例如用了年初预算数。

    **反例**

    ```toml
    [execution]
    budget = "100万元"
    executed = "110万元"
    ```

    **正例**

    ```toml
    [execution]
    budget = "110万元"
    executed = "110万元"
    ```

    **来源** 湖北式表备注1的口径；执行率超过 100% 时没有一份来源规定怎样计，封顶是本项目的理解。
    """
    for path, budget, executed in _pairs(case):
        if budget is None or executed is None:
            yield Skip(path, "没有预算数或执行数")
        elif checks.overspends(EXACT, budget.to(WAN_YUAN), executed.to(WAN_YUAN)):
            over = percent(executed.to(WAN_YUAN) / budget.to(WAN_YUAN))
            told = (
                f"执行数 {executed} 大于预算数 {budget}（{over}），请核对预算数是否为调整后预算（包括上年结余结转）。"
            )
            yield Found(path, told, expected=f"≤{budget}", found=f"{executed}")


def _pairs(case: Case) -> Iterator[tuple[str, Amount | None, Amount | None]]:
    yield "execution", _basis(case), case.execution.executed
    for i, fund in enumerate(case.execution.funds):
        yield f"execution.funds[{i}]", fund.budget, fund.executed


@rule(code="E304", name="execution-basis", severity=Severity.ERROR, clause=("execution_budget",))
def execution_basis(case: Case) -> Iterator[Found | Skip]:
    """用作预算数（A）的是年初预算数，而不是调整后的预算数。

    **查什么** 所印预算数等于年初预算数，并且执行数超过了它，或者另有上年结余结转。

    **为什么** 评分规则要求 A 为调整后财政资金总额（包括上年结余结转）。用年初数，执行率会虚高，甚至超过 100%。

    **例外** 评分规则以年初预算为准的不查。

    **反例**

    ```toml
    [execution]
    initial = "1397.58万元"
    budget = "1397.58万元"
    executed = "2019.84万元"
    ```

    **正例**

    ```toml
    [execution]
    initial = "1397.58万元"
    budget = "2019.84万元"
    executed = "2019.84万元"
    ```

    **来源** 湖北式表备注1；反例见江岸区人民政府办公室 2023 年度整体表。
    """
    execution = case.execution
    if case.profile.execution_budget.value == "initial":
        yield Skip("execution", f"评分规则“{case.profile.id}”以年初预算为准")
        return
    budget, initial = _wan(execution.budget), _wan(execution.initial)
    if budget is None or initial is None:
        yield Skip("execution", "没有年初预算数" if initial is None else "没有预算数")
        return
    executed, carryover = _wan(execution.executed), _wan(execution.carryover)
    if budget != initial:
        return
    if executed is not None and executed > budget:
        why = f"执行数 {execution.executed} 超过了它"
    elif carryover:
        why = f"而另有上年结余结转 {execution.carryover}"
    else:
        return
    told = f"预算数 {execution.budget} 就是年初预算数，{why}；应为调整后的预算数（包括上年结余结转）。"
    yield Found("execution", told, expected="调整后预算数", found=f"{execution.budget}")


_MONEY = "预算|资金|经费|支出|专项"
_SPENDING = re.compile(
    rf"(?:{_MONEY})(?:{_MONEY}|总额|实际)*(?:执行|支出|使用|完成)(?:率|进度|比例)|^执行率$|^支出进度$"
)
_OTHER = re.compile("采购|绩效")


@rule(code="E305", name="execution-counted-twice", severity=Severity.WARNING, clause=("execution_points",))
def execution_counted_twice(case: Case) -> Iterator[Found | Skip]:
    """预算执行率又作为一项指标，计了两次分。

    **查什么** 名称是预算执行率（资金执行率、预算完成率、资金使用率等）的指标行，而表上另有预算执行部分。

    **为什么** 执行率已有专门的分值。再作为成本或时效指标，等于计两次；它也说明不了成本。

    **例外** 没有预算执行部分的表不查；政府采购执行率等不是预算执行率的不查（本项目的理解，看名称）。

    **反例**

    ```toml
    [execution]
    budget = "500万元"
    executed = "500万元"
    [[indicators]]
    level1 = "产出指标"
    level2 = "成本指标"
    name = "预算执行率"
    target = "100%"
    actual = "100%"
    ```

    **正例**

    ```toml
    [execution]
    budget = "500万元"
    executed = "500万元"
    [[indicators]]
    level1 = "产出指标"
    level2 = "成本指标"
    name = "人均帮扶成本"
    target = "≤2000元/人"
    actual = "1850元/人"
    ```

    **来源** 江岸区 2023 年度乡村振兴项目表（列为成本指标）、某区 2020 年服务贸易资金表（列为时效指标）。
    """
    if case.evaluation.execution is None:
        yield Skip("execution", "没有预算执行部分")
        return
    for line in case.lines:
        name = "".join(line.row.name.split())
        if _SPENDING.search(name) and not _OTHER.search(name):
            where = (
                f"，又列为{line.row.level2 or line.row.level1}"
                if line.row.level2 or line.row.level1
                else "，又列为指标"
            )
            worth = f" {show(case.execution_weight)} 分" if case.execution_weight else "分"
            told = f"预算执行率已在预算执行部分计{worth}{where}，计了两次。"
            yield Found(line.path, told, rows=("execution", line.path))


@rule(code="E306", name="execution-zero-budget", severity=Severity.ERROR, clause=("execution_rule",))
def execution_zero_budget(case: Case) -> Iterator[Found | Skip]:
    """预算数（A）为 0，执行率没有意义。

    **查什么** 预算数印作 0。没有填的不是 0，不报。

    **为什么** B/A 除以 0 没有值；印 0% 得 0 分，或者印 100% 得满分，都没有根据。

    **反例**

    ```toml
    [execution]
    budget = "0万元"
    executed = "0万元"
    published_rate = "0"
    published_score = 0
    ```

    **正例**

    ```toml
    [execution]
    budget = "89.97万元"
    executed = "89.97万元"
    published_rate = "100%"
    published_score = 20
    ```

    **来源** 池州市贵池区棠溪镇 2022 年度表：总额行印 0、0、0，下面的资金行却是 89.974。
    """
    basis = _basis(case)
    if basis is None:
        yield Skip("execution", "没有预算数")
    elif not basis.value:
        spent = case.execution.executed
        told = f"预算数为 {basis}" + (f"，执行数为 {spent}" if spent else "") + "，执行率 B/A 没有意义"
        earned = case.card.execution.score
        told += "，得分不能确定。" if earned is None else f"，评分规则按 {show(earned)} 分计。"
        yield Found("execution", told, expected="大于 0", found=f"{basis}")


def _sum_fault(
    path: str, what: str, whole: Amount, parts: list[tuple[str, Amount]], rows: tuple[str, ...]
) -> Found | None:
    """A sum that does not make the printed whole; a note where rounding of the parts can explain it."""
    total = add(part.to(WAN_YUAN) for _, part in parts)
    span = amount(whole)
    if total in span:
        return None
    spans = [amount(part) for _, part in parts]
    near = span.meets(Span(add(s.low for s in spans), add(s.high for s in spans)))
    terms = "，".join(f"{name} {part}" for name, part in parts)
    told = f"{what}：各项合计 {show(total)}万元（{terms}），印 {whole}。" + (
        "各数取整可以解释这个差额。" if near else ""
    )
    severity = Severity.NOTE if near else None
    return Found(path, told, expected=f"{show(total)}万元", found=f"{whole}", rows=rows, severity=severity)


_COLUMNS: tuple[tuple[str, Callable[[Execution | Fund], Amount | None]], ...] = (
    ("预算数", lambda block: block.budget),
    ("执行数", lambda block: block.executed),
)


@rule(
    code="E307",
    name="funds-mismatch",
    severity=Severity.ERROR,
    clause=("execution_budget",),
    slack=f"{_AMOUNT_SLACK}各资金行取整可以解释的差额，只作提示。",
)
def funds_mismatch(case: Case) -> Iterator[Found | Skip]:
    """各资金行之和不等于总额。

    **查什么** 资金行（当年财政拨款、上年结转等）的预算数、执行数之和，与总额行比较。节选的表、有行缺数的表，只查各行之和是否已经
    超过总额。

    **为什么** 部分超过整体，或加不出整体，执行率就用错了数。

    **反例** 总额行 0，资金行 89.974：

    ```toml
    [execution]
    budget = "0万元"
    executed = "0万元"
    [[execution.funds]]
    name = "当年财政拨款"
    budget = "89.974万元"
    executed = "89.974万元"
    ```

    **正例**

    ```toml
    [execution]
    budget = "89.97万元"
    executed = "89.97万元"
    [[execution.funds]]
    name = "当年财政拨款"
    budget = "89.974万元"
    executed = "89.974万元"
    ```

    **来源** 池州市贵池区棠溪镇 2022 年度表；资金各部分之和应等于总额也是申报检查的一项。
    """
    execution = case.execution
    if not execution.funds:
        yield Skip("execution", "没有资金行")
        return
    rows = ("execution", *(f"execution.funds[{i}]" for i in range(len(execution.funds))))
    for what, of in _COLUMNS:
        whole = of(execution)
        parts = [(fund.name, part) for fund in execution.funds if (part := of(fund)) is not None]
        if whole is None or not parts:
            yield Skip("execution", f"总额行或资金行没有{what}")
            continue
        fault = _sum_fault("execution", what, whole, parts, rows)
        complete = len(parts) == len(execution.funds) and not case.evaluation.partial
        exceeds = add(part.to(WAN_YUAN) for _, part in parts) > whole.to(WAN_YUAN)
        if not complete and not exceeds:
            yield Skip("execution", f"文件是节选，或有资金行没有{what}")
        elif fault:
            yield fault


@rule(
    code="E308",
    name="expenditure-mismatch",
    severity=Severity.ERROR,
    clause=("execution_budget",),
    slack=f"{_AMOUNT_SLACK}两项支出取整可以解释的差额，只作提示。",
)
def expenditure_mismatch(case: Case) -> Iterator[Found | Skip]:
    """基本支出与项目支出之和不等于执行数。

    **查什么** 整体表的基本支出总额加项目支出总额，与执行数比较。

    **为什么** 部门全年支出就是这两项；加不出执行数，说明有一项抄错或口径不同。

    **反例**

    ```toml
    [department]
    name = "区政府办公室"
    basic = "1399.78万元"
    projects = "500万元"
    [execution]
    executed = "2019.84万元"
    ```

    **正例**

    ```toml
    [department]
    name = "区政府办公室"
    basic = "1399.78万元"
    projects = "620.06万元"
    [execution]
    executed = "2019.84万元"
    ```

    **来源** 湖北式整体表的表头：基本支出总额、项目支出总额。
    """
    department, executed = case.evaluation.department, case.execution.executed
    if department is None:
        return
    basic, projects = department.basic, department.projects
    if basic is None or projects is None or executed is None:
        yield Skip("department", "没有基本支出总额、项目支出总额或执行数")
        return
    parts = [("基本支出", basic), ("项目支出", projects)]
    fault = _sum_fault("department", "执行数", executed, parts, ("department", "execution"))
    if fault:
        yield fault
