"""``perfeval score``: the official tables, or the results as JSON Lines."""

import shutil
import sys
from argparse import Namespace

from perfeval.commands import CLEAN, FOUND, UNREADABLE, deliver, each, read
from perfeval.score import score
from perfeval.write import to_format


def run(options: Namespace) -> int:
    """Score each document."""
    cards = list(each(options.files, lambda name: score(read(name), options.profile)))
    done = [card for card in cards if card is not None]
    on_screen = options.output is None and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if on_screen else None
    text = to_format(done, options.format, columns) if done else ""
    status = deliver(text, options.output) if done else CLEAN
    if None in cards or status == UNREADABLE:
        return UNREADABLE
    return FOUND if any(card.total is None for card in done) else CLEAN
