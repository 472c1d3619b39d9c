"""Plain trees (from TOML or JSON) into typed objects: every mistake of a tree at once, each with its place.

cattrs chooses the reader by type; what stands here is what a mistake is called, in Chinese, and where it is.
A class may have a static method ``check(values, given)`` for what only several keys together show: `values` are the
keys that could be read, `given` all that are there, so that one mistake does not hide another.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import attrs
from cattrs import Converter

from perfeval.errors import InputError, Problem, problems_under, refuse


def _only(kind: type, expected: str, hint: str = "") -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            refuse(value, expected, hint, code="type")
        return value

    return hook


def _one_of(choices: Mapping[str, Any]) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            refuse(value, " / ".join(choices), nearest(value, choices), code="choice")
        return choices[value]

    return hook


def nearest(word: object, choices: Iterable[str]) -> str:
    """A question that names the choice which `word` looks like, or nothing."""
    near = difflib.get_close_matches(str(word), list(choices), n=1, cutoff=0.6 if len(str(word)) > 2 else 0.5)
    return f"是否想写 {near[0]}？" if near else ""


def _each(conv: Converter, kind: Any, items: Iterable[tuple[str, Any]]) -> list[Any]:
    """Every item read as `kind`; InputError with the mistakes of all."""
    values, problems, read = [], list[Problem](), conv.get_structure_hook(kind)
    for place, item in items:
        try:
            values.append(read(item, kind))
        except InputError as error:
            problems += problems_under(error.problems, place)
    if problems:
        raise InputError(problems)
    return values


def _tuple(kind: Any, conv: Converter) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            refuse(value, "列表", "请写成 [[…]] 或 [ … ]", code="type")
        return tuple(_each(conv, get_args(kind)[0], ((f"[{i}]", item) for i, item in enumerate(value))))

    return hook


def _mapping(kind: Any, conv: Converter) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            refuse(value, "一个表（名称 = 值）", code="type")
        return dict(zip(value, _each(conv, get_args(kind)[1], value.items()), strict=True))

    return hook


def _class(kind: Any, conv: Converter) -> Callable[[Any, Any], Any]:
    cls = get_origin(kind) or kind
    attrs.resolve_types(cls)
    given = dict(zip(getattr(cls, "__parameters__", ()), get_args(kind), strict=False))
    fields = {a.name: a for a in attrs.fields(cls) if a.init}
    kinds = {name: given.get(a.type, a.type) for name, a in fields.items()}
    reads = dict[str, Callable[[Any, Any], Any]]()  # by key, found when a tree first has it: a class may hold itself
    together = getattr(cls, "check", lambda *_: ())
    made = getattr(cls, "of_checked", lambda values: cls(**values))

    def hook(tree: Any, _: Any) -> Any:
        if not isinstance(tree, dict):
            refuse(tree, "一个表（若干 键 = 值）", code="type")
        values, problems = dict[str, Any](), list[Problem]()
        for name, attribute in fields.items():
            if name not in tree:
                if attribute.default is attrs.NOTHING:
                    problems.append(Problem(name, "缺少这个键", "必须填写", code="key-missing"))
                continue
            try:
                if name not in reads:
                    reads[name] = conv.get_structure_hook(kinds[name])
                values[name] = reads[name](tree[name], kinds[name])
            except InputError as error:
                problems += problems_under(error.problems, name)
        for key in tree:
            if key not in fields:
                known = "、".join(fields)
                problems.append(Problem(str(key)[:40], "不认识的键", known, nearest(key, fields), code="key-unknown"))
        found = together(values, tree.keys())
        problems += [attrs.evolve(p, code="contradiction") if p.code == "bad-value" else p for p in found]
        if problems:
            raise InputError(problems)
        return made(values)

    return hook


def converter(*terms: type[StrEnum]) -> Converter:
    """A converter that knows plain types, tuples, tables, choices, attrs classes and the given terms."""
    conv = Converter()
    conv.register_structure_hook(str, _only(str, "文字", "请加双引号"))
    conv.register_structure_hook(bool, _only(bool, "true 或 false"))
    conv.register_structure_hook(int, _only(int, "整数"))
    for term in terms:  # each by itself, or the hook of str would take it
        conv.register_structure_hook(term, _one_of({member.value: member for member in term}))
    factories: tuple[tuple[Callable[[Any], bool], Callable[[Any], Callable[[Any, Any], Any]]], ...] = (
        (lambda t: get_origin(t) is Literal, lambda t: _one_of({choice: choice for choice in get_args(t)})),
        (lambda t: get_origin(t) is tuple, lambda t: _tuple(t, conv)),
        (lambda t: get_origin(t) is Mapping, lambda t: _mapping(t, conv)),
        (lambda t: attrs.has(get_origin(t) or t), lambda t: _class(t, conv)),
    )
    for applies, factory in factories:
        conv.register_structure_hook_factory(applies, factory)
    return conv
