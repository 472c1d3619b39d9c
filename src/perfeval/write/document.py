"""An evaluation as the document it is: a plain tree, TOML text or JSON text, which load back as the same evaluation."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from perfeval.forms.model import Evaluation, Indicator, implied_kind
from perfeval.trees.cells import rule_tree
from perfeval.values.quantities import Quantity
from perfeval.values.text import escape_hidden, legible

_ORDER = (
    *("profile", "year", "partial", "project", "department", "execution", "weights", "nested", "parts"),
    *("level1", "level2", "name", "kind", "target", "targets", "actual", "actuals"),
    *("attainment", "attainments", "rate", "rates", "weight"),
)
"""The keys that stand first, as people write them; the others follow as the model has them."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def to_tree(evaluation: Evaluation) -> dict[str, Any]:
    """The document's tree: only what is set, cells as printed, points as numbers."""
    return _tree(evaluation)


def to_toml(evaluation: Evaluation, notes: Mapping[str, str] | None = None) -> str:
    """The document as TOML, laid out as people write it: a table a block, the cells of parts in one line.

    `notes` are comments by the path of a value or table, such as where it was read from.
    """
    return "\n".join(_table("", "", to_tree(evaluation), notes or {})) + "\n"


def to_json_document(evaluation: Evaluation) -> str:
    """The document as JSON; points with decimals are strings, so that no reader makes them binary fractions."""
    return escape_hidden(json.dumps(to_tree(evaluation), ensure_ascii=False, indent=2, default=str)) + "\n"


# --- the tree -----------------------------------------------------------------------------------------------------


def _tree(value: Any) -> dict[str, Any]:
    tree = {}
    for attribute in attrs.fields(type(value)):
        item = getattr(value, attribute.name)
        if attribute.default is attrs.NOTHING or item != attribute.default:
            tree[attribute.name] = rule_tree(item) if attribute.name == "rule" else _plain(item)
    if isinstance(value, Indicator) and value.kind is not implied_kind(
        value.target, (cell for _, cell in value.targets)
    ):
        tree["kind"] = value.kind.value
    return {key: tree[key] for key in (*_ORDER, *tree) if key in tree}


def _plain(value: Any) -> Any:
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if attrs.has(type(value)):
        return _tree(value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return {key: _plain(item) for key, item in value}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


# --- TOML ---------------------------------------------------------------------------------------------------------


def _table(path: str, place: str, tree: dict[str, Any], notes: Mapping[str, str]) -> Iterator[str]:
    """The lines of a table: its own keys, then the tables under it, each behind a blank line.

    `path` is its name in a header, `place` names it among the tables of that name: ``indicators[2]``.
    """
    later = {key: value for key, value in tree.items() if _is_block(path, value)}
    for key, value in tree.items():
        if key not in later:
            yield f"{_key(key)} = {_value(value)}{_note(_under(place, key), notes)}"
    for key, value in later.items():
        name, inner = _under(path, key), _under(place, key)
        if isinstance(value, list):
            for i, entry in enumerate(value):
                yield from ("", f"[[{name}]]{_note(f'{inner}[{i}]', notes)}")
                yield from _table(name, f"{inner}[{i}]", entry, notes)
        else:
            yield from ("", f"[{name}]{_note(inner, notes)}")
            yield from _table(name, inner, value, notes)


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _note(place: str, notes: Mapping[str, str]) -> str:
    return f"  # {' '.join(legible(notes[place]).split())}" if place in notes else ""


def _is_block(path: str, value: Any) -> bool:
    """Whether a value is a table of its own: lists of tables are, and what stands outermost; a row's cells are not."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, dict) for entry in value)
    return isinstance(value, dict) and not path


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return escape_hidden(json.dumps(value, ensure_ascii=False, default=str), toml=True)
