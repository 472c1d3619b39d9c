"""Files whole or not at all; nothing left behind, whoever ends the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval.write.whole import clear, drop_unfinished, replacing, scratch
from tests.commands.test_main import WHOLE, call


def test_what_stood_there_stays_until_the_new_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "结果"
    path.write_text("旧")
    with pytest.raises(ZeroDivisionError), replacing(str(path)) as temporary:
        Path(temporary).write_text(str(1 // 0))
    assert (["结果"], "旧") == ([p.name for p in tmp_path.iterdir()], path.read_text())
    with replacing(str(path)) as temporary:
        Path(temporary).write_text("新")
    assert (["结果"], "新") == ([p.name for p in tmp_path.iterdir()], path.read_text())


KILLED = """
import os, signal, sys
from perfeval.write.whole import replacing
with replacing(sys.argv[1]):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_run_left_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    """Names of ours whose process is gone; not one that still runs, of another machine, or that only looks so."""
    path = tmp_path / "结果.json"
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], timeout=60)
    assert -9 == done.returncode
    (left,) = tmp_path.iterdir()
    machine = left.name.split("-")[1]
    kept = {f".perfeval-{machine}-{os.getpid()}-x", ".perfeval-00000000-1-x", ".perfeval-x"}
    for name in kept:
        (tmp_path / name).touch()
    assert 0 == call("score", WHOLE, "-o", path, "--format", "json").status
    assert kept | {"结果.json"} == {p.name for p in tmp_path.iterdir()}


def test_a_process_that_ends_at_once_drops_what_it_began(tmp_path: Path) -> None:
    with replacing(str(tmp_path / "结果")) as temporary, scratch() as folder:
        Path(folder, "x").touch()
        drop_unfinished()
        assert not os.path.exists(temporary)
        assert not os.path.exists(folder)
        Path(temporary).write_text("")


def test_a_folder_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    clear(str(tmp_path / "没有"))


@pytest.mark.parametrize("lock", ["~$结果.xlsx", "~$.xlsx", ".~lock.结果.xlsx#"])
def test_a_target_that_is_open_in_excel_is_to_be_closed(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "结果.xlsx"
    path.write_text("旧")
    (tmp_path / lock).touch()
    done = call("score", WHOLE, "-o", path)
    assert (2, f"perfeval：写不了 {path}（正在 Excel、Word 或 WPS 里打开着）；请先关闭它，再运行一次。\n") == (
        done.status,
        done.err,
    )
    assert "旧" == path.read_text()
