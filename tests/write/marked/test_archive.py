"""Copies of a package: parts, order and dates as they were; new parts known and related."""

from io import BytesIO
from zipfile import ZipFile

from perfeval.read.files.guard import check
from perfeval.write.marked.archive import TYPES, Copy
from tests.packages import parts, rebuilt
from tests.paths import TESTS

DATA = (TESTS / "forms" / "stacked.xlsx").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"


def entries(data: bytes) -> list[tuple[str, object, int, int]]:
    with ZipFile(BytesIO(data)) as file:
        return [(info.filename, info.date_time, info.compress_type, info.CRC) for info in file.infolist()]


def test_a_copy_without_edits_has_the_same_entries() -> None:
    assert entries(DATA) == entries(Copy(check(DATA)).written())


def test_a_new_part_is_known_and_related() -> None:
    copy = Copy(check(DATA))
    name = copy.free("xl/comments{}.xml")
    copy.put(name, b"<comments/>")
    copy.kind(name, "application/x")
    copy.relate(SHEET, "comments", name)
    found = parts(copy.written())
    assert b'<Override PartName="/xl/comments1.xml" ContentType="application/x"/></Types>' in found[TYPES]
    assert b'Target="../comments1.xml"' in found["xl/worksheets/_rels/sheet1.xml.rels"]
    again = Copy(check(copy.written()))
    assert ("xl/comments2.xml", name) == (
        again.free("xl/comments{}.xml"),
        (again.related(SHEET, "comments") or ("", ""))[1],
    )


def test_names_that_are_written_otherwise_are_found() -> None:
    """Parts are called without regard to capitals, and targets may begin at the top."""

    def renamed(found: dict[str, bytes]) -> None:
        found["xl/Styles.xml"] = found.pop("xl/styles.xml")
        name = "xl/_rels/workbook.xml.rels"
        found[name] = found[name].replace(b'Target="styles.xml"', b'Target="/xl/styles.xml"')

    copy = Copy(check(rebuilt(DATA, renamed)))
    _, name = copy.related("xl/workbook.xml", "styles") or ("", "")
    assert "styleSheet" == copy.part(name).root.name


def test_a_part_that_is_dropped_is_known_to_nobody() -> None:
    copy = Copy(check(DATA))
    copy.drop(copy.unrelate("xl/workbook.xml", "theme"))
    found = parts(copy.written())
    assert "xl/theme/theme1.xml" not in found
    assert b"theme" not in found[TYPES] + found["xl/_rels/workbook.xml.rels"]
