"""``perfeval read``: filed forms as documents; several as documents with numbers, or in a folder."""

import os
from argparse import Namespace
from collections.abc import Iterator

from attrs import evolve

from perfeval.commands import CLEAN, UNREADABLE, complain, deliver, seen_from, write_refused
from perfeval.commands.gathering import STANDARD_INPUT, Gathering, Given, nothing_found
from perfeval.commands.looking import each
from perfeval.errors import PerfevalError
from perfeval.read import Filed
from perfeval.write.document import to_json_document, to_toml

GivenForm = tuple[Given, Filed]


def run(options: Namespace) -> int:
    """Write each form's document: OUT; OUT-1, OUT-2 … where there are several; by the files' names where OUT is a folder."""
    try:
        gathering = Gathering(options.files, options.output)
        return _read(gathering, options)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE


def _read(gathering: Gathering, options: Namespace) -> int:
    worst, forms = CLEAN, list[GivenForm]()
    for looked in each(gathering, lambda given, form: (given, form)):
        worst = max(worst, looked.exit if gathering.has_folder else looked.exit and UNREADABLE)
        forms += looked.results
    if not forms:
        if gathering.has_folder:
            complain(nothing_found())
        return UNREADABLE
    if len(forms) > 1 and not options.output:
        names = "、".join(form.evaluation.name for _, form in forms[:10]) + ("……" if len(forms) > 10 else "")
        what = "文件里有" if len(options.files) == 1 and not gathering.has_folder else "一共有"
        complain(f"perfeval：{what} {len(forms)} 张自评表（{names}），请用 -o 写明存到哪里，如 -o 自评表.toml。")
        return UNREADABLE
    for path, (_, form) in _named(forms, gathering, options.output):
        if path is not None and len(forms) > 1:
            gathering.spare([path])
            _make_room(path)
        if deliver(_document(form, path, options.profile), path) == UNREADABLE:
            return UNREADABLE
        if len(forms) > 1:
            complain(f"{path}：{form.evaluation.name}")
    return worst


def _named(forms: list[GivenForm], gathering: Gathering, output: str | None) -> Iterator[tuple[str | None, GivenForm]]:
    """Where each document goes."""
    several = gathering.has_folder or len(forms) > 1
    if output is None or not several or output.lower().endswith((".toml", ".json")):
        for number, one in enumerate(forms, 1):
            yield _numbered(output, number) if output and len(forms) > 1 else output, one
        return
    taken = set[str]()
    for given, form in forms:
        stem = os.path.splitext(_below(given, gathering))[0]
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        yield os.path.join(output, f"{name}.toml"), (given, form)


def _below(given: Given, gathering: Gathering) -> str:
    """The file's place under the folder that was given, or its bare name."""
    if given.path == "-":
        return STANDARD_INPUT
    for folder in gathering.names:
        if folder != "-" and not given.is_named and given.path.startswith(os.path.join(folder, "")):
            return os.path.relpath(given.path, folder)
    return os.path.basename(given.path)


def _make_room(path: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        raise write_refused(path, error) from None


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
