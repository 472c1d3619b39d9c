"""What each command does, a module a command; here what they share: messages, and results printed or written whole.

Which files there are to read is asked in `gathering`, what becomes of each in `looking`, both cores in `pool`.

In: the words of a command line. Out: text or a file, and an exit status. Open `main.py` first, then `score.py`.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from perfeval.errors import PerfevalError
from perfeval.trees.sources import why
from perfeval.values.text import legible, printable_name
from perfeval.write.whole import OpenElsewhereError, replacing

CLEAN, FOUND, UNREADABLE = 0, 1, 2

Write = Callable[[str], object]
"""Takes the next piece of a result."""


def complain(message: object) -> None:
    """A message on standard error; where nobody can be told, the work goes on."""
    with suppress(OSError):
        print(legible(printable_name(str(message))), file=sys.stderr)


def seen_from(output: str | None, profile: str) -> str:
    """A rule profile as a document at `output` names it: an id as it is, a file by its path from there.

    A document names no file that is not beside it or below: then it names none, and that is told.
    """
    if not profile.endswith(".toml"):
        return profile
    try:
        seen = os.path.relpath(profile, os.path.dirname(output or "") or ".")
    except ValueError:  # another drive
        seen = os.pardir
    if seen.split(os.sep)[0] != os.pardir:
        return seen.replace(os.sep, "/")
    complain(f"规则文件 {profile} 不在新文件的文件夹里，所以没有写 profile；计分、核对时请用 --profile 指定它。")
    return ""


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
        with _opened(path) as file:
            file(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    except OutputError as error:
        complain(error)
        return UNREADABLE
    return CLEAN


@contextmanager
def writing(path: str | None, *, as_it_is: bool = False) -> Iterator[Write]:
    """Takes a result piece by piece, printed as it comes or written to a file that appears whole at the end.

    What is printed is made legible, save `as_it_is`. Raises PerfevalError for a place that cannot be written.
    """
    if path is None:
        yield lambda text: sys.stdout.write(text if as_it_is else legible(text))
        return
    with _opened(path) as file:
        yield lambda text: file(text.encode("utf-8", "replace"))


class OutputError(PerfevalError):
    """A place that cannot, or must not, be written, in one sentence."""


def write_refused(path: str, error: OSError) -> PerfevalError:
    """Why a place cannot be written, and what to do."""
    if isinstance(error, OpenElsewhereError):
        return OutputError(f"perfeval：写不了 {path}（正在 Excel、Word 或 WPS 里打开着）；请先关闭它，再运行一次。")
    return OutputError(f"perfeval：写不了 {path}（{why(error)}）；请换一个可以写入的位置。")


@contextmanager
def _opened(path: str) -> Iterator[Callable[[bytes], object]]:
    """Takes the bytes of a file; a device or a pipe stays what it is."""
    try:
        if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
            with open(path, "wb") as file:
                yield file.write
            return
        with replacing(path) as temporary, open(temporary, "wb") as file:
            yield file.write
    except BrokenPipeError:
        raise
    except OSError as error:
        raise write_refused(path, error) from None
