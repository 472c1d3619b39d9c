"""Render, read, equal: the official forms as perfeval writes them give back the document that they print."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Department, Evaluation, Goal, Level1, Project, Remarks, Scorecard, load, loads, score
from perfeval.profiles import shipped
from perfeval.read import Filed, filed_forms, load_forms
from perfeval.read.forms.shown import is_empty, squash, tidy, unwrapped
from perfeval.scoring.results import RowScore
from perfeval.tables import table
from perfeval.values.figures import percent, plain
from perfeval.values.terms import Status
from perfeval.write import to_file, to_html
from perfeval.write.document import to_tree
from perfeval.write.layout import clean
from tests.examples import fewer
from tests.fonts import needs_chinese_font
from tests.forms import fixed
from tests.paths import ROOT
from tests.readback import printed_by_chromium, printed_by_libreoffice
from tests.samples import judgement, quantity
from tests.samples import table as project
from tests.strategies import Document, documents

EXAMPLES = (
    *sorted((ROOT / "examples" / "jiangan-2023").glob("*.toml")),
    ROOT / "examples" / "wuhan-parts" / "whole.toml",
)
KINDS = ("docx", "xlsx", "pdf", "html")


# --- the document that a form prints -------------------------------------------------------------------------------


def as_printed(card: Scorecard) -> Document:
    """What the official table of a scorecard says, as a document: scores are those that were printed."""
    evaluation, columns = card.evaluation, card.profile.form_columns.value
    head = evaluation.project or evaluation.department
    tree: Document = {"year": evaluation.year}
    if evaluation.project:
        keys = ("name", "supervisor", "implementer", "category", "nature", "type", "goal")
        tree["project"] = {key: text(getattr(head, key)) for key in keys}
    else:
        amounts = {key: wan(getattr(head, key)) for key in ("basic", "projects")}
        tree["department"] = {"name": text(head.name if head else "")} | amounts
    tree["execution"] = execution(card)
    rows = [row for row in card.rows if row.indicator]
    if evaluation.goals:
        tree["goals"] = [
            {
                "name": text(goal.name),
                "weight": goal.weight,
                "indicators": list(indicators(rows_of(card, f"goals[{g}]."), columns)),
            }
            for g, goal in enumerate(evaluation.goals)
        ]
    else:
        tree["indicators"] = list(indicators(rows, columns))
        tree["weights"] = dict(weights(card, rows))
    reasons = (
        []
        if "reason" in columns
        else [f"{row.name}：{row.indicator.reason}" for row in rows if row.indicator and row.indicator.reason]
    )
    tree["remarks"] = {
        "deviation": text("\n".join(filter(None, (evaluation.remarks.deviation, *reasons)))),
        "improvement": text(evaluation.remarks.improvement),
    }
    tree["published"] = {"total": "未定" if card.total is None else plain(card.total)}
    if card.profile.grades.value:
        tree["published"]["grade"] = card.grade or "未定"
    return cut(tree)


def text(printed: str) -> str:
    """A cell as a person sees it."""
    seen = unwrapped(tidy(clean(printed)))
    return "" if is_empty(seen) else seen


def cut(tree: Any) -> Any:
    """Without what is empty."""
    if isinstance(tree, list):
        return [cut(entry) for entry in tree]
    if not isinstance(tree, dict):
        return tree
    kept = {key: cut(value) for key, value in tree.items()}
    return {key: value for key, value in kept.items() if value not in ("", None, {}, []) or key == "name"}


def wan(amount: Any, unit: str = "") -> str:
    return plain(Fraction(amount.to("万元")), 6) + unit if amount else ""


def execution(card: Scorecard) -> Document:
    block, result, heads = card.evaluation.execution, card.execution, card.profile.form_heads.value
    tree: Document = {
        "weight": plain(result.weight or 0),
        "published_rate": "" if result.rate is None else percent(result.rate),
        "published_score": "未定" if result.score is None else plain(result.score),
    }
    if block:
        tree |= {key: wan(getattr(block, key), "万元") for key in ("initial", "budget", "executed") if key in heads}
        tree["funds"] = [fund for each in block.funds if len(fund := cut(fund_of(each))) > 1]
    return tree


def fund_of(fund: Any) -> Document:
    both = fund.budget and fund.executed and fund.budget.value
    rate = percent(fund.executed.to("万元") / fund.budget.to("万元")) if both else ""
    amounts = {key: wan(getattr(fund, key), "万元") for key in ("budget", "executed")}
    return {"name": squash(fund.name)} | amounts | {"published_rate": rate}


def rows_of(card: Scorecard, path: str) -> list[RowScore]:
    return [row for row in card.rows if row.path.startswith(path)]


def indicators(rows: list[RowScore], columns: tuple[str, ...]) -> Iterator[Document]:
    for row in rows:
        indicator = row.indicator
        assert indicator
        by_part = {
            key: "\n".join(f"{name}：{cell}" for name, cell in getattr(indicator, key, ()))
            for key in ("targets", "actuals", "attainments")
        }
        judged = getattr(indicator, "attainment", None) or by_part["attainments"]
        tree = {
            "level1": squash(indicator.level1),
            "level2": squash(text(indicator.level2)),
            "name": text(indicator.name),
            "target": text(indicator.target or "\n".join(filter(None, (row.target, by_part["targets"])))),
            "actual": text(
                indicator.actual or "\n".join(filter(None, (row.actual, by_part["actuals"]))) or judged or ""
            ),
            "published_score": {Status.UNDETERMINED: "未定", Status.NOT_APPLICABLE: "不适用"}.get(row.status)
            or plain(row.score or 0),
        }
        if "weight" in columns:
            tree["weight"] = plain(row.weight) if row.weight is not None else ""
        if "reason" in columns:
            tree["reason"] = re.sub(r"^0(\.0+)?$", "", text(indicator.reason))  # what a formula leaves is none
        yield tree


def weights(card: Scorecard, rows: list[RowScore]) -> Iterator[tuple[str, str]]:
    """The points that stand at each 一级指标, where it comes first."""
    told = set[str]()
    for level1, _ in groupby(rows, key=lambda row: row.indicator.level1 if row.indicator else ""):
        label = Level1.of(level1) or squash(level1)
        if level1 and label not in told:
            told.add(label)
            group = next(g for g in card.groups if (Level1.of(g.name) or squash(g.name)) == label)
            yield squash(level1), plain(group.weight if group.declared is None else group.declared)


# --- held against what is read ------------------------------------------------------------------------------------


def read(card: Scorecard, kind: str) -> Filed:
    data = to_html([card]).encode() if kind == "html" else to_file([card], kind)
    (form,) = filed_forms(data, f"form.{kind}")
    return form


def expected(card: Scorecard) -> Evaluation:
    return loads(json.dumps(as_printed(card), default=str))


def spaceless(evaluation: Evaluation) -> Any:
    """A PDF does not tell where a narrow cell broke a line, or whether a space stood there."""

    def squashed(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {key: squashed(value) for key, value in tree.items()}
        return [squashed(entry) for entry in tree] if isinstance(tree, list) else squash(str(tree))

    return squashed(to_tree(evaluation))


def check(card: Scorecard, kind: str) -> None:
    if kind == "pdf":
        needs_chinese_font()
    form, printed = read(card, kind), expected(card)
    if kind == "pdf":
        assert spaceless(printed) == spaceless(form.evaluation)
    else:
        assert printed == form.evaluation
    assert () == form.unread


@pytest.mark.parametrize("profile", ["hubei-wuhan", "mof-2020"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example(path: Path, kind: str, profile: str) -> None:
    check(score(load(path), profile=profile), kind)


def test_the_pdf_of_an_example_as_ofd(tmp_path: Path) -> None:
    """Each character and line of it where it stood."""
    needs_chinese_font()
    card = score(load(ROOT / "examples" / "jiangan-2023" / "project.toml"))
    (tmp_path / "form.pdf").write_bytes(to_file([card], "pdf"))
    fixed.ofd(tmp_path / "form.ofd")
    (form,) = load_forms(tmp_path / "form.ofd")
    assert spaceless(expected(card)) == spaceless(form.evaluation)


@pytest.mark.parametrize("profile", shipped())
def test_each_column_of_every_profile_comes_back(profile: str) -> None:
    """Whatever its form calls them."""
    check(score(load(EXAMPLES[0]), profile=profile), "xlsx")


TEXTS = (
    "=1+1", "+86", "@SUM(A1)", '=HYPERLINK("http://example.org","点")', "<b>&amp;</b>", "{{ 甲 }}", "#let x = 1", "_x0041_", "“引号”", "☑",
    "100%", "2,019.84", "乡村振兴对口帮扶专项资金" * 9, "W" * 60, "第一段。\n第二段。", "1.培训\n2.宣传", "合计", "总分", "备注：见附件", "项目名称", "得分",
)  # fmt: skip
texts = st.lists(st.sampled_from(TEXTS) | st.text("乡村振兴abc 0123（）、，", max_size=6), min_size=1, max_size=3).map(
    "".join
)


@st.composite
def printable(draw: st.DrawFn) -> Document:
    """A whole table with hard texts where words stand, and perhaps many rows; each row has levels and a name."""
    tree = draw(documents(shipped()))  # the heads of a test profile stand on nobody's form
    named = texts.map(lambda words: f"项{words}")
    head = "project" if "project" in tree else "department"
    keys = ("name", "supervisor", "implementer", "goal") if head == "project" else ("name",)
    tree[head] |= {key: draw(named) for key in keys}
    tree["remarks"] = {"deviation": draw(named), "improvement": draw(named)}
    for goal in tree.get("goals", ()):
        goal["name"] = draw(named)
    for rows in (tree.get("indicators", ()), *(goal["indicators"] for goal in tree.get("goals", ()))):
        for row in rows:
            row |= {
                "name": draw(named),
                "reason": draw(texts),
                "level2": draw(st.sampled_from(("数量指标", "质量指标", "社会效益"))),
            }
            if "attainment" in row and draw(st.booleans()):
                row["actual"] = draw(named)
        if rows and draw(st.integers(0, 9)) == 9:
            rows.extend(dict(rows[-1]) for _ in range(draw(st.integers(1, 60))))
    return tree


@given(printable())
@fewer(2)
def test_any_word_document(tree: Document) -> None:
    check(score(loads(json.dumps(tree))), "docx")


@given(printable())
@fewer(2)
def test_any_workbook(tree: Document) -> None:
    check(score(loads(json.dumps(tree))), "xlsx")


@given(printable())
@fewer(6)
def test_any_pdf(tree: Document) -> None:
    check(score(loads(json.dumps(tree))), "pdf")


@given(st.lists(printable(), min_size=2, max_size=3))
@fewer(6)
def test_several_forms_in_one_file(trees: list[Document]) -> None:
    """A Word document has them one below the other, a workbook on sheets behind a summary that is no form."""
    cards = [score(loads(json.dumps(tree))) for tree in trees]
    for kind in ("docx", "xlsx"):
        forms = filed_forms(to_file(cards, kind), f"forms.{kind}")
        assert [expected(card) for card in cards] == [form.evaluation for form in forms]


LONG = {
    "short lines": "\n".join(f"第{i}段。" for i in range(150)),
    "sentences": "\n".join(f"第{i}段，共三十户，已经完成改造任务并通过验收，资金全部到位。" for i in range(100)),
    "one line": "字" * 5000,
}
"""Texts that go on over several pages."""


def with_long(where: str, text: str) -> Evaluation:
    """A form with a long text in one place, between other rows."""
    rows = tuple(quantity("≥10个", "10个", name=f"第{n}项", level2="数量指标") for n in range(5))
    if where == "goal of a department":
        goals = (Goal(name="调研", weight=40, indicators=rows), Goal(name=text, weight=40, indicators=rows))
        return Evaluation(profile="hubei-wuhan", department=Department(name="甲"), goals=goals)
    if where in ("deviation", "improvement"):
        return project(*rows, remarks=evolve(Remarks(deviation="无。", improvement="无。"), **{where: text}))
    if where == "goal":
        return evolve(project(*rows), project=Project(name="乡村振兴", goal=text))
    cells = {"target": text} if where == "target and actual" else {}
    row = judgement("达成预期指标", "90%", level2="服务", **cells, **{where.rpartition(" ")[2]: text})
    return project(*rows, row, *rows)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize(
    "where", ["deviation", "improvement", "goal", "goal of a department", "name", "actual", "target and actual"]
)
def test_a_text_over_several_pages_of_a_pdf(where: str, text: str) -> None:
    """The rows that the page cuts are put together, in the table and under it."""
    check(score(with_long(where, text)), "pdf")


def test_every_value_has_its_cell() -> None:
    """The origin of each value names the cell that holds it."""
    card = score(load(EXAMPLES[0]))
    form = read(card, "xlsx")
    values = [f"goals[{g}].indicators[{i}].{key}" for g, goal in enumerate(form.evaluation.goals)
              for i in range(len(goal.indicators)) for key in ("level1", "level2", "name", "target", "actual", "published_score")]  # fmt: skip
    assert [value for value in values if value not in form.origins] == []
    assert len(table(card).cells) > len({str(form.origins[value]) for value in values}) > 100


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_as_libreoffice_prints_it(path: Path, kind: str, tmp_path: Path) -> None:
    """The written form as a PDF of another make: merged cells cut by the page, rows over the break, heads on each page."""
    card = score(load(path))
    (form,) = filed_forms(printed_by_libreoffice(to_file([card], kind), kind, tmp_path), "form.pdf")
    assert spaceless(expected(card)) == spaceless(form.evaluation)


@pytest.mark.slow
def test_low_signs_and_broken_numbers_as_libreoffice_prints_them(tmp_path: Path) -> None:
    """An underscore stands under its line; 99.99 takes two lines of a column that is narrow."""
    row = quantity("≥10个", "10个", "99.99", name="档案_", level2="数量指标", reason="_x0041_")
    card = score(project(row), profile="mof-2020")
    (form,) = filed_forms(printed_by_libreoffice(to_file([card], "docx"), "docx", tmp_path), "form.pdf")
    assert spaceless(expected(card)) == spaceless(form.evaluation)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_as_a_browser_prints_the_page(path: Path, tmp_path: Path) -> None:
    """The page of --format html, printed by Chromium."""
    card = score(load(path))
    (form,) = filed_forms(printed_by_chromium(to_html([card]), tmp_path), "form.pdf")
    assert spaceless(expected(card)) == spaceless(form.evaluation)
