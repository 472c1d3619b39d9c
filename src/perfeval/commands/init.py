"""``perfeval init``: a commented template to fill in, or a form in Excel that computes itself."""

from argparse import Namespace

from perfeval.commands import UNREADABLE, complain, deliver, seen_from
from perfeval.errors import InputError, PerfevalError, Problem
from perfeval.profiles import load_profile
from perfeval.values.terms import Form
from perfeval.write.template import template

_MOST_ROWS = 200


def run(options: Namespace) -> int:
    """Write the template of the asked form; a file that is there already is not written over."""
    is_workbook = options.format == "xlsx"
    form, content = Form(options.form), b""
    try:
        if options.rows is not None and not (is_workbook and 1 <= options.rows <= _MOST_ROWS):
            found = f"写的是 {options.rows}" if is_workbook else "只有 Excel 表才写行数"
            raise InputError([Problem("--rows", found, f"-o 文件.xlsx，和 1 到 {_MOST_ROWS} 的行数")], "perfeval")
        profile = load_profile(options.profile)
        if not is_workbook:
            seen = seen_from(options.output, options.profile)
            return deliver(template(form, profile, seen), options.output, anew=True) if seen else UNREADABLE
        from perfeval.write.self_scoring import BLANK_ROWS, self_scoring

        content = self_scoring(form, profile, options.rows or BLANK_ROWS)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    return deliver(content, options.output, anew=True)
