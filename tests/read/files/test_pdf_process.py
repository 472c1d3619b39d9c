"""PDFs are read in a process of their own, with bounds of time and memory; in this one where there are none."""

import subprocess
import sys

import pytest

from perfeval.read.files import pdf_process
from perfeval.read.files.office import tables
from tests.hostile import packed
from tests.paths import TESTS
from tests.read.files.making import found, printed, told


def test_a_pdf_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "MAX_SECONDS", 0.01)
    monkeypatch.setattr(pdf_process, "_idle", [])
    assert "60 秒内没有读完这份 PDF" == told(printed("x"))


def test_a_pdf_that_unpacks_to_more_than_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "_idle", [])  # one that has read files before would be asked twice
    stream = packed(1 << 30)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    assert told(data) in ("读这份 PDF 要用的内存太多", "PDF 里没有文字，是扫描件或图片")


def test_one_process_reads_file_after_file_and_ends_with_one_that_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that died while it waited, too."""
    monkeypatch.setattr(pdf_process, "_idle", idle := [])
    nothing, broken = {"tables": [], "pictures": [], "apart": [], "cut": []}, {"refused": "damaged"}
    assert [nothing, nothing] == [pdf_process.ask(printed("x")), pdf_process.ask(printed("x"))]
    (reader,) = idle
    assert broken == pdf_process.ask(b"%PDF-1.7\nbroken")
    assert [] == idle
    assert reader.process.returncode is not None
    assert nothing == pdf_process.ask(printed("x"))
    idle[0].process.kill()
    assert nothing == pdf_process.ask(printed("x"))
    (reader,) = idle
    reader.end()


def test_where_there_are_no_processes_a_pdf_is_read_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (TESTS / "forms" / "pages-level-only.pdf").read_bytes()
    expected = [found(table) for table in tables(data, "a.pdf")]
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(pdf_process, "_idle", [])
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("no processes in a browser"))
    assert expected == [found(table) for table in tables(data, "a.pdf")]
