"""What the workbook and the page of an audit show: a line a file, a line a finding, a line a rule, and how they lead to one another."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import field, frozen

from perfeval.auditing.findings import Finding, Severity
from perfeval.auditing.printed import points
from perfeval.auditing.registry import RULES
from perfeval.forms.matching import unit_name
from perfeval.write.report import Audited

Value = str | int | Decimal | None
"""What a cell holds: a number stays one, None is an empty cell."""
STATUSES = {"audited": "已审核", "unread": "读不出", "no-form": "没有自评表", "unsupported": "不是自评表文件"}
"""What became of a file, in the words of the people who read it."""


@frozen
class Line:
    """A file of an audit, or one of the forms in it: its status, why it was not audited, and else the report."""

    file: str
    status: str = "audited"
    reason: str = ""
    code: str = ""
    audited: Audited | None = None


@frozen
class Column:
    """A column of a sheet: its head, its width in characters, what stands in it, and the sheet that its cells lead to."""

    head: str
    width: int
    value: Callable[[Any], Value]
    to: str = ""


@frozen
class Said:
    """A finding with the file that it was found in."""

    number: int
    line: int
    file: str
    audited: Audited
    finding: Finding
    rows: Mapping[str, str]
    """The names of the form's rows by their paths."""


@frozen
class Ruled:
    """A rule that spoke: how often, in how many tables, and its first finding."""

    code: str
    name: str
    title: str
    severities: str
    count: int
    tables: int
    first: int


@frozen(slots=False)
class Sheets:
    """The three sheets of an audit."""

    lines: tuple[Line, ...] = field(converter=tuple)

    @cached_property
    def findings(self) -> tuple[Said, ...]:
        """All findings, in the order of the files, each with its number and the number of its file's line."""
        found = list[Said]()
        for place, line in enumerate(self.lines, 1):
            if line.audited is None:
                continue
            rows = {path: row.name for path, row in line.audited.report.evaluation.rows()}
            for finding in line.audited.report.findings:
                found.append(Said(len(found) + 1, place, line.file, line.audited, finding, rows))
        return tuple(found)

    @cached_property
    def first(self) -> dict[int, int]:
        """The number of the first finding of each line that has one."""
        return {said.line: said.number for said in reversed(self.findings)}

    @cached_property
    def rules(self) -> tuple[Ruled, ...]:
        """The rules that spoke, those that spoke most first."""
        spoken: dict[str, list[Said]] = {}
        for said in self.findings:
            spoken.setdefault(said.finding.code, []).append(said)
        titles = {rule.code: rule.title for rule in RULES}
        rules = [_ruled(code, said, titles.get(code, "")) for code, said in spoken.items()]
        return tuple(sorted(rules, key=lambda rule: (-rule.count, rule.code)))

def _ruled(code: str, said: Sequence[Said], title: str) -> Ruled:
    severities = {one.finding.severity for one in said}
    labels = "、".join(severity.label for severity in Severity if severity in severities)
    tables = len({one.line for one in said})
    return Ruled(code, said[0].finding.rule, title, labels, len(said), tables, said[0].number)


def number(text: str | None) -> Value:
    """A printed figure as a number where it is one of at most 15 digits, else the text as it stands.

    >>> number("9.130"), number("满分"), number("10 分"), number("12345678901234567")
    (Decimal('9.130'), '满分', '10 分', '12345678901234567')
    """
    if not text:
        return None
    plain = text.strip()
    if plain.isascii() and plain.replace(".", "", 1).isdigit() and len(plain) <= 15 and plain[-1] != ".":
        return Decimal(plain)
    return text


def _printed_total(line: Line) -> Value:
    text = line.audited.report.evaluation.published.total if line.audited else None
    figure = points(text)
    return Decimal(figure.value.numerator) / figure.value.denominator if figure else text


def _difference(line: Line) -> Value:
    total, printed = line.audited and line.audited.report.scorecard.total, _printed_total(line)
    return printed - total if isinstance(printed, Decimal) and isinstance(total, Decimal) else None


def _total(line: Line) -> Value:
    if line.audited is None:
        return None
    total = line.audited.report.scorecard.total
    return "未定" if total is None else total


def _of(line: Line, what: Callable[[Audited], Value]) -> Value:
    return what(line.audited) if line.audited else None


def _count(line: Line, severity: Severity) -> Value:
    return line.audited.report.count(severity) if line.audited else None


def place(said: Said) -> str:
    """Where a clerk finds it: the cell of a filed form or the line of a document, else the path."""
    return said.audited.places.get(said.finding.path, "") or said.finding.path


def row_name(said: Said) -> str:
    """The indicator that a finding stands at, empty for the rest of the form."""
    path = said.finding.path
    while path and path not in said.rows:
        path = path.rpartition(".")[0]
    return said.rows.get(path, "")


FILES, FINDINGS, BY_RULE = "各表", "发现", "按规则"
FILE_COLUMNS = (
    Column("文件", 34, lambda line: line.file),
    Column("状态", 10, lambda line: STATUSES.get(line.status, line.status)),
    Column("原因", 28, lambda line: line.reason or None),
    Column("单位", 20, lambda line: _of(line, lambda a: unit_name(a.report.evaluation))),
    Column("名称", 26, lambda line: _of(line, lambda a: a.report.evaluation.name)),
    Column("自评表", 10, lambda line: _of(line, lambda a: a.report.evaluation.form.label)),
    Column("年度", 7, lambda line: _of(line, lambda a: a.report.evaluation.year)),
    Column("评分规则", 16, lambda line: _of(line, lambda a: a.report.scorecard.profile.id)),
    Column("所印总分", 9, _printed_total),
    Column("核算总分", 9, _total),
    Column("相差", 8, _difference),
    Column("所印等级", 8, lambda line: _of(line, lambda a: a.report.evaluation.published.grade)),
    Column("核算等级", 8, lambda line: _of(line, lambda a: a.report.scorecard.grade)),
    Column("错误", 7, lambda line: _count(line, Severity.ERROR), FINDINGS),
    Column("警告", 7, lambda line: _count(line, Severity.WARNING), FINDINGS),
    Column("提示", 7, lambda line: _count(line, Severity.NOTE), FINDINGS),
)
FINDING_COLUMNS = (
    Column("序号", 7, lambda said: said.number),
    Column("文件", 30, lambda said: said.file, FILES),
    Column("单位", 18, lambda said: unit_name(said.audited.report.evaluation)),
    Column("名称", 22, lambda said: said.audited.report.evaluation.name),
    Column("级别", 7, lambda said: said.finding.severity.label),
    Column("编号", 8, lambda said: said.finding.code),
    Column("位置", 18, place),
    Column("指标", 20, row_name),
    Column("所印", 14, lambda said: number(said.finding.found)),
    Column("应为", 14, lambda said: number(said.finding.expected)),
    Column("说明", 60, lambda said: said.finding.message),
    Column("依据", 22, lambda said: said.finding.clause),
)
RULE_COLUMNS = (
    Column("编号", 8, lambda rule: rule.code, FINDINGS),
    Column("规则", 30, lambda rule: rule.name),
    Column("说明", 64, lambda rule: rule.title),
    Column("级别", 14, lambda rule: rule.severities),
    Column("发现数", 9, lambda rule: rule.count),
    Column("涉及表数", 9, lambda rule: rule.tables),
)
