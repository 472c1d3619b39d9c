"""``perfeval rules``: the audit rules, or the pages of those that are named."""

from argparse import Namespace

from perfeval.auditing.registry import AUDIT_RULES, rules_named
from perfeval.commands import UNREADABLE, complain, deliver
from perfeval.errors import PerfevalError
from perfeval.values.text import json_line
from perfeval.write.rules import as_dict, listing, rule_page


def run(options: Namespace) -> int:
    """Print rules."""
    try:
        rules = rules_named(options.rule) if options.rule else AUDIT_RULES
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if options.format == "json":
        text = "".join(json_line(as_dict(rule)) for rule in rules)
    else:
        text = "\n".join(rule_page(rule) for rule in rules) if options.rule else listing(rules)
    return deliver(text, options.output)
