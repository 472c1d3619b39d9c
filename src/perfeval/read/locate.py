"""Where in a TOML text a key stands, for errors only; needs the extra ``perfeval[locate]``, else paths stand alone.

The values come from tomli; tree-sitter's grammar is asked for places when an error is about to be shown.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import evolve

from perfeval.errors import Problem

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str | int, ...]


def with_lines(problems: Iterable[Problem], text: str) -> tuple[Problem, ...]:
    """The problems with line and column, each of its own key or of the nearest one around it, in the text's order."""
    try:
        places = locate(text)
    except ImportError:
        return tuple(problems)
    found = []
    for problem in problems:
        path = _path(problem.path)
        while path and path not in places:
            path = path[:-1]
        line, column = places.get(path, (None, None))
        found.append(evolve(problem, line=line, column=column))
    return tuple(sorted(found, key=lambda p: (p.line or 0, p.column or 0)))


def _path(text: str) -> Path:
    """``goals[2].indicators[1].weight`` in steps."""
    steps = re.findall(r"\[(\d+)\]|([^.\[\]]+)", text)
    return tuple(int(index) if index else key for index, key in steps)


def locate(text: str) -> dict[Path, tuple[int, int]]:
    """Line and column of every key of a TOML text, counted from 1; nothing for a JSON text.

    Raises ImportError where tree-sitter is not installed.
    """
    import tree_sitter
    import tree_sitter_toml

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    return {} if text.lstrip().startswith("{") else _Places(text).of(parser.parse(text.encode()).root_node)


class _Places:
    def __init__(self, text: str) -> None:
        self.source = text.encode()
        self.found = dict[Path, tuple[int, int]]()
        self.counts = dict[Path, int]()
        self.last = -1, 0, 1

    def of(self, root: "Node") -> dict[Path, tuple[int, int]]:
        for node in root.named_children:
            if node.type == "pair":
                self._pair(node, ())
            elif node.type in ("table", "table_array_element"):
                self._table(node)
        return self.found

    def _table(self, node: "Node") -> None:
        key, *rest = [child for child in node.named_children if child.type not in ("comment", "ERROR")]
        *outer, last = self._keys(key)
        path = self._resolve(outer)
        if node.type == "table_array_element":
            path += (last,)
            self.found.setdefault(path, self._place(node))
            self.counts[path] = self.counts.get(path, 0) + 1
            path += (self.counts[path] - 1,)
        else:
            path = self._resolve([*outer, last])
        self.found[path] = self._place(node)
        for child in rest:
            if child.type == "pair":
                self._pair(child, path)

    def _resolve(self, keys: list[str]) -> Path:
        """Keys of a header, with the index of the latest element of each array of tables on the way."""
        path: Path = ()
        for key in keys:
            path += (key,)
            if path in self.counts:
                path += (self.counts[path] - 1,)
        return path

    def _pair(self, node: "Node", base: Path) -> None:
        key, value, *_ = [*(child for child in node.named_children if child.type != "comment"), None, None]
        if key is None or value is None:  # TOML 1.1, which the grammar does not know in full
            return
        path = base
        for part in self._keys(key):
            path += (part,)
            self.found.setdefault(path, self._place(key))
        self._value(value, path)

    def _value(self, node: "Node", path: Path) -> None:
        children = [child for child in node.named_children if child.type != "comment"]
        if node.type == "array":
            for i, child in enumerate(children):
                self.found.setdefault((*path, i), self._place(child))
                self._value(child, (*path, i))
        elif node.type == "inline_table":
            for child in children:
                self._pair(child, path)

    def _keys(self, node: "Node") -> list[str]:
        if node.type == "dotted_key":
            return [key for child in node.named_children for key in self._keys(child)]
        import tomli

        text = self.source[node.start_byte : node.end_byte].decode()
        return [next(iter(tomli.loads(f"{text}=0")))] if node.type == "quoted_key" else [text]

    def _place(self, node: Any) -> tuple[int, int]:
        """Line and column; on a long line counted on from the key before."""
        row, at = node.start_point[0], node.start_byte
        known, reached, column = self.last
        if known != row or at < reached:
            reached, column = self.source.rfind(b"\n", 0, at) + 1, 1
        column += len(self.source[reached:at].decode())
        self.last = row, at, column
        return row + 1, column
