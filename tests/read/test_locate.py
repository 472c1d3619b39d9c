"""Lines and columns of keys, for errors: whatever way the TOML is written."""

import subprocess
import sys

import pytest

from perfeval import InputError, loads
from perfeval.read.locate import locate

TEXT = """\
# 注释
year = 2023
project.name = "甲"
"weights"."产出指标" = 40

[execution]
budget = 500  # 万元
funds = [ # 两行
  { name = "a" },

  { name = "b", budget = "c" },
]

[[goals]]
name = "一"
[[goals.indicators]]
name = "x"
[[ goals . 'indicators' ]]
name = "y"
targets = { "王家河街道" = "1个", "木" = 2 }

[[goals]]
# 注释
[goals.note]
text = \"\"\"
[不是表]
\"\"\"
[[goals.indicators]]
\tname = "z"
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("year",), (2, 1)),
        (("project",), (3, 1)),
        (("project", "name"), (3, 1)),
        (("weights", "产出指标"), (4, 1)),
        (("execution",), (6, 1)),
        (("execution", "budget"), (7, 1)),
        (("execution", "funds"), (8, 1)),
        (("execution", "funds", 0), (9, 3)),
        (("execution", "funds", 1, "budget"), (11, 17)),
        (("goals",), (14, 1)),
        (("goals", 0, "name"), (15, 1)),
        (("goals", 0, "indicators", 0, "name"), (17, 1)),
        (("goals", 0, "indicators", 1), (18, 1)),
        (("goals", 0, "indicators", 1, "name"), (19, 1)),
        (("goals", 0, "indicators", 1, "targets", "木"), (20, 29)),
        (("goals", 1), (22, 1)),
        (("goals", 1, "note", "text"), (25, 1)),
        (("goals", 1, "indicators", 0, "name"), (29, 2)),
    ],
)
def test_places(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    """Line and column count from 1, in characters, through goals, inline tables, arrays and quoted keys."""
    assert place == locate(TEXT)[path]


def test_json_has_no_places() -> None:
    """Lines of a JSON text are not known."""
    assert {} == locate('{"year": 2023}')


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[project]\nname = "a"\n[weights]\n"产出.指标" = "x"', 3),  # a dot in a key: the table around it
        ('[project]\nname = "a"\n[execution]\nfunds = [\n {name = "b"},\n {budget = 1},\n]', 6),
        ('[project]\n\n[[indicators]]\nname = "a"', 1),
    ],
)
def test_the_nearest_key_that_is_there(text: str, line: int) -> None:
    """A key that is missing is told at the table that it is missing from."""
    with pytest.raises(InputError) as caught:
        loads(text)
    assert line == caught.value.line


def test_without_the_grammar_paths_stand_alone() -> None:
    """Where tree-sitter is not installed the path is told without a line."""
    code = (
        "import sys; sys.modules['tree_sitter'] = None\n"
        "import perfeval\n"
        "try: perfeval.loads('[project]\\nname = 5')\n"
        "except perfeval.InputError as error: print(error.path, error.line)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "project.name None\n" == done.stdout
