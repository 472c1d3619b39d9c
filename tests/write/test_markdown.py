"""Markdown: the golden files, and text that stays text under a reader that knows tables, links and addresses."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from perfeval import Evaluation, load, score
from perfeval.answers.explain import explanations
from perfeval.commands.main import main
from perfeval.tables import table
from perfeval.values.text import legible
from perfeval.write.markdown import draw, escape, explain
from tests.paths import ROOT
from tests.samples import HOSTILE, everywhere

EXAMPLES = ROOT / "examples"
READER = MarkdownIt("gfm-like")  # tables, strikethrough, bare addresses as links

HARMLESS = {"table", "thead", "tbody", "tr", "th", "td", "heading", "paragraph", "bullet_list", "list_item"}
"""What a table itself is made of."""


def tokens(text: str) -> Iterator[Token]:
    """Every token, those inside lines included."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def shown(token: Token) -> str:
    """What a reader sees of a line."""
    return "".join("\n" if child.content == "<br>" else child.content for child in token.children or ())


def kinds(text: str) -> set[str]:
    """The kinds of blocks and marks in a text; a line break is none."""
    return {
        token.type.removesuffix("_open").removesuffix("_close")
        for token in tokens(text)
        if token.type not in ("inline", "text", "softbreak", "hardbreak") and token.content != "<br>"
    }


def cells(text: str) -> list[str]:
    """The texts of the table's cells, row by row."""
    found = READER.parse(text)
    return [shown(found[i + 1]) for i, token in enumerate(found) if token.type in ("th_open", "td_open")]


# --- golden files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["project", "project-filed", "department", "department-filed", "wuhan-parts", "project-mof-2020"]
)
def test_tables(name: str, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    """What `score --format markdown` writes for each form, and under another profile."""
    file = EXAMPLES / "wuhan-parts" / "whole.toml"
    if name != "wuhan-parts":
        file = EXAMPLES / "jiangan-2023" / f"{name.removesuffix('-mof-2020')}.toml"
    profile = ["--profile", "mof-2020"] if "mof" in name else []
    main(["score", "--format", "markdown", "-o", str(tmp_path / "out.md"), *profile, str(file)])
    golden(f"{name}.md", (tmp_path / "out.md").read_text(encoding="utf-8"))


def test_explanations(golden: Callable[[str, str], None], tmp_path: Path) -> None:
    """What `explain --format markdown` writes."""
    file = EXAMPLES / "wuhan-parts" / "whole.toml"
    main(["explain", "--format", "markdown", "-o", str(tmp_path / "out.md"), str(file)])
    golden("wuhan-parts-explained.md", (tmp_path / "out.md").read_text(encoding="utf-8"))


# --- the table ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["project", "department"])
def test_every_cell_is_in_its_place(name: str) -> None:
    """A merged cell's text stands in its first place, the places that it covers are blank."""
    grid = table(score(load(EXAMPLES / "jiangan-2023" / f"{name}.toml")))
    texts = {(cell.row, cell.col): cell.text for cell in grid.cells}
    assert [texts.get((r, c), "") for r in range(grid.height) for c in range(len(grid.widths))] == cells(draw(grid))


# --- text stays text ----------------------------------------------------------------------------------------------


def lines(text: str) -> str:
    """A text as a page shows it: no space at its ends, hidden characters visible."""
    return "\n".join(line for line in legible(text).strip(" ").splitlines())


def first(text: str) -> str:
    """The first line; a reader keeps no space around it."""
    return text.split("\n")[0].strip()


@pytest.mark.parametrize("goals", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_obeyed(text: str, goals: bool) -> None:
    """Markup, links, addresses, templates and lists in a document come out as they went in."""
    card = score(everywhere(text, goals=goals))
    drawn = draw(table(card))
    assert kinds(drawn) <= HARMLESS
    assert first(lines(text)) in {first(cell).replace("@\u200b", "@") for cell in cells(drawn)}
    told = explain(card.evaluation.name, explanations(card))
    assert kinds(told) <= {"heading", "paragraph", "bullet_list", "list_item", "code_inline", "blockquote", "strong"}
    assert "{{" not in drawn + told  # nor by a template engine behind the Markdown


@given(st.text() | st.text("<>&|`*_[]()!#-+=~:./\\@{}$^1 ab\n\t甲\"'"))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """In a heading, a list, a quotation and a cell alike."""
    escaped = escape(text)
    assert "\n" not in escaped
    for source in (f"## {escaped}", f"- {escaped}", f"> {escaped}", escaped, f"| {escaped} |\n| --- |\n"):
        assert kinds(source) <= HARMLESS | {"blockquote"}
        found = [shown(token) for token in READER.parse(source) if token.type == "inline"]
        expected = lines(text).replace("@", "@\u200b").split("\n")
        assert [line.strip() for line in expected if line.strip()] == [
            line.strip() for line in "\n".join(found).split("\n") if line.strip()
        ]


def test_a_table_under_a_table_is_another() -> None:
    """Several documents follow one another, each with its heading."""
    evaluation: Evaluation = load(EXAMPLES / "jiangan-2023" / "project.toml")
    text = "\n".join([draw(table(score(evaluation)))] * 2)
    assert 2 == sum(token.type == "heading_open" for token in tokens(text))
    assert 2 == sum(token.type == "table_open" for token in tokens(text))
