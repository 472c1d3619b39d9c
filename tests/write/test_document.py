"""An evaluation written as a document loads back as the same evaluation, in TOML and in JSON."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, Remarks, loads, score
from perfeval.read import load
from perfeval.write.document import to_json_document, to_toml, to_tree
from tests.paths import TESTS
from tests.samples import judgement, quantity, table
from tests.strategies import Document, beside, built, documents

FILES = sorted(
    [
        *(TESTS / "cases" / "good").iterdir(),
        *(TESTS / "filings").glob("*.toml"),
        *(path for path in (TESTS.parent / "examples").glob("*/*.toml") if path.parent.name != "profiles"),
    ]
)


def both_ways(evaluation: Evaluation) -> None:
    assert evaluation == loads(to_toml(evaluation))
    assert evaluation == loads(to_json_document(evaluation))


@given(documents())
def test_any_table_comes_back(document: Document) -> None:
    """Whatever a table holds, nothing is lost or changed on the way through a document, and it scores the same."""
    evaluation = built(beside(document))
    both_ways(evaluation)
    rules = document["profile"]
    assert score(evaluation, profile=rules) == score(loads(to_toml(evaluation)), profile=rules)


@given(st.text(), st.text(min_size=1), st.text())
def test_any_text_comes_back(name: str, head: str, cell: str) -> None:
    """Quotes, control characters and line breaks in names, keys and cells survive."""
    row = judgement("达成", "95%", name=name, target=cell, rule={head: [cell, {"x": cell}]})
    both_ways(table(row, weights={head: 10}, remarks=Remarks(deviation=cell)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_files_come_back(file: Path) -> None:
    """Every example, filing and good case, with its blank cells, odd spellings and nested rules."""
    both_ways(load(file))


def test_kinds_that_the_target_does_not_tell() -> None:
    """A row that is of another kind than its target suggests says so in the document."""
    rows = (quantity("较高", "好"), judgement("达成", "95%", target="≥90%"), quantity("5个"), quantity(None))
    evaluation = table(*rows)
    both_ways(evaluation)
    kinds = [row.get("kind") for row in to_tree(evaluation)["indicators"]]
    assert ["quantitative", "qualitative", None, "quantitative"] == kinds


def test_only_what_is_set_is_written() -> None:
    """A document holds no key that its author did not give."""
    assert {
        "profile": "hubei-wuhan",
        "project": {"name": "乡村振兴"},
        "execution": {"budget": "100万元", "executed": "100万元"},
        "indicators": [{"level1": "产出指标", "name": "培训人数", "target": "≥5个", "actual": "5", "weight": 10}],
    } == to_tree(table(quantity("≥5个", "5")))
