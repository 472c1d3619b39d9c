"""``perfeval init``: a commented template to fill in."""

from argparse import Namespace

from perfeval.commands import UNREADABLE, complain, deliver, seen_from
from perfeval.errors import PerfevalError
from perfeval.profiles import load_profile
from perfeval.values.terms import Form
from perfeval.write.template import template


def run(options: Namespace) -> int:
    """Write the template of the asked form; a file that is there already is not written over."""
    try:
        profile = load_profile(options.profile)
        text = template(Form(options.form), profile, seen_from(options.output, options.profile))
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    return deliver(text, options.output, anew=True)
