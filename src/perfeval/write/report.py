"""Reports of an audit as text, Markdown, JSON Lines and CSV; with several tables, a summary by rule and by unit.

A little over 300 lines: the four formats share one view of a finding and its rows, and are read best side by side.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import Factory, frozen
from rich.cells import cell_len

from perfeval.auditing.findings import Finding, Report, Severity
from perfeval.forms.matching import unit_name
from perfeval.forms.model import Evaluation, Indicator
from perfeval.values.figures import is_blank, plain
from perfeval.values.text import json_line, legible
from perfeval.write.data import report_as_dict
from perfeval.write.markdown import escape
from perfeval.write.text import wrap

FORMATS = ("text", "json", "markdown", "csv")
"""What `to_format` writes."""
_WIDEST = 34
"""A cell of a row is shown up to this width."""


@frozen
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
        evaluation, profile = self.report.evaluation, self.report.scorecard.profile.id
        year = f"，{evaluation.year} 年" if evaluation.year else ""
        return f"{evaluation.name}（{profile}{year}）"

    def where(self, path: str, cell: str = "") -> str:
        """The path, or that of a cell, with the place in the file where known."""
        return f"{cell or path}（{self.places[path]}）" if path in self.places else cell or path

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, with its file and, of a filed form, the cells that the paths stand for."""
        origins = {"origins": dict(self.places)} if self.is_filed else {}
        return {"file": self.source} | report_as_dict(self.report) | origins


def to_format(audited: Sequence[Audited], kind: str, *, skipped: bool = False, columns: int | None = None) -> str:
    """All reports in one of `FORMATS`; with `skipped`, also the rules that did not apply (JSON always has them)."""
    if kind == "json":
        return "".join(json_line(a.as_dict()) for a in audited)
    if kind == "csv":
        return to_csv(audited, skipped=skipped)
    if kind == "markdown":
        return to_markdown(audited, skipped=skipped)
    return to_text(audited, skipped=skipped, columns=columns)


# --- text ---------------------------------------------------------------------------------------------------------


def to_text(audited: Sequence[Audited], *, skipped: bool = False, columns: int | None = None) -> str:
    """An entry a rule, the heaviest first, with its findings and their rows beneath; what several say alike is told once."""
    blocks = ["\n".join(_table(a, columns, skipped=skipped)) for a in audited]
    if len(audited) > 1:
        blocks.append("\n".join(_summary_text(audited)))
    return legible("\n\n".join(blocks)) + "\n"


def _table(audited: Audited, columns: int | None, *, skipped: bool) -> Iterator[str]:
    report, width = audited.report, columns or 10**6
    yield f"{audited.source}：{audited.title}"
    for entry in report.by_rule():
        clauses = dict.fromkeys(finding.clause for finding in entry)
        clause = f"〔{entry[0].clause}〕" if len(clauses) == 1 else ""
        count = f"　{len(entry)} 处" if len(entry) > 1 else ""
        yield f"{entry[0].severity.label} {entry[0].code} {entry[0].rule}{count}{clause}"
        for alike in _alike(entry):
            first, paths = alike[0], dict.fromkeys(path for finding in alike for path in finding.rows)
            rows = list(_rows(audited, paths))
            place = "" if rows and first.path in paths else f"{audited.where(first.path)}：" if len(alike) == 1 else ""
            own = "" if clause else f"〔{first.clause}〕"
            yield from (f"  {line}" for line in wrap(f"{place}{first.message}{own}", width - 2))
            yield from (f"    {line}" for line in rows)
    yield f"{_counts(report.findings)}；未查 {len(report.skipped)} 处。"
    if skipped and report.skipped:
        yield "未查："
        for (path, reason), run in groupby(report.skipped, key=lambda s: (s.path, s.reason)):
            yield f"  {'、'.join(s.rule for s in run)}　{path}：{reason}"


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one rule that say the same in the same words, where the first of them stands."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity, finding.message, finding.clause), []).append(finding)
    return list(groups.values())


def _counts(findings: Iterable[Finding]) -> str:
    severities = [finding.severity for finding in findings]
    return "，".join(f"{severity.label} {severities.count(severity)}" for severity in Severity)


def _rows(audited: Audited, paths: Iterable[str]) -> Iterator[str]:
    """The places as lines of aligned cells."""
    evaluation = audited.report.evaluation
    rows = dict(evaluation.rows())
    told = ((path, _indicator(rows[path]) if path in rows else _block(evaluation, path)) for path in paths)
    lines = [[audited.where(path), *cells] for path, cells in told if cells]
    for _, run in groupby(lines, key=len):
        block = list(run)
        widths = [max(map(cell_len, column)) for column in zip(*block, strict=True)]
        for line in block:
            padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
            yield "  ".join(padded).rstrip()


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
    return _short("；".join(f"{name} {text}" for name, text in cells)) if cells else _cell(cell)


def _cell(value: object) -> str:
    return "—" if value is None or is_blank(str(value)) else _short(str(value))


def _short(text: str) -> str:
    """A cell on one line, cut at the widest."""
    text = legible(" ".join(text.split()))
    if cell_len(text) <= _WIDEST:
        return text
    while cell_len(text) > _WIDEST - 1:
        text = text[:-1]
    return f"{text}…"


# --- the summary of several tables --------------------------------------------------------------------------------


def _by_rule(audited: Sequence[Audited]) -> list[tuple[str, str, str, int, int]]:
    """Code, name, severities, findings and tables of each rule that spoke, in the order of the codes."""
    found = [(finding, a.source) for a in audited for finding in a.report.findings]
    rows = []
    for code in sorted({finding.code for finding, _ in found}):
        mine = [(finding, source) for finding, source in found if finding.code == code]
        labels = "、".join(s.label for s in Severity if any(finding.severity is s for finding, _ in mine))
        rows.append((code, mine[0][0].rule, labels, len(mine), len({source for _, source in mine})))
    return sorted(rows, key=lambda row: "WSEJFRT".index(row[0][0]))


def _by_unit(audited: Sequence[Audited]) -> list[tuple[str, int, int, int, int]]:
    """Tables, errors, warnings and notes of each unit, the most errors first."""
    units: dict[str, list[Audited]] = {}
    for a in audited:
        units.setdefault(unit_name(a.report.evaluation), []).append(a)

    def counted(mine: list[Audited], severity: Severity) -> int:
        return sum(a.report.count(severity) for a in mine)

    rows = [
        (name, len(mine), counted(mine, Severity.ERROR), counted(mine, Severity.WARNING), counted(mine, Severity.NOTE))
        for name, mine in units.items()
    ]
    return sorted(rows, key=lambda row: (-row[2], -row[3], -row[4], row[0]))


_RULE_HEADS = ("编号", "规则", "级别", "发现", "涉及的表")
_UNIT_HEADS = ("单位", "表", "错误", "警告", "提示")


def _summary_text(audited: Sequence[Audited]) -> Iterator[str]:
    every = [finding for a in audited for finding in a.report.findings]
    clean = sum(a.report.is_clean for a in audited)
    yield f"共 {len(audited)} 张表，其中 {clean} 张没有错误和警告；{_counts(every)}。"
    for heads, rows in ((_RULE_HEADS, _by_rule(audited)), (_UNIT_HEADS, _by_unit(audited))):
        if rows:
            yield ""
            yield from _aligned([heads, *([_short(str(cell)) for cell in row] for row in rows)])


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


# --- Markdown -----------------------------------------------------------------------------------------------------


def to_markdown(audited: Sequence[Audited], *, skipped: bool = False) -> str:
    """A table of findings for each filing, and the summary; nothing that a document says becomes markup."""
    blocks = []
    for a in audited:
        report = a.report
        lines = [
            f"## {escape(a.title)}",
            "",
            escape(a.source),
            "",
            f"{_counts(report.findings)}；未查 {len(report.skipped)} 处。",
        ]
        for entry in report.by_rule():
            first = entry[0]
            lines += ["", f"**{first.severity.label} {first.code} {first.rule}**（{len(entry)} 处）", ""]
            rows = [(a.where(f.path, f.cell), f.message, f.expected, f.found, f.clause) for f in entry]
            lines += _markdown_table(("位置", "说明", "应为", "所印", "条款"), rows)
        if skipped and report.skipped:
            lines += [
                "",
                "未查：",
                "",
                *_markdown_table(("规则", "位置", "原因"), [(s.rule, s.path, s.reason) for s in report.skipped]),
            ]
        blocks.append("\n".join(lines))
    if len(audited) > 1:
        every = [finding for a in audited for finding in a.report.findings]
        lines = ["## 汇总", "", f"共 {len(audited)} 张表；{_counts(every)}。"]
        lines += [
            "",
            *_markdown_table(_RULE_HEADS, _by_rule(audited)),
            "",
            *_markdown_table(_UNIT_HEADS, _by_unit(audited)),
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


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
    ("评分规则", lambda a, _: a.report.scorecard.profile.id),
    ("级别", lambda _, f: f.severity.label),
    ("编号", lambda _, f: f.code),
    ("规则", lambda _, f: f.rule),
    ("位置", lambda _, f: f.path),
    ("格", lambda _, f: f.cell),
    ("出处", lambda _, f: f.origin),
    ("指标", lambda a, f: _name(a, f.path)),
    ("说明", lambda _, f: f.message),
    ("应为", lambda _, f: f.expected),
    ("所印", lambda _, f: f.found),
    ("条款", lambda _, f: f.clause),
)


def to_csv(audited: Sequence[Audited], *, skipped: bool = False) -> str:
    """A line a finding, UTF-8 with a byte-order mark; no cell is one that a spreadsheet would run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([head for head, _ in _COLUMNS])
    for a in audited:
        writer.writerows([harmless(of(a, finding)) for _, of in _COLUMNS] for finding in a.report.findings)
        for s in a.report.skipped if skipped else ():
            blank = Finding(code="", rule=s.rule, family="", severity=Severity.NOTE, path=s.path, message=s.reason)
            cells = {head: of(a, blank) for head, of in _COLUMNS} | {"级别": "未查"}
            writer.writerow([harmless(cell) for cell in cells.values()])
    return "\ufeff" + text.getvalue()


def harmless(cell: object) -> str:
    r"""A cell's text, with an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless("-3"), harmless("10"), harmless("\t@x")
    ("'=1+1", "'-3", '10', "' @x")
    """
    text = str(cell)
    dangerous = text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    return f"'{legible(text)}" if dangerous else legible(text)


def _name(audited: Audited, path: str) -> str:
    row = dict(audited.report.evaluation.rows()).get(path)
    return row.name if row else ""
