"""What each command does, a module a command; here what they share: reading, progress, writing whole files."""

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from perfeval.errors import PerfevalError
from perfeval.forms.model import Evaluation
from perfeval.read import Filed, load_forms, only, told_in
from perfeval.read.files.filed import MAX_FILE
from perfeval.trees.sources import why
from perfeval.values.text import legible

Result = TypeVar("Result")
CLEAN, FOUND, UNREADABLE = 0, 1, 2
_WORTH_A_BAR = 20


def complain(message: object) -> None:
    """A message on standard error."""
    text = str(message)
    with suppress(UnicodeEncodeError):  # a file's name that the locale could not read is shown as what it is
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    print(legible(text), file=sys.stderr)


def forms(name: str) -> tuple[Filed, ...]:
    """The tables in the file of that name; ``-`` is standard input. What of a filed form was not understood is told."""
    if name == "-":
        data, name = sys.stdin.buffer.read(MAX_FILE + 1), "标准输入"
        found = load_forms(data, name=name)
    else:
        found = load_forms(name)
    for note in dict.fromkeys(note for form in found for note in form.notes):
        complain(f"{name}：{note}。")
    for form in found:
        if form.unread:
            which = f"“{form.evaluation.name}”" if len(found) > 1 else ""
            complain(f"{name}{which}：有 {len(form.unread)} 处没有录入：")
            for unread in form.unread:
                complain(f"  {unread}")
    return found


def form(name: str) -> Filed:
    """The only table in the file of that name."""
    return only(forms(name), "标准输入" if name == "-" else name)


def document(name: str) -> Evaluation:
    """The document of that name; ``-`` is standard input. (A module here is called read.)"""
    return form(name).evaluation


def each(names: Iterable[str], work: Callable[[str], Result]) -> Iterator[Result | None]:
    """The result for each file, None (and its errors told) for one that could not be read; progress on a terminal."""
    names = list(names)
    for name in _progress(names):
        try:
            yield work(name)
        except PerfevalError as error:
            complain(error)
            yield None


def each_form(names: Iterable[str], work: Callable[[str, Filed], Result]) -> Iterator[Result | None]:
    """The same for each table, of which a filed report may hold several; `work` is given its file's name and the table."""
    for found in each(names, lambda name: [(name, form) for form in forms(name)]):
        told = set[str]()
        for name, one in found or ():
            try:
                yield work(name, one)
            except PerfevalError as error:
                message = str(told_in(error, "标准输入" if name == "-" else name, one.evaluation))
                if message not in told:  # the forms of a report are refused for the same reason
                    complain(message)
                told.add(message)
                yield None
        if found is None:
            yield None


def _progress(names: list[str]) -> Iterable[str]:
    if len(names) < _WORTH_A_BAR or not sys.stderr.isatty():
        return names
    from rich.console import Console
    from rich.progress import track

    return track(names, description="逐个处理", console=Console(stderr=True), transient=True)


def seen_from(output: str | None, profile: str) -> str:
    """A rule profile as a document at `output` names it: an id as it is, a file by its path from there."""
    if not profile.endswith(".toml"):
        return profile
    try:
        return os.path.relpath(profile, os.path.dirname(output or "") or ".")
    except ValueError:  # another drive
        return os.path.abspath(profile)


def deliver(content: str | bytes, path: str | None, *, anew: bool = False) -> int:
    """Print, or write the file whole: what stood there before stays until the new content is complete.

    With `anew`, a file that is there already is somebody's work, and stays. Bytes are no text to print: they need a path.
    """
    if path is None:
        assert isinstance(content, str)
        sys.stdout.write(legible(content))
        return CLEAN
    if anew and os.path.exists(path):
        complain(f"perfeval：{path} 已经存在，没有覆盖；请换一个文件名，或先移走它。")
        return UNREADABLE
    try:
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        is_stream = os.path.exists(path) and not os.path.isfile(path)  # a device or a pipe stays what it is
        _write(data, path if is_stream else os.path.realpath(path))  # what a link points to, not the link
    except OSError as error:
        complain(f"perfeval：写不了 {path}（{why(error)}）；请换一个可以写入的位置。")
        return UNREADABLE
    return CLEAN


def _write(data: bytes, path: str) -> None:
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            file.write(data)
        return
    with replacing(path) as temporary, open(temporary, "wb") as file:
        file.write(data)


@contextmanager
def replacing(path: str) -> Iterator[str]:
    """A file beside `path` to write to; it takes the place of what stood there once it is complete, and else is gone."""
    path = os.path.realpath(path)  # what a link points to, not the link
    if os.path.exists(path) and not os.path.isfile(path):
        raise IsADirectoryError(errno.EISDIR, "")
    mode = 0o666 & ~_umask()
    if os.path.isfile(path):
        mode = os.stat(path).st_mode & 0o777
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".perfeval-")
    os.close(handle)
    try:
        yield temporary
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
