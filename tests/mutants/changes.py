"""Small changes of a module, one at a time: what a slip of the keyboard or of the mind would make of it.

Operators, comparisons, constants and words, conditions, returns, statements left out. Not changed are annotations, docstrings, the messages of
what is raised, and what is only a type's name. A change is known by its module, the function it stands in, and what becomes of what.
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from tests.paths import ROOT

SRC = ROOT / "src"
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_WORKED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift,
}  # fmt: skip
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
_UNTOUCHED = ("cast", "TypeVar", "NewType", "ParamSpec", "lru_cache", "field", "dataclass")


class Change(NamedTuple):
    """One change: where, what, and the line of it."""

    name: str
    """``rules/tiers.py points_of: a < b -> a <= b``, numbered where one function has it several times."""
    path: Path
    line: int
    number: int
    """Which of its module's changes."""
    is_function: bool
    """Within a function, and not in what is done once when the module is imported."""


@cache
def of_module(path: Path) -> list[Change]:
    """Every change of a module, in the order of its lines."""
    tree = ast.parse(path.read_text("utf-8"))
    seen, found = Counter[str](), []
    for number, (node, new, where) in enumerate(_changes(tree)):
        old, made = (_words(one) for one in (node, new))
        name = f"{path.relative_to(SRC / 'perfeval').as_posix()} {where or 'module'}: {old} -> {made}"
        seen[name] += 1
        numbered = f"{name} #{seen[name]}" if seen[name] > 1 else name
        found.append(Change(numbered, path, _line(node), number, bool(where)))
    return found


def _line(node: ast.AST) -> int:
    """The line of a node; of what has none, such as the for of a comprehension, that of what is in it."""
    return next(line for one in ast.walk(node) if (line := getattr(one, "lineno", None)))


def compiled(change: Change) -> CodeType:
    """The module with the change in it."""
    tree = ast.parse(change.path.read_text("utf-8"))
    for number, (node, new, _) in enumerate(_changes(tree)):
        if number == change.number:
            _Put(node, new).visit(tree)
            break
    return compile(ast.fix_missing_locations(tree), str(change.path), "exec", dont_inherit=True)


class _Put(ast.NodeTransformer):
    """Puts a node in another's place."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


def _words(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 80 else f"{text[:80]}…"


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST, str]]:
    """Nodes, what stands in their place, and the function around them."""
    waiting: list[tuple[ast.AST, str]] = [(node, "") for node in reversed(tree.body)]
    while waiting:
        node, where = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise)) or _is_checking(node) or _is_text(node):
            if isinstance(node, ast.Raise):
                yield node, ast.Pass(), where
            continue
        yield from ((node, new, where) for new in _of(node, where))
        inner = where
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            inner = f"{where}.{node.name}" if where else node.name if isinstance(node, ast.FunctionDef) else ""
        waiting += [(child, inner) for child in reversed(list(_inside(node)))]


def _is_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_text(node: ast.AST) -> bool:
    """A docstring, or the text that explains what stands above it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """What is looked at within a node: no annotations, no decorators, no names of types."""
    if isinstance(node, ast.FunctionDef):
        yield from (one for one in (*node.args.defaults, *node.args.kw_defaults) if one)
        yield from node.body
    elif isinstance(node, ast.ClassDef):
        yield from node.body
    elif isinstance(node, ast.AnnAssign):
        yield from [node.value] if node.value else []
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _UNTOUCHED:
        yield from node.args[1:] if node.func.id == "cast" else ()
    elif isinstance(node, ast.Subscript):
        yield node.value
        if not ((isinstance(node.value, ast.Name) and node.value.id[:1].isupper()) or _names_type(node)):
            yield node.slice
    elif isinstance(node, ast.Assign) and any(
        isinstance(one, ast.Name) and (one.id == "__all__" or one.id == "__slots__") for one in node.targets
    ):
        return
    elif isinstance(node, ast.JoinedStr):
        yield from (one.value for one in node.values if isinstance(one, ast.FormattedValue))
    else:
        yield from ast.iter_child_nodes(node)


def _names_type(node: ast.Subscript) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("list", "dict", "set", "tuple", "type", "frozenset")


def _of(node: ast.AST, where: str) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if (other := _COMPARED.get(type(op))) is not None:
                new = copy.copy(node)
                new.ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
                yield new
    elif (
        isinstance(node, (ast.BinOp, ast.AugAssign))
        and type(node.op) in _WORKED
        and (where or not isinstance(node.op, ast.BitOr))
    ):
        new = copy.copy(node)
        new.op = _WORKED[type(node.op)]()
        yield new
    elif isinstance(node, ast.BoolOp):
        new = copy.copy(node)
        new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield new
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub, ast.Invert)):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.IfExp):
        new = copy.copy(node)
        new.body, new.orelse = node.orelse, node.body
        yield new
    elif isinstance(node, ast.comprehension) and node.ifs:
        new = copy.copy(node)
        new.ifs = []
        yield new
    elif isinstance(node, (ast.If, ast.While)):
        new = copy.copy(node)
        new.test = ast.UnaryOp(ast.Not(), node.test)
        yield new
    elif isinstance(node, ast.Name) and node.id in _SWAPPED and isinstance(node.ctx, ast.Load):
        yield ast.Name(_SWAPPED[node.id], ast.Load())
    elif (
        isinstance(node, ast.Return)
        and node.value is not None
        and not (isinstance(node.value, ast.Constant) and node.value.value is None)
    ):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, (ast.Continue, ast.Break)) or (where and isinstance(node, (ast.Expr, ast.AugAssign))):
        yield ast.Pass()


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value > 1:
            yield ast.Constant(value - 1)
    elif isinstance(value, str):
        yield ast.Constant(f"{value}×" if value else "×")
