"""The JSON Schema: valid itself, true of every document that is read, false of what is not one."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from hypothesis import given
from jsonschema import Draft202012Validator

from perfeval import Evaluation, InputError, QualitativeIndicator, loads
from perfeval.commands.main import main
from perfeval.forms.model import Item
from perfeval.profiles import load_profile
from perfeval.trees.sources import read_tree
from perfeval.values.terms import Form
from perfeval.write.document import to_json_document
from perfeval.write.schema import schema
from perfeval.write.template import template
from tests.paths import TESTS
from tests.strategies import Document, built, documents

FILES = sorted(
    [
        *(path for path in (TESTS.parent / "examples").glob("*/*.toml") if path.parent.name != "profiles"),
        *(TESTS / "filings").glob("*.toml"),
        *(path for path in (TESTS / "cases" / "good").iterdir() if path.suffix in (".toml", ".json")),
        TESTS / "golden" / "hard.toml",
    ]
)
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def wrong(tree: Any) -> list[str]:
    """Where a tree is not what the schema asks."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(tree)]


def test_the_schema_is_one() -> None:
    """Draft 2020-12, by the schema of schemas."""
    Draft202012Validator.check_schema(SCHEMA)
    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]


def test_the_command_prints_it(tmp_path: Path) -> None:
    """Whole, as a file that an editor loads."""
    assert main(["schema", "-o", str(tmp_path / "schema.json")]) == 0
    assert SCHEMA == json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))


def objects() -> list[tuple[str, dict[str, Any]]]:
    return [("", SCHEMA), *SCHEMA["$defs"].items()]


def test_every_key_is_described() -> None:
    """In Chinese, for the person who fills the document in."""
    for name, found in objects():
        for key, value in found["properties"].items():
            assert any("\u4e00" <= char <= "\u9fff" for char in value["description"]), f"{name}.{key}"
        assert found["additionalProperties"] is False


def test_the_keys_are_the_models() -> None:
    """None is missing and none is made up; a row has those of both kinds, and `kind`."""
    keys = {name: set(found["properties"]) for name, found in objects()}
    assert {a.name for a in attrs.fields(Evaluation)} == keys[""]
    assert {a.name for a in attrs.fields(QualitativeIndicator)} | {"kind"} == keys["QualitativeIndicator"]
    assert {a.name for a in attrs.fields(Item)} == keys["Item"]


@pytest.mark.parametrize("file", [f for f in FILES if "profiles" not in f.parts], ids=lambda path: path.stem)
def test_documents_are_valid(file: Path) -> None:
    """Every example, filing and good case."""
    tree, _ = read_tree(file.read_bytes())
    assert [] == wrong(json.loads(json.dumps(tree, default=str)))


@given(documents())
def test_any_document_is_valid(document: Document) -> None:
    """As drawn, and as it is written."""
    assert [] == wrong(document)
    assert [] == wrong(json.loads(to_json_document(built(document))))


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("profile", ["hubei-wuhan", "mof-2020"])
def test_templates_are_valid(form: Form, profile: str) -> None:
    """An editor does not complain of a form that is still to be filled in."""
    assert [] == wrong(tomli.loads(template(form, load_profile(profile))))


BLANK: Document = {"project": {"name": "甲"}}


def row(**cells: Any) -> Document:
    return BLANK | {"indicators": [{"name": "甲"} | cells]}


@pytest.mark.parametrize(
    ("tree", "place"),
    [
        ({}, "$: "),
        (BLANK | {"department": {"name": "甲"}}, "$: "),
        (BLANK | {"indicator": []}, "$: "),
        (BLANK | {"goals": []}, "$: 'department' is a dependency"),
        ({"department": {"name": "甲"}, "goals": [], "indicators": []}, "$: "),
        ({"project": {}}, "$.project: 'name'"),
        ({"project": None}, "$.project"),
        (BLANK | {"year": "2023"}, "$.year"),
        (BLANK | {"year": True}, "$.year"),
        (BLANK | {"partial": "yes"}, "$.partial"),
        (BLANK | {"weights": {"产出指标": True}}, "$.weights"),
        (BLANK | {"weights": [40]}, "$.weights"),
        (BLANK | {"execution": {"budget": [500]}}, "$.execution"),
        (BLANK | {"execution": {"funds": {"name": "甲"}}}, "$.execution"),
        (BLANK | {"parts": [{"funds": 1}]}, "$.parts[0]: 'name'"),
        (BLANK | {"indicators": {"name": "甲"}}, "$.indicators"),
        (BLANK | {"indicators": [{}]}, "$.indicators[0]: 'name'"),
        (row(Weight=10), "$.indicators[0]: "),
        (row(weight=-1), "$.indicators[0].weight"),
        (row(target=["≥1"]), "$.indicators[0].target"),
        (row(direction="up"), "$.indicators[0].direction"),
        (row(measure="sum"), "$.indicators[0].measure"),
        (row(kind="judged"), "$.indicators[0].kind"),
        (row(applicable="no"), "$.indicators[0].applicable"),
        (row(actual="1个", actuals={}), "$.indicators[0]: "),
        (row(actuals="1个"), "$.indicators[0].actuals"),
        (row(items=[{"points": 1}]), "$.indicators[0].items[0]: 'description'"),
        (row(rule=5), "$.indicators[0].rule"),
    ],
)
def test_what_is_no_document(tree: Document, place: str) -> None:
    """Unknown keys, wrong types, missing names: refused where they stand, as reading refuses them."""
    assert [] != [message for message in wrong(tree) if message.startswith(place)]
    with pytest.raises(InputError):
        loads(json.dumps(tree))


@pytest.mark.parametrize(
    "tree",
    [
        row(weight=None, target=None, actual=None, direction=None, measure=None, rule=None, attainment=None),
        BLANK | {"year": None, "execution": None},
        BLANK | {"execution": {"budget": None, "executed": None, "published_rate": None}},
        {"department": {"name": "甲", "basic": None}},
    ],
)
def test_null_is_an_empty_cell(tree: Document) -> None:
    """What other programs write for nothing is valid, and is read as nothing."""
    assert [] == wrong(tree)
    assert loads(json.dumps(tree))
