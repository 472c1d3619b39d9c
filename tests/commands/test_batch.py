"""``perfeval batch``: files in and out on both engines, one clear error for what cannot be read, and then no file."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from perfeval import batch, load, score
from perfeval.batch.frames import files
from perfeval.errors import InputError
from perfeval.write.whole import replacing
from tests.commands.test_main import SEED, call
from tests.hard_rows import hard_rows

CSV = """\
evaluation,profile,kind,level1,direction,target,actual,weight,attainment,rate,funds,区县,note
甲,hubei-wuhan,execution,,,500,450.5,20,,,5000000,江岸,=1+1
甲,hubei-wuhan,quantitative,产出指标,forward,100,90,60,,,5000000,江岸,-3
甲,hubei-wuhan,qualitative,满意度指标,"",,,20,达成预期指标,95,5000000,江岸,@x
乙,hubei-wuhan,quantitative,产出指标,reverse,3.5,4,80,,,"3,000,000",汉阳,ok
"""
ENGINES = ("polars", "duckdb")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "甲.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def frame(**columns: Any) -> pl.DataFrame:
    """Two good rows as a Parquet file holds them, and what is changed of them."""
    texts = {"evaluation": "甲", "profile": "hubei-wuhan", "kind": "quantitative", "level1": "产出指标"}
    numbers = {"target": 100, "actual": 90, "weight": 10, "rate": None, "funds": 1}
    made = pl.DataFrame({name: [value] * 2 for name, value in (texts | numbers).items()})
    made = made.with_columns(pl.lit("forward").alias("direction"), pl.lit(None, pl.String).alias("attainment"))
    return made.cast({"rate": pl.Int64}).with_columns(*(pl.Series(name, values) for name, values in columns.items()))


# --- files in and out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_text_in_and_decimals_out(engine: str, encoding: str, tmp_path: Path) -> None:
    """'10' is 10 points; a quoted empty cell is empty; a formula is disarmed; Excel's encodings are read."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(CSV, encoding=encoding)

    done = call("batch", source, "-o", out, "--engine", engine)

    assert (0, "", f"共 4 行：计分 4，未定 0，不适用 0；写入 {out}。\n") == done
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines[0] == CSV.splitlines()[0] + ",score,status,reason"
    assert [line.split(",")[-4:-1] for line in lines[1:]] == [
        ["'=1+1", "18.02", "scored"],
        ["-3", "54.00", "scored"],
        ["'@x", "19.00", "scored"],
        ["ok", "70.00", "scored"],
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\n").replace("江岸", '江"岸'),
        lambda text: text.replace("江岸", '江岸"'),
        lambda text: text.replace("江岸", '"江""岸"'),
    ],
)
def test_csv_as_other_programs_write_it(change: Callable[[str], str], tmp_path: Path) -> None:
    """Lines that end in CR alone, a quote inside a cell: the same cells whatever the engine."""
    source, told = tmp_path / "in.csv", []
    source.write_text(change(CSV), encoding="utf-8", newline="")
    for engine in ENGINES:
        out = tmp_path / f"{engine}.csv"
        assert 0 == call("batch", source, "-o", out, "--engine", engine).status
        told.append(pl.read_csv(out, infer_schema=False).rows())
    assert told[0] == told[1]
    assert ["18.02", "54.00", "19.00", "70.00"] == [row[-3] for row in told[0]]


def test_csv_to_parquet_and_back(engine: str, rows: Path, tmp_path: Path) -> None:
    """Decimals, or ten-thousandths where that is asked for, which the file says of itself; what was scored before is scored anew."""
    parquet, again, other = tmp_path / "out.parquet", tmp_path / "again.csv", tmp_path / "other.parquet"

    for options, times in (((), 1), (("--scaled",), 10_000)):
        assert call("batch", rows, "-o", parquet, "--engine", engine, *options).status == 0
        assert call("batch", parquet, "-o", again, "--engine", engine).status == 0
        assert call("batch", parquet, "-o", other, "--engine", engine).status == 0

        for file in (parquet, other):  # what is read so is written so
            made = pl.read_parquet(file)
            assert [500, 100, None, Decimal("3.5")] == [
                None if n is None else Decimal(n) / times for n in made["target"]
            ]
            assert [Decimal("18.02"), 54, 19, 70] == [Decimal(n) / times for n in made["score"]]
        told = pl.read_csv(again, infer_schema=False)
        assert told["target"].to_list() == ["500", "100", None, "3.5"]
        assert told["score"].to_list() == ["18.02", "54", "19", "70"]


def test_integers_of_a_parquet_file(engine: str, tmp_path: Path) -> None:
    """They mean themselves; ten-thousandths that no one has named are an error that names the option."""
    source, out = tmp_path / "in.parquet", tmp_path / "out.csv"
    numbers = ["target", "actual", "weight", "rate", "funds"]
    frame().write_parquet(source)
    assert 0 == call("batch", source, "-o", out, "--engine", engine).status
    assert ["9"] * 2 == pl.read_csv(out, infer_schema=False)["score"].to_list()
    frame().with_columns(pl.col(numbers).cast(pl.Int64) * 10_000).write_parquet(source)
    done = call("batch", source, "-o", out, "--engine", engine)
    assert (2, True) == (done.status, "--scaled" in done.err)
    assert 0 == call("batch", source, "-o", out, "--engine", engine, "--scaled").status
    assert ["9"] * 2 == pl.read_csv(out, infer_schema=False)["score"].to_list()
    assert "不是 Parquet" in call("batch", out, "-o", tmp_path / "again.csv", "--scaled").err


def test_both_engines_write_the_same(tmp_path: Path) -> None:
    """Hard rows, to Parquet and to CSV, rows, totals and roll-ups: byte by byte where rows have an order."""
    source = tmp_path / "in.parquet"
    pl.DataFrame(hard_rows(), infer_schema_length=None).write_parquet(source)
    for options, ending in (((), "csv"), ((), "parquet"), (("--totals",), "csv"), (("--by", "city,county"), "csv")):
        outs = [tmp_path / f"{engine}.{ending}" for engine in ENGINES]
        told = [
            call("batch", source, "-o", out, "--engine", e, "--scaled", *options)
            for e, out in zip(ENGINES, outs, strict=True)
        ]
        assert [done.status for done in told] == [1, 1]
        assert len({done.err.partition("；")[0] for done in told}) == 1
        one, two = (sorted(out.read_bytes().splitlines()) if ending == "csv" else pl.read_parquet(out) for out in outs)
        assert one.equals(two) if isinstance(one, pl.DataFrame) else one == two


def test_totals_and_rollup(engine: str, rows: Path, tmp_path: Path) -> None:
    """A row an evaluation; a row a county, with the mean by funds; 1 where something is undetermined."""
    out = tmp_path / "out.csv"

    done = call("batch", rows, "-o", out, "--totals", "--by", "区县", "--engine", engine)
    assert (1, f"共 2 份自评表：计分 1，未定 1（execution-missing 1）；写入 {out}。\n") == (done.status, done.err)
    assert {("甲", "江岸", "91.02"), ("乙", "汉阳", None)} == {
        *pl.read_csv(out, infer_schema=False).select("evaluation", "区县", "total").rows()
    }

    done = call("batch", rows, "-o", out, "--by", "区县", "--keys", "区县", "--engine", engine)
    assert (1, f"共 2 份自评表：计分 1，未定 1；写入 {out}。\n") == (done.status, done.err)
    found = pl.read_csv(out, infer_schema=False).select("区县", "mean", "reason").rows()
    assert [("汉阳", None, "evaluations-undetermined"), ("江岸", "91.02", None)] == found
    assert (
        call("batch", rows, "-o", out, "--by", "区县", "--engine", engine).status == 1
    )  # each row has a note of its own
    found = pl.read_csv(out, infer_schema=False).select("区县", "mean", "reason").rows()
    assert [("汉阳", None, "evaluations-undetermined"), ("江岸", None, "keys-differ")] == found


def test_the_shell_sees_no_noise(engine: str, rows: Path, tmp_path: Path) -> None:
    """A process says its one sentence; no progress in a pipe, and nothing that a library leaves behind at its end."""
    command = [
        sys.executable,
        "-m",
        "perfeval.commands.main",
        "batch",
        rows,
        "-o",
        tmp_path / "out.parquet",
        "--engine",
        engine,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert (0, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("共 4 行：")
    assert done.stderr.count("\n") == 1


def test_the_schema_is_printed() -> None:
    """As a table, and as JSON Lines."""
    assert "* weight" in call("batch", "--schema").out
    fields = [json.loads(line) for line in call("batch", "--schema", "--format", "json").out.splitlines()]
    assert {"evaluation", "profile", "weight"} <= {field["name"] for field in fields if field["required"]}


def test_what_was_printed_is_audited(engine: str, tmp_path: Path) -> None:
    """Rows with a column a rule, a row a table, and counts by rule and key: a printed score that is too high is found."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    printed = iter(("published_score", "18.02", "55", "19", "70"))
    source.write_text("".join(f"{line},{next(printed)}\n" for line in CSV.splitlines()), encoding="utf-8")
    asked = ("batch", source, "-o", out, "--engine", engine, "--audit")

    done = call(*asked)
    assert (1, f"共 4 行：计分 4，未定 0，不适用 0；查出 1 处；写入 {out}。\n") == (done.status, done.err)
    assert [None, "true", None, None] == [
        {"false": None}.get(cell, cell) for cell in pl.read_csv(out, infer_schema=False)["score_mismatch"]
    ]

    assert call(*asked, "--totals", "--by", "区县").status == 1
    assert {("甲", "江岸", "1"), ("乙", "汉阳", "0")} == {
        *pl.read_csv(out, infer_schema=False).select("evaluation", "区县", "found").rows()
    }

    done = call(*asked, "--by", "区县")
    assert "查出 1 处" in done.err
    counts = pl.read_csv(out).filter((pl.col("rule") == "score_mismatch") & (pl.col("区县") == "江岸"))
    assert [1] == counts["found"].to_list()


def test_documents_as_rows_and_back(tmp_path: Path) -> None:
    """A folder of documents is scored as rows, and one of them is opened again: the same total."""
    made, scored, again = tmp_path / "rows.parquet", tmp_path / "totals.csv", tmp_path / "again.toml"
    name = str(SEED / "project.toml")

    assert call("batch", SEED, "-o", made).status == 0
    assert call("batch", made, "-o", scored, "--totals").status == 1
    assert call("batch", made, "--open", name, "-o", again).status == 0

    total = dict(pl.read_csv(scored, infer_schema=False).select("evaluation", "total").rows())[name]
    assert Decimal(str(total)) == score(load(name)).total == score(load(again)).total


def test_an_unknown_evaluation(rows: Path, tmp_path: Path) -> None:
    """One that is not in the file."""
    done = call("batch", rows, "--open", "丙", "-o", tmp_path / "x.toml")
    assert done.status == 2
    assert "没有“丙”" in done.err


# --- what cannot be read ------------------------------------------------------------------------------------------

WRONG_CSV: dict[str, tuple[Callable[[str], str | bytes], tuple[str, ...]]] = {
    "five decimals": (lambda text: text.replace("450.5", "450.00005"), ("actual", "第 1 行", "450.00005", "四位小数")),
    "no number": (lambda text: text.replace(",100,90,", ",一百,90,"), ("target", "第 2 行", "一百")),
    "not a number": (lambda text: text.replace(",100,90,", ",NaN,90,"), ("target", "第 2 行", "NaN")),
    "missing column": (lambda text: text.replace("weight", "分值"), ("weight", "没有这一列")),
    "unknown profile": (
        lambda text: text.replace("乙,hubei-wuhan", "乙,nowhere"),
        ("profile", "第 4 行", "nowhere", "hubei-wuhan"),
    ),
    "same name twice": (lambda text: text.replace("note", "区县"), ("“区县”",)),
    "empty": (lambda text: "", ("空文件",)),
    "no encoding": (lambda text: b"\xff\xfe\x00\xd8" + text.encode("utf-16-le"), ("编码",)),
    "ragged": (
        lambda text: text + "丙,hubei-wuhan,execution,,,1,1,20,,,1,汉阳,a,b,c,d\n",
        ("第 5 行", "16 格", "13 格"),
    ),
    "broken off": (lambda text: text[:-20], ("第 4 行", "13 格")),
    "an open quote": (lambda text: text + '"丙', ("第 5 行",)),
}


@pytest.mark.parametrize("case", WRONG_CSV)
def test_a_wrong_csv(case: str, engine: str, tmp_path: Path) -> None:
    """One error that names column, row and cell; no file."""
    change, words = WRONG_CSV[case]
    source = tmp_path / "in.csv"
    text = change(CSV)
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    refused(source, engine, words)


WRONG_PARQUET: dict[str, tuple[Callable[[], pl.DataFrame | bytes], tuple[str, ...]]] = {
    "wrong type": (lambda: frame(weight=[True, False]), ("weight", "Boolean")),
    "number for text": (lambda: frame(level1=[1, 2]), ("level1", "Int64")),
    "five decimals": (lambda: floats(target=[1.0, 0.00005]), ("target", "第 2 行", "5e-05")),
    "too great for a double": (lambda: floats(funds=[1e11, 1.0]), ("funds", "第 1 行", "一千亿")),
    "not a number": (lambda: floats(actual=[1.0, float("nan")]), ("actual", "第 2 行")),
    "endless": (lambda: floats(actual=[1.0, float("inf")]), ("actual", "第 2 行")),
    "ten-thousandths that no one has named": (
        lambda: frame(weight=[10, 100_000]),
        ("weight", "第 2 行", "100000", "--scaled"),
    ),
    "no column": (lambda: frame().drop("rate", "kind"), ("rate", "kind", "没有这一列")),
    "no profile": (lambda: frame(profile=["hubei-wuhan", None]), ("profile", "第 2 行")),
    "single floats": (lambda: floats().cast({"target": pl.Float32}), ("target", "Float32", "Float64")),
    "beyond 64 bits": (
        lambda: frame().with_columns(target=pl.Series([1, 2**64 - 1], dtype=pl.UInt64)),
        ("target", "第 2 行", "14 位"),
    ),
    "a working column": (lambda: frame().with_columns(_perfeval_case=pl.lit(1)), ("_perfeval_case",)),
    "no parquet": (lambda: b"PAR1 this is none PAR1", ("读不了",)),
    "empty": (lambda: b"", ("空文件",)),
}


def floats(**columns: list[float]) -> pl.DataFrame:
    numbers = ("target", "actual", "weight", "rate", "funds")
    return (
        frame().cast(dict.fromkeys(numbers, pl.Float64)).with_columns(**{n: pl.Series(v) for n, v in columns.items()})
    )


@pytest.mark.parametrize("case", WRONG_PARQUET)
def test_a_wrong_parquet(case: str, engine: str, tmp_path: Path) -> None:
    """The same for Parquet."""
    make, words = WRONG_PARQUET[case]
    source, made = tmp_path / "in.parquet", make()
    if isinstance(made, bytes):
        source.write_bytes(made)
    else:
        made.write_parquet(source)
    refused(source, engine, words)


LIST_ASKED: dict[str, tuple[tuple[str, ...], str]] = {
    "a key of a roll-up": (("--by", "多值"), "不能作关键列"),
    "a key of combined indicators": (("--by", "多值", "--indicators"), "不能作关键列"),
    "a column that nobody named": (("--totals",), "不能作关键列"),
    "in a CSV file": ((), "CSV 里写不下"),
}


@pytest.mark.parametrize("case", LIST_ASKED)
def test_a_column_of_lists(case: str, engine: str, tmp_path: Path) -> None:
    """It is told by name, whatever the engine makes of it."""
    options, found = LIST_ASKED[case]
    source, target = tmp_path / "in.parquet", tmp_path / "out.csv"
    frame().with_columns(多值=pl.Series([["甲"], ["乙", "丙"]])).write_parquet(source)
    done = call("batch", source, "-o", target, "--engine", engine, *options)
    assert (2, False) == (done.status, target.exists())
    assert f"多值：这一列的类型是 List(String)，{found}" in done.err


def test_lines_of_blanks_are_no_rows(engine: str, tmp_path: Path) -> None:
    """Spreadsheets leave blank lines, and lines of commas, below and between the rows."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    head, first, *others = CSV.splitlines()
    blank = "," * head.count(",")
    source.write_text("\r\n".join([head, first, blank, "", *others, blank, blank, "", ""]), encoding="utf-8-sig")
    assert 0 == call("batch", source, "-o", out, "--engine", engine).status
    assert 1 + len(others) == len(pl.read_csv(out))


@pytest.mark.parametrize("options", [(), ("--totals",), ("--by", "区县"), ("--audit",), ("--audit", "--by", "区县")])
def test_a_head_without_rows(options: tuple[str, ...], engine: str, tmp_path: Path) -> None:
    """A file without rows gives one without rows."""
    source, out = tmp_path / "in.csv", tmp_path / "out.parquet"
    source.write_text(CSV.splitlines()[0] + "\n", encoding="utf-8")
    done = call("batch", source, "-o", out, "--engine", engine, *options)
    assert (0, "") == (done.status, done.out), done.err
    assert 0 == len(pl.read_parquet(out))


def refused(source: Path, engine: str, words: tuple[str, ...]) -> None:
    before = sorted(source.parent.iterdir())
    for options in ((), ("--totals",), ("--by", "区县") if source.suffix == ".csv" else ()):
        done = call("batch", source, "-o", source.parent / "out.parquet", "--engine", engine, *options)
        assert (2, "") == (done.status, done.out)
        assert done.err.startswith(f"{source}：发现 ")
        assert [word for word in words if word not in done.err] == [], done.err
        assert before == sorted(source.parent.iterdir()), "no file is left"


def test_a_parquet_file_that_breaks_off(engine: str, tmp_path: Path) -> None:
    """What is damaged in its middle is found while it is written: what stood at OUT stays, and nothing else is there."""
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    wide = pl.concat([frame()] * 5000).with_columns(target=pl.int_range(10_000) * 997)
    wide.write_parquet(source, compression="uncompressed", metadata={"perfeval.scaled": "true"})
    data = bytearray(source.read_bytes())
    data[8 : len(data) // 2] = bytes(len(data) // 2 - 8)
    source.write_bytes(data)
    out.write_text("kept")

    done = call("batch", source, "-o", out, "--engine", engine)

    assert done.status == 2
    assert str(source) in done.err
    assert out.read_text() == "kept"
    assert [source, out] == sorted(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("没有.csv", "-o", "out.csv"), "没有这个文件"),
        (("{rows}", "-o", "out.txt"), "扩展名"),
        (("{rows}", "-o", "没有/out.csv"), "写不了"),
        (("{rows}", "-o", "."), "扩展名"),
        (("{rows}", "-o", "folder.csv"), "写不了"),
        (("{rows}", "{rows}", "-o", "out.csv"), "几个文件"),
        (("{rows}",), "-o OUT"),
        ((), "-o OUT"),
        (("{rows}", "-o", "{rows}"), "就是要读的文件"),
        (("{rows}", "-o", "out.csv", "--by", "省,区县"), "省：没有这一关键列；应为：区县、note"),
        (("{rows}", "-o", "out.csv", "--profile", "nowhere"), "nowhere"),
        (("{rows}", "-o", "out.csv", "--profiles", "没有.toml"), "没有.toml"),
    ],
)
def test_what_is_asked_wrong(
    arguments: tuple[str, ...], words: str, engine: str, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options and places: status 2, a sentence, no file."""
    monkeypatch.chdir(rows.parent)
    (rows.parent / "folder.csv").mkdir()
    before = sorted(rows.parent.iterdir())
    done = call("batch", *(word.format(rows=rows) for word in arguments), "--engine", engine)
    assert done.status == 2
    assert words in done.err
    assert before == sorted(rows.parent.iterdir())


@pytest.mark.parametrize(
    ("missing", "engine", "extra"), [("polars", "polars", "batch"), ("duckdb", "duckdb", "duckdb")]
)
def test_without_the_extra(missing: str, engine: str, extra: str, rows: Path) -> None:
    """One sentence with the command that installs it."""
    code = f"import sys; sys.modules[{missing!r}] = None; from perfeval.commands.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "batch", rows, "-o", rows.parent / "out.csv", "--engine", engine]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f'pip install "perfeval[{extra}]"' in done.stderr


def test_indicators_of_a_county_are_combined(engine: str, rows: Path, tmp_path: Path) -> None:
    """汇总: what counties file alike is added up or averaged by funds, then scored; also as totals."""
    source, out = tmp_path / "two.csv", tmp_path / "out.csv"
    head, *lines = CSV.splitlines()
    first = [f"{line},absolute" for line in lines[:3]]
    second = [line.replace("甲", "丙").replace("450.5", "500").replace(",90,60", ",120,60") for line in first]
    source.write_text("\n".join([f"{head},measure", *first, *second]), encoding="utf-8")

    done = call("batch", source, "-o", out, "--by", "区县", "--indicators", "--engine", engine)

    assert (0, f"共 3 行：计分 3，未定 0，不适用 0；写入 {out}。\n") == (done.status, done.err)
    told = pl.read_csv(out, infer_schema=False).select("区县", "kind", "units", "target", "actual", "score").rows()
    assert [(*row[:5], Decimal(row[5])) for row in told] == [
        ("江岸", "execution", "2", "1000", "950.5", Decimal("19.01")),
        ("江岸", "quantitative", "2", "200", "210", Decimal(60)),
        ("江岸", "qualitative", "2", None, None, Decimal(19)),
    ]
    assert call("batch", source, "-o", out, "--by", "区县", "--indicators", "--totals", "--engine", engine).status == 0
    assert [Decimal("98.01")] == [Decimal(v) for v in pl.read_csv(out, infer_schema=False)["total"]]
    done = call("batch", source, "-o", tmp_path / "no.csv", "--indicators", "--engine", engine)
    assert done.status == 2
    assert "--by KEY,... --indicators" in done.err


# --- a bad day ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_pipe_is_refused_and_not_waited_for(ending: str, engine: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"in{ending}")
    refused(tmp_path / f"in{ending}", engine, ("不是普通文件，而是管道",))


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_source_that_changes_while_it_is_read(ending: str, engine: str, rows: Path, tmp_path: Path) -> None:
    """It is told, and what stood there stays."""
    target = tmp_path / f"out{ending}"
    target.write_text("旧", encoding="utf-8")

    def changed(frame: Any) -> Any:
        rows.write_text(CSV + CSV.splitlines()[-1] + "\n", encoding="utf-8")
        return batch.score(frame)

    with pytest.raises(InputError, match="读取时文件被改动了，没有写出结果") as told, replacing(str(target)) as path:
        files.convert(str(rows), path, changed, lambda _: None, engine, ending)
    assert str(rows) == told.value.source
    assert "旧" == target.read_text(encoding="utf-8")
    assert {rows.name, target.name} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_full_device_is_not_the_sources_fault(ending: str, engine: str, rows: Path) -> None:
    with pytest.raises(OSError, match="Errno 28"):
        files.convert(str(rows), "/dev/full", batch.score, lambda _: None, engine, ending)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_a_full_disk_names_the_output(name: str, rows: Path, tmp_path: Path) -> None:
    """Here a limit on the size of files, which the system tells in the same way."""
    import resource

    target = tmp_path / "结果" / name
    target.parent.mkdir()
    target.write_text("旧", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "perfeval.commands.main", "batch", rows, "-o", target],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert f"perfeval：写不了 {target}（文件超过磁盘允许的大小）；请换一个可以写入的位置。\n" == done.stderr
    assert 2 == done.returncode
    assert ["旧"] == [path.read_text(encoding="utf-8") for path in target.parent.iterdir()]


@pytest.mark.skipif(os.name != "posix", reason="shells of POSIX")
def test_messages_never_get_into_the_results(rows: Path, tmp_path: Path) -> None:
    """Where standard error is closed, its number would be that of the next file that is opened."""
    call("batch", rows, "-o", tmp_path / "usual.csv")
    command = f"'{sys.executable}' -m perfeval.commands.main batch '{rows}' -o '{tmp_path / 'closed.csv'}' 2>&-"
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE)
    assert (0, b"") == (done.returncode, done.stdout)
    assert (tmp_path / "usual.csv").read_bytes() == (tmp_path / "closed.csv").read_bytes()


READY = """
import sys
from perfeval.batch.frames import files
from perfeval.commands import main
before = files.write_rows
def told(*arguments, **options):
    print("ready", flush=True)
    before(*arguments, **options)
files.write_rows = told
sys.argv[0] = "perfeval"
sys.exit(main.main())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_while_an_engine_works(engine: str, rows: Path, tmp_path: Path) -> None:
    """130 and one sentence; what stood there stays, and nothing else is left."""
    head, *lines = CSV.splitlines()
    rows.write_text("\n".join([head, *(f"{n}{line[1:]}" for n in range(25_000) for line in lines)]), encoding="utf-8")
    target, temporary = tmp_path / "out" / "结果.parquet", tmp_path / "tmp"
    target.parent.mkdir()
    temporary.mkdir()
    target.write_text("旧", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", READY, "batch", rows, "-o", target, "--engine", engine],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUTF8": "1", "TMPDIR": str(temporary)},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a runner may ignore it
    ) as process:
        assert process.stdout
        assert process.stderr
        assert b"ready\n" == process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert "已中断。\n" == process.stderr.read().decode()
    assert 130 == process.returncode
    assert ["旧"] == [path.read_text(encoding="utf-8") for path in target.parent.iterdir()]
    assert [] == list(temporary.iterdir())
