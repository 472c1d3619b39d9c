"""Amounts of money under audit: rates that rounded amounts allow, sums that make a whole."""

from fractions import Fraction

from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import Span, add, amount, show
from perfeval.auditing.rule import Found
from perfeval.trees.cells import Amount
from perfeval.values.units import WAN_YUAN

AMOUNT_SLACK = "所印金额和执行率按其位数各是一个区间。"


def rate_span(budget: Amount, executed: Amount) -> Span | None:
    """B/A for all amounts that print as these; None where A may be 0 or one is negative."""
    a, b = amount(budget), amount(executed)
    return Span(max(b.low, Fraction(0)) / a.high, b.high / a.low) if a.low > 0 and b.high >= 0 else None


def sum_fault(
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
