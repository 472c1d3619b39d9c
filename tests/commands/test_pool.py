"""Both cores: the same output in the same order, and a process that is killed loses nothing."""

import os
import signal
from functools import partial
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path

import pytest

from perfeval.commands import pool
from perfeval.commands.pool import FEW, cores, in_order
from tests.commands.test_main import call
from tests.paths import ROOT, TESTS

CLEAN = TESTS / "cases" / "audit" / "clean.toml"

MANY = FEW + 20


@pytest.fixture(autouse=True)
def others_find_these_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def square(number: int) -> int:
    return number * number


def once_killed(place: str, number: int) -> int:
    """The work of another process, which is killed at one number."""
    if number == FEW + 3 and parent_process() and not Path(place).exists():
        Path(place).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, MANY])
def test_results_are_in_order(count: int) -> None:
    assert [square(number) for number in range(count)] == list(in_order(square, range(count)))


def test_a_process_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    work = partial(once_killed, str(tmp_path / "killed"))
    assert list(range(MANY)) == list(in_order(work, range(MANY)))
    assert (tmp_path / "killed").exists() == (cores() > 1)


def test_only_a_few_items_are_taken_ahead() -> None:
    """Memory does not grow with the number of files."""
    taken = 0

    def items() -> object:
        nonlocal taken
        for number in range(10_000):
            taken = number
            yield number

    list(islice(in_order(square, items()), 1))  # type: ignore[arg-type]
    assert taken < 500


@pytest.mark.skipif(cores() < 2, reason="one core")
def test_an_audit_on_all_cores_is_the_one_on_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(FEW + 3):
        (tmp_path / f"{number:03}.toml").write_bytes(CLEAN.read_bytes())
    (tmp_path / "049.toml").write_text("坏", encoding="utf-8")
    both = call("audit", tmp_path)
    monkeypatch.setattr(pool, "cores", lambda: 1)
    assert call("audit", tmp_path) == both
    assert (2, FEW + 2) == (both.status, both.out.count("：示例（hubei-wuhan）"))
