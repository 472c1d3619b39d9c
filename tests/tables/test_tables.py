"""The official tables as grids: the seed's own cells, cells that tile the sheet, figures that are the scorecard's."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, Goal, Part, Project, Scorecard, load, load_profile, score
from perfeval.forms.model import Department, Execution, Fund, Remarks
from perfeval.read.document import to_evaluation
from perfeval.tables import Grid, table
from perfeval.tables.grid import GridCell
from perfeval.values.terms import Form, Status
from perfeval.values.units import WAN_YUAN
from tests.paths import ROOT, TESTS
from tests.samples import judgement, quantity
from tests.samples import table as project
from tests.strategies import documents

SEED = ROOT / "examples" / "jiangan-2023"


def spread(grid: Grid) -> list[list[str]]:
    """The sheet position by position: a cell's text where it begins, ← and ↑ where it goes on; "" where none stands."""
    sheet = [[""] * len(grid.widths) for _ in range(grid.height)]
    for cell in grid.cells:
        for row in range(cell.rows):
            for col in range(cell.cols):
                assert not sheet[cell.row + row][cell.col + col], f"two cells at {cell}"
                sheet[cell.row + row][cell.col + col] = "↑" if row else "←" if col else cell.text or "空"
    return sheet


def lines(grid: Grid) -> list[str]:
    """The sheet, a line a row, without the line breaks inside cells."""
    return [" | ".join("".join(text.split()) for text in row) for row in spread(grid)]


def texts(evaluation: Evaluation, profile: str | None = None) -> list[str]:
    return lines(table(score(evaluation, profile=profile)))


# --- the seed's two tables ----------------------------------------------------------------------------------------

PRINTED_PROJECT = [
    "项目名称 | 乡村振兴对口帮扶专项资金 | ← | ← | ← | ← | ←",
    "主管部门 | 江岸区人民政府 | ← | 项目实施单位 | 乡村振兴局 | ← | ←",
    "项目类别 | 1、部门预算项目□2、区级专项☑3、专项转移支付项目□ | ← | ← | ← | ← | ←",
    "项目属性 | 1、持续性项目☑2、新增性项目□ | ← | ← | ← | ← | ←",
    "项目类型 | 1、常年性项目☑2、延续性项目□3、一次性项目□ | ← | ← | ← | ← | ←",
    "预算执行情况（万元）（20分） | 年度财政资金总额 | ← | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
    "↑ | ↑ | ↑ | 500 | 500 | 100% | 20",
    "年度绩效目标（80分） | 一级指标 | 二级指标 | 具体指标名称 | 年初目标值（A） | 实际完成值（B） | 得分",
    "↑ | 产出指标（40分） | 数量指标 | 对口帮扶黄陂区王家河街道、木兰乡 | 2个 | 2个 | 10",
    "↑ | ↑ | 质量指标 | 协助对口街道（乡镇）、贫困村脱贫人口不返贫 | 100% | 100% | 10",
    "↑ | ↑ | 时效指标 | 全年 | ≦365天 | 270天 | 10",
    "↑ | ↑ | 成本指标 | 预算执行率 | 100% | 100% | 10",
    "↑ | 效益指标（30分） | 经济效益指标 | 帮助困难群众脱贫 | 完成 | 完成 | 10",
    "↑ | ↑ | 可持续影响效益指标 | 脱贫对象生活水平改善 | 持续改善 | 高 | 10",
    "↑ | 满意度指标（10分） | 群众满意度 | 对口帮扶地区群众满意度 | 较高 | 较高 | 20",
    "总分 | ← | ← | ← | ← | ← | 100",
    "偏差大或目标未完成原因分析 | 目标已完成，无偏差。 | ← | ← | ← | ← | ←",
    "改进措施及结果应用方案 | 无。 | ← | ← | ← | ← | ←",
]
"""The printed 项目支出绩效自评表, read off the form."""

PRINTED_GOALS = (
    ("认真组织开展调查研究。", 6, "产出指标 数量指标 3 | 效益指标 社会效益指标 3"),
    ("完成重要文稿起草工作。", 12, "产出指标 数量指标 3 3 | 效益指标 社会效益指标 3 3"),
    ("完成重要会议保障工作", 12, "产出指标 数量指标 3 3 | 效益指标 社会效益指标 3 3"),
    ("领导交办件及政府工作报告督办落实", 12, "产出指标 数量指标 3 3 | 效益指标 社会效益指标 3 3"),
    ("人大政协建议案办理", 12, "产出指标 数量指标 3 3 | 效益指标 社会效益指标 3 3"),
    (
        "巩固脱贫攻坚成果，全面推进乡村振兴",
        12,
        "产出指标 数量指标 3 | 产出指标 时效指标 3 | 效益指标 社会效益指标 3 | 效益指标 服务对象满意度指标 3",
    ),
    ("积极推进党风廉政工作", 4, "产出指标 数量指标 2 | 效益指标 社会效益指标 2"),
    ("完成政务信息上报任务", 6, "产出指标 数量指标 3 | 效益指标 社会效益指标 3"),
    ("完成全面深化改革、全面依法治国、全面从严治党年度目标", 4, "产出指标 数量指标 2 | 效益指标 社会效益指标 2"),
)
"""The nine goals of the printed 部门整体支出绩效自评表: points, then level1, level2 and scores block by block."""


def test_the_seeds_project_table_cell_by_cell() -> None:
    """Every cell, span, choice, head, score and remark as the form prints it."""
    assert texts(load(SEED / "project.toml")) == PRINTED_PROJECT


def test_the_project_as_filed_differs_only_where_nothing_was_judged() -> None:
    """The judged rows and the total have no score; every other cell is the printed one."""
    cut = [line.rpartition(" | ") for line in PRINTED_PROJECT]
    filed = [line.rpartition(" | ") for line in texts(load(SEED / "project-filed.toml"))]
    assert [head for head, _, _ in cut] == [head for head, _, _ in filed]
    changed = {before[-1]: after[-1] for before, after in zip(cut, filed, strict=True) if before != after}
    assert changed == {"10": "未定", "20": "未定", "100": "未定"}


def test_the_seeds_department_table_cell_by_cell() -> None:
    """Heads and merged cells of the nine goals; the long texts stand in the golden file."""
    sheet = spread(table(score(load(SEED / "department.toml"))))
    assert lines(table(score(load(SEED / "department.toml"))))[:4] == [
        "单位名称 | 江岸区人民政府办公室 | ← | ← | ← | ← | ←",
        "基本支出总额 | 1399.78 | ← | 项目支出总额 | 620.06 | ← | ←",
        "预算执行情况（万元）（20分） | 部门整体支出总额 | ← | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
        "↑ | ↑ | ↑ | 1397.58 | 2019.84 | 144.52% | 20",
    ]
    rest = iter(sheet[4:])
    for number, (name, points, blocks) in enumerate(PRINTED_GOALS, 1):
        assert [f"年度绩效目标 {number}\n（{points} 分）", name, *["←"] * 5] == next(rest)
        heads = ["年度\n绩效\n指标", "一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"]
        assert heads == next(rest)
        level1 = ""
        for block in blocks.split(" | "):
            first, second, *scores = block.split()
            for place, points_of_row in enumerate(scores):
                row = next(rest)
                assert ["↑", "↑" if place or first == level1 else first, "↑" if place else second] == row[:3]
                assert points_of_row == row[6]
                level1 = first
    assert ["总分", *["←"] * 5, "100"] == next(rest)
    assert [row[:2] for row in rest] == [["偏差大或\n目标未完成\n原因分析", "空"], ["改进措施及\n结果应用方案", "空"]]


@pytest.mark.parametrize("name", ["project", "department"])
def test_the_notes_are_the_four_clauses(name: str) -> None:
    notes = table(score(load(SEED / f"{name}.toml"))).notes
    assert [note[:6] for note in notes] == ["1.预算执行", "2.定量指标", "3.定性指标", "4.基于经济"]


def test_what_the_reader_should_know_stands_outside_the_form() -> None:
    """Which rows have no score and why, and what stands in for the total."""
    told = table(score(load(SEED / "project-filed.toml"))).messages
    starts = (
        "未定：第5行 indicators[4]（帮助困难群众脱贫）：",
        "未定：第6行 indicators[5]",
        "未定：第7行 indicators[6]",
        "总分未定：3 项",
    )
    assert all(message.startswith(start) for message, start in zip(told, starts, strict=True))
    assert told[-1].endswith("已确定得分 60 分，适用分值共 100 分。")


def test_many_rows_without_score_for_one_reason_are_told_in_one_message() -> None:
    """The department's form as filed: 28 judged rows, none with an attainment."""
    told = table(score(load(SEED / "department-filed.toml"))).messages
    assert ["未定 28 项", "提示", "总分未定"] == [message.split("：")[0] for message in told]
    assert "goals[8].indicators[1]（全面深化改革、全面依法治国、全面从严治党）。" in told[0]


# --- what the forms leave open ------------------------------------------------------------------------------------


def test_the_national_form() -> None:
    """分值 and a reason beside each row; 总分 and the grade under 得分; no choices to tick."""
    evaluation = Evaluation(
        project=Project(name="甲", category="区级专项"),
        profile="mof-2020",
        execution=Execution(initial="90万元", budget="100万元", executed="50万元", weight=10),
        indicators=(
            quantity(">=10个", "5个", weight="80.5", reason="延期", level2="数量指标"),
            judgement("部分达成", "70%", weight="9.5"),
        ),
    )
    assert texts(evaluation) == [
        "项目名称 | 甲 | ← | ← | ← | ← | ← | ← | ←",
        "主管部门 | 空 | ← | ← | 项目实施单位 | 空 | ← | ← | ←",
        "项目类别 | 区级专项 | ← | ← | ← | ← | ← | ← | ←",
        "预算执行情况（万元）（10分） | 年度资金总额 | ← | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分（10分*执行率）",
        "↑ | ↑ | ↑ | 90 | 100 | 50 | 10 | 50% | 5",
        "年度绩效目标（90分） | 一级指标 | 二级指标 | 三级指标 | 年度指标值（A） | 全年实际值（B） | 分值 | 得分 | 偏差原因分析及改进措施",
        "↑ | 产出指标（80.5分） | 数量指标 | 培训人数 | >=10个 | 5个 | 80.5 | 40.25 | 延期",
        "↑ | 满意度指标（9.5分） | 空 | 群众满意度 | 较高 | 部分达成 | 9.5 | 6.65 | 空",
        "总分 | ← | ← | ← | ← | ← | ← | 51.9 | 空",
        "评价等级 | ← | ← | ← | ← | ← | ← | 差 | 空",
        "偏差大或目标未完成原因分析 | 空 | ← | ← | ← | ← | ← | ← | ←",
        "改进措施及结果应用方案 | 空 | ← | ← | ← | ← | ← | ← | ←",
    ]


def test_a_department_without_goals_has_the_rows_under_one_head() -> None:
    evaluation = Evaluation(
        department=Department(name="甲", basic="10000元"),
        profile="hubei-wuhan",
        execution=Execution(budget="1万元", executed="1万元"),
        indicators=(quantity(">=10个", "10个", weight=80),),
        weights={"产出指标": 40},
    )
    assert texts(evaluation)[:2] == [
        "单位名称 | 甲 | ← | ← | ← | ← | ←",
        "基本支出总额 | 1 | ← | 项目支出总额 | 空 | ← | ←",
    ]
    assert texts(evaluation)[4:7] == [
        "年度绩效目标（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
        "↑ | 产出指标（40分） | 空 | 培训人数 | >=10个 | 10个 | 80",
        "总分 | ← | ← | ← | ← | ← | 100",
    ]


def test_a_goal_without_rows_keeps_its_place() -> None:
    evaluation = Evaluation(
        department=Department(name="甲"), profile="hubei-wuhan", goals=(Goal(name="一", weight=6), Goal(name="二"))
    )
    assert [line.split(" | ")[0] for line in texts(evaluation)[4:8]] == [
        "年度绩效目标1（6分）",
        "年度绩效指标",
        "年度绩效目标2（0分）",
        "年度绩效指标",
    ]


def test_fund_rows_stand_under_the_whole() -> None:
    """Their own A, B and rate; no rate where A is 0 or missing; never a score."""
    funds = (
        Fund(name="当年", budget="3000000元", executed="150万元"),
        Fund(name="上年", budget=0, executed=0),
        Fund(name="其他"),
    )
    execution = Execution(budget="300万元", executed="150万元", funds=funds)
    assert texts(project(quantity("1个"), execution=execution))[5:10] == [
        "预算执行情况（万元）（20分） | 年度财政资金总额 | ← | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
        "↑ | ↑ | ↑ | 300 | 150 | 50% | 10",
        "↑ | 当年 | ← | 300 | 150 | 50% | 空",
        "↑ | 上年 | ← | 0 | 0 | 空 | 空",
        "↑ | 其他 | ← | 空 | 空 | 空 | 空",
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (quantity(">=10个", "9个"), ">=10个 | 9个 | 9"),
        (quantity(">=10个"), ">=10个 | 空 | 未定"),
        (quantity(">=10个", "9次"), ">=10个 | 9次 | 未定"),
        (quantity(">=10个", applicable=False), ">=10个 | 空 | 不适用"),
        (judgement("达成", "100%"), "较高 | 达成 | 10"),
        (judgement("达成", "85.55%", actual="高"), "较高 | 高 | 8.56"),
        (judgement(), "较高 | 空 | 未定"),
        (quantity("0.10%", "０．０５％"), "0.10% | ０．０５％ | 5"),
    ],
)
def test_what_a_row_prints(row: Any, cells: str) -> None:
    """Target and actual as written; zeros trimmed from the score; never an empty score. A judgement stands in for 实际完成值."""
    line = texts(project(row))[8]
    assert cells == line.split(" | ", 4)[-1]


def test_rows_of_parts_show_what_each_part_brought() -> None:
    parts = (Part(name="甲", funds="1万元"), Part(name="乙", funds="1万元"))
    rows = (
        quantity(">=10个", actuals={"甲": "4个", "乙": "5个"}),
        judgement(attainments={"甲": "达成", "乙": "部分达成"}, rates={"甲": "100%", "乙": "60%"}),
    )
    grid = table(score(project(*rows, parts=parts)))
    shown = [cell.text for cell in grid.cells if cell.col == 5 and cell.row in (8, 9)]
    assert all(text in shown[0].split("\n") for text in ("甲：4个", "乙：5个"))
    assert shown[1].split("\n") == ["甲：达成", "乙：部分达成"]


def test_reasons_of_rows_are_not_lost_where_the_form_has_no_column_for_them() -> None:
    """They join 偏差大或目标未完成原因分析, each with the name of its row."""
    rows = (quantity("10个", "9个", reason="停电"), quantity("10个", "10个"), judgement(reason="未调查"))
    told = texts(project(*rows, remarks=Remarks(deviation="有偏差。")))[-2]
    assert told.removesuffix(" | ←" * 5) == "偏差大或目标未完成原因分析 | 有偏差。培训人数：停电群众满意度：未调查"


def test_a_group_told_apart_shows_its_points_once() -> None:
    """Rows of one 一级指标 that do not stand together, or call it otherwise, must not seem to have its points twice."""
    row = quantity("1个", "1个")
    rows = (row, evolve(row, level1="产出"), judgement(), row)
    heads = [line.split(" | ")[1] for line in texts(project(*rows, weights={"产出指标": 40}))[8:12]]
    assert heads == ["产出指标（40分）", "产出", "满意度指标（10分）", "产出指标"]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("", "1、部门预算项目□2、区级专项□3、专项转移支付项目□"),
        ("部门预算项目", "1、部门预算项目☑2、区级专项□3、专项转移支付项目□"),
        ("市级专项", "1、部门预算项目□2、区级专项□3、专项转移支付项目□4、其他：市级专项☑"),
    ],
)
def test_choices(value: str, line: str) -> None:
    """One box ticked, or none; a value that the form does not offer is written out."""
    evaluation = Evaluation(project=Project(name="甲", category=value), profile="hubei-wuhan")
    assert f"项目类别 | {line} | ← | ← | ← | ← | ←" == texts(evaluation)[2]


def test_a_goal_of_the_year_is_told_where_there_is_one() -> None:
    evaluation = Evaluation(project=Project(name="甲", goal="脱贫"), profile="hubei-wuhan")
    assert "年度总体目标 | 脱贫 | ← | ← | ← | ← | ←" in texts(evaluation)


# --- any table ----------------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_characters="←↑"), min_size=1, max_size=12)


@st.composite
def worded(draw: st.DrawFn) -> dict[str, Any]:
    """A document whose heads, names, levels, reasons and remarks are any text."""
    tree = draw(documents())
    head = tree.get("project") or tree["department"]
    head["name"] = draw(words)
    if "project" in tree:
        head |= {key: draw(words) for key in ("supervisor", "implementer", "category", "nature", "type", "goal")}
    for row in [*tree.get("indicators", ()), *(row for goal in tree.get("goals", ()) for row in goal["indicators"])]:
        row |= {"name": draw(words), "level2": draw(words)}
        if draw(st.booleans()):
            row |= {"level1": draw(words), "reason": draw(words)}
    tree["remarks"] = {"deviation": draw(words), "improvement": draw(words)}
    return tree


def strings(tree: Any) -> Iterator[str]:
    """Every text of a document that the form has a place for."""
    head = tree.get("project") or tree["department"]
    yield from (value for key, value in head.items() if key not in ("basic", "projects"))
    yield from (fund["name"] for fund in tree["execution"].get("funds", ()))
    yield from (goal["name"] for goal in tree.get("goals", ()))
    for row in [*tree.get("indicators", ()), *(row for goal in tree.get("goals", ()) for row in goal["indicators"])]:
        keys = ("level1", "level2", "name", "target", "actual", "reason")
        yield from (row[key] for key in keys if key in row)
        for cells in (row.get("actuals", {}), row.get("attainments", {})):
            yield from (text for pair in cells.items() for text in pair)
    yield from tree["remarks"].values()


@given(worded())
def test_cells_tile_the_sheet(tree: dict[str, Any]) -> None:
    """No gap, no overlap, nothing outside; every column is as wide as a character."""
    grid = table(score(to_evaluation(tree)))
    assert all(all(row) for row in spread(grid))
    assert sum(cell.rows * cell.cols for cell in grid.cells) == grid.height * len(grid.widths)


@given(worded())
def test_every_text_of_the_document_is_in_the_table(tree: dict[str, Any]) -> None:
    shown = "\n".join(cell.text for cell in table(score(to_evaluation(tree))).cells)
    assert not [text for text in strings(tree) if text not in shown]


@given(documents())
def test_the_tables_figures_are_the_scorecards(tree: dict[str, Any]) -> None:
    """Scores, weights, points of groups, amounts and the total: read back from the cells, they are the results."""
    card = score(to_evaluation(tree))
    grid = table(card)
    columns = ("head", *card.profile.form_columns.value)
    rows = iter(card.rows)
    place = columns.index("score")
    name = columns.index("name")
    for row in range(_first_row(grid), grid.height):
        cells = {cell.col: cell for cell in grid.cells if cell.row == row}
        if name not in cells or cells[name].head or cells[name].cols > 1 or cells.get(1, cells[name]).cols > 1:
            continue
        result = next(rows)
        assert printed(cells[place]) == {
            Status.UNDETERMINED: "未定",
            Status.NOT_APPLICABLE: "不适用",
            Status.SCORED: result.score,
        }.get(result.status)
        if "weight" in columns:
            assert printed(cells[columns.index("weight")]) == result.weight
    assert next(rows, None) is None
    (total,) = (cell for cell in grid.cells if cell.col == place and _beside(grid, cell, "总分"))
    assert printed(total) == ("未定" if card.total is None else card.total)
    _block(card, grid)


def _first_row(grid: Grid) -> int:
    """The first row below the execution block."""
    (head,) = (cell for cell in grid.cells if cell.text.startswith("预算执行情况\n"))
    return head.row + head.rows


def _beside(grid: Grid, cell: GridCell, head: str) -> bool:
    return any(other.row == cell.row and other.text == head for other in grid.cells)


def _block(card: Scorecard, grid: Grid) -> None:
    """A, B, the rate and the score of the execution block; the points in the heads of groups."""
    (head,) = (cell for cell in grid.cells if cell.text.startswith("预算执行情况\n"))
    under = {cell.text.split("\n")[0]: cell.col for cell in grid.cells if cell.row == head.row and cell.head}
    values = {cell.col: cell for cell in grid.cells if cell.row == head.row + 1}
    heads, block = card.profile.form_heads.value, card.evaluation.execution
    assert block is not None
    for key, amount in (("budget", block.budget), ("executed", block.executed), ("initial", block.initial)):
        if key in heads:
            shown = printed(values[under[heads[key]]])
            assert shown == (amount.to(WAN_YUAN) if amount else "")
    score_cell = printed(values[under[heads["score"]]])
    assert score_cell == ("未定" if card.execution.score is None else card.execution.score)
    if card.evaluation.form is Form.PROJECT:
        shown_points = {
            text.split("\n（")[0]: Fraction(text.split("\n（")[1].removesuffix(" 分）"))
            for text in (cell.text for cell in grid.cells if cell.col == 1 and "\n（" in cell.text)
        }
        of_groups = {g.name: g.weight if g.declared is None else g.declared for g in card.groups}
        assert shown_points.items() <= of_groups.items()


def printed(cell: GridCell) -> Fraction | str:
    """A cell's figure, or its text."""
    try:
        return Fraction(cell.text)
    except ValueError:
        return cell.text


# --- profiles of one's own ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hubei-wuhan", "mof-2020"])
def test_a_column_for_everything(name: str) -> None:
    """The shipped profiles name each column that a table is drawn with."""
    profile = load_profile(name)
    assert {"level1", "level2", "name", "target", "actual", "score"} <= set(profile.form_columns.value)


def test_rows_under_an_indicator_have_its_name_above_their_own() -> None:
    found = texts(load(TESTS / "cases" / "good" / "sub-rows.toml"), "hubei-wuhan")
    assert ["文稿数量讲话稿", "文稿数量采用情况", "按时送审"] == [
        line.split(" | ")[3] for line in found if any(score in line for score in ("≥20篇", "全部采用", "时效指标"))
    ]
    assert any("按时送审 | 上半年：≤5天下半年：≤5天 | 上半年：4天下半年：4天 | 未定" in line for line in found)
