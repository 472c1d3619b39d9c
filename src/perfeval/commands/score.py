"""``perfeval score``: the official tables on the screen or as files to print, or the results as JSON Lines."""

import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from perfeval.commands import CLEAN, FOUND, UNREADABLE, OutputError, complain, deliver, writing
from perfeval.commands.gathering import Gathering, nothing_found
from perfeval.commands.looking import each
from perfeval.commands.progress import shown
from perfeval.errors import InputError, PerfevalError
from perfeval.scoring.results import Scorecard
from perfeval.scoring.score import score
from perfeval.tables import comparison, table
from perfeval.trees.cells import read_amount
from perfeval.values.units import WAN_YUAN
from perfeval.write import FILES, to_file, to_format

_STREAMED = ("text", "markdown", "json")
"""What is written table by table; a page, a workbook and a file to print are one thing, made of all tables."""

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
        if options.format in _STREAMED:
            _stream(scored, options)
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
    told, between = _teller(options), "" if options.format == "json" else "\n"
    with writing(options.output) as write:
        write(told(first))
        for cards in shown(results, options.output):
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


def _at_once(cards: Cards, options: Namespace) -> int:
    """A page, a workbook or a file to print. What a reader should know beside a printed form is told on standard error."""
    if not cards:
        return CLEAN
    if options.format not in FILES:
        return deliver(to_format(cards, options.format), options.output)
    content = to_file(cards, options.format, options.font, _findings(cards, options.format), _budget(options.budget))
    status = deliver(content, options.output)
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
