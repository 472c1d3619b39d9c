"""``perfeval audit``: findings on filed tables, one or whole folders of them; ``--fix`` writes a corrected document."""

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from perfeval.auditing import audit
from perfeval.auditing.findings import Report, Severity
from perfeval.auditing.fix import Correction, correct, in_text
from perfeval.auditing.registry import chosen
from perfeval.auditing.rules.form.profile_not_shipped import profile_not_shipped
from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver, seen_from, writing
from perfeval.commands.gathering import Gathering, Given, nothing_found
from perfeval.commands.looking import look, only_form
from perfeval.commands.pool import in_order
from perfeval.commands.progress import with_progress
from perfeval.errors import InputError, PerfevalError, Problem
from perfeval.forms.model import Evaluation
from perfeval.read import Filed, loads
from perfeval.read.locate import with_lines
from perfeval.trees.sources import decode, read_file
from perfeval.values.text import json_line, legible
from perfeval.write.data import report_as_dict
from perfeval.write.report import Audited, NotAudited, Style, to_format
from perfeval.write.tally import Tally


def run(options: Namespace) -> int:
    """Audit each form in each file; the exit status."""
    select, ignore = _words(options.select), _words(options.ignore)
    try:
        chosen(select, ignore)
        if options.profile or options.trust_profiles:
            ignore = (*ignore, profile_not_shipped.name)
        if told := _two_at_once(options):
            complain(told)
            return UNREADABLE
        if options.mark or (options.fix and os.path.splitext(options.output or "")[1].lower() in (".xlsx", ".docx")):
            return _hand_back(options, select, ignore)
        if options.fix:
            return _fix(options, select, ignore)
        on_screen = options.output is None and sys.stdout.isatty()
        columns = shutil.get_terminal_size().columns if on_screen else None
        style = Style(options.format, options.skipped, columns, options.summary)
        work = Work(options.profile, select, ignore, Severity(options.severity), style)
        gathering = Gathering(options.files, options.output)
        if options.letters or options.format in ("xlsx", "html"):
            from perfeval.commands import papers

            return papers.write(options, gathering, work.audited)
        return _report(gathering, work, options.output)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE


def _two_at_once(options: Namespace) -> str:
    """What is asked for that one run does not write beside the other; nothing that was asked for is passed over."""
    asked = [f"--{name}" for name in ("mark", "fix", "letters") if getattr(options, name)]
    if options.mark and options.output:
        asked.append("-o")
    return f"perfeval：{'、'.join(asked)} 一次只能写一样，请分几次运行。" if len(asked) > 1 else ""


def _hand_back(options: Namespace, select: Sequence[str], ignore: Sequence[str]) -> int:
    """The clerk's own file, with marks or with recomputed figures."""
    from perfeval.commands import handing

    def audited(filed: Filed) -> Report:
        report = audit(filed.evaluation, profile=options.profile, select=select, ignore=ignore)
        return report.of_form(filed).at_least(Severity(options.severity))

    return handing.mark(options, audited) if options.mark else handing.fix(options, audited, _told)


def _report(gathering: Gathering, work: "Work", output: str | None) -> int:
    """Every file's piece of the report as it comes, in the order of the files, then the summary."""
    style, tally, worst, is_first = work.style, Tally(), CLEAN, True
    on_screen = output is None and sys.stdout.isatty() and sys.stderr.isatty()
    with writing(output, as_it_is=style.kind == "csv") as write:
        write(style.opening())
        for piece in with_progress(in_order(work, gathering), output):
            for message in piece.messages if on_screen else (*piece.messages, *piece.said):
                complain(message)
            for text in piece.texts:
                write(text if is_first else style.between() + text)
                is_first = False
            gathering.spare(piece.rules)
            tally.merge(piece.tally)
            worst = max(worst, piece.exit)
        tally.passed = gathering.passed
        if gathering.has_folder and not tally.has_filings:
            complain(nothing_found())
            worst = UNREADABLE
        if tally.lines > 1 or gathering.has_folder or style.brief:
            write(style.between() * (not is_first) + style.closing(tally))
    if tally.passed and style.kind in ("json", "csv"):
        complain(f"另有 {tally.passed} 个隐藏文件没有看。")
    return worst


@frozen
class Piece:
    """What one file adds to a report: its text, what is counted, messages for standard error, its exit status.

    `said` are messages that the text has, too; they are no news to who sees both. `rules` are the profile files that its forms name.
    """

    texts: tuple[str, ...]
    tally: Tally
    messages: tuple[str, ...]
    said: tuple[str, ...]
    exit: int
    rules: tuple[str, ...]


@frozen
class Work:
    """What is done with each file, here or in another process."""

    profile: str | None
    select: Sequence[str]
    ignore: Sequence[str]
    severity: Severity
    style: Style

    def __call__(self, given: Given) -> Piece:
        """The file's piece of the report."""
        tally, texts, worst, rules = Tally(), list[str](), CLEAN, list[str]()
        messages, said = list[str](), list[str]()
        for looked in look(given, self.audited):
            messages += looked.messages
            said += looked.said
            rules += looked.rules
            worst = max(worst, looked.exit)
            if looked.status != "audited":
                texts.append(self.style.file(NotAudited(looked.file, looked.status, looked.reason, looked.code)))
            for one in looked.results:
                tally.add(one.report)
                texts.append(self.style.table(one))
                worst = max(worst, CLEAN if one.report.is_clean else FOUND)
            tally.file(looked.status)
        return Piece(tuple(texts), tally, tuple(messages), tuple(said), worst, tuple(rules))

    def audited(self, given: Given, filed: Filed) -> Audited:
        """One form audited, with the places that its findings speak of."""
        report = audit(filed.evaluation, self.profile, select=self.select, ignore=self.ignore)
        report = report.at_least(self.severity)
        if filed.origins:
            report = report.of_form(filed)
            return Audited(given.name, report, origins_of(filed, report), is_filed=True)
        return Audited(given.name, report, lines_of(given, report) if self.style.kind not in ("json", "csv") else {})


def _words(options: Iterable[str] | None) -> tuple[str, ...]:
    """Rules given with commas, or by an option that is repeated."""
    return tuple(word.strip() for option in options or () for word in option.split(",") if word.strip())


def origins_of(filed: Filed, report: Report) -> Mapping[str, str]:
    """Where each path of a finding stands in a filed form: sheet and cell, or page, table, row and cell."""
    return {path: str(origin) for path in _places(report) if (origin := filed.origin(path))}


def _places(report: Report) -> Iterable[str]:
    """The rows that findings speak of, and the cells in them."""
    paths = ((finding, path) for finding in report.findings for path in (finding.path, *finding.rows))
    return dict.fromkeys(place for finding, path in paths for place in (path, finding.cell_at(path)))


def lines_of(given: Given, report: Report) -> Mapping[str, str]:
    """The line of the file that each path of a finding stands at; nothing where places cannot be told."""
    if not report.findings:
        return {}
    try:
        text = decode(read_file(given.path) if given.data is None else given.data)
    except (OSError, InputError):
        return {}
    told = with_lines((Problem(path, "", "") for path in _places(report)), text)
    return {problem.path: f"文件第 {problem.line} 行" for problem in told if problem.line}


# --- corrections --------------------------------------------------------------------------------------------------


def _fix(options: Namespace, select: Sequence[str], ignore: Sequence[str]) -> int:
    """The corrected document into the output, the changes and what still does not hold on the screen."""
    names = [given.path for given in Gathering(options.files)]
    if options.output is None or len(names) != 1:
        what = "要用 -o 写明改正后的文件写到哪里" if options.output is None else "一次只改一个文件"
        complain(f"perfeval：--fix {what}。")
        return UNREADABLE
    try:
        filed = only_form(names[0])
        evaluation, changes = correct(filed.evaluation, options.profile)
        report = evolve(audit(evaluation, options.profile, select=select, ignore=ignore), unread=filed.unread)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    made = _in_its_words(names[0], evaluation, changes, options.output) or _document(evaluation, options.output)
    if deliver(made, options.output) == UNREADABLE:
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


def _in_its_words(source: str, evaluation: Evaluation, changes: Sequence[Correction], path: str) -> str | None:
    """The TOML document as its author wrote it, comments included, with the cells changed; None where that is another document."""
    if not source.endswith(".toml") or path.endswith(".json") or evaluation.profile.endswith(".toml"):
        return None
    try:
        text = in_text(decode(read_file(source)), changes)
        return text if text is not None and loads(text) == evaluation else None
    except (OSError, PerfevalError):
        return None


def _document(evaluation: Evaluation, path: str) -> str:
    """The document as its new file's name asks; a profile that is a file is named from the new folder."""
    from perfeval.write.document import to_json_document, to_toml

    evaluation = evolve(evaluation, profile=seen_from(path, evaluation.profile))
    return to_json_document(evaluation) if path.endswith(".json") else to_toml(evaluation)


def _told(changes: Sequence[Correction]) -> str:
    lines = [f"改了 {len(changes)} 处：" if changes else "没有要改的数。", *(f"  {change}" for change in changes), ""]
    return "\n".join(lines) + "\n"
