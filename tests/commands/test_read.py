"""``perfeval read``, and the other commands on filed forms: what is written, what is told, which status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval import load, loads
from perfeval.commands.main import main
from tests.commands.test_main import call
from tests.paths import TESTS

FORMS = TESTS / "forms"
SHEET, REPORT, WORD = (str(FORMS / name) for name in ("anhui.xlsx", "report.docx", "wuhan.docx"))


def test_a_form_becomes_a_document_with_its_cells(tmp_path: Path) -> None:
    target = tmp_path / "form.toml"
    done = call("read", SHEET, "-o", target)
    text = target.read_text(encoding="utf-8")
    assert (0, "") == (done.status, done.out)
    assert load(FORMS / "anhui.toml") == loads(text)
    assert 'actual = "97.25%"  # 自评表!F16\n' in text
    assert (
        f"{SHEET}：有 2 处没有录入：\n  自评表!K7：“财务科：执行数按国库集中支付系统口径”：表旁的文字，未录入\n"
        in done.err
    )


def test_a_form_is_printed_without_an_output() -> None:
    done = call("read", WORD)
    assert (0, "") == (done.status, done.err)
    assert load(FORMS / "wuhan.toml") == loads(done.out)


def test_the_rules_that_are_asked_for_are_written(tmp_path: Path) -> None:
    assert 'profile = "mof-2020"\n' in call("read", WORD, "--profile", "mof-2020").out
    call("read", WORD, "--profile", tmp_path / "ours.toml", "-o", tmp_path / "form.toml")
    assert 'profile = "ours.toml"\n' in (tmp_path / "form.toml").read_text(encoding="utf-8")


def test_several_forms_are_numbered(tmp_path: Path) -> None:
    done = call("read", REPORT, "-o", tmp_path / "表.toml")
    assert (0, "", "表-1.toml 表-2.toml") == (
        done.status,
        done.out,
        " ".join(sorted(p.name for p in tmp_path.iterdir())),
    )
    assert [load(FORMS / f"report-{n}.toml") for n in (1, 2)] == [load(tmp_path / f"表-{n}.toml") for n in (1, 2)]
    assert f"{tmp_path / '表-2.toml'}：24小时自助图书馆运维\n" in done.err


def test_several_forms_need_an_output() -> None:
    done = call("read", REPORT)
    assert (2, "") == (done.status, done.out)
    assert "perfeval：文件里有 2 张自评表（云桥区图书馆、24小时自助图书馆运维），请用 -o 写明存到哪里" in done.err


def test_as_json(tmp_path: Path) -> None:
    call("read", WORD, "-o", tmp_path / "form.json")
    assert "农贸市场改造专项资金" == json.loads((tmp_path / "form.json").read_text(encoding="utf-8"))["project"]["name"]


@pytest.mark.parametrize("command", [["read"], ["score"], ["audit"], ["explain"], ["aggregate"]])
def test_what_cannot_be_read_is_told(command: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "表.docx"
    broken.write_bytes(b"PK\x03\x04broken")
    done = call(*command, broken)
    assert 2 == done.status
    assert done.out.startswith(f"{broken}：未核对（读不了）" if command == ["audit"] else "")
    assert f"{broken}：发现 1 处错误\n  文件已损坏，打不开；应为：能用 Office 打开的文件。" in done.err


def test_standard_input() -> None:
    command = [sys.executable, "-m", "perfeval.commands.main", "read", "-"]
    done = subprocess.run(command, input=(FORMS / "wuhan.docx").read_bytes(), capture_output=True, check=True)
    assert load(FORMS / "wuhan.toml") == loads(done.stdout)


# --- the other commands -------------------------------------------------------------------------------------------


def test_findings_show_the_cell() -> None:
    done = call("audit", SHEET, "--profile", "mof-2020", "--select", "unit-missing")
    assert "    第4行 indicators[3]（自评表!F18）  每公里养护成本  ≤4.8万元 → 4.8  权重 10  得分 10\n" in done.out
    (line,) = call(
        "audit", SHEET, "--profile", "mof-2020", "--select", "unit-missing", "--format", "json"
    ).out.splitlines()
    rows = {"indicators[0]": "自评表!D14", "indicators[3]": "自评表!D18"}
    assert (
        rows | {"indicators[0].actual": "自评表!F14", "indicators[3].actual": "自评表!F18"}
        == json.loads(line)["origins"]
    )
    table = call("audit", SHEET, "--profile", "mof-2020", "--select", "unit-missing", "--format", "csv").out
    assert ",indicators[3],indicators[3].actual,自评表!F18,每公里养护成本," in table
    assert (
        "indicators\\[3\\].actual（自评表\\!F18） |"
        in call("audit", SHEET, "--profile", "mof-2020", "--format", "markdown").out
    )


def test_a_document_has_no_origins() -> None:
    (line,) = call("audit", FORMS / "anhui.toml", "--profile", "mof-2020", "--format", "json").out.splitlines()
    assert "origins" not in json.loads(line)


def test_every_form_of_a_report_is_audited_and_scored() -> None:
    audited = call("audit", REPORT, "--profile", "mof-2020", "--format", "json").out.splitlines()
    scored = call("score", REPORT, "--profile", "mof-2020", "--format", "json").out.splitlines()
    names = ["云桥区图书馆", "24小时自助图书馆运维"]
    assert names == [json.loads(line)["name"] for line in audited] == [json.loads(line)["name"] for line in scored]


def test_a_report_without_rules_is_told_once_what_to_write() -> None:
    """A filed form does not print which rules it follows."""
    done = call("audit", REPORT)
    assert (2, 1) == (done.status, done.out.count("未核对（读不了）"))
    assert 1 == done.err.count("没有写评分规则；应为：规则的 id 或文件。请用 --profile 指定，如 --profile hubei-wuhan")


def test_one_form_is_explained() -> None:
    assert "完工时间" in call("explain", WORD, "完工时间", "--profile", "hubei-wuhan").out
    assert "先用 perfeval read 把它们各存成一个文件" in call("explain", REPORT).err


def test_a_folder_is_searched_for_filed_forms(tmp_path: Path) -> None:
    for name in ("wuhan.docx", "anhui.xlsx"):
        (tmp_path / name).write_bytes((FORMS / name).read_bytes())
    (tmp_path / "~$wuhan.docx").write_bytes(b"Word keeps this beside an open file")
    done = call("audit", tmp_path, "--profile", "mof-2020", "--format", "json")
    assert ["anhui.xlsx", "wuhan.docx"] == [Path(json.loads(line)["file"]).name for line in done.out.splitlines()]


def test_what_was_read_is_corrected(tmp_path: Path) -> None:
    done = call("audit", WORD, "--profile", "hubei-wuhan", "--fix", "-o", tmp_path / "fixed.toml")
    assert done.status in (0, 1)
    assert "农贸市场改造专项资金" == load(tmp_path / "fixed.toml").name


def test_the_audit_says_in_json_too_what_of_a_form_is_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", "--profile", "hubei-wuhan", "--format", "json", str(TESTS / "forms" / "form-and-picture-word.docx")])
    (unread,) = json.loads(capsys.readouterr().out)["unread"]
    assert unread.endswith("这里是图片，图里的表和文字读不了，未录入")
