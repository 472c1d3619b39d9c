"""Plain trees into objects: every mistake at once, each with its place."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any, Literal

import pytest
from attrs import frozen

from perfeval import InputError, Problem
from perfeval.trees.structure import converter, nearest


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen
class Leaf:
    name: str
    size: int = 1


@frozen
class Tree:
    kind: Literal["oak", "fir"]
    colour: Colour
    leaves: tuple[Leaf, ...] = ()
    by_name: Mapping[str, Leaf] = {}

    @staticmethod
    def check(values: Mapping[str, Any], given: Collection[str]) -> Iterator[Problem]:
        if "leaves" in values and "by_name" in given:
            yield Problem("by_name", "two ways", "one")


def read(tree: Any) -> Tree:
    made: Tree = converter(Colour).structure(tree, Tree)
    return made


def test_a_whole_tree() -> None:
    """Tuples, tables, choices and terms."""
    leaf = {"name": "a", "size": 2}
    assert Tree("oak", Colour.RED, (Leaf("a", 2),)) == read({"kind": "oak", "colour": "red", "leaves": [leaf]})
    assert Tree("fir", Colour.BLUE, (), {"x": Leaf("a", 2)}) == read(
        {"kind": "fir", "colour": "blue", "by_name": {"x": leaf}}
    )


def test_every_mistake_at_once_with_its_place() -> None:
    """A missing key, a wrong choice, a wrong type deep inside, a key that nobody knows."""
    with pytest.raises(InputError) as told:
        read({"kind": "ok", "leaves": [{"name": "a"}, {"size": True}], "colours": "red"})
    assert ["kind", "colour", "leaves[1].name", "leaves[1].size", "colours"] == [p.path for p in told.value.problems]
    hints = {problem.path: problem.hint for problem in told.value.problems}
    assert "是否想写 oak？" == hints["kind"]
    assert "是否想写 colour？" == hints["colours"]


def test_one_mistake_does_not_hide_another() -> None:
    """What several keys show together is told beside a broken key."""
    with pytest.raises(InputError) as told:
        read({"kind": "oak", "colour": "green", "leaves": [], "by_name": {"x": 5}})
    assert ["colour", "by_name.x", "by_name"] == [problem.path for problem in told.value.problems]


@pytest.mark.parametrize("tree", [None, 5, "oak", []])
def test_what_is_no_table(tree: Any) -> None:
    """Said as such."""
    with pytest.raises(InputError, match="一个表"):
        read(tree)


def test_nearest() -> None:
    """A slip of the pen has a near word, a word of another field none."""
    assert ("是否想写 weight？", "") == (nearest("wieght", ["weight", "name"]), nearest("得分", ["weight"]))
