"""Records: what a form is called, what it prints and what it should be, where each finding stands; nothing that keeps a report alive."""

import pickle
from decimal import Decimal

from perfeval import Department, Evaluation, Project, Published
from perfeval.auditing import audit
from perfeval.auditing.findings import Severity
from perfeval.write.record import record, same_words, unit
from perfeval.write.report import Audited
from tests.samples import quantity, table
from tests.write.audits import told

EVALUATION = table(quantity("10", "5", published_score="9"), year=2023, published=Published(total="19分", grade="优"))


def test_a_record_holds_both_totals_and_grades() -> None:
    found = record(Audited("自评.toml", audit(EVALUATION)))
    assert ("19", "优", "乡村振兴", 2023) == (str(found.printed), found.printed_grade, found.name, found.year)
    assert found.is_audited
    assert found.count(Severity.ERROR) == sum(one.severity is Severity.ERROR for one in found.findings)


def test_a_total_that_is_no_number_stays_as_printed() -> None:
    words = table(published=Published(total="满分"))
    assert "满分" == record(Audited("自评.toml", audit(words))).printed


def test_a_finding_knows_its_row_and_its_place() -> None:
    report = audit(EVALUATION, select=["score-mismatch", "weights"])
    found = record(Audited("自评.xlsx", report, {"indicators[0]": "表!A7"}, is_filed=True))
    assert ("培训人数", "表!A7") in {(one.row, one.place) for one in found.findings}
    assert "一级指标分值" in {one.row for one in found.findings}


def test_a_record_goes_to_another_process_and_back() -> None:
    found = record(Audited("自评.toml", audit(EVALUATION)))
    assert found == pickle.loads(pickle.dumps(found))


def test_whose_form_it_is() -> None:
    """The unit that implements the project, the one above it, the department, else the name."""
    projects = [
        Project(name="修路", implementer="甲", supervisor="乙"),
        Project(name="修路", supervisor="乙"),
        Project(name="修路"),
    ]
    assert ["甲", "乙", "修路"] == [unit(Evaluation(profile="hubei-wuhan", project=project)) for project in projects]
    assert "丙" == unit(Evaluation(profile="hubei-wuhan", department=Department(name="丙")))


def test_findings_that_say_the_same_stand_together() -> None:
    one, two, other = told(row="一"), told(row="二"), told(message="别的。")
    assert [[one, two], [other]] == same_words([one, other, two])


def test_printed_totals_are_exact() -> None:
    assert Decimal("19.05") == record(Audited("", audit(table(published=Published(total="19.05"))))).printed
