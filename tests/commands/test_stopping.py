"""A run that is ended from outside: the status that a shell expects, one sentence, nothing left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AT_ONCE = """
import sys
from perfeval.commands.stopping import at_once
from perfeval.write.whole import replacing, scratch
with at_once(), replacing(sys.argv[1]), scratch():
    print("ready", flush=True)
    sys.stdin.read()
"""
UNWOUND = """
import sys
sys.argv = ["perfeval", "audit", "-", "-o", sys.argv[1]]
from perfeval.commands import main, gathering
before = gathering._standard_input
def told():
    print("ready", flush=True)
    return before()
gathering._standard_input = told
sys.exit(main.main())
"""


HEEDED = """
import signal
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
"""
"""The tests may run behind nohup, or in the background of a shell, where some are ignored."""


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("code", [AT_ONCE, UNWOUND], ids=["at once", "unwound"])
def test_a_signal_to_end(number: signal.Signals, code: str, tmp_path: Path) -> None:
    """What stood there stays, and the folder holds nothing else."""
    target, temporary = tmp_path / "out" / "结果.json", tmp_path / "tmp"
    target.parent.mkdir()
    temporary.mkdir()
    target.write_text("旧", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", f"{HEEDED}{code}", str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(temporary), "PYTHONUTF8": "1"},
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        assert "已中断。\n" == process.stderr.read().decode()
    assert 128 + number == process.returncode
    assert ["结果.json"] == [path.name for path in target.parent.iterdir()]
    assert [] == list(temporary.iterdir())
    assert "旧" == target.read_text(encoding="utf-8")
