"""A table of merged cells while it is filled."""

from perfeval.tables.grid import Grid, GridBuilder, GridCell


def test_a_sheet_is_filled_from_top_to_bottom() -> None:
    """Cells stand in the current row, a line fills the width, rows may be skipped for a merged cell."""
    sheet = GridBuilder((4, 6, 8))
    sheet.line("名称", "养护", left=True)
    sheet.heads.append(sheet.height)
    sheet.put(0, "指标", rows=2, head=True)
    sheet.put(1, "得分", 2)
    sheet.next(2)
    assert Grid(
        "表",
        (4, 6, 8),
        3,
        (
            GridCell(0, 0, "名称", head=True),
            GridCell(0, 1, "养护", cols=2, left=True),
            GridCell(1, 0, "指标", rows=2, head=True),
            GridCell(1, 1, "得分", cols=2),
        ),
        ("备注",),
        (),
        (1,),
    ) == sheet.finish("表", ["备注"], [])
    assert 3 == sheet.columns
