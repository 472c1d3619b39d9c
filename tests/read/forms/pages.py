"""A filed form written as lines of text, read as a web page: the shortest way to try a layout."""

from perfeval.read import Filed, filed_forms

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分")


def form(*lines: str, heads: tuple[str, ...] = HEADS) -> Filed:
    """A web page with a table: cells parted by blanks, `-` an empty one, `|3:10` a 10 over three rows."""
    page = "<meta charset=utf-8><table><tr><td>项目名称<td>甲</tr>"
    for line in ("\0".join(heads), *("\0".join(line.split()) for line in lines)):
        page += "<tr>"
        for cell in line.split("\0"):
            rows, _, text = cell[1:].partition(":") if cell.startswith("|") else ("1", "", cell)
            page += f"<td rowspan={rows}>{'' if text == '-' else text}"
    (found,) = filed_forms(f"{page}</table>".encode(), "a.html")
    return found


def block(*rows: str) -> Filed:
    """A form whose rows above the indicators are these, cells parted by blanks, `-` an empty one."""
    page = "<meta charset=utf-8><table>"
    for row in (*rows, " ".join(HEADS), "产出 数量 人数 ≥9人 9人 20 20"):
        page += "<tr>" + "".join(f"<td>{'' if cell == '-' else cell}" for cell in row.split(" "))
    (found,) = filed_forms(f"{page}</table>".encode(), "a.html")
    return found
