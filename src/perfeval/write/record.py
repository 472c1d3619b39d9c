"""What the workbook, the page and the letters of an audit know of a file: plain values, so that other processes can gather them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen

from perfeval.auditing.findings import Finding, Severity
from perfeval.auditing.printed import points
from perfeval.forms.model import Evaluation, Indicator
from perfeval.spoken import row_path, spoken
from perfeval.write.report import GAP, Audited


@frozen
class Told:
    """A finding: what is wrong, at which cell or line (`place`), in which row or block of the form (`row`), and the place as a person says it (`said`)."""

    severity: Severity
    code: str
    rule: str
    place: str
    row: str
    said: str
    message: str
    found: str
    expected: str
    clause: str


@frozen(kw_only=True)
class Record:
    """A file of an audit, or one of the forms in it: its status, why it or a part of it was not audited, and what was found.

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

    @property
    def has_gaps(self) -> bool:
        """Whether it was audited but for pictures, pages or rows that could not be read, which `reason` names."""
        return self.is_audited and bool(self.reason)

    @property
    def is_clean(self) -> bool:
        """Whether all of it was audited, without an error or a warning."""
        return self.is_audited and not self.reason and not self.count(Severity.ERROR, Severity.WARNING)

    def count(self, *severities: Severity) -> int:
        """How many findings have one of these severities."""
        return sum(told.severity in severities for told in self.findings)


def record(audited: Audited) -> Record:
    """The record of a form that was audited."""
    report = audited.report
    evaluation, card = report.evaluation, report.scorecard
    printed = points(evaluation.published.total)
    cited = dict.fromkeys(finding.clause for finding in report.findings)
    return Record(
        file=audited.source,
        reason="；".join(f"{GAP}：{gap}" for gap in report.gaps),
        code=report.gaps[0].code if report.gaps else "",
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
        findings=tuple(_told(audited, finding) for finding in report.findings),
        clauses=tuple((name, card.profile.clauses[name].text) for name in cited if name in card.profile.clauses),
    )


def unit(evaluation: Evaluation) -> str:
    """Whose form it is: the department, the unit that implements the project, else the one above it, else its name."""
    project = evaluation.project
    return ((project.implementer or project.supervisor) if project else "") or evaluation.name


def _told(audited: Audited, finding: Finding) -> Told:
    return Told(
        finding.severity,
        finding.code,
        finding.rule,
        audited.place(finding),
        _row(finding.path, audited.rows),
        audited.said(finding.cell or finding.path),
        finding.message,
        finding.found,
        finding.expected,
        finding.clause,
    )


def _row(path: str, rows: Mapping[str, Indicator]) -> str:
    """The indicator that a path stands in, else the part of the form, else the whole of it."""
    if row := rows.get(row_path(path)):
        return row.name
    return (
        path.removeprefix("weights.")
        if path.startswith("weights.")
        else spoken(path.partition(".")[0].partition("[")[0])
    )


def as_in(message: str, figure: str) -> str:
    """A figure as the words of its finding write it, else as it is: nobody reads 19.20 beside 19.2 as two figures.

    >>> as_in("应得 19.2 分，印 20 分。", "19.20"), as_in("印 20 分。", "19.20"), as_in("应得 9.80 分", "9.8"), as_in("没有得分。", "得分")
    ('19.2', '19.20', '9.80', '得分')
    """
    if not _FIGURE.fullmatch(figure):
        return figure
    plain = _without_zeros(figure)
    return next((told for told in _FIGURE.findall(message) if _without_zeros(told) == plain), figure)


_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%?(?![\d.])")


def _without_zeros(figure: str) -> str:
    digits, sign = figure.removesuffix("%"), figure[-1] == "%"
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}{'%' * sign}"


def same_words(findings: Iterable[Told]) -> list[list[Told]]:
    """Findings of one rule that say the same in the same words, where the first of them stands."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for told in findings:
        groups.setdefault((told.code, told.severity, told.message, told.clause), []).append(told)
    return list(groups.values())
