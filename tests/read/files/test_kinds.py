"""What a file is, by what is in it; each kind that is not read is told as what it is, with a code and a status."""

import os
from pathlib import Path

import pytest

from perfeval import InputError
from perfeval.read import is_passed_over, kind_of, load_forms
from tests.hostile import compound, hostile_office, package
from tests.paths import TESTS

FORMS = TESTS / "forms"


@pytest.mark.parametrize(
    ("data", "name", "code", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "扫描.png", "unsupported-picture", "这是图片"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "a.docx", "unsupported-picture", "这是图片"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "a.7z", "unsupported-archive", "压缩包"),
        (b"Rar!\x1a\x07\x00" + bytes(40), "a.rar", "unsupported-archive", "压缩包"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(40), "a.mp4", "unsupported-media", "声音或录像"),
        (b"MZ\x90\x00" + bytes(40), "a.exe", "unsupported-program", "这是程序"),
        ("会议记录".encode("gbk"), "a.txt", "unsupported-text", "一般的文本"),
        (b"import os\nx = 3\n", "算分.py", "unsupported-text", "一般的文本"),
        (b"#!/bin/sh\n", "run.sh", "unsupported-text", "一般的文本"),
        ("说明：本表由各单位填报。".encode(), "说明", "unsupported-text", "一般的文本"),
        ("说明".encode("utf-16"), "说明.eml", "unsupported-text", "一般的文本"),
        (b'<?xml version="1.0"?><a/>', "a.xml", "unsupported-xml", "XML"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "a.xls",
            "no-form",
            "",
        ),
        (b'{"schema": 1, "name": "a"}\n', "r.json", "unsupported-report", "perfeval 自己以前写出的结果"),
        (b"[clauses.a]\n[sources.b]\n", "own.toml", "unsupported-profile", "评分规则文件"),
        (bytes(range(256)) * 4, "a.dat", "unsupported-kind", "认不出"),
        (compound({"PowerPoint Document": b""}), "a.ppt", "unsupported-presentation", "演示文稿"),
        (b"", "a.toml", "key-missing", ""),
        (b"", "a.docx", "empty", "文件是空的"),
        (package({"说明.txt": "没有表"}), "a.zip", "unsupported-text", "一般的文本"),
        (package({"a/": b"", ".git/x": "a"}), "a.zip", "no-form", "压缩包里没有自评表"),
    ],
)
def test_what_a_file_is_said_to_be(data: bytes, name: str, code: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        load_forms(data, name=name)
    assert code == error.value.code
    assert words in error.value.found
    status = "no-form" if code == "no-form" else "unsupported" if code.startswith("unsupported") else "unread"
    assert status == error.value.status


def test_a_document_is_known_whatever_it_is_called() -> None:
    text = b'[project]\nname = "a"\n'
    assert {"document"} == {kind_of(text, name) for name in ("a.toml", "a.txt", "a", "", "a.csv")}
    assert "a" == load_forms(text, name="a.txt")[0].evaluation.name
    assert "document" == kind_of(text.decode().encode("utf-16"), "a.txt")
    assert {"document"} == {
        kind_of(broken, name) for broken in (b"year = ", b"{", b"[proj") for name in ("a", "a.toml")
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "自评表.toml")
    with pytest.raises(InputError, match="不是普通文件") as error:
        load_forms(tmp_path / "自评表.toml")
    assert ("cannot-open", "unread") == (error.value.code, error.value.status)


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "a.toml")
    with pytest.raises(InputError, match="链接绕成了圈"):
        load_forms(tmp_path / "a.toml")


def test_what_no_person_put_there_is_passed_over() -> None:
    names = (".DS_Store", "~$自评表.docx", "Thumbs.db", "desktop.ini", "自评表.docx", "Thumbs")
    assert [True, True, True, True, False, False] == [is_passed_over(name) for name in names]


def archive(**members: bytes) -> bytes:
    """A zip as Chinese Windows writes it: names in GBK, which the zip does not say."""
    names = {f"{place:0{len(name.encode('gbk'))}}": name for place, name in enumerate(members)}
    data = package({place: members[name] for place, name in names.items()})
    for place, name in names.items():
        data = data.replace(place.encode(), name.encode("gbk"))
    return data


def test_a_zip_of_forms_is_looked_into() -> None:
    """Each form says in which file it stood; what cannot be read is told beside it, what is no filing is not."""
    word, sheet = (FORMS / "wuhan.docx").read_bytes(), (FORMS / "yunnan.xlsx").read_bytes()
    inner = archive(**{"二.xlsx": sheet})
    data = archive(**{"甲/一.docx": word, "乙.zip": inner, "坏.docx": word[:900], "照片.png": b"\x89PNG\r\n\x1a\n"})
    first, second = load_forms(data, name="上报.zip")
    names = {form.evaluation.name for form in (*load_forms(word, name="a"), *load_forms(sheet, name="b"))}
    assert names == {first.evaluation.name, second.evaluation.name}
    origins = {origin.member for form in (first, second) for origin in form.origins.values()}
    assert {"甲/一.docx", "乙.zip/二.xlsx"} == origins
    told = [str(unread) for unread in first.unread if unread.origin.member == "坏.docx"]
    assert ["坏.docx：文件已损坏，打不开"] == told


def test_archives_in_archives_have_an_end() -> None:
    data = package({"a.txt": "没有表"})
    for _ in range(5):
        data = package({"inner.zip": data})
    with pytest.raises(InputError, match="压缩包里的压缩包") as error:
        load_forms(data, name="a.zip")
    assert "unsupported" == error.value.status


@pytest.mark.parametrize("name", hostile_office())
def test_a_hostile_ofd_or_open_document_is_refused(name: str) -> None:
    with pytest.raises(InputError) as error:
        load_forms(hostile_office()[name], name="a")
    assert error.value.code in ("out-of-bounds", "too-large")
