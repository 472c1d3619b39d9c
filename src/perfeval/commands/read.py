"""``perfeval read``: a filed form as a document; several forms in one file as documents with numbers."""

import os
from argparse import Namespace

from attrs import evolve

from perfeval.commands import CLEAN, UNREADABLE, complain, deliver, forms, seen_from
from perfeval.errors import PerfevalError
from perfeval.read import Filed
from perfeval.write.document import to_json_document, to_toml


def run(options: Namespace) -> int:
    """Write each form's document: OUT, or OUT-1, OUT-2 … where the file holds several."""
    try:
        found = forms(options.file)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if len(found) > 1 and not options.output:
        names = "、".join(form.evaluation.name for form in found)
        complain(f"perfeval：文件里有 {len(found)} 张自评表（{names}），请用 -o 写明存到哪里，如 -o 自评表.toml。")
        return UNREADABLE
    for number, form in enumerate(found, 1):
        path = _numbered(options.output, number) if len(found) > 1 else options.output
        if deliver(_document(form, path, options.profile), path) == UNREADABLE:
            return UNREADABLE
        if len(found) > 1:
            complain(f"{path}：{form.evaluation.name}")
    return CLEAN


def _numbered(path: str, number: int) -> str:
    """OUT.toml as OUT-1.toml."""
    stem, ending = os.path.splitext(path)
    return f"{stem}-{number}{ending}"


def _document(form: Filed, path: str | None, profile: str | None) -> str:
    """The document, with the rules that were asked for; as TOML, each value with where it stood."""
    evaluation = evolve(form.evaluation, profile=seen_from(path, profile)) if profile else form.evaluation
    if (path or "").lower().endswith(".json"):
        return to_json_document(evaluation)
    values = {path: str(origin) for path, origin in form.origins.items() if "." in path and not path.endswith("]")}
    return to_toml(evaluation, values)
