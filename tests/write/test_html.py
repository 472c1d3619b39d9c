"""HTML: the golden files, pages that need nothing from elsewhere, text that stays text, style that stays inside."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Scorecard, load, score
from perfeval.answers.explain import explanations
from perfeval.commands.main import main
from perfeval.tables import table
from perfeval.values.text import legible
from perfeval.write.html import explain, fragment, page
from tests.paths import TESTS
from tests.samples import HOSTILE, everywhere, judgement, quantity
from tests.samples import table as project

EXAMPLES = TESTS.parent / "examples"
SEED = EXAMPLES / "jiangan-2023"
WHOLE = EXAMPLES / "wuhan-parts" / "whole.toml"
STYLES = TESTS.parent / "src" / "perfeval" / "write"

VOID = {"meta", "col", "rect"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "div", "h2", "h3", "p", "small", "b", "ul", "li"),
    *("svg", "g", "text", "rect", "table", "caption", "colgroup", "col", "tbody", "tr", "th", "td", "span", "details"),
    *("summary", "article", "code", "ol", "blockquote"),
}  # fmt: skip
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "class", "style", "colspan", "rowspan"),
    *("width", "height", "x", "y", "rx", "role", "aria-label", "transform", "text-anchor"),
}


class Reader(HTMLParser):
    """A page as a browser takes it: tags that close in order, their attributes, their texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        assert tag in VOID
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def text(self, tag: str) -> list[str]:
        """What stands in the elements of that name."""
        return [data for name, data in self.texts if name == tag and data]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def card(name: str) -> Scorecard:
    return score(load(SEED / f"{name}.toml"))


# --- golden files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["project", "project-filed", "department", "department-filed", "wuhan-parts", "project-mof-2020"]
)
def test_tables(name: str, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    """What `score --format html` writes for each form, looked at in a browser; the style is in files of its own."""
    file = WHOLE if name == "wuhan-parts" else SEED / f"{name.removesuffix('-mof-2020')}.toml"
    profile = ["--profile", "mof-2020"] if "mof" in name else []
    main(["score", "--format", "html", "-o", str(tmp_path / "out.html"), *profile, str(file)])
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    golden(f"{name}.html", re.sub("<style>.*?</style>", "<style></style>", text, flags=re.DOTALL))


def test_a_hard_document(golden: Callable[[str, str], None]) -> None:
    """Long names and figures, fund rows, parts, rows that do not apply, escapes, emoji, right-to-left marks."""
    text = page([score(load(TESTS / "golden" / "hard.toml"))])
    golden("hard.html", re.sub("<style>.*?</style>", "<style></style>", text, flags=re.DOTALL))


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["project", "project-filed", "department", "department-filed"])
def test_the_form_has_every_cell(name: str) -> None:
    """The cells of the official table in their order, with the rows and columns that they cover."""
    grid = table(card(name))
    reader = Reader(page([card(name)]))
    cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    found = [(tag, at) for tag, at in reader.tags if tag in ("th", "td")]
    assert [(cell.head, cell.rows, cell.cols) for cell in cells] == [
        (tag == "th", int(at.get("rowspan") or 1), int(at.get("colspan") or 1)) for tag, at in found
    ]
    texts = [data for tag, data in reader.texts if tag in ("th", "td") and data]
    assert [cell.text for cell in cells if cell.text] == texts
    assert [grid.title] == reader.text("caption")


def test_the_overview_shows_the_score_by_group() -> None:
    """A picture with a bar a group as long as its share, and the figures beside it."""
    reader = Reader(page([score(load(WHOLE))]))
    assert [
        "预算执行率",
        "19.84 / 20",
        "产出指标",
        "39.69 / 40",
        "效益指标",
        "27.51 / 30",
        "满意度指标",
        "9.92 / 10",
    ] == reader.text("text")
    widths = [at["width"] for tag, at in reader.tags if tag == "rect" and at["class"] == "earned"]
    assert ["99.2%", "99.23%", "91.7%", "99.2%"] == widths
    assert ["96.96 "] == [data for data in reader.text("div") if data.startswith("96")]


def test_undetermined_rows_are_called_out() -> None:
    """Above the form: each row with its reason, what is earned so far, an empty bar for its group."""
    reader = Reader(page([card("project-filed")]))
    assert ["未定："] * 3 == [text[:3] for text in reader.text("li")[:3]]
    assert "已确定得分 60 分，适用分值共 100 分。" in reader.text("li")[3]
    assert 4 == sum(at.get("class") == "open" for tag, at in reader.tags if tag == "li")
    assert 2 == sum(at["class"] == "track undetermined" for tag, at in reader.tags if tag == "rect")


def test_rows_of_no_points_and_rows_that_do_not_apply_have_empty_bars() -> None:
    """Nothing is divided by a weight of 0."""
    rows = (quantity("≥1个", "1个", 0), judgement(applicable=False))
    reader = Reader(page([score(project(*rows, executed=0))]))
    assert ["预算执行率", "0 / 20", "产出指标", "0 / 0", "满意度指标", "不适用"] == reader.text("text")
    assert [] == [at for tag, at in reader.tags if tag == "rect" and at["class"] == "earned"]


def test_each_score_is_explained_below() -> None:
    """All explanations, folded away."""
    found = card("project")
    shown = Reader(page([found])).text("li")
    assert [] == [line for e in explanations(found) for line in e.sentences if line not in shown]


def test_several_tables_are_one_page() -> None:
    """A section each, under one title."""
    reader = Reader(page([card("project"), card("department")]))
    assert 2 == reader.count("section") == reader.count("table")
    assert "预算绩效自评" == reader.text("title")[0]


def test_a_page_needs_nothing_from_elsewhere() -> None:
    """No script, no address, no font from the net: it opens anywhere, and tells nobody."""
    for text in (page([card("project")]), explain([(card("project"), explanations(card("project")))])):
        assert not re.search(r"https?:|//|url\(|@import|src=|href=|<script|<link", text)
        assert '<meta charset="utf-8">' in text


def test_figures_are_never_broken() -> None:
    """A number is one piece, and so is what a part brought."""
    reader = Reader(page([score(load(WHOLE))]))
    assert {"≥3公里", "3.6公里", "4300米", "99.5%"} <= {*reader.text("span")}
    text = page([score(load(TESTS / "golden" / "hard.toml"))])
    assert '<td class="whole">123456789012.345678</td>' in text


def test_heads_lead_their_rows() -> None:
    """The line that names a goal and the heads below it are marked to stay with what follows on paper."""
    text = page([card("department")])
    leads = re.findall(r'<tr class="leads">\n<th[^>]*>([^<]*)', text)
    assert [f"年度绩效目标 {i}" for i in range(1, 10)] == [head.split("\n")[0] for head in leads if "目标" in head]
    assert 9 == sum(head == "年度\n绩效\n指标" for head in leads)
    assert 19 == len(leads)  # and the heads of the execution block


# --- text stays text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goals", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_obeyed(text: str, goals: bool) -> None:
    """Tags, quotes, addresses, templates and control characters come out as what they are."""
    found = score(everywhere(text, goals=goals))
    for written in (page([found]), fragment(found), explain([(found, explanations(found))])):
        reader = Reader(written)  # which holds each tag and attribute to the templates' own
        assert legible(text) in [data for _, data in reader.texts] or legible(text).strip() in "".join(
            data for _, data in reader.texts
        )
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028]", written)
    assert "49" not in "".join(data for _, data in Reader(fragment(found)).texts if "7*7" in text)


@given(st.text() | st.text("<>&\"'`=/!-{}% script style td\n\t甲"), st.booleans())
def test_any_text_makes_the_same_page(text: str, goals: bool) -> None:
    """What a document says changes texts, never tags."""
    for text_or_not in (text, "甲"):
        Reader(page([score(everywhere(text_or_not, goals=goals))]))
    assert [tag for tag, _ in Reader(page([score(everywhere(f"甲{text}", goals=goals))])).tags if tag != "span"] == [
        tag for tag, _ in Reader(page([score(everywhere("甲", goals=goals))])).tags if tag != "span"
    ]


# --- notebooks ----------------------------------------------------------------------------------------------------


def selectors(style: str) -> list[str]:
    """Every selector of a style sheet, those inside @media included."""
    rules = re.sub(r"@media[^{]*\{", "", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return [part.strip() for head in re.findall(r"([^{}]+)\{[^{}]*\}", rules) for part in head.split(",")]


def test_a_notebook_shows_the_table() -> None:
    """The overview and the form, without the frame of a page."""
    shown = score(load(WHOLE))._repr_html_()
    reader = Reader(shown)
    assert {"html", "head", "body", "title", "main"}.isdisjoint({tag for tag, _ in reader.tags if tag != "title"})
    assert ("div", {"class": "perfeval"}) in reader.tags
    assert ["2023 年度项目支出绩效自评表"] == reader.text("caption")
    assert json.dumps(shown)  # as a notebook keeps it


def test_the_style_reaches_nothing_around_it() -> None:
    """Each selector of a fragment is below .perfeval, its variables are declared there, and the sheet of paper is not set."""
    style = (STYLES / "style.css").read_text(encoding="utf-8")
    assert all(re.match(r"\.perfeval(?![\w-])", selector) for selector in selectors(style))
    assert not re.search(r"@page|:root|@font-face|@import|\bbody\b|\bhtml\b", style)
    assert style.count("{") == style.count("}")
    assert style.strip() in fragment(card("project"))


def test_every_variable_is_declared() -> None:
    """No colour falls back to nothing."""
    style = (STYLES / "style.css").read_text(encoding="utf-8")
    declared = set(re.findall(r"(--\w+):", style))
    assert set(re.findall(r"var\((--\w+)\)", style)) == declared
    dark = re.search(r"prefers-color-scheme: dark\) \{(.*?)\}", style, re.DOTALL)
    assert dark is not None
    assert declared == set(re.findall(r"(--\w+):", dark[1]))


def test_every_class_of_a_page_has_a_style() -> None:
    """A class that nothing styles is a slip of the pen."""
    style = (STYLES / "style.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.([a-z-]+)", style)) | {"scored", "not-applicable"}
    used = {
        name
        for example in ("project-filed", "department")
        for _, at in Reader(page([card(example)])).tags
        for name in (at.get("class") or "").split()
    }
    assert used <= styled
