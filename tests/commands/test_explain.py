"""``perfeval explain``: one score or all, what it takes to reach a total, and the exit status."""

import json

import pytest

from perfeval.commands.main import main
from tests.paths import ROOT

DONE = str(ROOT / "examples" / "wuhan-parts" / "mulan.toml")
OPEN = str(ROOT / "examples" / "jiangan-2023" / "project-filed.toml")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((DONE,), 0),
        ((OPEN,), 1),
        ((OPEN, "全年"), 0),
        ((OPEN, "total"), 1),
        ((DONE, "没有的"), 2),
        (("nowhere.toml",), 2),
    ],
)
def test_status(arguments: tuple[str, ...], status: int) -> None:
    """1 where what was asked for is open, 2 where it cannot be answered."""
    assert status == main(["explain", *arguments])


def test_one_row_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """With its sentences and the clauses that they rest on."""
    assert 0 == main(["explain", OPEN, "全年", "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["explanations"]
    assert ("indicators[2]", "10.00", "备注2") == (found["path"], found["score"], found["clauses"][0]["clause"])


def test_what_a_total_takes(capsys: pytest.CaptureFixture[str]) -> None:
    """A total that is reached needs nothing; one that is open cannot be worked out."""
    assert 0 == main(["explain", DONE, "--to", "60"])
    assert "已经达到，没有要改的数。" in capsys.readouterr().out
    assert 2 == main(["explain", OPEN, "--to", "60"])
    assert 2 == main(["explain", DONE, "全年", "--to", "60"])
