"""What the page asks of perfeval, a function a request: JSON in, JSON and bytes out, and nothing kept between two requests.

``answer(request, *files)`` takes an object as JSON text and the bytes of the files that it is about, and gives an object as JSON text
and the bytes of the file that is to be saved, empty where there is none. It never raises: what cannot be done is told as an ``error``.

**Requests.** ``do`` names one; every other key is told below. Wherever ``profile`` stands it may be left out: ``""`` (what the document
names), an id, or ``{"name": "own.toml", "text": "…"}`` for a file of one's own. A ``document`` is the tree of docs/document.md.

| ``do`` | takes | gives |
| --- | --- | --- |
| ``open`` | file 0, ``name``, ``profile`` | *Opened* |
| ``match`` | ``document`` | ``matches``: ``best`` ids, and how well each profile explains the printed scores |
| ``score`` | ``document``, ``profile`` | ``card``: *Card* |
| ``audit`` | ``document``, ``places``, ``profile`` | ``card``, ``audit``: *Audit* |
| ``what-if`` | ``document``, ``to`` (a total or a grade), ``profile`` | ``what_if``, and as ``text`` |
| ``aggregate`` | ``documents``, ``profile`` | ``document`` of the whole, ``card`` and ``audit``, or the ``error`` of scoring it |
| ``profiles`` | | ``profiles``: id, title, years, total, execution (points) of each |
| ``profile`` | ``profile`` | ``profile``: as above, with *parameters*, *clauses* and *sources*; ``heads`` (一级指标 → points), ``bands``, ``grades``, ``choices`` (key → words) |
| ``places`` | | ``places``: name, profile, fits, known, missing of each province |
| ``rule`` | ``code`` (or name) | ``rule``: code, rule, family, severity, label, title, ``page`` (what it says and why, in Markdown) |
| ``blank`` | ``form`` (project, department), ``profile`` | ``document`` to be filled in, with the rows that the profile's form has |
| ``table`` | ``document``, ``profile`` | ``table``: the official one, to be drawn: title, widths, rows (``cells``: text, rows, cols, head, left, whole; ``leads``: must not end a sheet of paper), notes, messages |
| ``save`` | ``kind`` and what that needs | ``name``, ``type``; the bytes |
| ``about`` | | ``version``, ``requests`` |

**Kinds of** ``save``: ``corrected`` (file 0, ``name``, ``profile``: the clerk's own docx or xlsx with recomputed figures; also gives ``changes`` and
``left``, what could not be put in); ``marked`` (the same with findings as comments, ``as``: docx, xlsx, html); ``official`` (``documents``, ``as``: docx, xlsx,
html); ``workbook`` (``entries``: of each file ``file``, ``status``, ``reason``, ``code``, or where it was audited ``file``, ``document``, ``places``,
``unread``, and ``profile`` where it has its own); ``form``
(``form``, ``rows``: the form that computes itself); ``document`` (``document``, ``as``: toml, json).

**Opened**: ``file``, ``status`` (audited, unread, no-form, unsupported), ``reason`` and ``code`` where it was not read, ``forms``. A form has ``name``, ``unit``,
``form``, ``label``, ``year``, ``profile`` (as it names it), ``document``, ``places`` (path → place), ``tables``, ``unread`` (place, text, reason, and ``code`` of a picture, page or row that could not be read), ``notes``, and either ``card``
and ``audit`` or an ``error``, as where no profile is given. A place is a text such as ``Sheet1!D7``; it is the id of a cell. A table has ``title``, ``place``, ``above`` (lines
over it), ``height``, ``width`` and ``cells``: row, col (from 0), rows, cols (what it spans), text, place.

**Card**: schema 1 of docs/results.md (``total``, ``earned``, ``available``, ``grade``, ``reason``, ``execution``, ``groups``, ``indicators``, ``notes``), with ``title``
(of the profile), ``full`` (its total) and ``explanations``: path → ``headline``, ``sentences``, ``clauses`` (clause, text, source); the paths are those of rows, ``execution`` and ``total``.

**Profile**: ``parameters`` (key, label, value in words, clause, basis in words, source, note), ``clauses`` (name, text, source, ``no_rule``), ``sources`` (title, issuer, date, url, seen);
``bands`` (label, high, low as %), ``grades`` (label, low).

**Audit**: ``findings`` (schema 1, with ``label``: 错误 警告 提示, ``said``: the place in words, ``places``: the cells that it is about), ``skipped``, ``counts`` by severity,
``clean``, ``printed`` (``total``, ``grade``), ``changes`` (path, key, before, after, rule, place: what ``corrected`` puts in).

**Error**: ``text`` (whole, in Chinese), ``code``, ``status``, ``problems`` (path, line, found, expected, hint, code, text).
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from attrs import asdict

from perfeval import __version__, aggregate, load_forms, loads, what_if
from perfeval.errors import InputError, PerfevalError
from perfeval.page import saved, shapes
from perfeval.page.saved import Files
from perfeval.page.shapes import Asked
from perfeval.profiles import load_profile, shipped
from perfeval.values.terms import Form
from perfeval.values.text import json_line, legible

Answered = dict[str, Any]


def answer(request: str, *files: bytes) -> tuple[str, bytes]:
    """What one request gives, as JSON text, and the bytes to be saved; see the head of this module.

    >>> text, data = answer('{"do": "rule", "code": "W102"}')
    >>> json.loads(text)["rule"]["rule"], data
    ('group-weight-mismatch', b'')
    """
    told, data = dict[str, Any](), b""
    try:
        asked = json.loads(request)
        if asked["do"] == "save":
            told, data = saved.save(asked, files)
        else:
            told = _REQUESTS[asked["do"]](asked, files)
    except PerfevalError as error:
        told = {"error": shapes.error(error)}
    except Exception as error:  # a fault of ours, or of a reader that we use: the page tells it and goes on
        told = {"error": shapes.unforeseen(error)}
    return json_line(told), data


# --- files --------------------------------------------------------------------------------------------------------


def _open(asked: Asked, files: Files) -> Answered:
    name = legible(asked["name"])
    try:
        forms = load_forms(bytes(files[0]), name=name)
    except InputError as error:
        told = shapes.error(error)
        return {"file": name, "status": error.status, "reason": told["text"], "code": error.code, "forms": []}
    except Exception as error:
        told = shapes.unforeseen(error)
        return {"file": name, "status": "unread", "reason": told["text"], "code": told["code"], "forms": []}
    return {
        "file": name,
        "status": "audited",
        "reason": "",
        "code": "",
        "forms": [shapes.form(one, asked) for one in forms],
    }


# --- documents ----------------------------------------------------------------------------------------------------


def _match(asked: Asked, _: Files) -> Answered:
    from perfeval.auditing.match import as_dict, match

    return {"matches": as_dict(match(shapes.document_asked(asked)))}


def _score(asked: Asked, _: Files) -> Answered:
    return {"card": shapes.card(shapes.scored(shapes.document_asked(asked), asked))}


def _audit(asked: Asked, _: Files) -> Answered:
    return shapes.audited(shapes.document_asked(asked), asked.get("places", {}), asked)


def _what_if(asked: Asked, _: Files) -> Answered:
    found = what_if(shapes.scored(shapes.document_asked(asked), asked), to=asked["to"])
    return {"what_if": found.as_dict(), "text": str(found)}


def _aggregate(asked: Asked, _: Files) -> Answered:
    whole = aggregate(shapes.documents(asked))
    return {"document": shapes.tree(whole), **shapes.score_and_audit(whole, {}, asked)}


def _blank(asked: Asked, _: Files) -> Answered:
    from perfeval.write.template import template

    return {"document": shapes.tree(loads(template(Form(asked["form"]), shapes.profile_asked(asked))))}


def _table(asked: Asked, _: Files) -> Answered:
    from perfeval.write.html import drawn

    return {"table": drawn(shapes.scored(shapes.document_asked(asked), asked))}


# --- what there is ------------------------------------------------------------------------------------------------


def _profiles(_: Asked, __: Files) -> Answered:
    return {"profiles": [shapes.profile_head(load_profile(name)) for name in shipped()]}


def _profile(asked: Asked, _: Files) -> Answered:
    return {"profile": shapes.profile_told(shapes.profile_asked(asked))}


def _places(_: Asked, __: Files) -> Answered:
    from perfeval.profiles.places import places

    return {"places": [asdict(place) for place in places()]}


def _rule(asked: Asked, _: Files) -> Answered:
    from perfeval.auditing.registry import rules_named
    from perfeval.write.rules import as_dict

    (rule,) = rules_named(asked["code"])
    return {"rule": as_dict(rule) | {"label": rule.severity.label}}


def _about(_: Asked, __: Files) -> Answered:
    return {"version": __version__, "requests": [*_REQUESTS, "save"]}


_REQUESTS: Mapping[str, Callable[[Asked, Files], Answered]] = {
    "open": _open,
    "match": _match,
    "score": _score,
    "audit": _audit,
    "what-if": _what_if,
    "aggregate": _aggregate,
    "blank": _blank,
    "table": _table,
    "profiles": _profiles,
    "profile": _profile,
    "places": _places,
    "rule": _rule,
    "about": _about,
}
