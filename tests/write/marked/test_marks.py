"""What is said at which cell: the finding's own, the nearest around it, or the first of the form; nothing is lost."""

from attrs import evolve

from perfeval.auditing import audit
from perfeval.auditing.findings import Finding, Severity
from perfeval.auditing.fix import Correction
from perfeval.read.files.filed import Filed, Origin
from perfeval.write.marked.marks import Mark, changes, findings, one_a_cell, sentence
from tests.samples import quantity, table

EVALUATION = table(quantity("10", "5", published_score="9"))
ORIGINS = {
    "project.name": Origin("自评.xlsx", sheet="表", cell="B2"),
    "indicators[0]": Origin("自评.xlsx", sheet="表", cell="A7"),
    "indicators[0].published_score": Origin("自评.xlsx", sheet="表", cell="G7"),
}
FILED = Filed(EVALUATION, ORIGINS)


def finding(path: str, severity: Severity = Severity.ERROR, **more: str) -> Finding:
    return Finding(
        code="S201", rule="score-mismatch", family="scores", severity=severity, path=path, message="不符。", **more
    )


def marks(*found: Finding) -> dict[str, Mark]:
    report = evolve(audit(EVALUATION), findings=found)
    return {mark.origin.cell: mark for mark in findings(FILED, report)}


def test_findings_of_one_cell_are_said_together_and_the_weightiest_gives_the_colour() -> None:
    found = marks(finding("indicators[0]", Severity.NOTE), finding("indicators[0].actual"))
    assert ["A7"] == list(found)
    assert (2, Severity.ERROR) == (len(found["A7"].lines), found["A7"].severity)


def test_what_stands_nowhere_is_said_at_the_first_cell() -> None:
    assert {"B2"} == marks(finding("published")).keys()


def test_what_is_missing_is_asked_for_in_plain_words() -> None:
    """Nothing is printed there, so nothing is 应为; a figure is written as the words write it."""
    assert "应有原因。" in sentence(finding("indicators[0]", expected="原因"))
    said = sentence(evolve(finding("indicators[0]", expected="19.20", found="20"), message="应得 19.2 分，印 20 分。"))
    assert "应为 19.2，所印 20。" in said


def test_a_sentence_has_code_both_sides_and_clause() -> None:
    said = sentence(finding("indicators[0]", expected="5", found="9", clause="备注2"))
    assert "错误 S201 score-mismatch：不符。应为 5，所印 9。依据：备注2" == said


def test_a_change_without_a_known_cell_is_left() -> None:
    one = Correction("indicators[0]", "published_score", "9", "5", "score-mismatch")
    other = Correction("published", "total", "9", "5", "total-mismatch")
    made, left = changes(FILED, [one, other])
    assert [("G7", "9", "5")] == [(mark.origin.cell, mark.old, mark.new) for mark in made]
    assert (other,) == left


def test_two_forms_that_speak_of_one_cell() -> None:
    origin = ORIGINS["project.name"]
    same = Origin("./自评.xlsx", sheet="表", row=2, cell="B2")  # by whatever name of the file
    one, two = Mark(origin, ("一",), Severity.NOTE), Mark(same, ("二", "一"), Severity.WARNING, "9", "5")
    assert (Mark(origin, ("一", "二"), Severity.WARNING, "9", "5"),) == one_a_cell([one, two])
