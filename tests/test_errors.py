"""Errors say where, what was found, what was expected and what to do, in one way."""

import copy
import pickle

import pytest

from perfeval import InputError, PerfevalError, Problem, ProfileError, UnitError
from perfeval.errors import problems_under

PROBLEMS = (
    Problem("indicators[2].weight", "写的是 “ten”", "分数", "只写数字，如 10", "全年", 12, 3),
    Problem("profile", "没有写评分规则", "规则的 id 或文件"),
)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            PROBLEMS[0],
            "第3行“全年”的分值 indicators[2].weight（文件第 12 行）：写的是 “ten”；应为：分数。只写数字，如 10。",
        ),
        (PROBLEMS[1], "评分规则 profile：没有写评分规则；应为：规则的 id 或文件。"),
        (
            Problem("", "不是 TOML", "键 = 值", "是否想写 a？", line=3),
            "文件第 3 行：不是 TOML；应为：键 = 值。是否想写 a？",
        ),
        (Problem("", "嵌套太深", "几层的表"), "嵌套太深；应为：几层的表。"),
    ],
)
def test_a_problem_in_words(problem: Problem, text: str) -> None:
    """Line, path and row name, then found, expected and hint, each where it is known."""
    assert text == str(problem)


@pytest.mark.parametrize(("kind", "name"), [(InputError, "document"), (ProfileError, "file")])
def test_an_error_tells_all_and_names_the_first(kind: type[InputError | ProfileError], name: str) -> None:
    """Every problem is in the text; the attributes are the first one's."""
    error = kind(PROBLEMS, "表.toml")
    assert f"表.toml：发现 2 处错误\n  {PROBLEMS[0]}\n  {PROBLEMS[1]}" == str(error)
    assert ("表.toml", *("indicators[2].weight", 12, "写的是 “ten”", "分数", "只写数字，如 10")) == (
        getattr(error, name),
        error.path,
        error.line,
        error.found,
        error.expected,
        error.hint,
    )
    assert str(kind(PROBLEMS)).startswith("输入：发现 2 处错误")


def test_errors_are_value_errors_and_perfeval_errors() -> None:
    """A caller may catch what the library raises by either name."""
    for kind in (InputError, ProfileError, UnitError):
        assert issubclass(kind, PerfevalError)
        assert issubclass(kind, ValueError)


def test_errors_travel() -> None:
    """An error survives pickling and copying, as between processes."""
    error = InputError(PROBLEMS, "表.toml")
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(error), error.problems) == (str(other), other.problems)


def test_places_are_put_under_their_parent() -> None:
    """A place inside a value is told from the document's root."""
    inner = (Problem("weight", "a", "b"), Problem("[1].name", "a", "b"), Problem("", "a", "b"))
    assert ["rows[0].weight", "rows[0][1].name", "rows[0]"] == [p.path for p in problems_under(inner, "rows[0]")]
