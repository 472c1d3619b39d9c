"""Which rows stand under an indicator: 其中… and (1)… under one without figures, and those over which its name is merged.

What is not certain stays a row of its own.
"""

import re
from collections.abc import Mapping

from perfeval.read.files.filed import Origin
from perfeval.read.forms.draft import ColumnCells, Draft, Head
from perfeval.read.forms.row_heads import BoardColumns
from perfeval.read.forms.shown import is_empty, squash, unwrapped
from perfeval.trees.sources import Tree

_PART = re.compile(
    r"其中|[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）]|[①-⑳]|[0-9]{1,2}\.[0-9]{1,2}(?![0-9%％.])"
)
"""How the name of a row begins that is a part of the one above."""
_POINTS = {"weight": "weight", "score": "published_score"}
_METHOD = {"rule", "coefficient"}
"""What a row with rows under it cannot have."""


def group(
    cells: ColumnCells, tree: Tree, origins: dict[str, Origin], head: Head | None
) -> tuple[Tree, dict[str, Origin]]:
    """The head that a row begins, taken out of it: a name over several rows with names of their own, or with points that are
    merged, too; nothing where it begins none.
    """
    names, own = cells.get("name", [])[:1], [c for c in cells.get("name2", ()) if not is_empty(c.text)]
    merged = [key for name, key in _POINTS.items() if _spans(cells, name) and key in tree]
    is_group = bool(own) or (_spans(cells, "name") and bool(merged) and not _spans(cells, "target"))
    if not (names and is_group) or "name" not in tree or (head and names[0] in head.cells.get("name", ())):
        return Tree(), {}
    taken = ("level1", "level2", "name", *merged)
    found = {key: tree[key] for key in taken if key in tree}
    places = {key: origins[key] for key in found if key in origins}
    for key in merged:
        del tree[key], origins[key]
    return found, places


def _spans(cells: ColumnCells, name: str) -> bool:
    return any(cell.rows > 1 for cell in cells.get(name, ())[:1])


def own_name(cells: ColumnCells, tree: Tree, origins: dict[str, Origin]) -> None:
    """The name of a row in the second of two columns of names."""
    for cell in cells.get("name2", ())[:1]:
        if not is_empty(cell.text):
            tree["name"], origins["name"] = unwrapped(cell.text), cell.origin


def is_under(head: Head, cells: ColumnCells, tree: Tree, cols: BoardColumns) -> bool:
    """Whether a row is one of those under the last indicator."""
    if head.tree.keys() & _METHOD or any(tree.get(key) != head.tree.get(key) for key in ("level1", "level2")):
        return False
    if any(cell in head.cells.get("name", ()) for cell in cells.get("name", ())):
        return "rows" in head.tree
    if not head.is_bare:  # what it is measured by is its own; 其中… under it is more about that
        return False
    if any(cell in head.cells.get(name, ()) for name in _POINTS for cell in cells.get(name, ())):  # merged over both
        return True
    if _PART.match(squash(tree.get("name", ""))):
        return not _PART.match(squash(head.tree.get("name", "")))
    is_open = "weight" in cols.at and not tree.keys() & set(_POINTS.values())
    return is_open and "weight" in head.tree and bool(tree.keys() & {"target", "actual"})


def put_under(head: Head, tree: Tree, origins: Mapping[str, Origin], where: Origin, draft: Draft) -> None:
    """A row at its place under the head; the levels are the head's."""
    rows = head.tree.setdefault("rows", [])
    place = f"{head.path}.rows[{len(rows)}]"
    rows.append({key: value for key, value in tree.items() if key not in ("level1", "level2")})
    draft.origins[place] = where
    draft.origins.update({f"{place}.{key}": origin for key, origin in origins.items() if key in rows[-1]})


def tell_merged(row: int, tree: Tree, cells: ColumnCells, draft: Draft) -> None:
    """Points over several rows that nothing puts under one of them are the first one's, and that is told; 其中… tells it itself."""
    if squash(tree["name"]).startswith("其中"):
        return
    for name in _POINTS:
        for cell in cells.get(name, ())[:1]:
            if cell.row < row and f"merged {cell.origin}" not in draft.told and not is_empty(cell.text):
                draft.told.add(f"merged {cell.origin}")
                draft.tell(cell, "：这一格跨几行，记在其中第一行")
