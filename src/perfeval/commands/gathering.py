"""Which files there are to read: those that are named, and in place of a folder every file in it and below, by path.

Nothing is left out unsaid: a folder that cannot be opened, and a link that leads back, are told as files are.
"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from perfeval.commands import OutputError
from perfeval.commands.results import is_result
from perfeval.errors import InputError, PerfevalError, Problem
from perfeval.read.files.filed import MAX_FILE
from perfeval.read.files.kinds import is_passed_over
from perfeval.trees.sources import why
from perfeval.values.text import printable_name
from perfeval.write.whole import is_unfinished

STANDARD_INPUT = "标准输入"
MAX_DEPTH = 64
"""So many folders one in another are searched."""
_NOTHING = "没有找到自评表文件（.toml、.json、.docx、.xlsx、.pdf 等）。"


@frozen
class Given:
    """A file that was named on the command line (or standard input, with its data), or found in a folder that was.

    `error` says why it can, or need, not be opened at all.
    """

    path: str
    is_named: bool = True
    error: PerfevalError | None = None
    data: bytes | None = None

    @property
    def name(self) -> str:
        """The file's name as it is told."""
        return STANDARD_INPUT if self.path == "-" else printable_name(self.path)


class Gathering:
    """The files of a command line, one after another as the search goes on; `passed` counts the hidden ones passed over.

    Raises PerfevalError where `output` is one of them: what is read is never written over. An earlier report of ours may be.
    """

    def __init__(self, names: Iterable[str], output: str | None = None) -> None:
        self.names, self.output, self.passed = tuple(names), output, 0
        self._written = _identity(output) if output else None
        self._spares = output is not None and not is_result(output)
        self.spare(self.names)
        if output and self._spares and self._written and any(_finds(folder, output) for folder in self.names):
            raise _overwriting(output)

    @property
    def has_folder(self) -> bool:
        """Whether a folder is among the names."""
        return any(name != "-" and os.path.isdir(name) for name in self.names)

    def __iter__(self) -> Iterator[Given]:
        for name in self.names:
            if name == "-":
                yield _standard_input()
            elif os.path.isdir(name):
                yield from self._below(name)
            else:
                yield Given(name)

    def spare(self, paths: Iterable[str]) -> None:
        """Refuse to write over a file that is read: one of these."""
        for path in paths:
            if self.output and self._spares and self._is_output(path):
                raise _overwriting(self.output)

    def _is_output(self, path: str) -> bool:
        return self._written is not None and _identity(path) == self._written

    def _below(self, folder: str) -> Iterator[Given]:
        """Every file of a folder and below, by path; links to folders are followed, once each."""
        root = os.path.join(os.path.realpath(folder), "")
        seen, stack = {_identity(folder)}, [iter(self._entries(folder, is_named=True))]
        while stack:
            for given in stack[-1]:
                if given.error or not os.path.isdir(given.path):
                    yield given
                    continue
                place = _identity(given.path)
                is_inside = os.path.islink(given.path) and (os.path.realpath(given.path) + os.sep).startswith(root)
                if place in seen or is_inside:
                    yield _not_read(given, "unsupported-link", "是一个链接，指向的文件夹在别处已经看过")
                elif len(stack) >= MAX_DEPTH:
                    yield _not_read(given, "too-deep", f"文件夹一层套一层，超过 {MAX_DEPTH} 层，里面的没有看")
                else:
                    seen.add(place)
                    stack.append(iter(self._entries(given.path)))
                    break
            else:
                stack.pop()

    def _entries(self, folder: str, *, is_named: bool = False) -> list[Given]:
        """What stands in a folder itself, by name."""
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if not is_unfinished(entry.name))
        except OSError as error:
            given = Given(folder, is_named)
            return [_not_read(given, "folder-unreadable", f"文件夹打不开：{why(error)}")]
        seen = [name for name in names if not is_passed_over(name)]
        self.passed += len(names) - len(seen)
        paths = (os.path.join(folder, name) for name in seen)
        return [self._entry(path) for path in paths if self._spares or not self._is_output(path)]

    def _entry(self, path: str) -> Given:
        if not os.path.isdir(path):
            self.spare([path])
        return Given(path, is_named=False)


def nothing_found() -> str:
    """What is said where there is nothing to look at."""
    return f"perfeval：{_NOTHING}"


def _standard_input() -> Given:
    given = Given("-")
    try:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "")
        return evolve(given, data=sys.stdin.buffer.read(MAX_FILE + 1))
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) and error.errno != errno.EBADF else "没有打开"
        return _not_read(given, "unreadable", f"读不了：{reason}")


def _not_read(given: Given, code: str, found: str) -> Given:
    return evolve(given, error=InputError([Problem("", found, "填报的表", code=code)], given.name))


def _overwriting(output: str) -> PerfevalError:
    return OutputError(f"perfeval：-o 写的 {output} 就是要读的文件，请换一个文件名。")


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _finds(folder: str, path: str) -> bool:
    """Whether a search of the folder comes upon the file."""
    if folder == "-" or not os.path.isdir(folder):
        return False
    inner = os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).split(os.sep)
    return inner[0] != os.pardir and not any(map(is_passed_over, inner))
