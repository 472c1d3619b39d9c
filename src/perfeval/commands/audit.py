"""``perfeval audit``: findings on filed tables, one or whole folders of them; ``--fix`` writes a corrected document."""

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from perfeval.auditing import audit
from perfeval.auditing.findings import Report
from perfeval.auditing.fix import Correction, correct
from perfeval.auditing.registry import chosen
from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver, document, each_form
from perfeval.errors import PerfevalError, Problem
from perfeval.forms.model import Evaluation
from perfeval.read import Filed
from perfeval.read.locate import with_lines
from perfeval.trees.sources import decode, read_file
from perfeval.values.text import json_line, legible
from perfeval.write.data import report_as_dict
from perfeval.write.report import Audited, to_format

_DOCUMENTS = (".toml", ".json", ".docx", ".xlsx", ".pdf")


def run(options: Namespace) -> int:
    """Audit each document; the exit status."""
    select, ignore = _words(options.select), _words(options.ignore)
    try:
        chosen(select, ignore)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    names = list(documents(options.files))
    if options.fix:
        return _fix(options, names, select, ignore)
    wants_lines = options.format in ("text", "markdown")

    def work(name: str, form: Filed) -> Audited:
        report = audit(form.evaluation, options.profile, select=select, ignore=ignore)
        source = "标准输入" if name == "-" else name
        if form.origins:
            report = report.with_origins(form.origin)
            return Audited(source, report, origins_of(form, report), is_filed=True)
        return Audited(source, report, lines_of(name, report) if wants_lines else {})

    found = list(each_form(names, work))
    done = [audited for audited in found if audited is not None]
    if not names:
        complain("perfeval：没有找到自评表文件（.toml、.json、.docx、.xlsx、.pdf）。")
        return UNREADABLE
    status = _deliver(_text(done, options), options) if done else CLEAN
    if None in found or status == UNREADABLE:
        return UNREADABLE
    return CLEAN if all(audited.report.is_clean for audited in done) else FOUND


def _words(options: Iterable[str] | None) -> tuple[str, ...]:
    """Rules given with commas, or by an option that is repeated."""
    return tuple(word.strip() for option in options or () for word in option.split(",") if word.strip())


def documents(names: Iterable[str]) -> Iterator[str]:
    """Each name; in place of a folder every document in it and below, by path, hidden ones left out."""
    for name in names:
        if name == "-" or not os.path.isdir(name):
            yield name
            continue
        below = []
        for folder, folders, files in os.walk(name):
            folders[:] = [f for f in folders if not f.startswith(".")]
            below += [
                os.path.join(folder, f)
                for f in files
                if f.lower().endswith(_DOCUMENTS) and not f.startswith((".", "~$"))
            ]
        yield from sorted(below, key=lambda path: path.split(os.sep))


def origins_of(form: Filed, report: Report) -> Mapping[str, str]:
    """Where each path of a finding stands in a filed form: sheet and cell, or page, table, row and cell."""
    paths = dict.fromkeys(path for finding in report.findings for path in (finding.path, *finding.rows))
    return {path: str(origin) for path in paths if (origin := form.origin(path))}


def lines_of(name: str, report: Report) -> Mapping[str, str]:
    """The line of the file that each path of a finding stands at; nothing where places cannot be told."""
    if name == "-" or not report.findings:
        return {}
    try:
        text = decode(read_file(name))
    except OSError:
        return {}
    places = dict.fromkeys(path for finding in report.findings for path in finding.rows)
    told = with_lines((Problem(path, "", "") for path in places), text)
    return {problem.path: f"第 {problem.line} 行" for problem in told if problem.line}


def _text(audited: Sequence[Audited], options: Namespace) -> str:
    on_screen = options.output is None and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if on_screen else None
    return to_format(audited, options.format, skipped=options.skipped, columns=columns)


def _deliver(text: str, options: Namespace) -> int:
    if options.format == "csv" and options.output is None:
        sys.stdout.write(text)  # as it is: its byte-order mark is not for the eye
        return CLEAN
    return deliver(text, options.output)


# --- corrections --------------------------------------------------------------------------------------------------


def _fix(options: Namespace, names: Sequence[str], select: Sequence[str], ignore: Sequence[str]) -> int:
    """The corrected document into the output, the changes and what still does not hold on the screen."""
    if options.output is None or len(names) != 1:
        what = "要用 -o 写明改正后的文件写到哪里" if options.output is None else "一次只改一个文件"
        complain(f"perfeval：--fix {what}。")
        return UNREADABLE
    try:
        evaluation, changes = correct(document(names[0]), options.profile)
        report = audit(evaluation, options.profile, select=select, ignore=ignore)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if deliver(_document(evaluation, options.output), options.output) == UNREADABLE:
        return UNREADABLE
    audited = Audited(options.output, report)
    if options.format == "json":
        data = {"file": options.output} | report_as_dict(report) | {"changes": [change.as_dict() for change in changes]}
        sys.stdout.write(json_line(data))
    else:
        if options.format == "csv":
            complain(_told(changes))
        else:
            sys.stdout.write(legible(_told(changes)))
        sys.stdout.write(to_format([audited], options.format, skipped=options.skipped))
    return CLEAN if report.is_clean else FOUND


def _document(evaluation: Evaluation, path: str) -> str:
    """The document as its new file's name asks; a profile that is a file is named from the new folder."""
    from perfeval.write.document import to_json_document, to_toml

    if evaluation.profile.endswith(".toml"):
        folder = os.path.dirname(os.path.abspath(path))
        evaluation = evolve(evaluation, profile=os.path.relpath(evaluation.profile, folder))
    return to_json_document(evaluation) if path.endswith(".json") else to_toml(evaluation)


def _told(changes: Sequence[Correction]) -> str:
    lines = [f"改了 {len(changes)} 处：" if changes else "没有要改的数。", *(f"  {change}" for change in changes), ""]
    return "\n".join(lines) + "\n"
