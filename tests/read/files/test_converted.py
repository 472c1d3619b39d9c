"""What only LibreOffice opens: told in a sentence where there is none; read within bounds where there is."""

import shutil
import subprocess
from pathlib import Path

import pytest

from perfeval import InputError, load_forms
from perfeval.read.files import converted
from tests.hostile import compound
from tests.paths import TESTS


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (compound({"WordDocument": b""}), "unsupported-doc", "旧的 .doc（或 .wps）文件"),
        (rb"{\rtf1 \trowd}", "unsupported-rtf", "RTF 文件"),
    ],
)
def test_without_libreoffice_it_is_told(
    data: bytes, code: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError) as error:
        load_forms(data, name="a")
    assert (code, "unsupported") == (error.value.code, error.value.status)
    assert words in error.value.found
    assert "LibreOffice" in error.value.found


def test_a_program_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is given its time and no more; what it started is gone, and so is its folder."""
    program, left = tmp_path / "soffice", tmp_path / "left"
    program.write_text(f'#!/bin/sh\necho "$PWD" > {left}\nexec sleep 60\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(converted, "MAX_SECONDS", 1)
    with pytest.raises(InputError, match="1 秒内没有转换完") as error:
        converted.docx(b"", "doc")
    assert "too-long" == error.value.code
    assert not Path(left.read_text().strip()).exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_old_document_is_read_as_the_new_one(kind: str, tmp_path: Path) -> None:
    source = TESTS / "forms" / "wuhan.docx"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, source], check=True)
    (new,), (old,) = load_forms(source), load_forms(tmp_path / f"wuhan.{kind}")
    assert new.evaluation == old.evaluation
    assert "经本机的 LibreOffice 转换后读入" in old.notes[0]
