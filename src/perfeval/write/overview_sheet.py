"""概况: the sheet of a summary with what the forms come to, a chart of the grades, and one of execution against score."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from perfeval.write.overview import Overview
from perfeval.write.sheets import Looks, SheetValue, write_sheet
from perfeval.write.summary import OVERVIEW, SUMMARY, amount_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_GRADE_HEADS = ("等级", "份数", "占份数", "预算数（万元）", "加权平均总分")
_WIDTHS = (30, 18, 18, 18, 18)
_CHART = {"width": 620, "height": 330}


def write_overview(
    book: "Workbook", looks: Looks, found: Sequence[Overview], columns: Sequence[str], count: int
) -> None:
    """The sheet, to be called once all others are there; `columns` and `count` are those of 汇总, which the chart looks at."""
    sheet = book.get_worksheet_by_name(OVERVIEW)
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    row = _put(
        sheet, looks, 0, ("", *(one.form for one in found)), [(label, *values) for label, values in _facts(found)]
    )
    blocks = list[tuple[Overview, int]]()
    for one in found:
        row += 1
        sheet.write_string(row, 0, one.form, looks.get("head"))
        blocks.append((one, row + 2))
        lines = [(g.grade, g.count, g.share, amount_cell(g.funds), g.mean) for g in one.grades]
        row = _put(sheet, looks, row + 1, _GRADE_HEADS, lines)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    place = row + 1
    for one, first in blocks:
        sheet.insert_chart(place, 0, _grades(book, one, first), {"object_position": 3})
        place += 18
    sheet.insert_chart(place, 0, _execution(book, columns, count), {"object_position": 3})
    sheet.set_h_pagebreaks([row + 1])


def _put(sheet: Any, looks: Looks, row: int, heads: Iterable[str], lines: Iterable[Sequence[SheetValue]]) -> int:
    """A small table; the row below it."""
    for col, head in enumerate(heads):
        sheet.write_string(row, col, head, looks.get("head"))
    for line in lines:
        row += 1
        for col, value in enumerate(line):
            write_sheet(sheet, looks, row, col, value)
    return row + 1


def _facts(found: Sequence[Overview]) -> Iterator[tuple[str, list[SheetValue]]]:
    """The facts, one a line, of each kind of form."""
    yield "份数", [one.count for one in found]
    yield "有总分的份数", [one.scored for one in found]
    yield "总分未定的份数", [one.count - one.scored for one in found]
    yield "预算数（A）合计，万元", [amount_cell(one.funds) for one in found]
    yield "没有填预算数的份数", [one.without_funds for one in found]
    yield "执行数（B）合计，万元", [amount_cell(one.executed) for one in found]
    yield "没有填执行数的份数", [one.without_executed for one in found]
    yield "执行率（两数都填的各份）", [one.rate for one in found]
    if any(one.budget is not None for one in found):
        yield "预算总额，万元", [amount_cell(one.budget) for one in found]
        yield "资金覆盖率（已填的预算数 ÷ 预算总额）", [one.covered for one in found]
    yield "有总分的占份数", [one.rate_scored for one in found]
    yield "以预算数加权的平均总分", [one.mean.all if one.mean.all is not None else "未定" for one in found]
    yield "其中有总分的各份的加权平均", [one.mean.scored for one in found]
    if any(one.mean.reason for one in found):
        yield "平均总分未定的原因", [one.mean.reason for one in found]


def _grades(book: "Workbook", one: Overview, first: int) -> Any:
    """How many forms have which grade, and their funds on an axis of their own."""
    last = first + len(one.grades) - 1
    chart, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    names = [OVERVIEW, first, 0, last, 0]
    chart.add_series({"name": "份数", "categories": names, "values": [OVERVIEW, first, 1, last, 1], "gap": 80,
                      "fill": {"color": "#2F6FB3"}, "data_labels": {"value": True}})  # fmt: skip
    line.add_series({"name": "预算数（万元）", "categories": names, "values": [OVERVIEW, first, 3, last, 3], "y2_axis": True,
                     "line": {"color": "#C55A11"}, "marker": {"type": "circle"}})  # fmt: skip
    chart.combine(line)
    chart.set_title({"name": f"{one.form}：各等级的份数和资金", "name_font": {"size": 12}})
    chart.set_y_axis(
        {
            "name": "份数",
            "num_format": "0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    line.set_y2_axis({"name": "万元", "min": 0})
    chart.set_legend({"position": "bottom"})
    chart.set_size(_CHART)
    return chart


def _execution(book: "Workbook", columns: Sequence[str], count: int) -> Any:
    """Each form as a point: how much of the budget was spent, and the total."""
    rate, total = columns.index("执行率"), columns.index("总分")
    chart = book.add_chart({"type": "scatter"})
    chart.add_series({"name": "各表", "categories": [SUMMARY, 1, rate, count, rate], "values": [SUMMARY, 1, total, count, total],
                      "marker": {"type": "circle", "size": 6, "fill": {"color": "#2F6FB3"}, "border": {"color": "#2F6FB3"}}})  # fmt: skip
    chart.set_title({"name": "执行率与总分", "name_font": {"size": 12}})
    chart.set_x_axis(
        {
            "name": "执行率",
            "num_format": "0%",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    chart.set_y_axis(
        {"name": "总分", "num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"none": True})
    chart.set_size(_CHART)
    return chart
