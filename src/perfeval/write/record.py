"""What the workbook, the page and the letters of an audit know of a file: plain values, so that other processes can gather them."""

from collections.abc import Iterable
from decimal import Decimal

from attrs import frozen

from perfeval.auditing.findings import Finding, Severity
from perfeval.auditing.printed import points
from perfeval.forms.model import Evaluation
from perfeval.write.report import Audited


@frozen
class Told:
    """A finding: what is wrong, at which cell or line (`place`), in which row or block of the form (`row`)."""

    severity: Severity
    code: str
    rule: str
    place: str
    row: str
    message: str
    found: str
    expected: str
    clause: str


@frozen(kw_only=True)
class Record:
    """A file of an audit, or one of the forms in it: its status, why it was not audited, and else what was found.

    `printed` is the total as the form prints it, a number where it is one; `total` the recomputed one, None where it is
    undetermined. `rules` is the title of the profile.
    """

    file: str
    status: str = "audited"
    reason: str = ""
    code: str = ""
    unit: str = ""
    name: str = ""
    form: str = ""
    year: int | None = None
    profile: str = ""
    rules: str = ""
    printed: Decimal | str | None = None
    total: Decimal | None = None
    printed_grade: str = ""
    grade: str = ""
    findings: tuple[Told, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()
    """The clauses of the profile that findings rest on, each with its words."""

    @property
    def is_audited(self) -> bool:
        """Whether the file was audited."""
        return self.status == "audited"

    def count(self, *severities: Severity) -> int:
        """How many findings have one of these severities."""
        return sum(told.severity in severities for told in self.findings)


def record(audited: Audited) -> Record:
    """The record of a form that was audited."""
    report = audited.report
    evaluation, card = report.evaluation, report.scorecard
    printed = points(evaluation.published.total)
    rows = {path: row.name for path, row in evaluation.rows()}
    cited = dict.fromkeys(finding.clause for finding in report.findings)
    return Record(
        file=audited.source,
        unit=unit(evaluation),
        name=evaluation.name,
        form=evaluation.form.label,
        year=evaluation.year,
        profile=card.profile.id,
        rules=card.profile.title,
        printed=Decimal(printed.value.numerator) / printed.value.denominator if printed else evaluation.published.total,
        total=card.total,
        printed_grade=evaluation.published.grade or "",
        grade=card.grade or "",
        findings=tuple(_told(audited, finding, rows) for finding in report.findings),
        clauses=tuple((name, card.profile.clauses[name].text) for name in cited if name in card.profile.clauses),
    )


def unit(evaluation: Evaluation) -> str:
    """Whose form it is: the department, the unit that implements the project, else the one above it, else its name."""
    project = evaluation.project
    return ((project.implementer or project.supervisor) if project else "") or evaluation.name


def _told(audited: Audited, finding: Finding, rows: dict[str, str]) -> Told:
    return Told(
        finding.severity,
        finding.code,
        finding.rule,
        finding.origin or audited.places.get(finding.path, ""),
        _row(finding.path, rows),
        finding.message,
        finding.found,
        finding.expected,
        finding.clause,
    )


_BLOCKS = {
    "execution": "预算执行情况",
    "weights": "一级指标分值",
    "indicators": "绩效指标",
    "goals": "年度目标",
    "published": "总分和等级",
    "department": "部门基本信息",
    "project": "项目基本信息",
    "remarks": "备注",
}
"""What the parts of a form are called where no indicator is meant."""


def _row(path: str, rows: dict[str, str]) -> str:
    """The indicator that a path stands at, else the part of the form, else the whole of it."""
    inside = path
    while inside and inside not in rows:
        inside = inside.rpartition(".")[0]
    if inside:
        return rows[inside]
    first, _, rest = path.partition(".")
    return rest if first == "weights" and rest else _BLOCKS.get(first.partition("[")[0], "整张表")


def alike(findings: Iterable[Told]) -> list[list[Told]]:
    """Findings of one rule that say the same in the same words, where the first of them stands."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for told in findings:
        groups.setdefault((told.code, told.severity, told.message, told.clause), []).append(told)
    return list(groups.values())
