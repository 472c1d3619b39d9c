"""Documents: every way to write one is read, every mistake is told with its place, all of them at once."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

import perfeval
from perfeval import Evaluation, InputError, Problem, load, load_forms, loads, score
from perfeval.forms import model as objects
from perfeval.trees.sources import MAX_BYTES
from tests.paths import TESTS

CASES = TESTS / "cases"
GOOD = sorted((CASES / "good").iterdir())
BAD = sorted((CASES / "bad").glob("*.toml"))
TEXT = (CASES / "good" / "project.toml").read_text(encoding="utf-8")
DEPARTMENT = load(CASES / "good" / "department.toml")


def problems(data: str | bytes) -> InputError:
    """The error that the text of a document gives."""
    with pytest.raises(InputError) as caught:
        loads(data, source="表.toml")
    assert "表.toml" == caught.value.document
    return caught.value


# --- documents that are read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", GOOD, ids=lambda path: path.name)
def test_good_documents(file: Path) -> None:
    """Each is read, and scored or left undetermined without an error."""
    card = score(load(file), profile="hubei-wuhan")
    assert all(row.score is not None or row.reason for row in card.results())


def test_one_table_written_three_ways() -> None:
    """Long tables, inline tables with dotted keys, and JSON give the same evaluation."""
    assert DEPARTMENT == load(CASES / "good" / "inline.toml") == load(CASES / "good" / "department.json")
    card = score(DEPARTMENT)
    assert ("100.00", "优") == (f"{card.total:f}", card.grade)


def test_every_key_is_read() -> None:
    """The document form holds every key of the model: project.toml writes each, and none is lost."""
    tree = tomli.loads(TEXT)
    rows = tree["indicators"]
    written = {
        objects.Evaluation: {*tree, "department", "goals", "nested"},
        objects.Project: {*tree["project"]},
        objects.Execution: {*tree["execution"], "level1"},
        objects.Fund: {*tree["execution"]["funds"][0]},
        objects.QuantitativeIndicator: {"rows"}.union(*rows),  # which do not stand beside parts: sub-rows.toml
        objects.QualitativeIndicator: {"rows"}.union(*rows),
        objects.Item: {*rows[2]["items"][0]},
        objects.Part: {*tree["parts"][0]},
        objects.Remarks: {*tree["remarks"]},
        objects.Published: {*tree["published"]},
    }
    for kind, keys in written.items():
        assert {field.name for field in attrs.fields(kind)} <= keys
    found = load(CASES / "good" / "project.toml")
    assert ("reverse", "absolute", "quantitative", "1") == (
        found.indicators[0].direction,
        found.indicators[0].measure,
        found.indicators[0].kind,
        found.indicators[0].coefficient,
    )
    assert ("有方案", 5, True) == attrs.astuple(found.indicators[2].items[0])
    assert 400 == found.execution.initial.value  # type: ignore[union-attr]


def test_blank_cells_are_empty() -> None:
    """A stroke or an empty text in a cell that needs a figure is no figure, and no mistake."""
    found = load(CASES / "good" / "blank-cells.toml")
    assert objects.Execution() == found.execution
    assert found.indicators[0].weight is None
    assert "/" == found.indicators[0].target


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + json.dumps(tomli.loads(TEXT, parse_float=str), ensure_ascii=False).encode(),
        "\n\n  " + json.dumps(tomli.loads(TEXT, parse_float=str)),
    ],
    ids=["plain", "byte-order mark", "CRLF", "JSON with a byte-order mark", "JSON with escapes"],
)
def test_bytes_make_no_difference(data: str | bytes) -> None:
    """A byte-order mark, Windows line ends and JSON escapes change nothing."""
    assert load(CASES / "good" / "project.toml") == loads(data)


@pytest.mark.parametrize(
    ("number", "cell"), [("1e3", "1000"), ("1_000", "1000"), ("5.50", "5.50"), ("0x10", "16"), ("-0.5", "-0.5")]
)
def test_numbers_keep_their_digits(number: str, cell: str) -> None:
    """A number in a cell is what it prints, however it is written, and a row with one is quantitative."""
    cells = f"target = {number}\nactual = {number}"
    row = loads(f'[project]\nname = "a"\n[[indicators]]\nname = "b"\n{cells}').indicators[0]
    assert (cell, cell, "quantitative") == (row.target, row.actual, row.kind)


# --- documents with one mistake -------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", BAD, ids=lambda path: path.stem)
def test_one_mistake_each(file: Path) -> None:
    """The error names file, line and path, what was found there, what it should be, and what to do."""
    header = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# 出错：")
    line, path, found, hint = (part.strip() for part in header.split("|"))
    with pytest.raises(InputError) as caught:
        load(file)
    error = caught.value
    assert [(path, found)] == [(problem.path, problem.found[: len(found)]) for problem in error.problems]
    assert (int(line) if line else None) == error.line
    assert error.expected
    assert hint in error.hint
    assert str(file) == error.document
    told = str(error)
    assert told.startswith(f"{file}：发现 1 处错误\n")
    assert (f"第 {line} 行" if line else "") in told


BAD_JSON = [
    ('{"project": {"name": "a"}, "project": {"name": "b"}}', None, "键“project”写了不止一次"),
    ('{"project": {"name": "a", "name": "b"}}', None, "键“name”写了不止一次"),
    ('{"project": {"name": NaN}}', None, "写的是 “NaN”"),
    ('{"project": {"name": -Infinity}}', None, "写的是 “-Infinity”"),
    ('{"project":\n {"name": "a",}}', 2, "不是正确的 JSON"),
    ('{"project": {"name": "a"}} {}', 1, "不是正确的 JSON"),
    ('{"project": {"name": "a"}, "execution": {"budget": 1e99}}', None, "写的是 “1e99”"),
    ('{"project": {"name": 1e99999999999999999999999}}', None, "写的是 “1e99999999999999999999999”"),
    ('{"a":' * 100_000, None, "嵌套太深"),
]


@pytest.mark.parametrize(("text", "line", "found"), BAD_JSON, ids=[found for _, _, found in BAD_JSON])
def test_json_with_one_mistake(text: str, line: int | None, found: str) -> None:
    """JSON is held to the same: no key twice, no NaN, nothing endless."""
    error = problems(text)
    assert [(line, found)] == [(problem.line, problem.found) for problem in error.problems]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (TEXT.encode() + b"\xff", "不是文本文件，或编码已损坏"),
        (b"\x00" * (MAX_BYTES + 1), "文件超过 8 MB"),
        (b"a = " + b"[" * 100_000, "嵌套太深"),
        (b"a = " + b"{a = " * 100_000, "嵌套太深"),
        (b".".join([b"a"] * 100_000) + b" = 1", "嵌套太深"),
        (b"a = " + b"9" * 5000, "数字太长"),
        (b"[project]\nname = 1." + b"9" * 5000, "写的是 “1.999"),
        (b"\x00\x01\x02", "“\x00\x01\x02”不是正确的 TOML"),
        ("a = 1\ud800", "不是文本文件，或编码已损坏"),
        (".".join("a" * 400) + " = 1", "嵌套太深"),
        ("[" + ".".join("a" * 1000) + "]", "嵌套太深"),
    ],
    ids=[
        "a broken byte",
        "too large",
        "arrays",
        "tables",
        "dots",
        "digits",
        "decimals",
        "binary",
        "surrogate",
        "400 dots",
        "1,000 dots",
    ],
)
def test_files_that_are_no_document(data: str | bytes, found: str) -> None:
    """Other encodings, endless nesting and endless numbers are told as what they are."""
    assert found == problems(data).found[: len(found)]


def test_a_number_out_of_bounds_hides_nothing() -> None:
    """It is told in its place, with the document's other mistakes, an unknown profile among them."""
    text = 'profile = "nope"\n[project]\nname = "a"\n[execution]\nbudget = 1e99\nexecuted = "好多"\n'
    assert [(1, "profile"), (5, "execution.budget"), (6, "execution.executed")] == [
        (problem.line, problem.path) for problem in problems(text).problems
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    """What Windows editors write is the same document; load_forms tells that it was not UTF-8."""
    data = TEXT.encode(encoding)
    assert loads(TEXT) == loads(data)
    (form,) = load_forms(data, name="a.toml")
    assert [] == list(form.notes) if encoding == "utf-8-sig" else "编码，已照此读入" in form.notes[0]


def test_a_broken_byte_is_no_other_encoding() -> None:
    """UTF-8 with one bad byte is not read as GB18030, which would make other characters of it; the line is told."""
    error = problems("[project]\n\nname = 乡村振兴对口帮扶专项资金".encode() + b"\xc4")
    assert (3, "encoding", "请在编辑器里另存为 UTF-8") == (error.line, error.code, error.hint)


def test_many_keys_are_read() -> None:
    """So many that comparing each with all others would not end."""
    row = {"name": "a", "rule": {f"键{i}": i for i in range(60_000)}}
    assert 60_000 == len(loads(json.dumps({"project": {"name": "x"}, "indicators": [row]})).indicators[0].rule)  # type: ignore[arg-type]


def test_all_mistakes_are_told_at_once_and_in_order() -> None:
    """Mistakes in different places are told together, by line, each with its row's name; and without lines as read."""
    text = TEXT.replace("weight = 20", "weight = -20").replace('name = "全年"', 'name = "全年"\nunit = "天"')
    text = text.replace("weight = 10\nrule", 'weight = "ten"\nrule').replace('grade = "优"', "grade = true")
    expected = ["execution.weight", "indicators[0].unit", "indicators[2].weight", "published.grade"]
    error = problems(text)
    assert expected == [problem.path for problem in error.problems]
    assert sorted(lines := [problem.line or 0 for problem in error.problems]) == lines
    assert all(lines)
    assert ["", "全年", "生活水平", ""] == [problem.label for problem in error.problems]
    assert "发现 4 处错误" in str(error)
    error = problems(json.dumps(tomli.loads(text, parse_float=str)))
    assert {*expected} == {problem.path for problem in error.problems}
    assert [None] * 4 == [problem.line for problem in error.problems]


def test_unknown_keys_come_in_the_documents_order() -> None:
    """What is told does not change from one run to the next."""
    keys = [f"k{i}" for i in range(20)]
    error = problems(json.dumps({"project": {"name": "a"}} | dict.fromkeys(keys, 1)))
    assert keys == [problem.path for problem in error.problems]


def test_text_never_stops_a_document() -> None:
    """What cannot be read in target, actual or published cells is for the score and the audit to say."""
    row = {"name": "a", "target": "若干", "actual": "很多", "weight": 10, "published_score": "满分", "rate": "高"}
    tree = {
        "project": {"name": "x"},
        "execution": {"published_rate": "约100%", "published_score": "二十"},
        "indicators": [row],
        "published": {"total": "一百", "grade": 5},
    }
    found = loads(json.dumps(tree))
    assert "rate-unreadable" == score(found, profile="mof-2020").rows[0].code
    assert ("一百", "5") == (found.published.total, found.published.grade)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nowhere.toml", "打不开：没有这个文件或文件夹"),
        (".", "打不开：这是一个文件夹"),
        ("a\0b", "打不开：文件名不合规"),
    ],
)
def test_files_that_cannot_be_opened(name: str, found: str) -> None:
    """Which file, and why, in Chinese."""
    with pytest.raises(InputError) as caught:
        load(name)
    assert (name, found) == (caught.value.document, caught.value.found)


trees: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals().map(str) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [field.name for field in (*attrs.fields(Evaluation), *attrs.fields(objects.QualitativeIndicator))]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from([field.name for field in attrs.fields(Evaluation)]), trees, max_size=6))
@example({"project": {"name": "a"}, "indicators": [{"name": "b", "target": 10**50, "rule": {"a": [None]}}]})
def test_any_tree_is_read_or_refused(tree: dict[str, Any]) -> None:
    """Whatever a document holds, it is an evaluation or an InputError with a place for each mistake."""
    told: tuple[Problem, ...] = ()
    try:
        loads(json.dumps(tree))
    except InputError as error:
        told = error.problems
    assert all(problem.path and problem.found and problem.expected for problem in told)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_are_read_or_refused(data: str | bytes) -> None:
    """Whatever a file holds, nothing but an InputError comes out."""
    with pytest.raises(InputError):
        perfeval.loads(data)


@pytest.mark.parametrize(
    "path", ["/own.toml", "../own.toml", "C:\\\\own.toml", "\\\\\\\\server\\\\own.toml", "规则/../../own.toml"]
)
def test_a_text_names_no_rules_outside_its_folder(path: str) -> None:
    """Where it comes from no file, nothing lies beside it but what the caller's folder, or the working directory, holds."""
    with pytest.raises(InputError) as told:
        loads(f'profile = "{path}"\n[project]\nname = "甲"')
    assert ["profile-elsewhere"] == [problem.code for problem in told.value.problems]


def test_the_rules_of_a_text_are_taken_from_the_folder_that_is_given(tmp_path: Path) -> None:
    text = 'profile = "own.toml"\n[project]\nname = "甲"'
    assert str(tmp_path / "own.toml") == loads(text, folder=tmp_path).profile
    assert "own.toml" == loads(text).profile
