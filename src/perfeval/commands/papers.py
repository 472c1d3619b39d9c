"""The papers of an audit: ``-o 审核.xlsx`` or ``.html``, one workbook or page of all files, and ``--letters DIR``."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from attrs import frozen

from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver
from perfeval.commands.gathering import Gathering, Given, nothing_found
from perfeval.commands.looking import look
from perfeval.commands.pool import in_order
from perfeval.commands.progress import with_progress
from perfeval.read import Filed
from perfeval.trees.sources import why
from perfeval.values.text import legible
from perfeval.write.record import Record, record
from perfeval.write.report import Audited

PAPER_FORMATS = ("xlsx", "html")
"""What is made of all files at once."""


@frozen
class Gathered:
    """What became of a file: a record of each form in it, or of the file itself; messages, and its exit status."""

    records: tuple[Record, ...]
    messages: tuple[str, ...]
    exit: int
    rules: tuple[str, ...]


@frozen
class Recording:
    """What is done with each file, here or in another process."""

    audited: Callable[[Given, Filed], Audited]

    def __call__(self, given: Given) -> Gathered:
        """The file's records."""
        records, messages, worst, rules = list[Record](), list[str](), CLEAN, list[str]()
        for looked in look(given, self.audited):
            messages += (*looked.messages, *looked.said)
            rules += looked.rules
            worst = max(worst, looked.exit)
            if looked.status != "audited":
                records.append(Record(file=looked.file, status=looked.status, reason=looked.reason, code=looked.code))
            for one in looked.results:
                records.append(record(one))
                worst = max(worst, CLEAN if one.report.is_clean else FOUND)
        return Gathered(tuple(records), tuple(messages), worst, tuple(rules))


def write(options: Namespace, gathering: Gathering, audited: Callable[[Given, Filed], Audited]) -> int:
    """The workbook or page into -o, the letters into their folder; the exit status."""
    if options.letters and options.output and options.format not in PAPER_FORMATS:
        complain("perfeval：--letters 与 -o 同写时，-o 须以 .xlsx 或 .html 结尾。")
        return UNREADABLE
    if options.format == "xlsx" and not options.output:
        complain("perfeval：xlsx 不能打印在屏幕上，请用 -o 写明存成哪个文件，如 -o 审核.xlsx。")
        return UNREADABLE
    records, worst = list[Record](), CLEAN
    for gathered in with_progress(in_order(Recording(audited), gathering), options.output):
        for message in gathered.messages:
            complain(message)
        gathering.spare(gathered.rules)
        records += gathered.records
        worst = max(worst, gathered.exit)
    if not records:
        complain(nothing_found())
        return UNREADABLE
    if gathering.passed:
        complain(f"另有 {gathering.passed} 个隐藏文件没有看。")
    if options.format in PAPER_FORMATS:
        worst = max(worst, deliver(_content(records, options.format), options.output))
    return max(worst, _letters(records, options.letters)) if options.letters else worst


def _content(records: Sequence[Record], kind: str) -> str | bytes:
    if kind == "html":
        from perfeval.write.audit_page import audit_page

        return audit_page(records)
    from perfeval.write.audit_workbook import workbook

    return workbook(records)


def _letters(records: Sequence[Record], folder: str) -> int:
    """A letter to each unit into the folder; one that stands there already, perhaps with somebody's changes, is not written over."""
    from perfeval.write.letters import letters

    found = letters(records)
    paths = [os.path.join(folder, letter.file) for letter in found]
    there = [path for path in paths if os.path.exists(path)]
    if there:
        others = f"等 {len(there)} 份" if len(there) > 1 else ""
        complain(f"perfeval：{there[0]}{others}已经存在，一份也没有写；请换一个文件夹，或先移走。")
        return UNREADABLE
    try:
        if found:
            os.makedirs(folder, exist_ok=True)
    except OSError as error:
        complain(f"perfeval：建不了文件夹 {folder}（{why(error)}）；请换一个可以写入的位置。")
        return UNREADABLE
    worst = max((deliver(letter.data, path) for letter, path in zip(found, paths, strict=True)), default=CLEAN)
    done = sum(one.is_audited for one in records)
    clean = sum(one.is_clean for one in records)
    gaps = sum(one.has_gaps for one in records)
    others = f"；{gaps} 张表有没有读到的图片、页或行，没有全部核对" if gaps else ""
    others += f"；{len(records) - done} 个文件没有审核，没有意见书" if done < len(records) else ""
    sys.stdout.write(
        legible(f"{folder}：写了 {len(found)} 份退回意见书；{done} 张表中 {clean} 张没有要退回的事项{others}。\n")
    )
    return worst
