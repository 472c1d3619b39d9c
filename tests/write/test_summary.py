"""The sheet in front of several forms, and the names of their sheets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import score
from perfeval.write import summary
from perfeval.write.summary import sheet_names, units
from tests.samples import quantity, table

DONE = score(table(quantity("1个", "1个", weight=80), budget="100万元"))
OPEN = score(table(quantity("1个", "没有"), budget=None))


@pytest.mark.parametrize("findings", [(), (3, 0)])
def test_a_line_a_form(findings: tuple[int, ...]) -> None:
    """Totals as numbers; an open one as 未定, with how many rows are open; 问题数 only where an audit was made."""
    columns = summary.summary_columns(audited=bool(findings))
    done, undone = (
        {column.head: column.value(line) for column in columns}
        for line in summary.summary_lines([DONE, OPEN], ["甲", "乙"], findings)
    )
    assert bool(findings) is ("问题数" in done)
    assert (Decimal(100), "未定") == (done["总分"], undone["总分"])
    assert (0, 2) == (done["未定项数"], undone["未定项数"])
    assert ("甲", "乙") == (done["工作表"], undone["工作表"])


def test_amounts_stand_in_wan_yuan_whatever_the_document_writes() -> None:
    """预算数（万元） of 1,000,000 元 is 100."""
    card = score(table(quantity("1个", "1个", weight=80), budget="1000000元"))
    assert 100 == summary.budget(card)


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_make_sheets(names: list[str]) -> None:
    """Excel takes each: not empty, short enough, none of its signs, none twice whatever the case."""
    found = sheet_names(names)
    assert len(names) == len(found) == len({name.casefold() for name in found})
    for name in found:
        assert 0 < units(name) <= 31
        assert not set(name) & set("[]:*?/\\\n")
        assert "汇总" != name
