"""What only an installed LibreOffice can open (.doc, .wps, .rtf), turned by it into .docx: in a folder of its own, within bounds.

Its macros are off, for it runs with a profile that was made for this one file; it has so much time and memory, and leaves nothing behind.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from os.path import join

from perfeval.read.files.guard import refuse_file

MAX_SECONDS, MAX_MEMORY = 60, 4 << 30
"""Seconds, and bytes of address space: LibreOffice reserves much more than it uses."""
_PROGRAMS = ("soffice", "libreoffice")
_WORDS = {
    "doc": ("旧的 .doc（或 .wps）文件", "unsupported-doc"),
    "rtf": (" RTF 文件", "unsupported-rtf"),
}


def note(kind: str) -> str:
    """What a reader of the result should know."""
    return f"这是{_WORDS[kind][0]}，经本机的 LibreOffice 转换后读入，请与原件核对"


def docx(data: bytes, kind: str) -> bytes:
    """The same document as .docx; InputError where there is no LibreOffice, or where it does not manage."""
    what, code = _WORDS[kind]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        refuse_file(
            f"这是{what}，读它要用到 LibreOffice，这台机器上没有", hint="请用 Word 或 WPS 另存为 .docx", code=code
        )
    with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
        source = join(folder, f"form.{kind}")
        with open(source, "wb") as given:
            given.write(data)
        _run([
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, source,
        ], folder)  # fmt: skip
        made = join(folder, "form.docx")
        if not os.path.exists(made):
            refuse_file(f"LibreOffice 打不开这个{what}", "没有损坏的文件", "请用 Word 或 WPS 另存为 .docx", "damaged")
        with open(made, "rb") as found:
            return found.read()


def _run(command: list[str], folder: str) -> None:
    """LibreOffice to its end, or to the end of its time; it and what it started are gone afterwards."""
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_bounds(),
    )
    try:
        process.wait(MAX_SECONDS)
    except subprocess.TimeoutExpired:
        refuse_file(
            f"LibreOffice {MAX_SECONDS} 秒内没有转换完", "一份自评表或报告", "请用 Word 另存为 .docx", "too-long"
        )
    finally:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _bounds() -> Callable[[], None] | None:
    """What the process may use; nothing can be set on Windows."""
    if os.name != "posix":
        return None
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))

    return limit
