"""Totals, roll-ups and combined indicators of frames, held to single scoring and to exact sums by hand."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfeval import Evaluation, Execution, Part, Profile, aggregate, batch, score
from perfeval.batch import rows
from perfeval.batch.checks.rows import ROW_CHECKS
from perfeval.batch.frames.schema import CHECKED
from perfeval.errors import InputError
from perfeval.forms.model import QualitativeIndicator, QuantitativeIndicator
from perfeval.values.figures import round_half_up
from tests.columns import EVERY, cited, documents, frame, practice
from tests.examples import fewer
from tests.samples import table

audit, combine, combine_totals, rollup, totals = (
    partial(call, scaled=True)
    for call in (batch.audit, batch.combine, batch.combine_totals, batch.rollup, batch.totals)
)
KEPT = ("full", "no-deduction", "rescale", "redistribute", "unstated")


@st.composite
def sound(draw: st.DrawFn) -> tuple[Evaluation, Profile]:
    """A table whose rows are all told, of 100 points more often than not, under any profile that scores by ratio."""
    profile = practice(draw(st.sampled_from(EVERY)))
    choices: dict[str, Any] = {
        "execution_points": Decimal(20),
        "execution_rule": "ratio",
        "forward_rule": "ratio",
        "reverse_rule": draw(st.sampled_from(("ratio", "linear"))),
        "not_applicable": draw(st.sampled_from(KEPT)),
        "rounding_moment": draw(st.sampled_from(("row", "indicator", "group", "total"))),
        "rounding_places": draw(st.integers(0, 3)),
        "rounding_mode": draw(st.sampled_from(("half-up", "half-even"))),
        "grade_total": draw(st.sampled_from(("printed", "unrounded"))),
    }
    profile = evolve(profile, **{key: cited(value) for key, value in choices.items()})
    figures = st.integers(1, 40)
    heads = ("产出指标", "效益指标", "满意度指标", *profile.bonus.value)
    lines = [
        QuantitativeIndicator(
            name=f"第{i}行",
            level1=draw(st.sampled_from(heads)),
            target=f"{draw(st.sampled_from('≥≤'))}{draw(figures)}个",
            actual=f"{draw(figures)}个",
            weight=weight,
            applicable=draw(st.sampled_from((True, True, True, False))),
        )
        for i, weight in enumerate(
            draw(st.sampled_from(((50, 30), (80,), (40, 20, 20), ("33.3", "33.4", "13.3"), (40, 30))))
        )
    ]
    execution = Execution(
        initial=f"{draw(figures)}万元", budget=f"{draw(figures)}万元", executed=f"{draw(figures)}万元"
    )
    return table(
        *lines, execution=execution, profile=profile.id, partial=draw(st.sampled_from((False,) * 5 + (True,)))
    ), profile


@fewer(3)
@given(st.lists(sound() | documents(), min_size=1, max_size=4))
def test_a_total_of_a_frame_is_the_filings(drawn: list[tuple[Evaluation, Profile]]) -> None:
    """Total, grade and rows by status, several profiles in one frame: also where sums are rounded by group or at the end."""
    filed = {str(i): (evaluation, evolve(profile, id=f"第{i}套")) for i, (evaluation, profile) in enumerate(drawn)}
    lines = [
        line for name, (evaluation, profile) in filed.items() for line in rows([(name, evaluation)], profile=profile)
    ]
    found = totals(frame(lines), keys=(), profiles=[profile for _, profile in filed.values()]).rows(named=True)
    assert sorted(filed) == sorted(told["evaluation"] for told in found)
    for told in found:
        evaluation, profile = filed[told["evaluation"]]
        card = score(evaluation, profile=profile)
        beyond = "beyond-columns" in {line["unread"] for line in lines if line["evaluation"] == told["evaluation"]}
        total = None if told["total"] is None else Decimal(told["total"]).scaleb(-4)
        assert (total, told["grade"]) == (card.total, card.grade) or (beyond and total is None)
        assert (told["reason"] is None) == (told["status"] == "scored") == (total is not None)
        statuses = [result.status.value for result in card.results()]
        counted = [statuses.count(name) for name in ("scored", "undetermined", "not-applicable")]
        assert beyond or counted == [told[name] for name in ("scored", "undetermined", "not_applicable")]


def test_a_bonus_leaves_the_points_of_execution() -> None:
    """Execution stands under no 一级指标 and is no bonus: 16 of 20, 70, 10 and 5 on top make 101, of one profile or two."""
    profile = evolve(practice("mof-2020"), id="附加", bonus=cited({"附加分": Decimal(5)}))
    heads = {"产出指标": 70, "满意度指标": 10, "附加分": 5}
    lines = [
        QuantitativeIndicator(name=head, level1=head, target="≥3个", actual="3个", weight=points)
        for head, points in heads.items()
    ]
    execution = Execution(budget="500万元", executed="400万元", weight=20)
    evaluation = table(*lines, execution=execution, profile="附加")
    assert Decimal(101) == score(evaluation, profile=profile).total
    for profiles in ([profile], [profile, "hubei-wuhan"]):
        (told,) = totals(frame(list(rows([("甲", evaluation)], profile=profile))), keys=(), profiles=profiles).rows(
            named=True
        )
        assert (1_010_000, None) == (told["total"], told["reason"])


@pytest.mark.parametrize(
    ("declared", "printed"), [("效果指标", "效益"), ("效益指标", "效果指标"), ("附加分", "附 加分")]
)
def test_a_bonus_head_under_another_name(declared: str, printed: str) -> None:
    """It is on top of the total by whatever name, in one document and in rows."""
    profile = evolve(practice("mof-2020"), id="附加", bonus=cited({declared: Decimal(5)}))
    heads = {"产出指标": 80, "满意度指标": 10, printed: 5}
    lines = [
        QuantitativeIndicator(name=head, level1=head, target="≥3个", actual="3个", weight=points)
        for head, points in heads.items()
    ]
    evaluation = table(*lines, execution=Execution(budget="500万元", executed="500万元", weight=10), profile="附加")
    assert Decimal(105) == score(evaluation, profile=profile).total
    (told,) = totals(frame(rows([("甲", evaluation)], profile=profile)), keys=(), profiles=[profile]).rows(named=True)
    assert 1_050_000 == told["total"]


def test_why_a_total_is_open() -> None:
    """Each reason has a code; what is missing is never taken as 0."""

    def told(changes: dict[str, Any] | None = None, *more: QuantitativeIndicator, **changed: Any) -> Any:
        row = QuantitativeIndicator(name="修路", level1="满意度指标", target="≥9个", actual="8个", weight=80)
        lines = list(rows([("甲", table(evolve(row, **changes or {}), *more, **changed))]))
        return totals(frame(lines), keys=()).rows(named=True)[0]

    assert (911_100, None) == (told()["total"], told()["reason"])
    assert "rows-undetermined" == told({"actual": None})["reason"]
    assert (
        None
        is told(
            {"actual": None, "weight": 0, "level1": "产出指标"},
            QuantitativeIndicator(name="路灯", level1="满意度指标", target="≥9个", actual="9个", weight=80),
        )["reason"]
    )
    assert "weights-not-total" == told({"weight": 70, "level1": "产出指标"})["reason"]
    assert "partial" == told(partial=True)["reason"]
    assert "rows-undetermined" == told(execution=Execution(budget="100万元"))["reason"]


def test_execution_is_there_once() -> None:
    """An evaluation without its execution row, or with two, or of two profiles, has no total."""
    lines = list(
        rows(
            [
                (
                    "甲",
                    table(
                        QuantitativeIndicator(name="修路", level1="满意度指标", target="≥9个", actual="8个", weight=80)
                    ),
                )
            ]
        )
    )
    execution, row = lines
    for given_rows, code in (
        ([row], "execution-missing"),
        ([execution, execution, row], "execution-twice"),
        ([execution, row | {"profile": "mof-2020"}], "profiles-differ"),
    ):
        (told,) = totals(frame(given_rows), keys=()).rows(named=True)
        assert (None, "undetermined", code) == (told["total"], told["status"], told["reason"])


# --- roll-ups -----------------------------------------------------------------------------------------------------


def filing(number: int, county: str, funds: str | None, actual: int, **more: Any) -> list[dict[str, Any]]:
    """The rows of one filing of a county: it earns 20 points and `actual` of 80."""
    row = QuantitativeIndicator(
        name="修路", level1="满意度指标", target="≥80个", actual=f"{actual}个", weight=80, **more
    )
    lines = list(rows([(str(number), table(row, budget=funds or "1元", executed=funds or "1元"))]))
    return [line | {"county": county, "city": "武汉"} | ({} if funds else {"funds": None}) for line in lines]


def framed(*filings: list[dict[str, Any]]) -> pl.DataFrame:
    lines = [line for filing in filings for line in filing]
    keys = pl.DataFrame([{key: line[key] for key in ("county", "city")} for line in lines])
    return pl.concat(
        [frame([{k: v for k, v in line.items() if k not in ("county", "city")} for line in lines]), keys],
        how="horizontal",
    )


@fewer(3)
@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 10**15), st.integers(0, 80)), min_size=1, max_size=30)
)
def test_a_mean_is_weighted_by_funds_to_the_cent(filings: list[tuple[str, int, int]]) -> None:
    """Whatever the funds, up to a thousand million million 分; in one step or by hand."""
    rows_of = framed(
        *(
            filing(i, county, f"{Decimal(funds).scaleb(-2):f}元", done)
            for i, (county, funds, done) in enumerate(filings)
        )
    )
    found = rollup(rows_of, by=["county"], keys=["city"])
    for told in found.rows(named=True):
        mine = [(funds, 20 + done) for county, funds, done in filings if county == told["county"]]
        mean = round_half_up(Fraction(sum(f * t for f, t in mine), sum(f for f, _ in mine)))
        assert (mean, mean, len(mine)) == (told["mean"], told["mean_scored"], told["evaluations"])
        assert told["funds"] == Decimal(sum(f for f, _ in mine)).scaleb(-2)
    (whole,) = rollup(rows_of, by=[]).rows(named=True)
    assert (len(filings), 2 * len(filings)) == (whole["evaluations"], whole["rows"])


def test_what_has_no_total_is_told_and_left_out_by_name() -> None:
    """One mean is only told where nothing is missing; the other says of whom it is."""
    whole = framed(filing(1, "甲", "100元", 80), filing(2, "甲", "300元", 40))
    assert Decimal("70.00") == rollup(whole, by=["county"])["mean"][0]
    held = framed(
        filing(1, "甲", "100元", 80),
        filing(2, "甲", "300元", 40),
        filing(3, "甲", "50元", 1, applicable=False),
    )
    (told,) = rollup(held, by=["county"]).rows(named=True)
    assert (3, 2, 1) == (told["evaluations"], told["scored"], told["undetermined"])
    assert (None, Decimal("70.00"), "evaluations-undetermined") == (told["mean"], told["mean_scored"], told["reason"])
    assert (Decimal(450), Decimal(400)) == (told["funds"], told["funds_scored"])
    (told,) = rollup(framed(filing(1, "甲", "100元", 80), filing(2, "甲", None, 40)), by=["county"]).rows(named=True)
    assert (None, None, "funds-missing") == (told["mean"], told["mean_scored"], told["reason"])


@pytest.mark.parametrize("name", ["total", "rows", "mean", "status", "没有", "kind"])
def test_what_is_no_key(name: str) -> None:
    """A key that is not there, or named as a column of the result or the schema, is refused by name."""
    lines = framed(filing(1, "甲", "100元", 80)).with_columns(total=pl.lit("丙"), rows=pl.lit(1), mean=pl.lit("丙"))
    with pytest.raises(InputError, match=name):
        rollup(lines, by=["county", name])


def test_a_column_that_would_be_two_in_the_result() -> None:
    """Totals beside which a column of the same name would stand are refused; the keys that are asked for are enough."""
    lines = framed(filing(1, "甲", "100元", 80)).with_columns(total=pl.lit("丙"))
    with pytest.raises(InputError, match="total"):
        totals(lines)
    assert 1 == len(totals(lines, keys=["county"]))


def test_an_audited_frame_is_taken_anew() -> None:
    """The checks of an audit are no keys, which would take an evaluation apart."""
    assert CHECKED == tuple(check.name for check in ROW_CHECKS)
    lines = framed(filing(1, "甲", "100元", 80), filing(2, "乙", "100元", 40))
    again = audit(lines)
    assert totals(again).sort("evaluation").equals(totals(lines).sort("evaluation"))
    assert audit(again).columns == again.columns


def test_in_pieces_as_in_one(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in any order gives the same roll-up, however many pieces it is read in."""
    from perfeval.batch.sums import pieces

    monkeypatch.setattr(pieces, "PIECE_ROWS", 7)
    lines = framed(*(filing(i, "甲乙丙"[i % 3], f"{i + 1}元", i % 81) for i in range(40)))
    for order in (lines, lines.sample(fraction=1, shuffle=True, seed=5), lines.reverse()):
        order.write_parquet(tmp_path / "rows.parquet")
        seen: list[int] = []
        scan = pl.scan_parquet(tmp_path / "rows.parquet")
        found = rollup(scan, by=["county"], in_pieces=True, progress=lambda done, of, seen=seen: seen.append(done - of))
        assert found.equals(rollup(lines, by=["county"]))
        assert 0 == seen[-1]
        assert len(seen) == 12


# --- combined indicators ------------------------------------------------------------------------------------------


@st.composite
def units(draw: st.DrawFn) -> list[Evaluation]:
    """Documents of several units with the same rows: added, averaged, judged."""
    figures = st.integers(0, 400)
    signs = draw(st.tuples(st.sampled_from("≥≤"), st.sampled_from("≥≤")))
    made = []
    for i in range(draw(st.integers(1, 5))):
        blank = draw(st.sampled_from((False,) * 9 + (True,)))
        lines = (
            QuantitativeIndicator(name="修路", level1="产出指标", target=f"{signs[0]}{draw(figures)}个", actual=None if blank else f"{draw(figures)}个", weight=40, direction="forward" if signs[0] == "≥" else "reverse"),
            QuantitativeIndicator(name="合格率", level1="产出指标", target=f"{signs[1]}{draw(figures)}%", actual=f"{draw(figures)}%", weight=20, direction="forward" if signs[1] == "≥" else "reverse", applicable=draw(st.sampled_from((True, True, True, False)))),
            QualitativeIndicator(name="满意", level1="满意度指标", attainment="达成预期指标", rate=f"{draw(st.integers(79, 100))}%", weight=20),
        )  # fmt: skip
        funds = f"{draw(st.integers(1, 10**12))}元"
        execution = Execution(budget=funds, executed=f"{draw(st.integers(0, 10**12))}元")
        made.append(evolve(table(*lines, execution=execution), project=evolve(table().project, implementer=f"单位{i}")))
    return made


@fewer(3)
@given(units())
def test_combined_columns_are_the_combined_document(documents: list[Evaluation]) -> None:
    """汇总 of rows is what `aggregate` makes of the documents: every row, and the total."""
    card = score(aggregate(documents))
    lines = frame(line | {"measure": line["measure"]} for line in rows((str(i), d) for i, d in enumerate(documents)))
    found = combine(lines, by=[]).rows(named=True)
    told = [(row["status"], row["score"]) for row in found]
    by_name = {row["name"]: (row["status"], row["score"]) for row in found}
    assert len(told) == 4
    for result in card.rows:
        assert by_name[result.name] == (result.status.value, result.score)
    (total,) = combine_totals(lines, by=[]).rows(named=True)
    assert total["total"] == card.total


@fewer(3)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 400), st.integers(0, 400), st.sampled_from(("公顷", "亩", "平方米", "")), st.integers(1, 99)
        ),
        min_size=1,
        max_size=4,
    )
    | st.lists(
        st.tuples(st.integers(1, 100), st.integers(0, 100), st.sampled_from(("%", "‰", "")), st.integers(1, 99)),
        min_size=1,
        max_size=4,
    )
)
def test_units_of_one_kind_are_combined(cells: list[tuple[int, int, str, int]]) -> None:
    """公顷 with 亩, and a bare figure beside one with a unit: what `aggregate` makes of the documents."""
    made = []
    for i, (asked, done, unit, funds) in enumerate(cells):
        row = QuantitativeIndicator(
            name="造林", level1="满意度指标", target=f"≥{asked}{unit}", actual=f"{done}{unit}", weight=80
        )
        execution = Execution(budget=f"{funds}万元", executed="1万元")
        document = table(row, execution=execution)
        made.append(evolve(document, project=evolve(document.project, implementer=f"单位{i}")))
    result = score(aggregate(made)).rows[0]
    lines = frame(rows((str(i), document) for i, document in enumerate(made)))
    (found,) = combine(lines, by=[]).filter(pl.col("kind") != "execution").rows(named=True)
    assert (result.status.value, result.code or None, result.score) == (
        found["status"],
        found["reason"],
        found["score"],
    )


def test_units_of_other_kinds_are_not() -> None:
    """公里 beside 亩."""
    first, second = filing(1, "甲", "100元", 80), filing(2, "甲", "300元", 40)
    lines = framed([first[0], first[1] | {"quantity_unit": "亩"}], [second[0], second[1] | {"quantity_unit": "公里"}])
    assert {"units-differ", None} == set(combine(lines, by="county")["reason"])


def test_blank_cells_of_combined_rows() -> None:
    """A blank `applicable`, `strict` or own rule says nothing, and 0 deducts nothing: neither takes a row out of its sum."""
    lines = framed(*(filing(i, "甲", "100元", 80) for i in (1, 2))).with_columns(
        name=pl.col("level1"), measure=pl.lit("absolute")
    )
    lines = lines.with_columns(target=pl.lit(0), actual=pl.lit(0)).with_columns(
        pl.when(pl.col("kind") == "execution").then(1).otherwise("target").alias("target")
    )
    plain = combine(lines.drop("applicable", "strict", "rule", "deduct", strict=False), by=["county"])
    assert {"scored"} == set(plain["status"])
    blank = pl.lit(None, pl.Boolean)
    assert plain.equals(
        combine(lines.with_columns(applicable=blank, strict=blank, rule=pl.lit(" "), deduct=pl.lit(0)), by=["county"])
    )


def test_units_that_do_not_go_together() -> None:
    """A unit without the row, other weights or directions: the row says which, and earns nothing."""
    whole = framed(filing(1, "甲", "100元", 80), filing(2, "甲", "300元", 40))
    assert ["scored", "scored"] == combine(whole, by=["county"])["status"].to_list()
    for change, code in (
        ({"weight": 70 * 10_000}, "weights-differ"),
        ({"direction": "reverse"}, "direction-mixed"),
        ({"name": "修桥"}, "part-missing"),
        ({"kind": "qualitative"}, "kind-differs"),
        ({"measure": None}, "measure-unstated"),
        ({"measure": "relative"}, "measure-differs"),
        ({"rule": "linear"}, "own-rule"),
        ({"actual": None}, "part-missing"),
        ({"actual": -10_000}, "negative-figure"),
        ({"target": 10**17 + 1}, "out-of-range"),
        ({"unread": "actual-unreadable"}, "actual-unreadable"),
        ({"quantity_unit": "公里"}, "units-differ"),
        ({"multiple": 100_000}, "out-of-range"),
        ({"evaluation": "1"}, "row-twice"),
    ):
        first, second = filing(1, "甲", "100元", 80), filing(2, "甲", "300元", 40)
        second[1] |= change
        found = combine(framed(first, second), by=["county"]).filter(pl.col("kind") != "execution")
        assert {("undetermined", code)} == set(zip(found["status"], found["reason"], strict=True)), change


def test_parts_are_funded() -> None:
    """What is averaged needs funds of every unit."""

    def told(funds: Any) -> Any:
        row = QuantitativeIndicator(
            name="合格率",
            level1="满意度指标",
            targets={"甲": "≥90%", "乙": "≥90%"},
            actuals={"甲": "80%", "乙": "95%"},
            weight=80,
        )
        document = table(row, parts=(Part(name="甲", funds=funds), Part(name="乙", funds="100万元")))
        return combine(frame(rows([("一", document)])), by=["document"]).rows(named=True)[1]

    assert "77.7800" == str(told("100万元")["score"])
    assert "funds-missing" == told(None)["reason"]


def test_two_evaluations_under_one_id_are_not_added_up() -> None:
    """An id that is there in two counties is two evaluations, or the total is open; a remark of a row is told as such."""
    both = framed(filing(1, "甲", "100元", 80), filing(1, "乙", "300元", 40)[1:])
    assert [(None, "keys-differ")] == totals(both).select("total", "reason").rows()
    (told,) = rollup(both, by=["city"]).rows(named=True)
    assert (1, None, "keys-differ") == (told["undetermined"], told["mean"], told["reason"])
    (told,) = rollup(both, by=["city"], keys=["county"]).rows(named=True)
    assert (2, 1, "evaluations-undetermined") == (told["evaluations"], told["undetermined"], told["reason"])
    noted = framed(filing(1, "甲", "100元", 80)).with_columns(pl.Series("备注", ["无", "见附件"]))
    assert "keys-differ" == totals(noted)["reason"][0]
    assert 1_000_000 == totals(noted, keys=["county"])["total"][0]
