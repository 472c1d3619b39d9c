"""An evaluation as the document it is: a plain tree, TOML text or JSON text, which load back as the same evaluation."""

import json
from decimal import Decimal
from typing import Any

import attrs

from perfeval.model import Evaluation, Indicator, implied_kind
from perfeval.targets import Quantity


def to_tree(evaluation: Evaluation) -> dict[str, Any]:
    """The document's tree: only what is set, cells as printed, points as numbers."""
    tree = _tree(evaluation)
    head = {key: tree.pop(key) for key in ("profile", "year", "partial") if key in tree}
    return head | tree


def to_toml(evaluation: Evaluation) -> str:
    """The document as TOML."""
    import tomli_w

    return tomli_w.dumps(to_tree(evaluation))


def to_json_document(evaluation: Evaluation) -> str:
    """The document as JSON; points are strings, so that no reader makes them binary fractions."""
    return json.dumps(to_tree(evaluation), ensure_ascii=False, indent=2, default=str) + "\n"


def _tree(value: Any) -> dict[str, Any]:
    tree = {}
    for attribute in attrs.fields(type(value)):
        item = getattr(value, attribute.name)
        if attribute.default is attrs.NOTHING or item != attribute.default:
            tree[attribute.name] = _plain(item)
    if isinstance(value, Indicator) and value.kind is not implied_kind(
        value.target, (cell for _, cell in value.targets)
    ):
        tree["kind"] = value.kind.value
    return tree


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
