"""``perfeval explain``: one score of a document, or all, as sentences."""

from argparse import Namespace

from perfeval.answers.explain import as_text, explanations
from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver
from perfeval.commands.looking import only_document
from perfeval.errors import PerfevalError
from perfeval.read import told_in
from perfeval.scoring.score import score
from perfeval.values.terms import Status
from perfeval.values.text import json_line, legible
from perfeval.write.data import explanations_as_dict


def run(options: Namespace) -> int:
    """Explain what was asked for."""
    if options.to is not None:
        return _what_if(options)
    try:
        evaluation = only_document(options.file)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    try:
        card = score(evaluation, options.profile)
        found = explanations(card, options.path or "")
    except PerfevalError as error:
        complain(told_in(error, "标准输入" if options.file == "-" else options.file, evaluation))
        return UNREADABLE
    if options.format == "json":
        text = json_line(explanations_as_dict(card, found))
    elif options.format == "markdown":
        from perfeval.write.markdown import explain

        text = explain(card.evaluation.name, found)
    elif options.format == "html":
        from perfeval.write.html import explain as page

        text = page([(card, found)])
    else:
        text = legible(as_text(found)) + "\n"
    if deliver(text, options.output) == UNREADABLE:
        return UNREADABLE
    return FOUND if any(e.status is Status.UNDETERMINED for e in found) else CLEAN


def _what_if(options: Namespace) -> int:
    """Which figures would have to change; 1 where no figures can."""
    if options.path or options.format not in ("text", "json"):
        what = "不能再写 PATH" if options.path else f"不能写 {options.format}，请用 text 或 json"
        complain(f"perfeval：--to 说明的是总分，{what}。")
        return UNREADABLE
    from perfeval.answers.whatif import what_if

    try:
        found = what_if(score(only_document(options.file), options.profile), options.to)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    text = json_line(found.as_dict()) if options.format == "json" else f"{legible(str(found))}\n"
    if deliver(text, options.output) == UNREADABLE:
        return UNREADABLE
    return CLEAN if found.is_possible else FOUND
