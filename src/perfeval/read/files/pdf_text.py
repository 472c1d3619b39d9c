"""The text of a PDF page by the place of each character: runs, lines, and which text is a box's own.

Runs in the process that `perfeval.read.files.pdf` starts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from attrs import frozen

Char = dict[str, Any]
_MOST = 1000
"""Characters of a box that are held against each other; a text as long fills its cell, and none is printed over it."""


@frozen
class TextLine:
    """A line of text on the page."""

    top: float
    bottom: float
    left: float
    right: float
    text: str
    size: float

    @property
    def width(self) -> float:
        """From its first to its last character."""
        return self.right - self.left

    @property
    def start(self) -> float:
        """The width of what cannot be broken at its beginning: a Latin word, else one character."""
        word = re.match("[!-~]+", self.text)
        return self.width * word.end() / len(self.text) if word else self.size

    @property
    def end(self) -> float:
        """The width of the Latin word at its end."""
        word = re.search("[!-~]*$", self.text)
        return self.width * len(word[0]) / len(self.text) if word else 0


def runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters that were printed one right after the other: words of one cell, even where they stick out of it."""
    run = list[Char]()
    for place, char in enumerate(chars):
        char["at"] = place
        if run and not _follows(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _follows(before: Char, char: Char) -> bool:
    gap: float = (char["x0"] - before["x1"]) / char["size"]
    return bool(abs(char["top"] - before["top"]) <= 1) and -0.5 < gap < 0.1


def text_lines(chars: Iterable[Char]) -> list[TextLine]:
    """Characters in lines from top to bottom; one printed twice for boldness counts once."""
    rows = list[list[Char]]()
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and any(other["top"] < middle < other["bottom"] for other in rows[-1][-3:]):
            rows[-1].append(char)
        else:
            rows.append([char])
    found = list[TextLine]()
    for row in rows:
        text, last = "", None
        for char in sorted(row, key=lambda c: c["x0"]):
            if (
                last
                and char["text"] == last["text"]
                and abs(char["x0"] - last["x0"]) < min(char["size"] / 8, (char["x1"] - char["x0"]) / 3)
            ):
                continue
            if last and char["x0"] - last["x1"] > char["size"] / 4 and (text[-1:] + char["text"][:1]).isascii():
                text += " "
            text += char["text"]
            last = char
        if text.strip():
            seen = [char for char in row if not char["text"].isspace()]
            edges = (
                min(c["top"] for c in seen),
                max(c["bottom"] for c in seen),
                min(c["x0"] for c in seen),
                max(c["x1"] for c in seen),
            )
            found.append(TextLine(*edges, " ".join(text.split()), max(c["size"] for c in seen)))
    return found


def own(top: float, bottom: float, chars: Sequence[Char]) -> Sequence[Char]:
    """The box's own text: a merged cell that the page cuts may be printed once more, unseen, over what stands there.

    Of the texts that were printed at different times and lie over each other, it is the one in the middle of the box.
    """
    if len(chars) > _MOST:
        return chars
    parts = [[char] for char in chars[:1]]
    for before, char in pairwise(chars):
        if char["at"] == before["at"] + 1:
            parts[-1].append(char)
        else:
            parts.append([char])
    if not any(_overlap(one, other) for i, one in enumerate(parts) for other in parts[i + 1 :]):
        return chars
    middle = top + bottom
    return min(parts, key=lambda run: abs(min(c["top"] for c in run) + max(c["bottom"] for c in run) - middle))


def _overlap(one: Sequence[Char], other: Sequence[Char]) -> bool:
    """Whether a character of one text lies on one of the other that is not the same, nearer than two lines ever are."""
    return any(
        abs(a["x0"] - b["x0"]) < a["size"] / 2
        and abs(a["top"] - b["top"]) < a["size"] * 3 / 4
        and a["text"] != b["text"]
        for a in one
        for b in other
        if not (a["text"].isspace() or b["text"].isspace())
    )
