"""A zip of files: names as they were given, archives inside archives, and what no person put there."""

import io
import zipfile

import pytest

from perfeval import InputError
from perfeval.read.files.archive import MAX_MEMBERS, members
from perfeval.read.files.guard import check


def zipped(**files: bytes) -> bytes:
    """A zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def names(data: bytes) -> dict[str, object]:
    """What is found in a zip: bytes, or the code of the reason."""
    return {name: d if isinstance(d, bytes) else d.problems[0].code for name, d in members(check(data))}


def test_files_in_the_order_of_their_names() -> None:
    """What a Mac and an open Word put there is passed over."""
    data = zipped(
        **{"乙.toml": b"2", "甲/a.toml": b"1", "__MACOSX/甲/._a.toml": b"", "甲/~$a.docx": b"", ".DS_Store": b""}
    )
    assert [("乙.toml", b"2"), ("甲/a.toml", b"1")] == [*names(data).items()]


def test_an_archive_in_an_archive() -> None:
    """One is looked into; a second inside it is told."""
    inner = zipped(**{"a.toml": b"1"})
    assert {"报送.zip/a.toml": b"1"} == names(zipped(**{"报送.zip": inner}))
    assert {"外.zip/内.zip": "unsupported-archive"} == names(zipped(**{"外.zip": zipped(**{"内.zip": inner})}))


def test_a_name_of_chinese_windows() -> None:
    """A zip that does not say UTF-8 is in GBK."""
    data = zipped(**{"xx.toml": b"1"}).replace(b"xx.toml", "甲.toml".encode("gb18030"))
    assert {"甲.toml": b"1"} == names(data)


def test_too_many_files() -> None:
    """One sentence with the bound."""
    with pytest.raises(InputError, match=f"压缩包里有 {MAX_MEMBERS + 1} 个文件.*最多 {MAX_MEMBERS} 个"):
        names(zipped(**{f"{n}.toml": b"" for n in range(MAX_MEMBERS + 1)}))
