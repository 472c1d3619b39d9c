"""Corrections: recomputed figures in place of printed ones that do not hold, and nothing else."""

from attrs import evolve

from perfeval import Execution, Published, audit, correct, load
from tests.paths import ROOT
from tests.samples import quantity, table

FILED = load(ROOT / "examples" / "jiangan-2023" / "project-filed.toml")


def test_rows_first_then_the_total_of_them_then_its_grade() -> None:
    """Each stage stands on the one before."""
    row = quantity("≥4个", "3个", weight=90, published_score="90")
    money = Execution(budget="100万元", executed="100万元", published_score="10")
    filed = evolve(table(row, profile="mof-2020"), execution=money, published=Published(total="100", grade="优"))
    mended, changes = correct(filed)
    assert ["indicators[0].published_score", "published.total", "published.grade"] == [
        f"{c.path}.{c.key}" for c in changes
    ]
    assert [("90", "67.5"), ("100", "77.5"), ("优", "中")] == [(c.before, c.after) for c in changes]
    assert "indicators[0].published_score：90 → 67.5（score-mismatch）" == str(changes[0])
    assert {"path", "key", "before", "after", "rule"} == changes[0].as_dict().keys()
    assert ((), mended) == (correct(mended)[1], correct(mended)[0])


def test_what_people_decide_stays() -> None:
    """Wrong heads are findings, and nobody's to correct but the unit's."""
    mended, changes = correct(FILED)
    assert () == changes
    assert FILED == mended
    assert not audit(FILED).is_clean


def test_the_other_cells_are_untouched() -> None:
    """But for the cell itself the table is the same."""
    row = quantity("≥4个", "3个", weight=80, published_score="80")
    mended, (change,) = correct(table(row))
    assert ("60", "60") == (change.after, mended.indicators[0].published_score)
    assert table(row) == evolve(mended, indicators=(evolve(mended.indicators[0], published_score="80"),))
