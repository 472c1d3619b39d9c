"""``perfeval score``: the official tables on the screen or as files to print, or the results as JSON Lines."""

import shutil
import sys
from argparse import Namespace
from collections.abc import Sequence

from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver, each_form
from perfeval.errors import PerfevalError
from perfeval.scoring.results import Scorecard
from perfeval.scoring.score import score
from perfeval.tables import comparison, table
from perfeval.write import FILES, to_file, to_format


def run(options: Namespace) -> int:
    """Score each document."""
    if options.format in FILES and options.output is None:
        complain(
            f"perfeval：{options.format} 不能打印在屏幕上，请用 -o 写明存成哪个文件，如 -o 自评表.{options.format}。"
        )
        return UNREADABLE
    profiles: list[str] = options.profile or []
    if len(profiles) > 1:
        return _compare(profiles, options)
    profile = profiles[0] if profiles else None
    cards = list(each_form(options.files, lambda _, form: score(form.evaluation, profile)))
    done = [card for card in cards if card is not None]
    status = _deliver(done, options) if done else CLEAN
    if None in cards or status == UNREADABLE:
        return UNREADABLE
    return FOUND if any(card.total is None for card in done) else CLEAN


def _compare(profiles: Sequence[str], options: Namespace) -> int:
    """What each document would earn under each profile, side by side."""
    if options.format in FILES or options.format == "html":
        complain(f"perfeval：几个评分规则并列时不能写 {options.format}，请用 text、markdown 或 json。")
        return UNREADABLE
    found = list(each_form(options.files, lambda _, form: [score(form.evaluation, name) for name in profiles]))
    done = [cards for cards in found if cards is not None]
    if options.format == "json":
        text = to_format([card for cards in done for card in cards], "json")
    else:
        from perfeval.write.markdown import draw as markdown
        from perfeval.write.text import draw

        columns = shutil.get_terminal_size().columns if options.output is None and sys.stdout.isatty() else None
        grids = map(comparison, done)
        text = "\n".join(markdown(grid) if options.format == "markdown" else draw(grid, columns) for grid in grids)
    status = deliver(text, options.output) if done else CLEAN
    if None in found or status == UNREADABLE:
        return UNREADABLE
    return FOUND if any(card.total is None for cards in done for card in cards) else CLEAN


def _deliver(cards: Sequence[Scorecard], options: Namespace) -> int:
    if options.format in FILES:
        return _file(cards, options)
    on_screen = options.output is None and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if on_screen else None
    return deliver(to_format(cards, options.format, columns), options.output)


def _file(cards: Sequence[Scorecard], options: Namespace) -> int:
    """A file to print. What a reader should know beside the official form is told on standard error."""
    try:
        status = deliver(to_file(cards, options.format, options.font, _findings(cards, options.format)), options.output)
    except PerfevalError as error:
        complain(f"perfeval：{error}")
        return UNREADABLE
    for card in cards:
        for message in table(card).messages:
            complain(f"{card.evaluation.name}：{message}" if len(cards) > 1 else message)
    return status


def _findings(cards: Sequence[Scorecard], kind: str) -> list[int]:
    """How many things an audit finds in each, notes aside: for the summary of a workbook."""
    if kind != "xlsx" or len(cards) < 2:
        return []
    from perfeval.auditing import audit
    from perfeval.auditing.findings import Severity

    reports = [audit(card.evaluation, card.profile) for card in cards]
    return [report.count(Severity.ERROR) + report.count(Severity.WARNING) for report in reports]
