"""Reports of an audit as text, Markdown, JSON Lines and CSV, table by table; with several, a summary by rule and by unit.

A little over 300 lines: the four formats share one view of a finding and its rows, and are read best side by side.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from typing import Any

from attrs import Factory, frozen
from rich.cells import cell_len

from perfeval.auditing.findings import Finding, Report, Severity
from perfeval.errors import FileStatus
from perfeval.forms.matching import unit_name
from perfeval.forms.model import Evaluation, Indicator
from perfeval.scoring.results import SCHEMA
from perfeval.spoken import row_path, spoken
from perfeval.values.figures import is_blank, plain
from perfeval.values.text import json_line, legible
from perfeval.write.data import report_as_dict
from perfeval.write.markdown import escape
from perfeval.write.tally import RULE_HEADS, STATUSES, UNIT_HEADS, Tally, counted
from perfeval.write.text import shortened, wrap

REPORT_FORMATS = ("text", "json", "markdown", "csv")
"""What `to_format` writes."""
_WIDEST = 34
"""A cell of a row is shown up to this width."""


@frozen(slots=False)
class Audited:
    """A report with the name of its file, and the places of the file that the paths stand at, where known.

    A place is the line of a document, or the cell of a filed form.
    """

    source: str
    report: Report
    places: Mapping[str, str] = Factory(dict)
    is_filed: bool = False

    @property
    def title(self) -> str:
        """Which table this is."""
        evaluation, profile = self.report.evaluation, self.report.scorecard.profile.label
        year = f"，{evaluation.year} 年" if evaluation.year else ""
        return f"{evaluation.name}（{profile}{year}）"

    @cached_property
    def rows(self) -> Mapping[str, Indicator]:
        """The table's rows, and the heads of those under an indicator, by their paths."""
        evaluation = self.report.evaluation
        return dict((*evaluation.parents(), *evaluation.rows()))

    def said(self, path: str) -> str:
        """A place as a person says it, with the name of its row."""
        row = self.rows.get(row_path(path))
        return spoken(path, _short(row.name) if row else "")

    def place(self, finding: Finding, path: str | None = None) -> str:
        """Where in the file the cell of a finding stands, or that of one of its rows; nothing where it is not known."""
        if path is None or path == finding.path:
            path = finding.path
            if finding.origin:
                return finding.origin
        return self.places.get(finding.cell_at(path)) or self.places.get(path, "")

    def of(self, finding: Finding) -> str:
        """Where the cell of a finding stands: as a person says it, as the document has it, and its place in the file where known."""
        cell = finding.cell or finding.path
        place = self.place(finding)
        return f"{self.said(cell)} {cell}".rstrip() + (f"（{place}）" if place else "")

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, with its file and, of a filed form, the cells that the paths stand for."""
        looked = {"schema": SCHEMA, "file": self.source, "status": "audited", "reason": None, "code": None}
        filed = {"origins": dict(self.places), "unread": [str(unread) for unread in self.report.unread]}
        return looked | report_as_dict(self.report) | (filed if self.is_filed else {})


@frozen
class NotAudited:
    """A file that was given or found and not audited, and why."""

    source: str
    status: FileStatus
    reason: str
    code: str

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "schema": SCHEMA,
            "file": self.source,
            "status": self.status,
            "reason": self.reason,
            "code": self.code,
        }


@frozen
class Style:
    """How a report is written: one of `FORMATS`, `columns` wide at most; with `skipped`, also the rules that did not
    apply (JSON always has them); with `brief`, only how many findings each table has.
    """

    kind: str
    skipped: bool = False
    columns: int | None = None
    brief: bool = False

    def opening(self) -> str:
        """What stands before everything else."""
        if self.kind != "csv":
            return ""
        return "\ufeff" + _csv_lines([[head for head, _ in _BRIEF] if self.brief else [head for head, _ in _COLUMNS]])

    def between(self) -> str:
        """What stands between two tables or files."""
        return "\n" if self.kind in ("text", "markdown") else ""

    def table(self, audited: Audited) -> str:
        """One audited table."""
        if self.kind == "json":
            return json_line(_brief(audited) if self.brief else audited.as_dict())
        if self.kind == "csv":
            return _csv_lines(_csv(audited, skipped=self.skipped, brief=self.brief))
        if self.kind == "markdown":
            return "\n".join(_markdown(audited, skipped=self.skipped, brief=self.brief)) + "\n"
        return legible("\n".join(_table(audited, self.columns, skipped=self.skipped, brief=self.brief))) + "\n"

    def file(self, file: NotAudited) -> str:
        """One file that was not audited."""
        label = STATUSES[file.status]
        if self.kind == "json":
            return json_line(file.as_dict())
        if self.kind == "csv":
            cells = {"文件": file.source, "状态": label, "级别": "未核对", "说明": file.reason}
            cells |= {"status": file.status, "code": file.code}
            heads = [head for head, _ in (_BRIEF if self.brief else _COLUMNS)]
            return _csv_lines([[harmless(cells.get(head, "")) for head in heads]])
        if self.kind == "markdown":
            told = f"**未核对（{label}）** {file.status} {file.code}：{escape(file.reason)}"
            return f"## {escape(file.source)}\n\n{told}\n"
        head = f"{file.source}：未核对（{label}）　{file.status} {file.code}"
        lines = [f"  {line}" for line in wrap(file.reason, (self.columns or 10**6) - 2)]
        return legible("\n".join([head, *lines])) + "\n"

    def closing(self, tally: Tally) -> str:
        """The summary."""
        if self.kind == "text":
            return legible("\n".join(_summary_text(tally))) + "\n"
        if self.kind == "markdown":
            return "\n".join(_summary_markdown(tally)) + "\n"
        return ""


def to_format(audited: Sequence[Audited], kind: str, *, skipped: bool = False, columns: int | None = None) -> str:
    """All reports in one of `FORMATS`; with `skipped`, also the rules that did not apply (JSON always has them)."""
    style, tally = Style(kind, skipped, columns), Tally()
    for a in audited:
        tally.file("audited")
        tally.add(a.report)
    pieces = [style.table(a) for a in audited] + ([style.closing(tally)] if len(audited) > 1 else [])
    return style.opening() + style.between().join(filter(None, pieces))


def _brief(audited: Audited) -> dict[str, Any]:
    """A table as plain data, its findings only counted."""
    data = audited.as_dict()
    severities = [finding.severity for finding in audited.report.findings]
    data["findings"] = {severity.value: severities.count(severity) for severity in Severity}
    return {key: value for key, value in data.items() if key not in ("skipped", "origins", "unread")}


# --- text ---------------------------------------------------------------------------------------------------------


def _table(audited: Audited, columns: int | None, *, skipped: bool, brief: bool) -> Iterator[str]:
    """An entry a rule, the heaviest first, with its findings and their rows beneath; what several say alike is told once."""
    report, width = audited.report, columns or 10**6
    yield f"{audited.source}：{audited.title}"
    for entry in () if brief else report.by_rule():
        clauses = dict.fromkeys(finding.clause for finding in entry)
        clause = f"〔{entry[0].clause}〕" if len(clauses) == 1 else ""
        count = f"　{len(entry)} 处" if len(entry) > 1 else ""
        yield f"{entry[0].severity.label} {entry[0].code} {entry[0].rule}{count}{clause}"
        for alike in _alike(entry):
            first, places = alike[0], dict[str, str]()
            for finding in alike:
                for path in finding.rows:
                    if path not in places or path == finding.path:
                        places[path] = audited.place(finding, path)
            rows = list(_rows(audited, places))
            place = "" if rows and first.path in places else f"{audited.of(first)}：" if len(alike) == 1 else ""
            own = "" if clause else f"〔{first.clause}〕"
            yield from (f"  {line}" for line in wrap(f"{place}{first.message}{own}", width - 2))
            yield from (f"    {line}" for line in rows)
    yield _counted(report)
    yield from (f"  {line}" for gap in report.gaps for line in wrap(f"{gap}", width - 2))
    if skipped and report.skipped:
        yield "未查："
        for (path, reason), run in groupby(report.skipped, key=lambda s: (s.path, s.reason)):
            yield f"  {'、'.join(s.rule for s in run)}　{audited.said(path)} {path}".rstrip() + f"：{reason}"


def _counted(report: Report) -> str:
    """How much was found, how often a rule could not be asked, and how much of the form was not read."""
    gaps = f"；没有读到 {len(report.gaps)} 处，未核对" if report.gaps else ""
    return f"{counted(report.findings)}；未查 {len(report.skipped)} 处{gaps}{'：' if report.gaps else '。'}"


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one rule that say the same in the same words, where the first of them stands."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity, finding.message, finding.clause), []).append(finding)
    return list(groups.values())


def _rows(audited: Audited, places: Mapping[str, str]) -> Iterator[str]:
    """The rows and blocks at these paths as lines of aligned cells, each with the place in the file of the cell that is wrong."""
    evaluation, rows = audited.report.evaluation, audited.rows
    told = ((path, _indicator(rows[path]) if path in rows else _block(evaluation, path)) for path in places)
    lines = [
        [_said_row(path) + path + f"（{places[path]}）" * bool(places[path]), *cells] for path, cells in told if cells
    ]
    for _, run in groupby(lines, key=len):
        block = list(run)
        widths = [max(map(cell_len, column)) for column in zip(*block, strict=True)]
        for line in block:
            padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
            yield "  ".join(padded).rstrip()


def _said_row(path: str) -> str:
    """第3行, before the path of a row; what stands beside it names the row, as it does a block."""
    return f"{spoken(path)} " if row_path(path) else ""


def _block(evaluation: Evaluation, path: str) -> list[str]:
    """What a place beside the rows says, cell by cell; nothing for a head, whose rows say it."""
    if path.startswith("execution") and (block := evaluation.execution):
        fund = block.funds[int(path.rpartition("[")[2][:-1])] if path != "execution" else None
        name = _short(fund.name) if fund else "预算执行"
        weight = "" if fund else f"分值 {'—' if block.weight is None else plain(block.weight)}"
        a = fund or block
        return [name, f"{_cell(a.budget)} → {_cell(a.executed)}", weight,
                f"执行率 {_cell(a.published_rate)}", f"得分 {_cell(a.published_score)}"]  # fmt: skip
    if path == "department" and evaluation.department:
        return [f"基本支出 {_cell(evaluation.department.basic)}", f"项目支出 {_cell(evaluation.department.projects)}"]
    if path == "published":
        return [f"总分 {_cell(evaluation.published.total)}", f"等级 {_cell(evaluation.published.grade)}"]
    return []


def _indicator(row: Indicator) -> list[str]:
    target, actual = _whole(row.target, row.targets), _whole(row.actual, row.actuals)
    judged = " ".join(cell for cell in (getattr(row, "attainment", None), getattr(row, "rate", None)) if cell)
    if judged:
        actual = f"{actual}〔{_short(judged)}〕"
    weight = "—" if row.weight is None else plain(row.weight)
    return [_short(row.name), f"{target} → {actual}", f"权重 {weight}", f"得分 {_cell(row.published_score)}"]


def _whole(cell: str | None, cells: Sequence[tuple[str, str]]) -> str:
    told = (f"{name} {text}" for name, text in islice(cells, _WIDEST))  # what is cut off need not be put together
    return _short("；".join(told)) if cells else _cell(cell)


def _cell(value: object) -> str:
    return "—" if value is None or is_blank(str(value)) else _short(str(value))


def _short(text: str) -> str:
    """A cell on one line, cut at the widest."""
    return shortened(legible(" ".join(text.split())), _WIDEST)


# --- the summary of several tables --------------------------------------------------------------------------------


def _summary_text(tally: Tally) -> Iterator[str]:
    yield from tally.sentences()
    for heads, rows in ((RULE_HEADS, tally.by_rule()), (UNIT_HEADS, tally.by_unit())):
        if rows:
            yield ""
            yield from _aligned([heads, *([_short(str(cell)) for cell in row] for row in rows)])


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


# --- Markdown -----------------------------------------------------------------------------------------------------


def _markdown(a: Audited, *, skipped: bool, brief: bool) -> Iterator[str]:
    """A table of findings; nothing that a document says becomes markup."""
    report = a.report
    yield from (f"## {escape(a.title)}", "", escape(a.source), "")
    yield _counted(report)
    yield from ([""] * bool(report.gaps))
    yield from (f"- {escape(str(gap))}" for gap in report.gaps)
    if report.findings and not brief:
        for entry in report.by_rule():
            first = entry[0]
            yield from ("", f"**{first.severity.label} {first.code} {first.rule}**（{len(entry)} 处）", "")
            rows = [(a.of(f), f.message, f.expected, f.found, f.clause) for f in entry]
            yield from _markdown_table(("位置", "说明", "应为", "所印", "条款"), rows)
    if skipped and report.skipped:
        skips = [(s.rule, f"{a.said(s.path)} {s.path}".rstrip(), s.reason) for s in report.skipped]
        yield from ("", "未查：", "", *_markdown_table(("规则", "位置", "原因"), skips))


def _summary_markdown(tally: Tally) -> Iterator[str]:
    yield from ("## 汇总", "", "".join(tally.sentences()))
    for heads, rows in ((RULE_HEADS, tally.by_rule()), (UNIT_HEADS, tally.by_unit())):
        if rows:
            yield from ("", *_markdown_table(heads, rows))


def _markdown_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield f"| {' | '.join(escape(str(cell)) for cell in row)} |"


# --- CSV ----------------------------------------------------------------------------------------------------------


_COLUMNS: tuple[tuple[str, Callable[[Audited, Finding], Any]], ...] = (
    ("文件", lambda a, _: a.source),
    ("单位", lambda a, _: unit_name(a.report.evaluation)),
    ("名称", lambda a, _: a.report.evaluation.name),
    ("年度", lambda a, _: a.report.evaluation.year or ""),
    ("评分规则", lambda a, _: a.report.scorecard.profile.label),
    ("级别", lambda _, f: f.severity.label),
    ("编号", lambda _, f: f.code),
    ("规则", lambda _, f: f.rule),
    ("位置", lambda _, f: f.path),
    ("格", lambda _, f: f.cell),
    ("出处", lambda _, f: f.origin),
    ("指标", lambda *_: ""),
    ("说明", lambda _, f: f.message),
    ("应为", lambda _, f: f.expected),
    ("所印", lambda _, f: f.found),
    ("条款", lambda _, f: f.clause),
    ("状态", lambda *_: STATUSES["audited"]),
    ("status", lambda *_: "audited"),
    ("code", lambda *_: ""),
)
GAP = "没有读到"
"""What a line says, in place of a severity, of a picture, page or row of a form that could not be read."""
_NOTHING = Finding(code="", rule="", family="", severity=Severity.NOTE, path="", message="")
_OF_TABLE = ("文件", "状态", "单位", "名称", "年度", "评分规则", "status", "code")
_BRIEF: tuple[tuple[str, Callable[[Audited], Any]], ...] = (
    ("文件", lambda a: a.source),
    ("单位", lambda a: unit_name(a.report.evaluation)),
    ("名称", lambda a: a.report.evaluation.name),
    ("年度", lambda a: a.report.evaluation.year or ""),
    ("评分规则", lambda a: a.report.scorecard.profile.label),
    ("错误", lambda a: a.report.count(Severity.ERROR)),
    ("警告", lambda a: a.report.count(Severity.WARNING)),
    ("提示", lambda a: a.report.count(Severity.NOTE)),
    ("说明", lambda a: "；".join(map(str, a.report.gaps))),
    ("状态", lambda _: STATUSES["audited"]),
    ("status", lambda _: "audited"),
    ("code", lambda _: ""),
)
"""The columns with findings counted, a line a table."""


def _csv(a: Audited, *, skipped: bool, brief: bool) -> Iterator[list[str]]:
    """A line a finding, or one for a table without any; no cell is one that a spreadsheet would run as a formula."""
    if brief:
        yield [harmless(of(a)) for _, of in _BRIEF]
        return
    names = {path: row.name for path, row in a.rows.items()}
    for finding in a.report.findings:
        yield [
            harmless(of(a, finding)) if head != "指标" else harmless(names.get(finding.path, ""))
            for head, of in _COLUMNS
        ]
    for s in a.report.skipped if skipped else ():
        cells = {head: of(a, _NOTHING) for head, of in _COLUMNS}
        cells |= {"级别": "未查", "规则": s.rule, "位置": s.path, "说明": s.reason, "指标": names.get(s.path, "")}
        yield [harmless(cell) for cell in cells.values()]
    for gap in a.report.gaps:
        cells = {head: of(a, _NOTHING) for head, of in _COLUMNS}
        cells |= {"级别": GAP, "出处": str(gap.origin), "说明": str(gap), "code": gap.code}
        yield [harmless(cell) for cell in cells.values()]
    if not a.report.findings and not a.report.gaps:
        yield [harmless(of(a, _NOTHING)) if head in _OF_TABLE else "" for head, of in _COLUMNS]


def _csv_lines(lines: Iterable[Iterable[str]]) -> str:
    """UTF-8 with a byte-order mark before the first."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def harmless(cell: object) -> str:
    r"""A cell's text, with an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless("-3"), harmless("10"), harmless("\t@x")
    ("'=1+1", "'-3", '10', "' @x")
    """
    text = str(cell)
    dangerous = text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    return f"'{legible(text)}" if dangerous else legible(text)
