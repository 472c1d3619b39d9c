"""``perfeval score``: the official tables on the screen or as files to print, or the results as JSON Lines."""

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from glob import escape, glob
from itertools import chain

from perfeval.commands import CLEAN, FOUND, UNREADABLE, OutputError, complain, deliver, writing
from perfeval.commands.gathering import Gathering, nothing_found
from perfeval.commands.looking import each
from perfeval.commands.progress import with_progress
from perfeval.errors import InputError, PerfevalError
from perfeval.scoring.results import Scorecard
from perfeval.scoring.score import score
from perfeval.tables import comparison, table
from perfeval.trees.cells import read_amount
from perfeval.values.units import WAN_YUAN
from perfeval.write import FILES, to_file, to_format

_STREAMED = ("text", "markdown", "json")
"""What is written table by table; a page is too, in one piece with its head. A workbook is made of all tables at once."""
_IN_VOLUMES = ("docx", "pdf")
"""Files to print, which take much memory a form: more than `MOST_FORMS`, or `MOST_ROWS`, are several volumes."""
MOST_FORMS, MOST_ROWS = 200, 5000

Cards = Sequence[Scorecard]
"""One form's results: one, or one under each profile that was asked for."""


def run(options: Namespace) -> int:
    """Score each form in each file."""
    profiles: list[str] = options.profile or []
    if options.format in FILES and options.output is None:
        complain(
            f"perfeval：{options.format} 不能打印在屏幕上，请用 -o 写明存成哪个文件，如 -o 自评表.{options.format}。"
        )
        return UNREADABLE
    if options.budget is not None and options.format != "xlsx":
        complain(
            f"perfeval：--budget 只用于 xlsx 的汇总，写 {options.format} 用不到它；请写 -o 文件.xlsx，或不写 --budget。"
        )
        return UNREADABLE
    if len(profiles) > 1 and options.format not in _STREAMED:
        complain(f"perfeval：几个评分规则并列时不能写 {options.format}，请用 text、markdown 或 json。")
        return UNREADABLE
    try:
        scored = _Scored(Gathering(options.files, options.output), profiles)
        if options.format in (*_STREAMED, "html"):
            _stream(scored, options)
        elif options.format in _IN_VOLUMES:
            scored.exit = max(_in_volumes((card for cards in scored for card in cards), options), scored.exit)
        else:
            scored.exit = max(_at_once([card for cards in scored for card in cards], options), scored.exit)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    return scored.exit


class _Scored:
    """The results of every form in every file, one after another; what is told of the others, and the exit status."""

    def __init__(self, gathering: Gathering, profiles: Sequence[str]) -> None:
        self.gathering, self.exit = gathering, CLEAN
        self.profiles: Sequence[str | None] = profiles or [None]
        gathering.spare(profiles)

    def __iter__(self) -> Iterator[Cards]:
        some = False
        for looked in each(self.gathering, lambda _, form: [score(form.evaluation, name) for name in self.profiles]):
            some = some or looked.status != "unsupported" or looked.is_named
            self.exit = max(self.exit, looked.exit)
            self.gathering.spare(looked.rules)
            for cards in looked.results:
                self.exit = max(self.exit, FOUND if any(card.total is None for card in cards) else CLEAN)
                yield cards
        if not some:
            complain(nothing_found())
            self.exit = UNREADABLE
        if self.gathering.passed:
            complain(f"另有 {self.gathering.passed} 个隐藏文件没有看。")


def _stream(scored: _Scored, options: Namespace) -> None:
    """Table by table; a file is not begun before there is one."""
    results = iter(scored)
    first = next(results, None)
    if first is None:
        return
    if options.format == "html":
        from perfeval.write.html import pieces

        with writing(options.output) as write:
            for piece in pieces(
                card for cards in chain([first], with_progress(results, options.output)) for card in cards
            ):
                write(piece)
        return
    told, between = _teller(options), "" if options.format == "json" else "\n"
    with writing(options.output) as write:
        write(told(first))
        for cards in with_progress(results, options.output):
            write(between + told(cards))


def _teller(options: Namespace) -> Callable[[Cards], str]:
    """How one form's results are written: its table, or what it would earn under each profile, side by side."""
    columns = shutil.get_terminal_size().columns if options.output is None and sys.stdout.isatty() else None
    if len(options.profile or ()) < 2 or options.format == "json":
        return lambda cards: to_format(cards, options.format, columns)
    from perfeval.write.markdown import draw as markdown
    from perfeval.write.text import draw

    is_markdown = options.format == "markdown"
    return lambda cards: markdown(comparison(cards)) if is_markdown else draw(comparison(cards), columns)


def _in_volumes(cards: Iterable[Scorecard], options: Namespace) -> int:
    """A file to print, or several that are numbered where the forms are too many for one; so no more than one is held."""
    volumes = _volumes(cards)
    first, second = next(volumes, []), next(volumes, None)
    if second is None:
        return _at_once(first, options)
    stem, ending = os.path.splitext(options.output)
    there = sorted(glob(f"{escape(stem)}-[0-9][0-9][0-9]{escape(ending)}"))
    if there:
        complain(f"perfeval：{there[0]} 已经存在，一份也没有写；请换一个文件名，或先移走。")
        return UNREADABLE
    worst, number, forms = CLEAN, 0, 0
    for number, volume in enumerate(chain([first, second], volumes), 1):
        worst = max(worst, _at_once(volume, options, f"{stem}-{number:03}{ending}"))
        forms += len(volume)
        if worst == UNREADABLE:
            return worst
    complain(
        f"共 {forms} 张表，一个 {options.format} 文件至多 {MOST_FORMS} 张；分成 {number} 个：{stem}-001{ending} 等。"
    )
    return worst


def _volumes(cards: Iterable[Scorecard]) -> Iterator[list[Scorecard]]:
    """The forms of one file each: at least one, and no more than may be."""
    volume, rows = list[Scorecard](), 0
    for card in cards:
        more = len(card.rows)
        if volume and (len(volume) == MOST_FORMS or rows + more > MOST_ROWS):
            yield volume
            volume, rows = [], 0
        volume.append(card)
        rows += more
    if volume:
        yield volume


def _at_once(cards: Cards, options: Namespace, path: str = "") -> int:
    """A workbook or a file to print. What a reader should know beside a printed form is told on standard error."""
    if not cards:
        return CLEAN
    content = to_file(cards, options.format, options.font, _findings(cards, options.format), _budget(options.budget))
    status = deliver(content, path or options.output)
    for card in cards:
        for message in table(card).messages:
            complain(f"{card.evaluation.name}：{message}" if len(cards) > 1 else message)
    return status


def _budget(text: str | None) -> Fraction | None:
    """The whole budget in 万元, that the forms of a summary are held against."""
    if text is None:
        return None
    try:
        amount = read_amount(text)
    except InputError:
        amount = None
    if amount is None or amount.value < 0:
        raise OutputError(f"perfeval：--budget 写的是“{text[:40]}”，读不出金额；请写成 5000万元、0.5亿元 这样。")
    return amount.to(WAN_YUAN)


def _findings(cards: Cards, kind: str) -> list[int]:
    """How many things an audit finds in each, notes aside: for the summary of a workbook."""
    if kind != "xlsx" or len(cards) < 2:
        return []
    from perfeval.auditing import audit
    from perfeval.auditing.findings import Severity

    reports = [audit(card.evaluation, card.profile) for card in cards]
    return [report.count(Severity.ERROR) + report.count(Severity.WARNING) for report in reports]
