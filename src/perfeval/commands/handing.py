"""A filed form handed back: ``perfeval audit FILE --mark OUT``, and ``--fix -o OUT.docx|xlsx`` with recomputed figures in it."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from perfeval.auditing.findings import Report, Severity
from perfeval.auditing.fix import Correction, correct
from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver
from perfeval.commands.gathering import Gathering, Given
from perfeval.errors import InputError, Problem
from perfeval.read import Filed, filed_forms, is_filed
from perfeval.read.files.filed import MAX_FILE
from perfeval.trees.sources import read_file, why
from perfeval.values.text import legible
from perfeval.write.marked import marked
from perfeval.write.marked.marks import Mark, changes, findings
from perfeval.write.report import Audited, to_format

HANDED_ENDINGS = (".xlsx", ".docx", ".html")
"""What a marked copy may be."""
OFFICE = (".xlsx", ".docx")
"""What recomputed figures are put into; of every other ending --fix makes a document."""

Audit = Callable[[Filed], Report]
"""How a form is audited, under the options of the command."""


def mark(options: Namespace, audit: Audit) -> int:
    """The marked copy into --mark, how much was marked on the screen."""
    ending = os.path.splitext(options.mark)[1].lower()
    if ending not in HANDED_ENDINGS:
        complain("perfeval：--mark 写明标注后的文件，以 .xlsx、.docx 或 .html 结尾（xlsx、docx 须与原文件相同）。")
        return UNREADABLE
    name = _only(options, "--mark", options.mark)
    data, forms = _opened(name)
    reports = [audit(form) for form in forms]
    said = [one for form, report in zip(forms, reports, strict=True) for one in findings(form, report)]
    if _write(data, name, said, options.mark) == UNREADABLE:
        return UNREADABLE
    counts = "，".join(f"{severity.label} {sum(r.count(severity) for r in reports)}" for severity in Severity)
    sys.stdout.write(legible(f"{options.mark}：标注 {len({one.origin for one in said})} 格（{counts}）。\n"))
    for gap in (gap for report in reports for gap in report.gaps):
        complain(f"{name}：{gap}")
    return CLEAN if all(report.is_clean for report in reports) else FOUND


def fix(options: Namespace, audit: Audit, told: Callable[[Sequence[Correction]], str]) -> int:
    """The clerk's own file with recomputed figures into -o; the changes, and what still does not hold, on the screen."""
    name = _only(options, "--fix", options.output)
    data, forms = _opened(name)
    marks, made = list[Mark](), list[Correction]()
    for form in forms:
        _, mine = correct(form.evaluation, options.profile)
        put, left = changes(form, mine)
        made += [change for change in mine if change not in left]
        marks += put
        for change in left:
            complain(f"{name}：{change}：没有找到印着它的格，没有改。")
    copy = marked(data, name, marks, os.path.splitext(options.output)[1].lower()[1:])
    for line in copy.left:
        complain(f"{name}：{line}")
    again = filed_forms(copy.data, options.output)  # what stands in the copy is what is told
    if deliver(copy.data, options.output) == UNREADABLE:
        return UNREADABLE
    reports = [audit(form) for form in again]
    sys.stdout.write(legible(told(made)))
    shown = [Audited(options.output, report) for report in reports]
    sys.stdout.write(to_format(shown, options.format, skipped=options.skipped))
    return CLEAN if all(report.is_clean for report in reports) else FOUND


def _write(data: bytes, name: str, marks: Sequence[Mark], output: str) -> int:
    copy = marked(data, name, marks, os.path.splitext(output)[1].lower()[1:])
    for line in copy.left:
        complain(f"{name}：{line}")
    return deliver(copy.data, output)


def _only(options: Namespace, option: str, output: str) -> str:
    """The one file that is handed back, which the copy must not be."""
    if len(options.files) != 1 or os.path.isdir(options.files[0]):
        raise InputError(
            [Problem("", "给了几个文件或一个文件夹", "一个文件", f"{option} 一次处理一个文件")], "perfeval"
        )
    name: str = options.files[0]
    if name != "-" and os.path.realpath(name) == os.path.realpath(output):
        raise InputError([Problem("", f"{output} 就是要读的文件", "另一个文件名")], "perfeval")
    return name


def _opened(name: str) -> tuple[bytes, tuple[Filed, ...]]:
    """The bytes of a filed form, and the forms in it."""
    (given,) = Gathering([name]) if name == "-" else [Given(name)]
    if given.error:
        raise given.error
    source = given.name
    try:
        data = read_file(name, MAX_FILE) if given.data is None else given.data
    except OSError as error:
        raise InputError([Problem("", f"打不开：{why(error)}", "可读的文件", code="cannot-open")], source) from None
    if not is_filed(data, source):
        found, hint = "这是自评表文件（TOML、JSON），没有填报的表可以标注", "用 perfeval audit 看每处在第几行"
        raise InputError([Problem("", found, "填报的表（xlsx、docx、PDF）", hint)], source)
    return data, filed_forms(data, source)
