"""What each command does, once its options are read."""

import json
import os
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from perfeval.errors import PerfevalError
from perfeval.model import Evaluation
from perfeval.read import load, loads
from perfeval.score import score as score_evaluation
from perfeval.scorecard import Scorecard
from perfeval.trees import MAX_BYTES
from perfeval.write import to_json, to_text

if TYPE_CHECKING:
    from perfeval.profiles import Profile

CLEAN, FOUND, UNREADABLE = 0, 1, 2
_WORTH_A_BAR = 20


def complain(message: object) -> None:
    """A message on standard error."""
    print(message, file=sys.stderr)


def read(name: str) -> Evaluation:
    """The document of that name; ``-`` is standard input."""
    if name == "-":
        return loads(sys.stdin.buffer.read(MAX_BYTES + 1), source="标准输入")
    return load(name)


def each(names: Iterable[str], work: Callable[[str], Scorecard]) -> Iterator[Scorecard | None]:
    """The result for each file, None (and its errors told) for one that could not be read; progress on a terminal."""
    names = list(names)
    for name in _progress(names):
        try:
            yield work(name)
        except PerfevalError as error:
            complain(error)
            yield None


def _progress(names: list[str]) -> Iterable[str]:
    if len(names) < _WORTH_A_BAR or not sys.stderr.isatty():
        return names
    from rich.console import Console
    from rich.progress import track

    return track(names, description="读取并计分", console=Console(stderr=True), transient=True)


def deliver(text: str, path: str | None) -> int:
    """Print, or write the file whole: what stood there before stays until the new text is complete."""
    if path is None:
        sys.stdout.write(text)
        return CLEAN
    folder = os.path.dirname(os.path.abspath(path))
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".perfeval-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        complain(f"perfeval：写不了 {path}（{error.strerror}）；请换一个可以写入的位置。")
        return UNREADABLE
    return CLEAN


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def score(options: Namespace) -> int:
    """``perfeval score``: the official tables, or the results as JSON Lines."""
    cards = list(each(options.files, lambda name: score_evaluation(read(name), options.profile)))
    done = [card for card in cards if card is not None]
    if options.format == "json":
        text = "".join(to_json(card) for card in done)
    else:
        on_screen = options.output is None and sys.stdout.isatty()
        columns = shutil.get_terminal_size().columns if on_screen else None
        text = "\n".join(to_text(card, columns) for card in done)
    status = deliver(text, options.output) if done else CLEAN
    if None in cards or status == UNREADABLE:
        return UNREADABLE
    return FOUND if any(card.total is None for card in done) else CLEAN


def profiles(options: Namespace) -> int:
    """``perfeval profiles``: the list, or one profile with every value's clause and basis."""
    from perfeval.profiles import load_profile, shipped
    from perfeval.write.profiles import as_dict, listing, sheet

    try:
        chosen: list[Profile] = [load_profile(name) for name in ([options.id] if options.id else shipped())]
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if options.format == "json":
        text = "".join(json.dumps(as_dict(profile), ensure_ascii=False) + "\n" for profile in chosen)
    else:
        text = sheet(chosen[0]) if options.id else listing(chosen)
    return deliver(text, options.output)
