"""``perfeval audit`` and ``perfeval rules``: files, folders, options, statuses, corrections."""

import contextlib
import io
import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from perfeval import load
from perfeval.auditing.registry import AUDIT_RULES
from perfeval.commands.main import main
from tests.paths import ROOT

SEED = ROOT / "examples" / "jiangan-2023"
FILED = SEED / "project-filed.toml"
CLEAN = ROOT / "tests" / "cases" / "audit" / "clean.toml"
FLAT = ROOT / "tests" / "filings" / "027-lijiang-gucheng-weipian.toml"


class Done(NamedTuple):
    status: int
    out: str
    err: str


def call(*arguments: object) -> Done:
    """The command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
    return Done(status, *(stream.buffer.getvalue().decode() for stream in (out, err) if not stream.flush()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Filings in two folders, made in no particular order; a hidden file and another kind beside them."""
    for name in ("b/2.toml", "a.toml", "b/1.toml", "b-1.toml", ".hidden/3.toml", "b/.4.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(FLAT if "2" in name else FILED, tmp_path / name)
    (tmp_path / "b" / "notes.txt").write_text("无")
    return tmp_path


def test_statuses() -> None:
    """0 where nothing or only notes are found, 1 for findings, 2 for what cannot be read."""
    assert 0 == call("audit", CLEAN).status
    assert 0 == call("audit", "--select", "unit-missing", FLAT).status
    assert 1 == call("audit", FILED).status
    assert 2 == call("audit", SEED / "nowhere.toml").status


def test_an_unreadable_file_among_many(tmp_path: Path) -> None:
    """It is told on standard error, the rest is done and printed, and 2 wins over 1."""
    bad = tmp_path / "bad.toml"
    bad.write_text("profile = \n", encoding="utf-8")
    done = call("audit", FILED, bad, CLEAN)
    assert 2 == done.status
    assert "bad.toml" in done.err
    assert "group-weight-mismatch" in done.out
    assert "共 2 张表" in done.out


def test_a_folder_is_searched_in_the_order_of_its_paths(folder: Path) -> None:
    """Documents in it and below, hidden ones left out; the order is the paths', not the disk's."""
    done = call("audit", "--format", "json", folder)
    assert 1 == done.status
    files = [(json.loads(line)["file"], json.loads(line)["status"]) for line in done.out.splitlines()]
    audited = [(str(folder / name), "audited") for name in ("a.toml", "b/1.toml", "b/2.toml", "b-1.toml")]
    assert [*audited[:3], (str(folder / "b" / "notes.txt"), "unsupported"), audited[3]] == files


def test_files_that_are_named_keep_their_order(folder: Path) -> None:
    """As given on the command line."""
    done = call("audit", "--format", "json", folder / "b" / "2.toml", folder / "a.toml")
    assert ["2.toml", "a.toml"] == [Path(json.loads(line)["file"]).name for line in done.out.splitlines()]


def test_a_folder_without_documents(tmp_path: Path) -> None:
    """Nothing to audit is no clean audit."""
    done = call("audit", tmp_path)
    assert 2 == done.status
    assert "没有找到自评表文件" in done.err


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--select", "weights"], {"group-weight-mismatch"}),
        (["--select", "W102,S203"], {"group-weight-mismatch", "group-score-above-weight"}),
        (["--select", "W102", "--select", "scores"], {"group-weight-mismatch", "group-score-above-weight"}),
        (["--select", "weights,scores", "--ignore", "W102"], {"group-score-above-weight"}),
    ],
)
def test_select_and_ignore(options: list[str], rules: set[str]) -> None:
    """By code, name and family, with commas or by repeating."""
    done = call("audit", "--format", "json", *options, FILED)
    assert rules == {finding["rule"] for finding in json.loads(done.out)["findings"]}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_an_error_before_anything_is_read(option: str) -> None:
    """With the name that was meant."""
    done = call("audit", option, "weigths", SEED / "nowhere.toml")
    assert (2, "") == (done.status, done.out)
    assert "是否想写 weights？" in done.err
    assert "nowhere" not in done.err


def test_skipped_rules_are_listed_with_their_reason() -> None:
    """Only when asked for; how many there are is always told."""
    plain, listed = call("audit", FILED).out, call("audit", "--skipped", FILED).out
    assert "未查 " in plain
    assert "没有印等级" not in plain
    assert any("grade-mismatch" in line and "没有印等级" in line for line in listed.splitlines())


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """- is standard input, and named so."""
    with FILED.open("rb") as file:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read())))
    done = call("audit", "-")
    assert 1 == done.status
    assert done.out.startswith("标准输入：乡村振兴对口帮扶专项资金")


def test_another_profile() -> None:
    """--profile overrides the document's."""
    done = call("audit", "--format", "json", "--profile", "mof-2020", FILED)
    assert "mof-2020" == json.loads(done.out)["profile"]
    assert 2 == call("audit", "--profile", "nowhere", FILED).status


def test_rows_are_shown_with_their_lines() -> None:
    """Where the file's places are known, as a compiler tells them."""
    pytest.importorskip("tree_sitter_toml")
    lines = FILED.read_text(encoding="utf-8").splitlines()
    line = 1 + max(i for i, text in enumerate(lines) if text == "[[indicators]]")
    assert f"indicators[6]（文件第 {line} 行）" in call("audit", FILED).out


def test_a_document_of_a_newer_toml_is_audited(tmp_path: Path) -> None:
    """Places that the grammar does not know are left out."""
    path = tmp_path / "newer.toml"
    text = 'profile = "hubei-wuhan"\n[project]\nname = "甲"\n[[parts]]\nname = "乙"\n[[indicators]]\nname = "丙"\n'
    path.write_text(text + 'actuals = {\n  "乙" = "1个",\n}\n', encoding="utf-8")
    assert "weight-missing" in call("audit", path).out


def test_csv_on_standard_output_keeps_its_mark() -> None:
    """The byte-order mark is for the spreadsheet."""
    assert call("audit", "--format", "csv", FILED).out.startswith("\ufeff文件,")


@pytest.mark.parametrize("kind", ["text", "json", "markdown", "csv"])
def test_an_output_file(kind: str, tmp_path: Path) -> None:
    """-o gets what would have been printed."""
    done = call("audit", "--format", kind, "-o", tmp_path / "out", FILED)
    assert (1, "") == (done.status, done.out)
    assert call("audit", "--format", kind, FILED).out == (tmp_path / "out").read_text(encoding="utf-8")


# --- corrections --------------------------------------------------------------------------------------------------


def test_fix_writes_a_corrected_document_and_lists_every_change(tmp_path: Path) -> None:
    """Recomputed figures in place of printed ones; the document that was filed stays."""
    before, out = FLAT.read_bytes(), tmp_path / "fixed.toml"
    done = call("audit", "--fix", FLAT, "-o", out, "--ignore", "score-missing,total-missing")
    assert 0 == done.status
    assert "第1行的得分 indicators[0].published_score：9.0 → 10（score-mismatch）" in done.out
    assert done.out.startswith("改了 4 处：")
    assert FLAT.read_bytes() == before
    fixed, filed = load(out), load(FLAT)
    assert ["10", "20", "20", "30", None] == [row.published_score for row in fixed.indicators]
    assert [row.target for row in filed.indicators] == [row.target for row in fixed.indicators]
    assert 0 == call("audit", out, "--ignore", "score-missing,total-missing").status


def test_fix_keeps_the_document_as_it_was_written(tmp_path: Path) -> None:
    """Comments, blanks and the order of keys stay; only the cells that did not hold are others, in every goal too."""
    filed, out = tmp_path / "filed.toml", tmp_path / "fixed.toml"
    text = """# 江岸区，2023 年
profile = "hubei-wuhan"
[department]
name = "甲"   # 部门
[execution]
executed = "90万元"
budget = "100万元"
published_rate = "80%"  # 照表
published_score = 18
[[goals]]
name = "一"
[[goals.indicators]]
name = "a"
level1 = "产出指标"
target = "≥10个" # published_score = 1
actual = "10个"
weight = 70
published_score = 70
[[goals]]
name = "二"
[[goals.indicators]]
name = "b"
level1 = "满意度指标"
target = "≥90%"
actual = "80%"
weight = 10
published_score = "10"  # 照表
"""
    filed.write_text(text, encoding="utf-8")
    call("audit", "--fix", filed, "-o", out)
    expected = text.replace('"80%"  #', '"90%"  #').replace('"10"  #', '"8.89"  #')
    assert expected == out.read_text(encoding="utf-8")


def test_fix_corrects_rate_total_and_grade(tmp_path: Path) -> None:
    """The total is made of the corrected scores, the grade of the corrected total."""
    filed = tmp_path / "filed.json"
    tree = {
        "profile": "mof-2020",
        "project": {"name": "示例"},
        "execution": {"budget": "100万元", "executed": "50.00万元", "published_rate": "60%", "published_score": "6"},
        "indicators": [
            {
                "name": "甲",
                "level1": "产出指标",
                "target": "≥10个",
                "actual": "5个",
                "weight": 50,
                "published_score": 50,
            },
            {"name": "乙", "level1": "效益指标", "target": "好", "actual": "好", "weight": 30, "published_score": 30},
            {
                "name": "丙",
                "level1": "满意度指标",
                "target": "≥90%",
                "actual": "90%",
                "weight": 10,
                "published_score": 10,
            },
        ],
        "published": {"total": 100, "grade": "优"},
    }
    filed.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    done = call("audit", "--fix", "--format", "json", filed, "-o", tmp_path / "fixed.json")
    changes = [(c["path"], c["key"], c["after"]) for c in json.loads(done.out)["changes"]]
    assert [
        ("execution", "published_rate", "50%"),
        ("execution", "published_score", "5"),
        ("indicators[0]", "published_score", "25"),
        ("published", "total", "70"),
        ("published", "grade", "中"),
    ] == changes
    fixed = load(tmp_path / "fixed.json")
    assert "30" == fixed.indicators[1].published_score, "what cannot be recomputed stays"
    assert 1 == done.status, "the judged row still has no attainment"


@pytest.mark.parametrize(
    "arguments", [["--fix", FILED], ["--fix", FILED, FLAT, "-o", "x.toml"], ["--fix", SEED, "-o", "x"]]
)
def test_fix_needs_one_file_and_an_output(
    arguments: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written otherwise."""
    monkeypatch.chdir(tmp_path)
    done = call("audit", *arguments)
    assert 2 == done.status
    assert "--fix" in done.err
    assert [] == [*tmp_path.iterdir()]


def test_fix_names_a_profile_file_from_the_new_folder(tmp_path: Path) -> None:
    """A document that names its rules by a relative path still finds them."""
    (tmp_path / "in").mkdir()
    shutil.copy(ROOT / "src" / "perfeval" / "profiles" / "mof-2020.toml", tmp_path / "in" / "rules.toml")
    text = FLAT.read_text(encoding="utf-8").replace('"mof-2020"', '"rules.toml"')
    (tmp_path / "in" / "filed.toml").write_text(text, encoding="utf-8")
    out = tmp_path / "out.toml"
    assert (
        0
        == call(
            "audit", "--fix", tmp_path / "in" / "filed.toml", "-o", out, "--ignore", "score-missing,total-missing"
        ).status
    )
    assert 'profile = "in/rules.toml"' in out.read_text(encoding="utf-8")
    assert 0 == call("audit", out, "--ignore", "score-missing,total-missing").status


# --- rules --------------------------------------------------------------------------------------------------------


def test_rules_are_listed() -> None:
    """A line a rule, in the order of the codes."""
    lines = call("rules").out.splitlines()
    assert [rule.code for rule in AUDIT_RULES] == [line.split()[0] for line in lines]
    assert [rule.title for rule in AUDIT_RULES] == [line.split("  ")[-1].strip() for line in lines]


@pytest.mark.parametrize("word", ["W102", "group-weight-mismatch"])
def test_a_rules_page(word: str) -> None:
    """By code or name; what docs/audit/ holds."""
    done = call("rules", word)
    assert 0 == done.status
    assert done.out.startswith("# W102 group-weight-mismatch\n")
    assert "**反例**" in done.out


def test_a_familys_pages() -> None:
    """One below the other."""
    assert 5 == call("rules", "weights").out.count("\n**反例**")


def test_rules_as_json() -> None:
    """One object a line."""
    rules = [json.loads(line) for line in call("rules", "--format", "json").out.splitlines()]
    assert [(rule.code, rule.name) for rule in AUDIT_RULES] == [(rule["code"], rule["rule"]) for rule in rules]


def test_an_unknown_rule() -> None:
    """With the nearest name."""
    done = call("rules", "score-mismach")
    assert (2, "") == (done.status, done.out)
    assert "是否想写 score-mismatch？" in done.err
