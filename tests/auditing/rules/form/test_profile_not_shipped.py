"""T710 and what stands around it: rules that a filing brings along never pass for official ones."""

import json
import os
from pathlib import Path

import pytest

from perfeval import InputError, ProfileError, audit, load, loads
from perfeval.profiles import load_profile
from tests.commands.test_main import call
from tests.paths import ROOT, TESTS

WUHAN = ROOT / "src" / "perfeval" / "profiles" / "hubei-wuhan.toml"
CLEAN = TESTS / "cases" / "audit" / "clean.toml"
OURS = "profile-not-shipped"


def own(folder: Path, name: str = "own") -> Path:
    """Rules of one's own, and a filing that names them."""
    text = WUHAN.read_text(encoding="utf-8").replace('id = "hubei-wuhan"', f'id = "{name}"')
    (folder / "own.toml").write_text(text + "\n# changed\n", encoding="utf-8")
    path = folder / "表.toml"
    path.write_text(CLEAN.read_text("utf-8").replace('"hubei-wuhan"', '"own.toml"'), encoding="utf-8")
    return path


def found(*arguments: object) -> list[str]:
    (line,) = call("audit", *arguments, "--format", "json").out.splitlines()
    return [finding["rule"] for finding in json.loads(line)["findings"]]


def test_rules_that_a_filing_brings_are_a_finding(tmp_path: Path) -> None:
    """Unless the reviewer names them, or says that they are known."""
    path = own(tmp_path)
    assert [OURS] == [finding.rule for finding in audit(load(path)).findings]
    assert [OURS] == found(path)
    assert [] == found(path, "--profile", tmp_path / "own.toml")
    assert [] == found(path, "--trust-profiles")
    assert [] == found(path, "--profile", "hubei-wuhan")
    assert [] == found(CLEAN)


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_a_file_of_rules_is_told_as_such(tmp_path: Path, kind: str) -> None:
    path = own(tmp_path)
    told = f"own（规则文件 {tmp_path / 'own.toml'}，不是随程序发布的规则）"
    assert told in call("score", path, "--format", kind).out.replace("\\", "").replace("\n", "")
    assert kind == "html" or told in call("audit", path, "--format", kind).out.replace("\\", "")


def test_in_json_the_file_has_a_key(tmp_path: Path) -> None:
    for command in ("score", "audit"):
        told = json.loads(call(command, own(tmp_path), "--format", "json").out)
        assert ("own", str(tmp_path / "own.toml")) == (told["profile"], told["profile_file"])
        assert json.loads(call(command, CLEAN, "--format", "json").out)["profile_file"] is None


def test_no_file_goes_by_a_shipped_id(tmp_path: Path) -> None:
    """A copy to the letter is the shipped one."""
    path = own(tmp_path, "hubei-wuhan")
    done = call("score", path)
    assert (2, True) == (done.status, "那是随程序发布的规则的 id" in done.err)
    with pytest.raises(ProfileError, match="hubei-wuhan"):
        load_profile(tmp_path / "own.toml")
    (tmp_path / "own.toml").write_bytes(WUHAN.read_bytes())
    assert load_profile(tmp_path / "own.toml") is load_profile("hubei-wuhan")
    assert [] == found(path)


@pytest.mark.parametrize(
    "name",
    [
        "../own.toml",
        "a/../../own.toml",
        "/own.toml",
        "//host/own.toml",
        r"\\host\own.toml",
        r"C:\own.toml",
        "C:own.toml",
    ],
)
def test_a_filing_names_no_file_elsewhere(tmp_path: Path, name: str) -> None:
    path = tmp_path / "表.json"
    path.write_text(json.dumps({"profile": name, "project": {"name": "甲"}}), encoding="utf-8")
    with pytest.raises(InputError, match="不在自评表所在的文件夹里"):
        load(path)
    with pytest.raises(InputError, match="不在自评表所在的文件夹里"):
        loads(path.read_bytes())


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_no_file_of_rules(tmp_path: Path) -> None:
    path = own(tmp_path)
    (tmp_path / "own.toml").unlink()
    os.mkfifo(tmp_path / "own.toml")
    assert 2 == call("score", path).status
