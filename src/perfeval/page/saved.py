"""The files that the page hands back, by the kinds of ``save`` in `bridge`: bytes, with the name and type that a browser saves them under."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve

from perfeval import correct, load_forms
from perfeval.errors import InputError, Problem
from perfeval.page import shapes
from perfeval.page.shapes import Asked
from perfeval.read.files.filed import Origin, Unread
from perfeval.values.terms import Form
from perfeval.write import to_file, to_html
from perfeval.write.document import to_json_document, to_toml
from perfeval.write.record import Record, record
from perfeval.write.report import Audited

Saved = tuple[dict[str, Any], bytes]
Files = Sequence[bytes]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "html": "text/html",
    "toml": "application/toml",
    "json": "application/json",
}
_MOST_ROWS = 200


def save(asked: Asked, files: Files) -> Saved:
    """The file of the kind that is asked for."""
    return _KINDS[asked["kind"]](asked, files)


def _named(name: str, ending: str) -> dict[str, Any]:
    return {"name": f"{_safe(name)}.{ending}", "type": _TYPES[ending]}


def _safe(name: str) -> str:
    """A name that every system takes: no path, no sign that means something to one."""
    kept = "".join("-" if char in '\\/:*?"<>|' or not char.isprintable() else char for char in name)
    return kept.strip(" .")[:80] or "自评表"


def _own(asked: Asked) -> tuple[str, str]:
    """The name of the clerk's file without its ending, and the ending."""
    stem, dot, ending = asked["name"].rpartition(".")
    return (stem, ending.lower()) if dot else (asked["name"], "")


# --- the clerk's own file -----------------------------------------------------------------------------------------


def _corrected(asked: Asked, files: Files) -> Saved:
    from perfeval.write.marked import marked
    from perfeval.write.marked.marks import Mark, changes

    stem, ending = _own(asked)
    if ending not in ("docx", "xlsx"):
        found = f"只有 docx、xlsx 能照原样改正，这是{f' .{ending} ' if ending else '没有扩展名的'}文件"
        raise InputError(
            [Problem("", found, "docx 或 xlsx", "请另存一份正式表", code="unsupported-correction")], asked["name"]
        )
    data, marks, made, left = bytes(files[0]), list[Mark](), [], list[str]()
    for form in load_forms(data, name=asked["name"]):
        _, wanted = correct(form.evaluation, profile=shapes.profile_asked(asked, form.evaluation))
        put, unplaced = changes(form, wanted)
        marks += put
        made += [change.as_dict() for change in wanted if change not in unplaced]
        left += [f"{change}：没有找到印着它的格，没有改" for change in unplaced]
    copy = marked(data, asked["name"], marks, ending)
    return _named(f"{stem}-改正", ending) | {"changes": made, "left": [*left, *copy.left]}, copy.data


def _marked(asked: Asked, files: Files) -> Saved:
    from perfeval.write.marked import marked
    from perfeval.write.marked.marks import findings

    data, kind = bytes(files[0]), asked["as"]
    said = [
        one
        for form in load_forms(data, name=asked["name"])
        for one in findings(form, shapes.report_of(form.evaluation, shapes.places(form), asked))
    ]
    copy = marked(data, asked["name"], said, kind)
    return _named(f"{_own(asked)[0]}-标注", kind) | {"left": list(copy.left)}, copy.data


# --- files of our own ---------------------------------------------------------------------------------------------


def _official(asked: Asked, _: Files) -> Saved:
    cards = [shapes.scored(evaluation, asked) for evaluation in shapes.documents(asked)]
    name = cards[0].evaluation.name if len(cards) == 1 else f"{len(cards)} 张自评表"
    data = to_html(cards).encode() if asked["as"] == "html" else to_file(cards, asked["as"])
    return _named(f"{name}-自评表", asked["as"]), data


def _workbook(asked: Asked, _: Files) -> Saved:
    from perfeval.write.audit_workbook import workbook

    return _named("绩效自评审核", "xlsx"), workbook([_record(entry, asked) for entry in asked["entries"]])


def _record(entry: Asked, asked: Asked) -> Record:
    if "document" not in entry:
        return Record(file=entry["file"], status=entry["status"], reason=entry["reason"], code=entry["code"])
    places = entry.get("places", {})
    report = shapes.report_of(shapes.document_asked(entry), places, entry if "profile" in entry else asked)
    unread = [
        Unread(Origin("", cell=one["place"]), one["text"], one["reason"], one["code"])
        for one in entry.get("unread", ())
    ]
    whole = evolve(report, unread=tuple(unread))
    return record(Audited(entry["file"], whole, places, is_filed=bool(places)))


def _form(asked: Asked, _: Files) -> Saved:
    from perfeval.write.self_scoring import BLANK_ROWS, self_scoring

    form, rules, rows = Form(asked["form"]), shapes.profile_asked(asked), asked.get("rows") or BLANK_ROWS
    if not isinstance(rows, int) or not 1 <= rows <= _MOST_ROWS:
        raise InputError([Problem("rows", f"写的是 {rows}", f"1 到 {_MOST_ROWS} 的行数")])
    return _named(f"{form.label}-自动计分", "xlsx"), self_scoring(form, rules, rows)


def _document(asked: Asked, _: Files) -> Saved:
    evaluation = shapes.document_asked(asked)
    text = to_toml(evaluation) if asked["as"] == "toml" else to_json_document(evaluation)
    return _named(evaluation.name, asked["as"]), text.encode()


_KINDS: Mapping[str, Callable[[Asked, Files], Saved]] = {
    "corrected": _corrected,
    "marked": _marked,
    "official": _official,
    "workbook": _workbook,
    "form": _form,
    "document": _document,
}
