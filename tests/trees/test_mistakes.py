"""Mistakes of TOML told all at once, in Chinese, each with what to write; soon, however long a line is."""

import pytest
import tomli

from perfeval import InputError, loads


def told(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as error:
        loads(text)
    assert {"syntax"} == {problem.code for problem in error.value.problems}
    return [(problem.line, problem.hint) for problem in error.value.problems]


MEANT = [
    ("year = 2024年", "请写 year = 2024（年度只写数字）"),
    ("budget = 1,250.00", "请写 budget = 1250.00（数字里不写千分位的逗号）"),
    ("budget = 100万元", '请写 budget = "100万元"（文字要加英文引号）'),
    ("rate = 97.5%", '请写 rate = "97.5%"（文字要加英文引号）'),
    ('name = "乡村振兴', '请写 name = "乡村振兴"（引号要成对）'),
    ('name = 乡村振兴"', '请写 name = "乡村振兴"（引号要成对）'),
    ("name = “乡村振兴”", '请写 name = "乡村振兴"（引号要用英文的）'),
    ("budget：3", "请写 budget = 3（等号要用英文的 =）"),
    ("budget: 3", "请写 budget = 3（等号要用英文的 =）"),
    ("budget ＝ 3", "请写 budget = 3（等号要用英文的 =）"),
    ("【execution】", "请写 [execution]，用英文的方括号"),
    ("［［indicators］］", "请写 [[indicators]]，用英文的方括号"),
    ("[[indicators]", "请写 [[indicators]]，用英文的方括号"),
    ("budget =", '请写 budget = ""（没有内容的，写两个引号，或删去这一行）'),
    ("权重 = 10", '键名要用英文（如 weight = 10）；中文键须加英文引号（如 "产出指标" = 40）'),
    ('c = "b" "c"', "一行只写一个 键 = 值"),
    ('name = "C:\\新建"', "双引号里的反斜杠 \\ 要写成 \\\\"),
    ('names = ["a", "b"', "列表没有写完，少了 ]"),
]


@pytest.mark.parametrize(("line", "hint"), MEANT, ids=[line for line, _ in MEANT])
def test_what_to_write(line: str, hint: str) -> None:
    assert [(2, hint)] == told(f"a = 1\n{line}")


@pytest.mark.parametrize(("line", "hint"), MEANT, ids=[line for line, _ in MEANT])
def test_what_is_said_to_be_written_is_toml(line: str, hint: str) -> None:
    """Whoever copies the line from the sentence has no mistake in it any more."""
    if hint.startswith("请写 "):
        tomli.loads(hint.removeprefix("请写 ").partition("（")[0].partition("，")[0])


def test_all_of_a_file_at_once() -> None:
    lines = [line for line, hint in MEANT if hint.startswith("请写")]
    keyed = [
        f"k{i}{line.removeprefix(line.split()[0])}" if line.startswith("name =") else line
        for i, line in enumerate(lines)
    ]
    text = "\n".join(f"[t{i}]\n{line}" for i, line in enumerate(keyed))
    assert [2 * i + 2 for i in range(len(lines))] == [line for line, _ in told(text)]


def test_nothing_is_said_of_what_follows_a_line_that_nobody_understands() -> None:
    assert [1] == [line for line, _ in told("???\nbudget = 100万元")]


@pytest.mark.parametrize(
    "line",
    [
        "甲" * 100_000,
        " " * 50_000 + "甲" + " " * 50_000,
        "a" * 100_000 + "甲=",
        'x = "' + "甲" * 100_000,
        "x = [" + '"a",' * 30_000,
    ],
)
def test_a_long_line_is_told_in_time_that_grows_with_it(line: str) -> None:
    """So long that beginning anew at each character would not end."""
    assert 1 <= len(told(f"a = 1\n{line}\n"))


def test_many_mistakes_have_an_end() -> None:
    assert 20 == len(told("\n".join(f"k{i} = {i}万元" for i in range(100))))
