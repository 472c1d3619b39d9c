"""What the workbook and the page of an audit show: a line a file, a line a finding, a line a rule, and how they lead to one another."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cached_property

from attrs import field, frozen

from perfeval.auditing.findings import Severity
from perfeval.auditing.registry import AUDIT_RULES
from perfeval.write.record import Record, Told
from perfeval.write.sheets import SheetColumn, SheetValue
from perfeval.write.tally import STATUSES


@frozen
class Said:
    """A finding with the file that it was found in, and both their numbers."""

    number: int
    line: int
    record: Record
    told: Told


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


def _tuple(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(records)


@frozen(slots=False)
class Sheets:
    """The three sheets of an audit."""

    records: tuple[Record, ...] = field(converter=_tuple)

    @cached_property
    def findings(self) -> tuple[Said, ...]:
        """All findings, in the order of the files, each with its number and the number of its file's line."""
        pairs = ((line, one, told) for line, one in enumerate(self.records, 1) for told in one.findings)
        return tuple(Said(number, *pair) for number, pair in enumerate(pairs, 1))

    @cached_property
    def first(self) -> dict[int, int]:
        """The number of the first finding of each line that has one."""
        return {said.line: said.number for said in reversed(self.findings)}

    @cached_property
    def rules(self) -> tuple[Ruled, ...]:
        """The rules that spoke, those that spoke most first."""
        spoken: dict[str, list[Said]] = {}
        for said in self.findings:
            spoken.setdefault(said.told.code, []).append(said)
        titles = {rule.code: rule.title for rule in AUDIT_RULES}
        rules = [_ruled(code, said, titles.get(code, "")) for code, said in spoken.items()]
        return tuple(sorted(rules, key=lambda rule: (-rule.count, rule.code)))


def _ruled(code: str, said: Sequence[Said], title: str) -> Ruled:
    severities = {one.told.severity for one in said}
    labels = "、".join(severity.label for severity in Severity if severity in severities)
    return Ruled(code, said[0].told.rule, title, labels, len(said), len({one.line for one in said}), said[0].number)


def printed_number(text: str) -> SheetValue:
    """A printed figure as a number where it is one of at most 15 digits, else the text as it stands.

    >>> printed_number("9.130"), printed_number("满分"), printed_number("10 分"), printed_number("12345678901234567")
    (Decimal('9.130'), '满分', '10 分', '12345678901234567')
    """
    plain = text.strip()
    if plain.isascii() and plain.replace(".", "", 1).isdigit() and len(plain) <= 15 and plain[-1] != ".":
        return Decimal(plain)
    return text


def _total(one: Record) -> SheetValue:
    return "未定" if one.total is None and one.is_audited else one.total


def _difference(one: Record) -> SheetValue:
    return one.printed - one.total if isinstance(one.printed, Decimal) and one.total is not None else None


def _count(severity: Severity) -> Callable[[Record], SheetValue]:
    return lambda one: one.count(severity) if one.is_audited else None


FILES, FINDINGS, BY_RULE = "各表", "发现", "按规则"
FILE_COLUMNS = (
    SheetColumn("文件", 34, lambda one: one.file),
    SheetColumn("状态", 10, lambda one: STATUSES.get(one.status, one.status)),
    SheetColumn("原因", 28, lambda one: one.reason),
    SheetColumn("单位", 20, lambda one: one.unit),
    SheetColumn("名称", 26, lambda one: one.name),
    SheetColumn("自评表", 13, lambda one: one.form),
    SheetColumn("年度", 7, lambda one: one.year),
    SheetColumn("评分规则", 16, lambda one: one.profile),
    SheetColumn("所印总分", 10, lambda one: one.printed),
    SheetColumn("核算总分", 10, _total),
    SheetColumn("相差", 8, _difference),
    SheetColumn("所印等级", 10, lambda one: one.printed_grade),
    SheetColumn("核算等级", 10, lambda one: one.grade),
    *(SheetColumn(severity.label, 8, _count(severity), FINDINGS) for severity in Severity),
)
FINDING_COLUMNS = (
    SheetColumn("序号", 7, lambda said: said.number),
    SheetColumn("文件", 30, lambda said: said.record.file, FILES),
    SheetColumn("单位", 18, lambda said: said.record.unit),
    SheetColumn("名称", 22, lambda said: said.record.name),
    SheetColumn("级别", 8, lambda said: said.told.severity.label),
    SheetColumn("编号", 8, lambda said: said.told.code),
    SheetColumn("位置", 18, lambda said: said.told.place),
    SheetColumn("指标", 20, lambda said: said.told.row),
    SheetColumn("所印", 14, lambda said: printed_number(said.told.found)),
    SheetColumn("应为", 14, lambda said: printed_number(said.told.expected)),
    SheetColumn("说明", 60, lambda said: said.told.message),
    SheetColumn("依据", 22, lambda said: said.told.clause),
)
RULE_COLUMNS = (
    SheetColumn("编号", 8, lambda rule: rule.code, FINDINGS),
    SheetColumn("规则", 30, lambda rule: rule.name),
    SheetColumn("说明", 64, lambda rule: rule.title),
    SheetColumn("级别", 14, lambda rule: rule.severities),
    SheetColumn("发现数", 9, lambda rule: rule.count),
    SheetColumn("涉及表数", 10, lambda rule: rule.tables),
)
