"""Inputs by kind: each is drawn from its kind, a seed and its number, so that these three words bring it back.

A file is what perfeval reads as bytes, with the words of the command that is to read it; a call is what a program passes.
"""

import io
import json
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from random import Random
from typing import Any

from attrs import frozen

from tests.fuzz import mutate
from tests.hostile import hostile, hostile_books, hostile_office, hostile_pages, hostile_xml
from tests.paths import ROOT, TESTS

_FORMATS = {
    "score": ("text", "markdown", "html", "json", "xlsx", "docx"),
    "audit": ("text", "json", "markdown", "csv", "xlsx", "html"),
    "explain": ("text", "markdown", "html", "json"),
}


@frozen
class Input:
    """What is tried: the bytes of a file by this name and the command's words around it; or a text for the library."""

    kind: str
    name: str
    content: bytes
    words: tuple[str, ...] = ()


def drawn(kind: str, seed: int, number: int) -> Input:
    """The input of a kind by its number."""
    rng = Random(f"{kind}:{seed}:{number}")
    return KINDS[kind](rng)


# --- where they start from ----------------------------------------------------------------------------------------


@cache
def _files(ending: str) -> tuple[bytes, ...]:
    """The sound files of an ending, small ones only, and the counterexamples of before."""
    places = [
        TESTS / "forms",
        ROOT / "examples",
        TESTS / "filings",
        TESTS / "filings2",
        TESTS / "cases" / "good",
        TESTS / "fuzz" / "found",
    ]
    found = sorted({path for place in places for path in place.rglob(f"*.{ending}")})
    return tuple(path.read_bytes() for path in found if path.stat().st_size < 70_000)


@cache
def _trees() -> tuple[Any, ...]:
    return tuple(
        tomllib.loads(data.decode()) for data in _files("toml") if b"[project]" in data or b"[department]" in data
    )


@cache
def _cells() -> tuple[str, ...]:
    """Every text of the sound documents."""
    found, waiting = set[str](), list[Any](_trees())
    while waiting:
        one = waiting.pop()
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        if isinstance(one, str):
            found.add(one)
    return tuple(sorted(found))


@cache
def _keys() -> tuple[str, ...]:
    found, waiting = set[str](), list[Any](_trees())
    while waiting:
        one = waiting.pop()
        found |= one.keys() if isinstance(one, dict) else set()
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return tuple(sorted(found))


@cache
def _profiles() -> tuple[str, ...]:
    shipped = (ROOT / "src" / "perfeval" / "profiles").glob("*.toml")
    practices = (TESTS / "cases" / "practices").glob("*.toml")
    return tuple(path.read_text("utf-8") for path in sorted([*shipped, *practices]))


@cache
def _pages() -> tuple[str, ...]:
    """The workbooks among the forms as web pages."""
    from openpyxl import load_workbook

    pages = []
    for data in _files("xlsx"):
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        spans = {one.coord.split(":")[0]: one for one in sheet.merged_cells.ranges}
        hidden = {cell for one in spans.values() for row in one.rows for cell in row} - {
            (one.min_row, one.min_col) for one in spans.values()
        }
        rows = []
        for row in sheet.iter_rows():
            cells = []
            for cell in row:
                if (cell.row, cell.column) in hidden:
                    continue
                span = spans.get(cell.coordinate)
                wide = f' rowspan="{span.size["rows"]}" colspan="{span.size["columns"]}"' if span else ""
                cells.append(f"<td{wide}>{escape(str(cell.value or ''))}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        pages.append(f"<html><body><table>{''.join(rows)}</table></body></html>")
    return tuple(pages)


# --- documents ----------------------------------------------------------------------------------------------------


def _tree(rng: Random) -> Any:
    return mutate.tree(rng, rng.choice(_trees()), _cells(), _keys())


def _toml(rng: Random) -> Input:
    if rng.random() < 0.5:
        content = mutate.toml(_tree(rng)).encode("utf-8", "surrogatepass")
    else:
        source = rng.choice(_files("toml"))
        content = (
            mutate.raw(rng, source)
            if rng.random() < 0.4
            else mutate.text(rng, source.decode()).encode("utf-8", "surrogatepass")
        )
    return Input("toml", "a.toml", content)


def _json(rng: Random) -> Input:
    content = json.dumps(_tree(rng), ensure_ascii=rng.random() < 0.5, default=str).encode("utf-8", "surrogatepass")
    if rng.random() < 0.3:
        content = mutate.raw(rng, content)
    return Input("json", "a.json", content)


def _cell(rng: Random) -> Input:
    """A table of one or two rows, whose cells are the input."""
    profile = rng.choice(("hubei-wuhan", "mof-2020", "jiangxi-2017", "sichuan-pidu-2025"))
    rows = []
    for _ in range(rng.choice((1, 1, 2))):
        row: dict[str, Any] = {
            "name": "走访户数",
            "target": "≥20户",
            "actual": "15户",
            "weight": 10,
            "level1": "产出指标",
        }
        for key in rng.sample(
            (
                "target",
                "actual",
                "weight",
                "name",
                "level1",
                "rate",
                "attainment",
                "published_score",
                "deduct",
                "coefficient",
                "rule",
            ),
            rng.choice((1, 1, 2, 4)),
        ):
            row[key] = mutate.cell(rng, _cells())
        rows.append(row)
    tree: dict[str, Any] = {"profile": profile, "project": {"name": "甲"}, "indicators": rows}
    if rng.random() < 0.3:
        tree["execution"] = {key: mutate.cell(rng, _cells()) for key in ("budget", "executed", "published_rate")}
        tree["published"] = {key: mutate.cell(rng, _cells()) for key in ("total", "grade")}
    return Input("cell", "a.json", json.dumps(tree).encode())


def _figure(rng: Random) -> Input:
    """A text for each reader of figures, dates, units and rates."""
    return Input("figure", "", mutate.cell(rng, _cells()).encode("utf-8", "surrogatepass"))


def _command(rng: Random) -> Input:
    """A document given to the command, with any options."""
    made = rng.choice((_toml, _json, _cell))(rng)
    return Input("command", made.name, made.content, _words(rng, filed=False))


def _words(rng: Random, *, filed: bool) -> tuple[str, ...]:
    command = rng.choice(("score", "audit", "audit", "explain", "read", "aggregate"))
    words = [command]
    if command in _FORMATS:
        words += ["--format", rng.choice(_FORMATS[command])]
    if command != "read" and (filed or rng.random() < 0.2):
        words += ["--profile", rng.choice(("hubei-wuhan", "mof-2020", "jiangxi-2017"))]
    if command == "audit" and rng.random() < 0.2:
        words.append(rng.choice(("--summary", "--skipped")))
    if command == "explain" and rng.random() < 0.3:
        words += ["--to", rng.choice(("90", "优", "0", "-1", "1e999", "NaN", mutate.cell(rng) or "x"))]
    return tuple(word.replace("\0", "").replace("\ud800", "") for word in words)


# --- filed forms --------------------------------------------------------------------------------------------------


def _filed(
    kind: str, change: Callable[[Random, bytes], bytes], *more: Callable[[], dict[str, bytes]]
) -> Callable[[Random], Input]:
    def one(rng: Random) -> Input:
        sound = _files(kind)
        if more and rng.random() < 0.1:
            made = sorted(rng.choice(more)().items())
            content = rng.choice([data for _, data in made if len(data) < 200_000])
            content = mutate.raw(rng, content) if rng.random() < 0.8 else content
        elif rng.random() < 0.25:
            content = mutate.raw(rng, rng.choice(sound))
        else:
            content = change(rng, rng.choice(sound))
        return Input(kind, f"a.{kind}", content, _words(rng, filed=True))

    return one


def _packed(rng: Random, data: bytes) -> bytes:
    return mutate.package(rng, data, _cells())


_hostile, _hostile_books, _hostile_pages = cache(hostile), cache(hostile_books), cache(hostile_pages)
_hostile_xml, _hostile_office = cache(hostile_xml), cache(hostile_office)


def _html(rng: Random) -> Input:
    page = rng.choice(_pages())
    if rng.random() < 0.05:
        made = [data for _, data in sorted((_hostile_pages() | _hostile_xml()).items()) if len(data) < 200_000]
        content = mutate.raw(rng, rng.choice(made))
    elif rng.random() < 0.25:
        content = mutate.raw(rng, page.encode())
    else:
        content = mutate.markup(rng, page, _cells()).encode(
            rng.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace"
        )
    return Input("html", rng.choice(("a.html", "a.xls", "a.htm")), content, _words(rng, filed=True))


# --- rows ---------------------------------------------------------------------------------------------------------


def _row_cells(rng: Random) -> dict[str, str]:
    texts = {
        "evaluation": ("e1", "e1", "e2", ""), "profile": ("hubei-wuhan", "mof-2020", "jiangxi-2017", "x", ""),
        "kind": ("quantitative", "qualitative", "execution", "coefficient", "checklist", "x", ""),
        "level1": ("产出指标", "效益指标", "满意度指标", ""), "direction": ("forward", "reverse", "equal", "", "x"),
        "attainment": ("达成预期指标", "优", ""), "strict": ("true", "false", "", "x"), "applicable": ("true", "false", ""),
        "partial": ("false", "", "true"), "rule": ("", "满意度", '{"rule": "steps"}', '{"rule": '), "quantity_unit": ("", "%", "个"),
        "unread": ("", "actual-not-a-figure"), "county": ("甲县", "乙县", ""), "name": ("走访", "=1+1"),
    }  # fmt: skip
    row = {name: rng.choice(words) for name, words in texts.items()}
    for name in (
        "target",
        "actual",
        "weight",
        "rate",
        "funds",
        "multiple",
        "deduct",
        "published_score",
        "published_rate",
        "published_total",
    ):
        number = rng.choice((0, 1, 10, 100, 99.5, 12.3456, 10**11, 99999999999999.9999, -1))
        row[name] = rng.choice((str(number), "", rng.choice(mutate.NUMBERS), "1.23456", "1e3", " 5 "))
    return row


_BATCH = (
    (), ("--totals",), ("--by", "county"), ("--audit",), ("--audit", "--totals"), ("--audit", "--by", "county"),
    ("--by", "county", "--indicators"), ("--keys", "county"), ("--by", "x"), ("--open", "e1"), ("--totals", "--by", "county"),
)  # fmt: skip


def _batch_words(rng: Random) -> tuple[str, ...]:
    engine = ("--engine", "duckdb") if rng.random() < 0.2 else ()
    return ("batch", *rng.choice(_BATCH), *engine, *(("--scaled",) if rng.random() < 0.3 else ()))


def _csv(rng: Random) -> Input:
    rows = [_row_cells(rng) for _ in range(rng.choice((0, 1, 3, 20)))]
    names = list(rows[0]) if rows else ["evaluation", "kind"]
    if rng.random() < 0.3:
        rng.shuffle(names)
        names = names[: rng.randrange(len(names) + 1)]
    lines = [",".join(names)]
    lines += [
        ",".join(f'"{row[name]}"' if "," in row[name] else row[name] for name in names if name in row) for row in rows
    ]
    page = "\n".join(lines)
    content = (mutate.text(rng, page, 2) if rng.random() < 0.5 else page).encode("utf-8", "replace")
    if rng.random() < 0.3:
        content = mutate.raw(rng, content)
    return Input("csv", "a.csv", content, _batch_words(rng))


def _parquet(rng: Random) -> Input:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [_row_cells(rng) for _ in range(rng.choice((0, 1, 3, 20)))]
    columns: dict[str, Any] = {}
    for name in rows[0] if rows else ("evaluation", "target"):
        texts = [row[name] for row in rows]
        whole = [rng.choice((0, 1, 10_000, 1_000_000, 2**53 + 1, 2**63 - 1, -1, None)) for _ in rows]
        typed = rng.random()
        if name in ("target", "actual", "weight", "rate", "funds", "deduct") and typed < 0.8:
            kind = rng.choice((pa.int64(), pa.int64(), pa.float64(), pa.decimal128(38, 4)))
            columns[name] = pa.array(
                [None if one is None else float(one) for one in whole] if kind == pa.float64() else whole, kind
            )
        elif name in ("strict", "applicable", "partial"):
            columns[name] = pa.array([rng.choice((True, False, None)) for _ in rows], pa.bool_())
        elif typed < 0.9:
            columns[name] = pa.array(texts, pa.string())
        else:
            odd = rng.choice(
                (
                    pa.list_(pa.int64()),
                    pa.struct([("a", pa.int64())]),
                    pa.null(),
                    pa.date32(),
                    pa.binary(),
                    pa.float16(),
                    pa.uint64(),
                )
            )
            columns[name] = pa.nulls(len(rows), odd)
    if rng.random() < 0.3:
        columns.pop(rng.choice(list(columns)))
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    content = mutate.raw(rng, file.getvalue()) if rng.random() < 0.3 else file.getvalue()
    return Input("parquet", "a.parquet", content, _batch_words(rng))


# --- profiles -----------------------------------------------------------------------------------------------------


@cache
def _profile_trees() -> tuple[Any, ...]:
    return tuple(map(tomllib.loads, _profiles()))


@cache
def _profile_keys() -> tuple[str, ...]:
    return tuple(
        sorted({key for tree in _profile_trees() for where, key in mutate._places(tree) if isinstance(where, dict)})
    )


@cache
def _profile_words() -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                str(where[key])[:300]
                for tree in _profile_trees()
                for where, key in mutate._places(tree)
                if not isinstance(where[key], (dict, list))
            }
        )
    )


def _profile(rng: Random) -> Input:
    if rng.random() < 0.6:
        tree = mutate.tree(rng, rng.choice(_profile_trees()), _profile_words(), _profile_keys())
        content = mutate.toml({**tree, "id": "own"} if rng.random() < 0.9 else tree).encode("utf-8", "surrogatepass")
    else:
        page = rng.choice(_profiles()).encode()
        content = (
            mutate.raw(rng, page)
            if rng.random() < 0.4
            else mutate.text(rng, page.decode()).encode("utf-8", "surrogatepass")
        )
    return Input("profile", "own.toml", content)


def _call(rng: Random) -> Input:
    """A number that stands for a call."""
    return Input("call", "", str(rng.randrange(10**12)).encode())


KINDS: dict[str, Callable[[Random], Input]] = {
    "figure": _figure,
    "cell": _cell,
    "toml": _toml,
    "json": _json,
    "command": _command,
    "profile": _profile,
    "xlsx": _filed("xlsx", _packed, _hostile),
    "docx": _filed("docx", _packed, _hostile),
    "xls": _filed("xls", mutate.records, _hostile_books),
    "html": _html,
    "ofd": _filed("ofd", _packed, _hostile_office),
    "pdf": _filed("pdf", mutate.pdf),
    "csv": _csv,
    "parquet": _parquet,
    "call": _call,
}


def ready() -> None:
    """What all inputs are drawn from, made once."""
    for made in (
        _trees,
        _cells,
        _keys,
        _profile_trees,
        _profile_keys,
        _profile_words,
        _pages,
        _hostile,
        _hostile_books,
        _hostile_pages,
        _hostile_xml,
        _hostile_office,
    ):
        made()


SHARES: Sequence[tuple[str, int]] = (
    ("figure", 90), ("cell", 25), ("toml", 8), ("json", 8), ("command", 4), ("profile", 4),
    ("xlsx", 5), ("docx", 5), ("xls", 4), ("html", 5), ("ofd", 5), ("pdf", 6), ("csv", 4), ("parquet", 4), ("call", 5),
)  # fmt: skip
"""Of the time, so many parts for each kind."""
