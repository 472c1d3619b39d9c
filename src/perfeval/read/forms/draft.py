"""A document while a form is read into it: values by path with their origins, and what was not understood."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from perfeval.errors import InputError
from perfeval.profiles import shipped
from perfeval.read.document import to_evaluation
from perfeval.read.files.filed import Filed, FiledCell, Origin, Unread
from perfeval.read.forms.columns import points_of_title, without_points
from perfeval.read.forms.shown import is_empty, points_number, squash, unwrapped
from perfeval.trees.cells import read_amount, read_points
from perfeval.trees.sources import Tree
from perfeval.values.figures import fold
from perfeval.values.quantities import read_target

ColumnCells = Mapping[str, list[FiledCell]]
"""The cells of a row by the column that they stand in."""
_GOALS = ("goal", "goal_actual")
"""What both forms have."""


@define
class Head:
    """The last indicator, under which rows may stand: its tree, its path in the document, its cells."""

    tree: Tree
    path: str
    cells: ColumnCells

    @property
    def is_bare(self) -> bool:
        """Whether it has a name, perhaps points, and nothing that could be scored."""
        return not self.tree.keys() & {"target", "actual"}


@define
class Draft:
    """One form's document in the making.

    `unit` is the unit of money printed above the form; `fields` are the labelled values by their key, the first of each;
    `is_whole` is False where a row could not be read.
    """

    unit: str = ""
    fields: dict[str, tuple[str, Origin]] = field(factory=dict)
    execution: Tree = field(factory=dict)
    weights: Tree = field(factory=dict)
    goals: list[Tree] = field(factory=list)
    indicators: list[Tree] = field(factory=list)
    origins: dict[str, Origin] = field(factory=dict)
    unread: list[Unread] = field(factory=list)
    is_whole: bool = True
    told: set[str] = field(factory=set)
    head: Head | None = None

    def tell(self, cell: FiledCell, reason: str, text: str | None = None) -> None:
        """Something that has not become part of the document."""
        self.unread.append(Unread(cell.origin, cell.text if text is None else text, reason))

    def field(self, name: str, cell: FiledCell, text: str) -> None:
        """A labelled value; a second one that differs is told."""
        text = unwrapped(text)
        if name not in self.fields:
            self.fields[name] = (text, cell.origin)
        elif self.fields[name][0] != text:
            self.tell(cell, "：同一栏前面已有另一个值，未录入", text)

    def amount(self, cell: FiledCell, unit: str) -> str | None:
        """An amount of money as printed, with the unit of its head where it has none; None for an empty cell."""
        text = squash(fold(cell.text))
        if is_empty(text) or text in ("元", "万元", "亿元"):
            return None
        if text.startswith("¥"):
            text, unit = text[1:], unit or "元"
        target = read_target(text)
        if target and not target.quantity.unit and not target.sign:
            text += unit
        elif target and target.quantity.unit == "万" and unit == "万元":
            text += "元"
        try:
            read_amount(text)
        except InputError:
            self.tell(cell, "：读不出金额，未录入")
            return None
        return text

    def points(self, cell: FiledCell) -> Any:
        """分值, 权重: a number of points; None for an empty cell."""
        if is_empty(cell.text):
            return None
        text = points_number(cell.text)
        if text is None:
            self.tell(cell, "：不是分数，未录入")
        return None if text is None else read_points(text)

    def heading(self, cell: FiledCell) -> str:
        """一级指标 without its points, which go to the weights."""
        label, found = without_points(cell.text), points_of_title(cell.text)
        if found and label:
            value = read_points(found)
            if self.weights.setdefault(label, value) != value:
                self.tell(cell, f"：“{label}”前面已印有另一个分值，未录入")
            self.origins.setdefault("weights", cell.origin)
            self.origins.setdefault(f"weights.{label}", cell.origin)
        return label

    @property
    def is_project(self) -> bool:
        """Whether it is the form of a project."""
        return "project.name" in self.fields

    def filed(self, titles: Iterable[str], year: int | None, where: Origin) -> Filed:
        """The form as it was read."""
        is_project = self.is_project or not ("department.name" in self.fields or any("整体" in t for t in titles))
        tree, head = Tree(), "project" if is_project else "department"
        if year:
            tree["year"] = year
        if self.fields.get("profile", ("",))[0] in shipped():
            tree["profile"], self.origins["profile"] = self.fields["profile"]
        if not self.is_whole:
            tree["partial"] = True
        tree[head] = {"name": ""}
        if f"{head}.name" not in self.fields:
            self.unread.append(Unread(where, "", "没有找到" + ("项目名称" if is_project else "单位名称") + "，请补写"))
        for name, (text, origin) in self.fields.items():
            self._place(tree, head, name, text, origin)
        if is_project and self.goals:
            self._flatten(tree)
        for part in ("execution", "weights", "goals", "indicators"):
            if value := getattr(self, part):
                tree[part] = value
        evaluation = to_evaluation(tree)
        return Filed(evaluation, self.origins, tuple(self.unread))

    def _place(self, tree: Tree, head: str, name: str, text: str, origin: Origin) -> None:
        """One labelled value at its path."""
        block, _, last = name.partition(".")
        if last in _GOALS:
            block, name = head, f"{head}.{last}"
        if name == "department.name" and head == "project" and text in self._units():
            return
        if block in ("project", "department") and block != head:
            self.unread.append(Unread(origin, text, "：这一种表没有对应的键，未录入"))
            return
        if not last:
            return
        cell = FiledCell(0, 0, text, origin)
        value: Any = text
        if name in ("department.basic", "department.projects"):
            value = self.amount(cell, self.unit)
        elif name == "published.total":
            value = points_number(text) or text
        if value:
            tree.setdefault(block, {})[last] = value
            self.origins.setdefault(block, origin)
            self.origins[name] = origin

    def _units(self) -> set[str]:
        """Who is responsible for the project: 填报单位 is mostly one of them."""
        return {self.fields[name][0] for name in ("project.supervisor", "project.implementer") if name in self.fields}

    def _flatten(self, tree: Tree) -> None:
        """A project's document has no goals: their texts are its goal, their rows its rows."""
        names = [goal["name"] for goal in self.goals if goal["name"]]
        tree["project"].setdefault("goal", "\n".join(names))
        origins = dict(self.origins)
        for g, goal in enumerate(self.goals):
            for i, row in enumerate(goal.get("indicators", ())):
                old, new = f"goals[{g}].indicators[{i}]", f"indicators[{len(self.indicators)}]"
                for path in [path for path in origins if path == old or path.startswith(old + ".")]:
                    self.origins[new + path[len(old) :]] = self.origins.pop(path)
                self.indicators.append(row)
            if goal.get("weight"):
                where = self.origins.pop(f"goals[{g}].weight", None) or self.origins[f"goals[{g}]"]
                self.unread.append(Unread(where, goal["name"], "：项目表没有年度目标的分值，未录入"))
            self.origins.pop(f"goals[{g}]", None)
        self.goals = []
