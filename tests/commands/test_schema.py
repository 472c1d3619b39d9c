"""``perfeval schema``: the JSON Schema of documents."""

import json
from pathlib import Path

import pytest

from perfeval.commands.main import main
from perfeval.write.schema import schema


def test_it_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """As one JSON document."""
    assert 0 == main(["schema"])
    assert schema() == json.loads(capsys.readouterr().out)


def test_it_writes_the_schema(tmp_path: Path) -> None:
    """Where an editor looks for it."""
    assert 0 == main(["schema", "-o", str(tmp_path / "schema.json")])
    assert schema() == json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))
