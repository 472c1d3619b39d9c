"""What is said at which cell of a filed form: findings by the cell that they are about, and figures to be put in."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from perfeval.auditing.findings import Finding, Report, Severity
from perfeval.auditing.fix import Correction
from perfeval.read.files.filed import Filed, Origin
from perfeval.write.record import as_in

AUTHOR = "perfeval 审核"
"""Who a comment and a tracked change are by."""


@frozen
class Mark:
    """What is said at one cell: the weightiest `severity`, None where only a figure was put in; a line each for all things said.

    `new` is the figure to be put in the place of `old`, None where the cell stays.
    """

    origin: Origin
    lines: tuple[str, ...]
    severity: Severity | None = None
    old: str = ""
    new: str | None = None

    @property
    def colour(self) -> str:
        """The cell's colour: red for an error, yellow for a warning, blue for a note, green for a new figure."""
        return COLOURS[self.severity]


COLOURS: Mapping[Severity | None, str] = {
    Severity.ERROR: "FFC7CE",
    Severity.WARNING: "FFEB9C",
    Severity.NOTE: "DDEBF7",
    None: "C6EFCE",
}


@frozen
class Marked:
    """A file with its marks: the bytes, and what could not be put in, each with its cell and the reason."""

    data: bytes
    left: tuple[str, ...] = field(default=())


def findings(filed: Filed, report: Report) -> tuple[Mark, ...]:
    """A mark for each cell with findings; what stands at no cell is said at the form's first."""
    places: dict[Origin, list[Finding]] = {}
    for finding in report.findings:
        if origin := _origin(filed, finding):
            places.setdefault(origin, []).append(finding)
    return tuple(
        Mark(origin, tuple(map(sentence, found)), _weightiest(f.severity for f in found))
        for origin, found in places.items()
    )


def changes(filed: Filed, made: Iterable[Correction]) -> tuple[tuple[Mark, ...], tuple[Correction, ...]]:
    """A mark for each figure that is put in, and the changes whose cell is not known."""
    marks, left = list[Mark](), list[Correction]()
    for change in made:
        origin = filed.origins.get(f"{change.path}.{change.key}")
        if origin is None:
            left.append(change)
            continue
        line = f"perfeval 重新核算：原为 {change.before or '空'}，改为 {change.after}（{change.rule}）。"
        marks.append(Mark(origin, (line,), None, change.before, change.after))
    return tuple(marks), tuple(left)


def sentence(finding: Finding) -> str:
    """A finding as one line of a comment: severity, code, what is found, what is expected, clause.

    Of what is missing there is nothing found, and what is expected is what should stand there: 应有原因.
    """
    expected = as_in(finding.message, finding.expected)
    asked = (
        f"应为 {expected}，所印 {finding.found}" if expected and finding.found else f"应有{expected}" * bool(expected)
    )
    both = f"{asked or f'所印 {finding.found}'}。" if asked or finding.found else ""
    return f"{finding.severity.label} {finding.code} {finding.rule}：{finding.message}{both}依据：{finding.clause}"


def one_a_cell(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """One mark a cell: two forms of a file may speak of the same."""
    places: dict[str, list[Mark]] = {}
    for mark in marks:
        places.setdefault(str(mark.origin), []).append(mark)
    return tuple(_one(said) for said in places.values())


def _one(said: Sequence[Mark]) -> Mark:
    if len(said) == 1:
        return said[0]
    severities = [mark.severity for mark in said if mark.severity]
    new = next((mark for mark in said if mark.new is not None), said[0])
    lines = dict.fromkeys(line for mark in said for line in mark.lines)
    return Mark(said[0].origin, tuple(lines), _weightiest(severities) if severities else None, new.old, new.new)


def _origin(filed: Filed, finding: Finding) -> Origin | None:
    """The finding's cell, else the nearest around its place, else the form's first."""
    own = filed.origin(finding.cell or finding.path) or filed.origin(finding.path)
    return own or next((o for o in filed.origins.values() if o.cell), None)


def _weightiest(severities: Iterable[Severity]) -> Severity:
    return min(severities, key=list(Severity).index)
