"""Corrections: recomputed figures in place of printed ones that do not hold, and nothing else."""

from attrs import evolve

from perfeval import Execution, Published, audit, correct, load, loads
from perfeval.auditing.fix import Correction, in_text
from tests.paths import ROOT, TESTS
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
    assert "第1行的得分 indicators[0].published_score：90 → 67.5（score-mismatch）" == str(changes[0])
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


def test_rows_under_an_indicator_then_what_it_prints() -> None:
    """The sum above them follows them; in the document's words too, each in its own table."""
    text = (TESTS / "cases" / "audit" / "sub-rows.toml").read_text(encoding="utf-8").replace("_score = 9", "_score = 8")
    mended, changes = correct(loads(text))
    assert [
        "第1行 下级第2行的得分 indicators[0].rows[1].published_score：8 → 9",
        "第1行的得分 indicators[0].published_score：20 → 19",
    ] == [str(change).partition("（")[0] for change in changes[:2]]
    assert mended == loads(in_text(text, changes) or "")


def test_a_figure_that_is_only_held_between_bounds_stays() -> None:
    """Which score two rows earn together nobody can tell, nor a total whose parts are not all printed."""
    filed = load(TESTS / "cases" / "audit" / "sub-rows-share-points.toml")
    mended, changes = correct(filed)
    assert ["第2行的得分 indicators[1].published_score：25 → 20（total-mismatch）"] == [
        str(change) for change in changes
    ]
    assert filed.indicators[0] == mended.indicators[0]


def test_tables_within_goals_are_counted_within_them() -> None:
    path = "goals[1].indicators[0].rows[1]"
    text = (
        "[[goals]]\n[[goals.indicators]]\n[[goals.indicators.rows]]\n" * 2
        + "[[goals.indicators.rows]]\npublished_score = 3\n"
    )
    change = Correction(path, "published_score", "3", "4", "score-mismatch")
    assert text.replace("= 3", "= 4") == in_text(text, [change])
