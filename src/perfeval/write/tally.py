"""What an audit of many files comes to: files by what became of them, findings by rule and by unit.

It grows with the number of rules and units, not of files, and two can be put together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from perfeval.auditing.findings import Finding, Report, Severity
from perfeval.errors import FileStatus
from perfeval.forms.matching import unit_name

STATUSES: dict[FileStatus, str] = {
    "audited": "已核对",
    "unread": "读不了",
    "no-form": "没有自评表",
    "unsupported": "不支持",
}
"""What may become of a file, in Chinese."""
RULE_HEADS = ("编号", "规则", "级别", "发现", "涉及的表")
UNIT_HEADS = ("单位", "表", "错误", "警告", "提示")


class Tally:
    """Counts of files, tables and findings; `passed` are the hidden files that were passed over."""

    def __init__(self) -> None:
        self.files, self.severities = Counter[FileStatus](), Counter[Severity]()
        self.tables = self.clean = self.with_gaps = self.passed = 0
        self._rules: dict[str, tuple[str, Counter[Severity], int]] = {}
        self._units: dict[str, Counter[str]] = {}

    def file(self, status: FileStatus) -> None:
        """One more file."""
        self.files[status] += 1

    def add(self, report: Report) -> None:
        """One more table."""
        self.tables += 1
        self.clean += report.is_clean
        self.with_gaps += bool(report.gaps)
        by_rule: dict[str, Counter[Severity]] = {}
        names = {finding.code: finding.rule for finding in report.findings}
        for finding in report.findings:
            by_rule.setdefault(finding.code, Counter())[finding.severity] += 1
        for code, found in by_rule.items():
            self._add_rule(code, names[code], found, 1)
        severities = Counter(finding.severity for finding in report.findings)
        self.severities += severities
        self._add_unit(unit_name(report.evaluation), Counter(dict(severities) | {"tables": 1}))

    def merge(self, other: "Tally") -> None:
        """What another has counted, too."""
        self.files += other.files
        self.severities += other.severities
        self.tables, self.clean = self.tables + other.tables, self.clean + other.clean
        self.with_gaps, self.passed = self.with_gaps + other.with_gaps, self.passed + other.passed
        for code, (name, found, tables) in other._rules.items():
            self._add_rule(code, name, found, tables)
        for name, counts in other._units.items():
            self._add_unit(name, counts)

    def _add_rule(self, code: str, name: str, found: Counter[Severity], tables: int) -> None:
        _, before, told = self._rules.get(code, (name, Counter[Severity](), 0))
        self._rules[code] = (name, before + found, told + tables)

    def _add_unit(self, name: str, counts: Counter[str]) -> None:
        self._units[name] = self._units.get(name, Counter()) + counts

    @property
    def lines(self) -> int:
        """How many tables and files have a line of their own."""
        return self.tables + sum(count for status, count in self.files.items() if status != "audited")

    @property
    def has_filings(self) -> bool:
        """Whether there was anything to look at, were it readable or not."""
        return any(count for status, count in self.files.items() if status != "unsupported")

    def by_rule(self) -> list[tuple[str, str, str, int, int]]:
        """Code, name, severities, findings and tables of each rule that spoke, in the order of the codes."""
        rows = [
            (code, name, "、".join(s.label for s in Severity if found[s]), found.total(), tables)
            for code, (name, found, tables) in sorted(self._rules.items())
        ]
        return sorted(rows, key=lambda row: "WSEJFRT".index(row[0][0]))

    def by_unit(self) -> list[tuple[str, int, int, int, int]]:
        """Tables, errors, warnings and notes of each unit, the most errors first."""
        error, warning, note = Severity
        rows = [(name, n["tables"], n[error], n[warning], n[note]) for name, n in self._units.items()]
        return sorted(rows, key=lambda row: (-row[2], -row[3], -row[4], row[0]))

    def sentences(self) -> Iterator[str]:
        """How many tables and findings; and where not every file is a table, what became of the files."""
        yield f"共 {self.tables} 张表，其中 {self.clean} 张没有错误和警告；{counts(self.severities)}。"
        if self.with_gaps:
            yield f"{self.with_gaps} 张表有没有读到的图片、页或行，没有全部核对。"
        if self.files.keys() - {"audited"} or self.passed:
            told = "，".join(
                f"{label} {self.files[status]}" for status, label in STATUSES.items() if self.files[status]
            )
            hidden = f"；另有 {self.passed} 个隐藏文件没有看" if self.passed else ""
            yield f"文件 {self.files.total()} 个：{told}{hidden}。" if told else f"{hidden[1:]}。"


def counted(findings: Iterable[Finding]) -> str:
    """How many findings of each severity."""
    return counts(Counter(finding.severity for finding in findings))


def counts(severities: Counter[Severity]) -> str:
    """The same, counted before."""
    return "，".join(f"{severity.label} {severities[severity]}" for severity in Severity)
