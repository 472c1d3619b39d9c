"""A document laid out as a form, in four layouts, to be read back: what each prints, and how much of it comes back.

benchmarks/readback.py counts the fields of all published tables, in more kinds of file.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from perfeval import Evaluation
from perfeval.read import Filed, load_forms
from perfeval.write.document import to_tree
from tests.forms.office import Rows, blocks, sheet, small_docx

Tree = dict[str, Any]
Form = tuple[tuple[str, ...], list[Rows]]
_MARKED = re.compile(r"([<>=≤≥≦≧═﹦]*)\s*([0-9][0-9.,]*)\s*([^0-9]*)")
_NOT_PRINTED = re.compile(r"profile|partial|.*\.(?:kind|direction|rule.*|items.*|applicable)")
"""What no form prints."""


# --- the layouts --------------------------------------------------------------------------------------------------


def merged(tree: Tree) -> Form:
    """Levels in merged cells with their points, 分值 and 得分 beside the values."""
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]]
    rows += [[*_levels(tree, i), *_cells(row)] for i, row in enumerate(tree.get("indicators", ()))]
    rows += [[f"{level}（{points}分）", *[""] * 7] for level, points in _rowless(tree)]
    return (_title(tree),), [[*_names(tree, 8), *_money(tree, 8), *rows, *_total(tree, 8)]]


def in_columns(tree: Tree) -> Form:
    """Sign, number and unit in columns of their own, the unit for both values."""
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "完成值", "分值", "得分", "偏差原因"]
    ]
    for i, row in enumerate(tree.get("indicators", ())):
        sign, target, unit, actual = _split(row)
        cells = _cells(row)
        rows.append([*_levels(tree, i), cells[0], sign, target, unit, actual, *cells[3:]])
    rows += [[f"{level}（{points}分）", *[""] * 9] for level, points in _rowless(tree)]
    return (_title(tree),), [[*_names(tree, 10), *_money(tree, 10), *rows, *_total(tree, 10)]]


def on_rows(tree: Tree) -> Form:
    """Levels on rows of their own."""
    rows: list[list[Any]] = [["指标名称", "<", "<", "指标值", "完成值", "分值", "得分", "偏差原因"]]
    level1 = level2 = ""
    for row in tree.get("indicators", ()):
        if row.get("level1", "") != level1:
            level1, level2 = row.get("level1", ""), ""
            rows.append([_pointed(tree, level1), *"<<<<<<<"])
        if row.get("level2", "") != level2:
            level2 = row.get("level2", "")
            rows.append([level2, *"<<<<<<<"])
        cells = _cells(row)
        rows.append([cells[0], "<", "<", *cells[1:]])
    rows += [[f"{level}（{points}分）", *"<<<<<<<"] for level, points in _rowless(tree)]
    return (_title(tree),), [[*_names(tree, 8), *_money(tree, 8), *rows, *_total(tree, 8)]]


def in_tables(tree: Tree) -> Form:
    """Names, money and rows in tables of their own, blank cells under a level."""
    titles, (whole,) = merged(tree)
    rows = [[None if cell == "^" else cell for cell in row] for row in whole]
    money = next((i for i, row in enumerate(rows) if row[0] == "项目资金（万元）"), 0)
    head = next(i for i, row in enumerate(rows) if row[0] == "一级指标")
    whole = [list(row) for row in whole]
    return titles, [part for part in (whole[: money or head], whole[money:head] if money else [], rows[head:]) if part]


LAYOUTS: dict[str, Callable[[Tree], Form]] = {
    "merged": merged, "in columns": in_columns, "on rows": on_rows, "in tables": in_tables,
}  # fmt: skip


def _title(tree: Tree) -> str:
    return f"{tree['year']}年度{'部门整体支出' if 'department' in tree else '项目支出'}绩效自评表"


def _names(tree: Tree, width: int) -> Rows:
    head = tree.get("project") or tree["department"]
    rows = [["项目名称" if "project" in tree else "单位名称", head["name"], *"<" * (width - 2)]]
    labels = {
        "supervisor": "主管部门",
        "implementer": "项目实施单位",
        "category": "项目类别",
        "goal": "年度总体目标",
        "basic": "基本支出总额",
        "projects": "项目支出总额",
    }
    return rows + [[label, head[key], *"<" * (width - 2)] for key, label in labels.items() if head.get(key)]


def _money(tree: Tree, width: int) -> Rows:
    block, gap = tree.get("execution"), ["<"] * (width - 8)
    if not block:
        return []

    def line(name: str, row: Tree, side: str) -> list[Any]:
        amounts = [row.get(key, "").removesuffix("万元") or None for key in ("initial", "budget", "executed")]
        rest = [row.get(key) for key in ("weight", "published_rate", "published_score")]
        return [side, name, *amounts, *rest, *gap]

    heads = ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", *gap]
    return [
        heads,
        line("年度资金总额", block, "^"),
        *(line(fund["name"], fund, "^") for fund in block.get("funds", ())),
    ]


def _levels(tree: Tree, at: int) -> list[Any]:
    """The two level cells of a row: merged with those above where they say the same."""
    rows = tree["indicators"]
    row, above = rows[at], rows[at - 1] if at else {}
    first, second = row.get("level1", ""), row.get("level2", "")
    same = bool(at and first and first == above.get("level1", ""))
    return [
        "^" if same else _pointed(tree, first),
        "^" if same and second and second == above.get("level2") else second,
    ]


def _pointed(tree: Tree, level1: str) -> str:
    points = tree.get("weights", {}).get(level1)
    return f"{level1}（{points}分）" if points is not None else level1


def _rowless(tree: Tree) -> Iterator[tuple[str, Any]]:
    """Heads whose rows are missing in an excerpt."""
    levels = {row.get("level1") for row in tree.get("indicators", ())}
    return ((level, points) for level, points in tree.get("weights", {}).items() if level not in levels)


def _cells(row: Tree) -> list[Any]:
    return [row.get(key) for key in ("name", "target", "actual", "weight", "published_score", "reason")]


def _split(row: Tree) -> tuple[Any, Any, Any, Any]:
    """Sign, number, unit and what was done; the unit in its own column only where both values have it."""
    target, actual = row.get("target", ""), row.get("actual", "")
    one, other = _MARKED.fullmatch(target), _MARKED.fullmatch(actual)
    if row.get("kind") == "qualitative" and one:
        return "定性", target, None, actual
    if not one:
        return None, target, None, actual
    if (
        one[3]
        and other
        and not other[1]
        and other[3] == one[3]
        and target == f"{one[1]}{one[2]}{one[3]}"
        and actual == other[2] + other[3]
    ):
        return one[1] or None, one[2], one[3], other[2]
    return (
        one[1] or None,
        target.removeprefix(one[1]).lstrip() if one[1] and " " not in target else target,
        None,
        actual,
    )


def _total(tree: Tree, width: int) -> Rows:
    published = tree.get("published", {})
    rows = [["总分", *"<" * (width - 3), published["total"], None]] if "total" in published else []
    labels = {"deviation": "偏差大或目标未完成原因分析", "improvement": "改进措施及结果应用方案"}
    rows += [["评价等级", published["grade"], *"<" * (width - 2)]] if "grade" in published else []
    remarks = tree.get("remarks", {})
    return rows + [[label, remarks[key], *"<" * (width - 2)] for key, label in labels.items() if key in remarks]


# --- the files ----------------------------------------------------------------------------------------------------


def write(form: Form, path: Path, *, ruled: bool = False) -> None:
    """A form as a file of the kind that its name says; `ruled` as for a printer."""
    titles, tables = form
    if path.suffix == ".docx":
        small_docx(path, titles, tables, ruled=ruled)
    elif path.suffix == ".html":
        path.write_text(
            "<meta charset=utf-8>" + "".join(f"<p>{title}</p>" for title in titles) + "".join(map(_html, tables)),
            "utf-8",
        )
    else:
        import xlsxwriter

        with xlsxwriter.Workbook(path) as book:
            top = 0
            for rows in ([[title, *"<" * (len(tables[0][0]) - 1)] for title in titles], *tables):
                shown = [[cell if cell is None else str(cell) for cell in row] for row in rows]
                sheet(book, "自评表", shown, [12] * len(rows[0]), top=top)
                top += len(rows) + (len(tables) > 1)


def _html(rows: Rows) -> str:
    lines = [""] * len(rows)
    for r, _, down, cols, text in blocks(rows):
        lines[r] += f"<td rowspan={down} colspan={cols}>{escape(str('' if text is None else text))}</td>"
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table><p></p>"


# --- what comes back ----------------------------------------------------------------------------------------------


def fields(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each value of a document by its path, as text without white space."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from fields(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from fields(value, f"{path}[{i}]")
    else:
        yield path, "".join(str(tree).split())


def printed(evaluation: Evaluation) -> dict[str, str]:
    """What a form prints of a document."""
    return {path: text for path, text in fields(to_tree(evaluation)) if not _NOT_PRINTED.fullmatch(path)}


def _with_levels(values: dict[str, str]) -> dict[str, str]:
    """A row that the transcript gives no 一级指标 stands under the one above, as any reader of a form would have it."""
    level, filled = "", dict(values)
    for i in range(sum(path.endswith(".name") and path.startswith("indicators") for path in values)):
        level = filled.setdefault(f"indicators[{i}].level1", level)
    return {path: text for path, text in filled.items() if text}


def wrong(evaluation: Evaluation, read: Filed) -> dict[str, tuple[str, str]]:
    """The fields that did not come back, or were made up: what was printed, what was read."""
    asked, found = _with_levels(printed(evaluation)), printed(read.evaluation)
    return {
        path: (asked.get(path, ""), found.get(path, "")) for path in asked | found if asked.get(path) != found.get(path)
    }


def read_back(evaluation: Evaluation, layout: str, path: Path) -> Filed:
    """The document laid out, written and read."""
    write(LAYOUTS[layout](to_tree(evaluation)), path)
    (form,) = load_forms(path)
    return form
