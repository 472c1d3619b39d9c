"""Files that appear whole or not at all, and leave nothing behind: what a killed run left, the next one clears away."""

import contextlib
import errno
import os
import re
import shutil
import socket
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_PREFIX = ".perfeval-"
_NAME = re.compile(r"\.perfeval-([0-9a-f]{8})-([0-9]+)-")
_unfinished = set[str]()
"""The temporary files and folders of this process, for whoever ends it from outside."""


class OpenElsewhereError(PermissionError):
    """The file to be replaced is open in Excel, Word or LibreOffice."""


@contextmanager
def replacing(path: str) -> Iterator[str]:
    """A file beside `path` to write to; it takes the place of what stood there once it is complete, and else is gone.

    What a link points to is replaced, not the link; permissions stay. Raises OSError.
    """
    path = os.path.realpath(path)
    if os.path.exists(path) and not os.path.isfile(path):
        raise IsADirectoryError(errno.EISDIR, "")
    mode = 0o666 & ~_umask()
    if os.path.isfile(path):
        mode = os.stat(path).st_mode & 0o777
        if is_open_elsewhere(path):
            raise OpenElsewhereError(errno.EACCES, "")
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    folder = os.path.dirname(path)
    clear(folder)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=_prefix())
    os.close(handle)
    _unfinished.add(temporary)
    try:
        yield temporary
        os.chmod(temporary, mode)
        try:
            os.replace(temporary, path)
        except PermissionError:  # Windows keeps a file that a program has open
            _open_on_windows(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    finally:
        _unfinished.discard(temporary)


@contextmanager
def scratch() -> Iterator[str]:
    """A folder of its own for what is needed in between."""
    clear(tempfile.gettempdir())
    folder = tempfile.mkdtemp(prefix=_prefix())
    _unfinished.add(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _unfinished.discard(folder)


def drop_unfinished() -> None:
    """Clear away what this process has begun: it is about to end."""
    for path in list(_unfinished):
        _remove(path)


def clear(folder: str) -> None:
    """Clear away what earlier runs left in a folder: only names of ours, of this machine, whose process is gone."""
    with contextlib.suppress(OSError), os.scandir(folder or ".") as entries:
        for entry in entries:
            match = _NAME.match(entry.name)
            if match and match[1] == _machine() and not _is_alive(int(match[2])):
                _remove(entry.path)


def is_unfinished(name: str) -> bool:
    """Whether a file's name is one of ours for what is not yet complete."""
    return name.startswith(_PREFIX)


def is_open_elsewhere(path: str) -> bool:
    """Whether Excel, Word or LibreOffice has the file open, by the file that they keep beside it meanwhile."""
    folder, name = os.path.split(path)
    beside = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return name.lower().endswith((".xlsx", ".docx", ".csv", ".xls", ".doc")) and any(
        os.path.isfile(os.path.join(folder, other)) for other in beside
    )


def _open_on_windows(path: str) -> NoReturn:
    raise OpenElsewhereError(errno.EACCES, "") if os.name == "nt" else PermissionError(errno.EACCES, path)


def _prefix() -> str:
    return f"{_PREFIX}{_machine()}-{os.getpid()}-"


def _machine() -> str:
    """This machine, in eight characters: on a shared disk the processes of others cannot be asked for."""
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"


def _is_alive(pid: int) -> bool:
    if os.name == "nt":
        import ctypes

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        handle = kernel.OpenProcess(0x1000, False, pid)  # only to be asked whether it is there
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle) or kernel.GetLastError() == 5  # it is there, and not ours to ask
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's
        return True
    return True


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        os.unlink(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
