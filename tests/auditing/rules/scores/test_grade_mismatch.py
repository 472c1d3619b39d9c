"""S205 grade-mismatch: 所印等级与总分不符。"""

from attrs import evolve

from perfeval import Execution, Published, load_profile
from perfeval.profiles import Cited
from tests.auditing.asking import found
from tests.auditing.examples import bad, good, in_case
from tests.samples import quantity, table


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("grade-mismatch")
    assert [] == more
    assert ("S205", "error", "published") == (finding.code, finding.severity, finding.path)
    assert ("优", "良") == (finding.expected, finding.found)
    assert "总分 90 分，等级应为“优”，印“良”。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("grade-mismatch")


def test_in_small_tables() -> None:
    """Whole tables: where it speaks, and where it holds its tongue."""
    assert ["error published"] == in_case("grade-mismatch", "grade-below-its-lower-end")
    assert [] == in_case("grade-mismatch", "grade-without-grades")


def test_a_profile_that_grades_the_unrounded_total() -> None:
    """89.995 prints as 90.00 and is 良 all the same."""
    mof = load_profile("mof-2020")
    strict = evolve(mof, grade_total=Cited("unrounded", "reading", note="试"))
    row = quantity("≥200000个", "179990个", weight=100, published_score="90.00", level1="满意度指标")
    block = Execution(weight=0, budget="5万元", executed="5万元", published_score=0)
    filed = table(row, execution=block, published=Published(total="90.00", grade="优"))
    assert [] == found(filed, "grade-mismatch", profile=mof)
    assert ["良"] == [f.expected for f in found(filed, "grade-mismatch", profile=strict)]
