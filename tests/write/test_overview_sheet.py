"""概况: the figures of the overview on a sheet, and charts that look at the right cells."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl

from perfeval import score
from perfeval.write.xlsx import workbook
from tests.packages import parts
from tests.samples import quantity, table


def made(*budgets: str, whole: Fraction | None = None) -> bytes:
    cards = [
        score(table(quantity("10", "10", weight=80), budget=b, executed=b), profile="hubei-wuhan") for b in budgets
    ]
    return workbook(cards, budget=whole)


def opened(*budgets: str, whole: Fraction | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(made(*budgets, whole=whole)))


def facts(sheet: Any) -> dict[str, Any]:
    return {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}


def test_the_facts_are_numbers() -> None:
    found = facts(opened("100万元", "300万元", whole=Fraction(1000))["概况"])
    assert (2, 400, 1000, 0.4, 100) == tuple(
        found[name]
        for name in (
            "份数",
            "预算数（A）合计，万元",
            "预算总额，万元",
            "资金覆盖率（已填的预算数 ÷ 预算总额）",
            "以预算数加权的平均总分",
        )
    )


def test_without_a_budget_nothing_is_said_of_coverage() -> None:
    assert not any("覆盖率" in (name or "") for name in facts(opened("100万元", "300万元")["概况"]))


def test_one_form_with_a_budget_has_its_summary_as_well() -> None:
    assert ["汇总", "概况", "乡村振兴"] == opened("100万元", whole=Fraction(1000)).sheetnames
    assert ["乡村振兴"] == opened("100万元").sheetnames


def looked_at(data: bytes, number: int) -> list[str]:
    """The cells that a chart looks at."""
    chart = ET.fromstring(parts(data)[f"xl/charts/chart{number}.xml"])
    return [node.text or "" for node in chart.iter() if node.tag.endswith("}f")]


def test_the_charts_look_at_grades_and_at_the_summary() -> None:
    data = made("100万元", "300万元")
    book = openpyxl.load_workbook(BytesIO(data))
    names, counts, again, funds = looked_at(data, 1)
    assert names == again
    cells = [
        book["概况"][ref.partition("!")[2].replace("$", "").partition(":")[0]].value for ref in (names, counts, funds)
    ]
    assert ["不分等级", 2, 400] == cells
    assert ["汇总!$H$2:$H$3", "汇总!$I$2:$I$3"] == looked_at(data, 2)
    assert ["执行率", "总分"] == [book["汇总"][cell].value for cell in ("H1", "I1")]
