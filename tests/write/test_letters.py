"""退回意见书: what must be put right and what to explain, for each unit that has either; names that every system takes."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st

from perfeval.auditing.findings import Severity
from perfeval.write.layout import clean
from perfeval.write.letters import file_names, letters
from tests.examples import fewer
from tests.strategies import hard_texts
from tests.write.audits import UNREAD, filings, made, told

WARNING, NOTE = Severity.WARNING, Severity.NOTE


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs if paragraph.text]


def test_a_letter_says_what_to_put_right_and_what_to_explain() -> None:
    reason = told(
        WARNING,
        code="R601",
        message="没有写明原因。",
        place="表!H7",
        said="第1行“培训人数”的偏差原因",
        found="",
        expected="原因",
    )
    (letter,) = letters([made(told(), reason)])
    found = texts(letter.data)
    assert ["绩效自评退回意见书", "甲局："] == found[:2]
    assert "共 1 份" in found[2]
    assert "应当改正的事项 1 项、应当说明的事项 1 项" in found[2]
    start = found.index("一、培训")
    assert [
        "项目支出绩效自评表，2023 年度。文件：自评.xlsx。评分规则：武汉。",
        "（一）应当改正的事项",
        "1．第1行“培训人数”的得分（表!G7）：不符。所填为“9”，应为“5”。（依据：备注2；规则 S201）",
        "（二）应当说明的事项",
        "1．第1行“培训人数”的偏差原因（表!H7）：没有写明原因。（依据：备注2；规则 R601）",
        "特此函告。",
    ] == found[start + 1 : start + 7]


def test_a_cell_is_asked_for_once() -> None:
    """What is to be explained of a score that is to be put right stands with that; figures that the words have are not said again."""
    lost = told(
        WARNING, code="S207", rule="met-with-lost-points", message="达到了目标，没有得满分。", found="9", expected="10"
    )
    wrong = told(message="按规则应得 5 分，印 9 分。")
    (letter,) = letters([made(wrong, lost)])
    found = texts(letter.data)
    assert "有应当改正的事项 1 项，" in found[2]
    assert (
        "1．第1行“培训人数”的得分（表!G7）：按规则应得 5 分，印 9 分。同处：达到了目标，没有得满分。所填为“9”，应为“10”。（依据：备注2；规则 S201、S207）"
        in found
    )
    assert not [text for text in found if "应当说明的事项" in text and text.startswith("（")]
    (choice,) = letters([made(told(found="甲", expected="一、二、三", message="不是规定的名称。"))])
    assert any("应为下列之一：一、二、三。" in text for text in texts(choice.data))


def test_what_could_not_be_read_is_said() -> None:
    """A form with a picture is not among those in which nothing was found."""
    pictured = made(name="二", reason="没有读到：第 2 页是图片", code="scanned")
    (letter,) = letters([made(told()), pictured, made(name="三")])
    assert "其余 1 份未发现此类事项。1 份有未能读出的图片、页或行，该部分没有核对。" in texts(letter.data)[2]


def test_the_clauses_that_it_rests_on_are_quoted() -> None:
    """Once each, below the items; those of notes stay out."""
    clauses = (("备注2", "定量指标……"), ("备注3", "定性指标……"))
    (letter,) = letters([made(told(), told(), told(NOTE, clause="备注3"), clauses=clauses)])
    found = texts(letter.data)
    start = found.index("（二）所依据的条款")
    assert ["备注2：定量指标……", "特此函告。"] == found[start + 1 : start + 3]


def test_where_nothing_is_asked_there_is_no_letter() -> None:
    """Clean filings, notes alone and files that could not be read."""
    assert () == letters([made(), made(told(NOTE), unit="乙"), UNREAD])


def test_a_unit_gets_one_letter_for_all_its_filings() -> None:
    found = letters([made(told(), name="一"), made(unit="乙"), made(told(WARNING), name="二"), made(name="三")])
    assert ["甲局"] == [letter.unit for letter in found]
    paragraphs = texts(found[0].data)
    assert "共 3 份" in paragraphs[2]
    assert "其中 2 份有" in paragraphs[2]
    assert "其余 1 份未发现此类事项。" in paragraphs[2]
    assert {"一、一", "二、二"} <= set(paragraphs)


def test_the_same_fault_in_many_places_is_said_once() -> None:
    (letter,) = letters([made(*(told(row=f"指标{i}", place="") for i in range(15)))])
    (said,) = [text for text in texts(letter.data) if text.startswith("1．")]
    assert said.startswith("1．第1行“指标0”的得分；第1行“指标1”的得分")
    assert "等 15 处：不符。（依据" in said


def test_every_real_finding_that_is_no_note_is_asked_for() -> None:
    paragraphs = "\n".join("".join(texts(letter.data)) for letter in letters(filings()))
    asked = [said for one in filings() for said in one.findings if said.severity is not NOTE]
    assert asked
    assert all(clean(said.message).replace("\n", " ") in paragraphs for said in asked)


def test_a_letter_as_a_whole(golden: Callable[[str, str], None]) -> None:
    reason = told(WARNING, code="R601", message="没有写明原因。", found="", expected="", place="表!H7")
    clauses = (("备注2", "定量指标完成数汇总原则……"),)
    (letter,) = letters(
        [made(told(), told(row="合格率"), reason, clauses=clauses), made(name="二"), made(told(), name="三")]
    )
    golden("letter.txt", "\n".join(texts(letter.data)) + "\n")


def test_it_is_set_as_an_official_paper() -> None:
    (letter,) = letters([made(told())])
    section = docx.Document(BytesIO(letter.data)).sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert all(abs(found - Mm(want)) < Mm(0.1) for found, want in zip(margins, (37, 28, 26, 35), strict=True))
    assert "— 1 —" == "".join(node.text or "" for node in section.footer._element.iter() if node.tag.endswith("}t"))


@given(hard_texts)
@fewer(3)
def test_any_text_is_only_text(text: str) -> None:
    (letter,) = letters([made(told(message=f"{text}。", row=text), unit="甲局")])
    assert any(" ".join(clean(f"{text}。").split("\n")) in found for found in texts(letter.data))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\windows\\x", "aux", "NUL.txt", "甲\x00乙", "局" * 300, " . ", "a\nb"]
)
def test_a_unit_becomes_a_safe_file_name(name: str) -> None:
    (found,) = file_names([name])
    assert found
    assert not set(found) & set('\\/:*?"<>|\n\x00')
    assert found == found.strip(" .")
    assert len(f"绩效自评退回意见书-{found}.docx".encode()) <= 255
    assert found.partition(".")[0].casefold() not in {"con", "prn", "aux", "nul"}


@given(st.lists(hard_texts | st.sampled_from(("甲局", "甲局", "Ａ", "a", "A")), max_size=8))
def test_no_name_comes_twice(names: list[str]) -> None:
    found = file_names(names)
    assert len(names) == len({name.casefold() for name in found})


@pytest.mark.parametrize(
    ("kept", "name"), [("甲" * 60, "甲" * 10**6), ("a" * 60, "a" * 10**6), ("𠮷" * 45, "𠮷" * 10**6)]
)
def test_a_name_of_any_length_is_cut(kept: str, name: str) -> None:
    """At 60 characters and 180 bytes, in steps that do not grow with it."""
    assert [kept] == file_names([name])
