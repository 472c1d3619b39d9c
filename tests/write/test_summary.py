"""The sheet in front of several forms, and the names of their sheets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import score
from perfeval.write.summary import sheet_names, summary, units
from tests.samples import quantity, table

DONE = score(table(quantity("1个", "1个", weight=80), budget="100万元"))
OPEN = score(table(quantity("1个", "没有"), budget=None))


@pytest.mark.parametrize("findings", [(), (3, 0)])
def test_a_row_a_form(findings: tuple[int, ...]) -> None:
    """Totals as numbers; an open one as 未定, with how many rows are open; 问题数 only where an audit was made."""
    grid, numbers = summary([DONE, OPEN], ["甲", "乙"], findings)
    rows = [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.height)]
    assert (3, bool(findings)) == (len(rows), "问题数" in rows[0])
    total = rows[0].index("总分")
    assert ("100.00", "未定") == (rows[1][total], rows[2][total])
    assert Decimal(100) == numbers[1, total]
    assert (2, total) not in numbers
    assert "2" == rows[2][rows[0].index("未定项数")]
    assert ["甲", "乙"] == [row[-1] for row in rows[1:]]


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_make_sheets(names: list[str]) -> None:
    """Excel takes each: not empty, short enough, none of its signs, none twice whatever the case."""
    found = sheet_names(names)
    assert len(names) == len(found) == len({name.casefold() for name in found})
    for name in found:
        assert 0 < units(name) <= 31
        assert not set(name) & set("[]:*?/\\\n")
        assert "汇总" != name
