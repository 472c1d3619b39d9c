"""``perfeval explain``: one score of a document, or all, as sentences."""

from argparse import Namespace

from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver, read
from perfeval.errors import PerfevalError
from perfeval.explain import as_dict, explanations
from perfeval.legible import json_line, legible
from perfeval.score import score
from perfeval.terms import Status


def run(options: Namespace) -> int:
    """Explain what was asked for."""
    try:
        card = score(read(options.file), options.profile)
        found = explanations(card, options.path or "")
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if options.format == "json":
        text = json_line(as_dict(card, found))
    elif options.format == "markdown":
        from perfeval.write.markdown import explain

        text = explain(card.evaluation.name, found)
    elif options.format == "html":
        from perfeval.write.html import explain as page

        text = page([(card, found)])
    else:
        text = legible("\n\n".join(map(str, found))) + "\n"
    if deliver(text, options.output) == UNREADABLE:
        return UNREADABLE
    return FOUND if any(e.status is Status.UNDETERMINED for e in found) else CLEAN
