"""A filed table with recomputed figures in place of the printed ones that do not hold; everything else stays."""

import json
import re
from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from perfeval.auditing import audit
from perfeval.auditing.findings import Finding, Severity
from perfeval.auditing.printed import points, show
from perfeval.forms.model import Evaluation, Execution
from perfeval.profiles import ProfileLike
from perfeval.spoken import beside

STAGES: tuple[tuple[str, ...], ...] = (
    ("execution-rate-mismatch", "execution-score-mismatch", "score-mismatch"),
    ("total-mismatch",),
    ("grade-mismatch",),
)
"""The rules whose cell is corrected to what they expected: rows first, then the sums of them, then the grade."""


@frozen
class Correction:
    """One cell that was corrected, and the rule that asked for it."""

    path: str
    key: str
    before: str
    after: str
    rule: str

    def as_dict(self) -> dict[str, str]:
        """The change as plain data."""
        return {"path": self.path, "key": self.key, "before": self.before, "after": self.after, "rule": self.rule}

    def __str__(self) -> str:
        return f"{beside(f'{self.path}.{self.key}')}：{self.before} → {self.after}（{self.rule}）"


def correct(evaluation: Evaluation, profile: "ProfileLike | None" = None) -> tuple[Evaluation, tuple[Correction, ...]]:
    """The corrected table and every change: rates, scores, total and grade that are errors, nothing else.

    What people decide (targets, actual values, weights, attainments, directions) is never touched, nor is a score
    that cannot be recomputed, nor what a note says.
    """
    changes = list[Correction]()
    for rules in STAGES:
        for finding in audit(evaluation, profile, select=rules).findings:
            if finding.severity is Severity.ERROR and not _BOUNDS.search(finding.expected):
                change = _change(finding)
                evaluation = _put(evaluation, change)
                changes.append(change)
    return evaluation, tuple(changes)


_BOUNDS = re.compile("[—≤]")
"""What is expected only within bounds: nobody can tell which figure it should be."""


def _change(finding: Finding) -> Correction:
    figure = points(finding.expected)
    after = show(figure.value) if figure else finding.expected
    return Correction(finding.path, finding.cell.rpartition(".")[2], finding.found, after, finding.rule)


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def _put(evaluation: Evaluation, change: Correction) -> Evaluation:
    """The table with one cell changed."""

    def at(thing: Any, steps: list[tuple[str, str]]) -> Any:
        if not steps:
            return evolve(thing, **{change.key: change.after})
        (name, index), *rest = steps
        inner = getattr(thing, name)
        if not index:
            return evolve(thing, **{name: at(inner if inner is not None else Execution(), rest)})
        place = int(index)
        return evolve(thing, **{name: (*inner[:place], at(inner[place], rest), *inner[place + 1 :])})

    changed: Evaluation = at(evaluation, _STEP.findall(change.path))
    return changed


# --- in the words of the document ---------------------------------------------------------------------------------


def in_text(text: str, changes: Sequence[Correction]) -> str | None:
    """A TOML document with the cells changed where they stand, comments and all; None where one of them is not on a line of its own."""
    wanted = {(change.path, change.key): change.after for change in changes}
    lines, at, seen = text.splitlines(keepends=True), "", dict[str, int]()
    for number, line in enumerate(lines):
        if head := _HEAD.fullmatch(line.strip()):
            at = _table(head[2], seen) if head[1] else head[2]
        elif (cell := _CELL.fullmatch(line)) and (after := wanted.pop((at, cell[2]), None)) is not None:
            is_bare = not cell[3].startswith('"') and _NUMBER.fullmatch(after)
            lines[number] = f"{cell[1]}{after if is_bare else json.dumps(after, ensure_ascii=False)}{cell[4]}"
    return None if wanted else "".join(lines)


def _table(name: str, seen: dict[str, int]) -> str:
    """The path of the next table of an array: indicators[1]; goals[0].indicators[2].rows[0], counted within what it stands under."""
    *outer, last = name.split(".")
    path = ""
    for key in outer:
        path += key
        path += f"[{seen[path] - 1}]." if path in seen else "."
    path += last
    if not outer:
        for inner in [key for key in seen if key.startswith(f"{name}[")]:
            del seen[inner]
    seen[path] = seen.get(path, 0) + 1
    return f"{path}[{seen[path] - 1}]"


_HEAD = re.compile(r"\[(\[)?\s*([\w.]+)\s*\]?\]\s*(?:#.*)?")
_CELL = re.compile(r"""(\s*(\w+)\s*=\s*)("[^"\\]*"|[0-9.]+)(\s*(?:#.*)?\r?\n?)""")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
