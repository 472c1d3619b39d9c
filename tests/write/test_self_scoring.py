"""The form that computes itself: its formulas, what a clerk fills in and reads back, and LibreOffice against the engine."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from perfeval import audit, load, score
from perfeval.commands.main import main
from perfeval.profiles import load_profile, shipped
from perfeval.write.row_formulas import HIDDEN, INPUTS, RowCells, reading_formulas, score_cells
from perfeval.write.self_scoring import execution_score, total_formula
from tests.overlay import practices
from tests.paths import ROOT

ROWS = (
    ("培训人次", "≥", "95", "%", "96%", 10),
    ("设备", "", "≥20个", "", "15", 20),
    ("工期", "≤", "365", "天", "400", 10),
    ("带动发展", "定性", "较高", "", "较高", 15),
    ("覆盖", "", "≥3", "个", "2个", 15),
    ("续用率", ">", "90", "%", "95%", 10),
    ("满意度", "≥", "90", "%", "93%", 10),
)
SCORES = ("10.00", "15.00", "9.13", "14.25", "10.00", "10.00", "10.00")


def filled(path: Path) -> list[int]:
    """Fill the form in as a clerk would; the rows that were used."""
    book = openpyxl.load_workbook(path)
    sheet = book["自评表"]
    rows = [
        row for row in range(1, sheet.max_row + 1) if str(sheet[f"{HIDDEN['state'][0]}{row}"].value).startswith("=")
    ]
    for row, (name, sign, target, unit, actual, weight) in zip(rows, ROWS, strict=False):
        cells = {"C": name, "D": sign, "E": target, "F": unit, "G": actual, "H": weight}
        for column, value in cells.items():
            sheet[f"{column}{row}"] = value or None
        if sign == "定性":
            sheet[f"I{row}"], sheet[f"J{row}"] = "达成年度指标", "95%"
    sheet["C3"], sheet["I3"] = "试验项目", "2024"
    (money,) = (row + 1 for row in range(1, 15) if sheet[f"H{row}"].value == "执行数（B）")
    sheet[f"F{money}"], sheet[f"H{money}"] = 500, 480
    book.save(path)
    return rows[: len(ROWS)]


def test_each_row_has_a_second_level_to_begin_with(tmp_path: Path) -> None:
    """Each 二级指标 of its head once, not one of them in four rows."""
    path = tmp_path / "自评表.xlsx"
    assert 0 == main(["init", "project", "--profile", "mof-2020", "-o", str(path)])
    cells = [cell.value for cell in openpyxl.load_workbook(path)["自评表"]["B"]]
    assert ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"] == [
        value for value in cells if value and ("效益" in value or "影响" in value)
    ]


def test_the_clauses_print_whole_on_one_page(tmp_path: Path) -> None:
    """备注 stands on a page as wide as its text, in rows as high as theirs."""
    path = tmp_path / "自评表.xlsx"
    assert 0 == main(["init", "project", "--profile", "hubei-wuhan", "-o", str(path)])
    sheet = openpyxl.load_workbook(path).worksheets[1]
    page = sheet.page_setup
    assert (True, 0, "landscape") == (sheet.sheet_properties.pageSetUpPr.fitToPage, page.fitToHeight, page.orientation)
    heights = {
        row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=2) if row[0].value
    }
    assert heights["备注2"] > 2 * heights["一级指标分值"]


def test_what_is_filled_in_reads_back(tmp_path: Path) -> None:
    """Before any program has computed the formulas, the document is what the cells say, with the rules of the form."""
    path = tmp_path / "自评表.xlsx"
    assert 0 == main(["init", "project", "--profile", "mof-2020", "-o", str(path), "--rows", "3"])
    filled(path)
    table = load(path)

    assert "mof-2020" == table.profile
    assert ("试验项目", 2024) == (table.name, table.year)
    assert ["≥95%", "≥20个", "≤365天", "较高", "≥3个", ">90%", "≥90%"] == [row.target for _, row in table.rows()]
    assert list(SCORES) == [str(row.score) for row in score(table).rows]
    assert "87.98" == str(score(table).total)


@pytest.mark.parametrize("profile", [*shipped(), *practices().values()], ids=lambda name: Path(name).stem)
def test_formulas_stay_within_what_excel_holds(profile: str) -> None:
    """8,192 characters, 64 levels, constants of 255; only functions that Excel 2010, WPS and LibreOffice have."""
    at, rules = RowCells(100), load_profile(profile)
    formulas = [*reading_formulas(at).values(), *score_cells(at, rules).values()]
    formulas += [execution_score("D8", "H8", "M8", rules), total_formula([*range(10, 40)], [36, 37], "L8", rules)]
    known = {"IF", "AND", "OR", "NOT", "MAX", "INT", "ROUND", "ABS", "SUM", "COUNTIF", "COUNTIFS", "SUMIFS", "SUMPRODUCT", "ISNUMBER",
             "ISTEXT", "IFERROR", "VALUE", "LEFT", "RIGHT", "MID", "LEN", "FIND", "MATCH", "SUBSTITUTE", "TRIM", "ASC",
             "SUMIF", "COUNT", "ISERROR", "ISBLANK", "TEXT", "CELL", "ISLOGICAL"}  # fmt: skip

    for formula in formulas:
        bare = re.sub('"(?:[^"]|"")*"', '""', formula)
        assert len(formula) < 8192
        assert depth(bare) < 64
        assert all(len(constant) <= 257 for constant in re.findall('"(?:[^"]|"")*"', formula))
        assert set(re.findall(r"([A-Z]{2,})\(", bare)) <= known


def depth(formula: str) -> int:
    """How deep brackets stand in each other."""
    deepest = now = 0
    for sign in formula:
        now += (sign == "(") - (sign == ")")
        deepest = max(deepest, now)
    return deepest


def test_hidden_cells_are_all_written() -> None:
    at = RowCells(9)
    assert {*HIDDEN, "score"} == {*reading_formulas(at), *score_cells(at, load_profile("hubei-wuhan"))}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("--rows", "0"), "1 到 200"), (("--rows", "3"), "只有 Excel 表才写行数")],
    ids=["none", "no workbook"],
)
def test_rows_that_make_no_form_are_told(
    arguments: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ("表.xlsx" if told.startswith("1") else "表.toml")

    assert 2 == main(["init", "project", "-o", str(path), *arguments])
    assert told in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_engines_scores(tmp_path: Path) -> None:
    """Recalculated by LibreOffice, the form shows the scores, the rate, the total and the grade, and audits as it should."""
    path = tmp_path / "自评表.xlsx"
    main(["init", "project", "--profile", "mof-2020", "-o", str(path), "--rows", "3"])
    rows = filled(path)
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    table = load(tmp_path / "out" / path.name)
    sheet = openpyxl.load_workbook(tmp_path / "out" / path.name, data_only=True)["自评表"]

    assert [float(points) for points in SCORES] == [sheet[f"L{row}"].value for row in rows]
    assert ("87.98", "良") == (table.published.total, table.published.grade)
    assert ("96.00%", "9.6") == (table.execution.published_rate, table.execution.published_score)  # type: ignore[union-attr]
    assert {"产出指标": 40, "效益指标": 40, "满意度指标": 10} == {label: int(points) for label, points in table.weights}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_row_put_in_by_hand_leaves_the_total_open(tmp_path: Path) -> None:
    """It has no formulas: its points would be missing from the total in silence."""
    path = tmp_path / "自评表.xlsx"
    main(["init", "project", "--profile", "mof-2020", "-o", str(path), "--rows", "3"])
    rows = filled(path)
    book = openpyxl.load_workbook(path)
    for letters in (INPUTS["score"], *(letters for letters, _ in HIDDEN.values())):
        book["自评表"][f"{letters}{rows[1]}"] = None
    book.save(path)
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = openpyxl.load_workbook(tmp_path / "out" / path.name, data_only=True)["自评表"]

    assert ["未定：1 项未能确定得分"] == [row[11].value for row in shown.iter_rows() if row[0].value == "总分"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_odd_cells_show_the_engines_score_or_a_reason() -> None:
    """Whole forms, oddly filled in: rows, execution, rate, total and grade; the run itself is `benchmarks/self_scoring_forms.py`."""
    command = [sys.executable, str(ROOT / "benchmarks" / "self_scoring_forms.py"), "2", "5", "mof-2020", "jiangxi-2017"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (0, "0 differ") == (done.returncode, done.stdout.splitlines()[-1]), done.stdout + done.stderr


def test_reasons_are_not_taken_for_unreadable_figures(tmp_path: Path) -> None:
    """A form whose cells say 未定： and why, as Excel leaves it, is not told that these are no figures."""
    path = tmp_path / "自评表.xlsx"
    main(["init", "project", "--profile", "mof-2020", "-o", str(path), "--rows", "3"])
    rows = filled(path)
    book = openpyxl.load_workbook(path)
    for row in rows:
        book["自评表"][f"L{row}"] = "未定：没有权重（分值）"
    (last,) = (row[0].row for row in book["自评表"].iter_rows() if row[0].value == "总分")
    book["自评表"][f"L{last}"] = "未定：7 项未能确定得分"
    book.save(path)
    table = load(path)

    assert [None] * len(rows) == [row.published_score for _, row in table.rows()]
    assert "F508" not in {finding.code for finding in audit(table).findings}


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("hubei-wuhan", ["不计分，权重合计仍有 ", " 分，超过 100 分", "规则没有说明其余分值归于何处"]),
        ("sichuan-form-2023", ["规则要求设定权重时已重新分配，使合计为 100 分"]),
        (
            "sichuan-pidu-2025",
            [
                "全部 100 分都不适用，没有可以折算的得分",
                " 分，不是 100 分，不能折算",
                "不适用的指标没有写权重，不能按百分制折算",
            ],
        ),
    ],
)
def test_an_open_total_says_what_the_engine_says(profile: str, words: list[str]) -> None:
    """Why there is none, in the words of `perfeval.scoring.totals`."""
    formula = total_formula([*range(10, 40)], [36, 37], "L8", load_profile(profile))
    assert [] == [word for word in words if word not in formula]
