"""``perfeval profiles``: the list, or one profile with every value's clause and basis."""

from argparse import Namespace

from perfeval.commands import UNREADABLE, complain, deliver
from perfeval.errors import PerfevalError
from perfeval.legible import json_line
from perfeval.profiles import load_profile, shipped
from perfeval.write.profiles import as_dict, listing, sheet


def run(options: Namespace) -> int:
    """Print profiles."""
    try:
        chosen = [load_profile(name) for name in ([options.id] if options.id else shipped())]
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if options.format == "json":
        text = "".join(json_line(as_dict(profile)) for profile in chosen)
    else:
        text = sheet(chosen[0]) if options.id else listing(chosen)
    return deliver(text, options.output)
