"""What readers of filed forms hand on: where a value stands, as a person says it, and what was not read."""

import pytest

from perfeval import Department, Evaluation
from perfeval.read.files.filed import Filed, Origin, Unread

CELL = Origin("a.xlsx", "自评表", row=7, cell="D7")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (CELL, "自评表!D7"),
        (Origin("a.xlsx", "自评表", row=7), "自评表!7"),
        (Origin("a.xlsx", "自评表"), "自评表"),
        (Origin("a.pdf", page=2, table=1, row=7, cell="第 4 格"), "第 2 页表 1 第 7 行第 4 格"),
        (Origin("a.docx", table=1), "表 1"),
        (Origin("a.docx"), ""),
        (Origin("a.zip", table=1, member="乙/自评.docx"), "乙/自评.docx：表 1"),
        (Origin("a.zip", member="乙/自评.docx"), "乙/自评.docx"),
    ],
)
def test_where_a_value_stands(origin: Origin, expected: str) -> None:
    """Sheet and cell, or page, table, row and cell; in a zip the file first."""
    assert expected == str(origin)


def test_what_was_not_read() -> None:
    """Its text is cut short, and no place is said twice."""
    assert "自评表!D7：“若干”：读不出金额" == str(Unread(CELL, "若干", "：读不出金额"))
    assert f"自评表!D7：“{'长' * 40}…”：未录入" == str(Unread(CELL, "长" * 99, "：未录入"))
    assert "自评表!D7：这一格没有值" == str(Unread(CELL, "", "自评表!D7：这一格没有值"))


def test_the_nearest_place_around_a_value() -> None:
    """Of the row, where the cell itself is not known."""
    form = Filed(Evaluation(department=Department(name="甲")), {"indicators[0]": CELL})
    assert (CELL, None) == (form.origin("indicators[0].target"), form.origin("execution"))


def test_a_form_in_a_zip() -> None:
    """Every place says the file inside."""
    form = Filed(
        Evaluation(department=Department(name="甲")),
        {"year": CELL},
        (Unread(CELL, "若干", "：未录入"),),
        notes=("签名没有核验",),
    )
    inside = form.inside("报送.zip", "甲.xlsx")
    assert ("报送.zip", "甲.xlsx：自评表!D7") == (inside.origins["year"].file, str(inside.origins["year"]))
    assert (["甲.xlsx：自评表!D7：“若干”：未录入"], ("甲.xlsx：签名没有核验",)) == (
        [str(u) for u in inside.unread],
        inside.notes,
    )
