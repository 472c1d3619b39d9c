"""The words of the rules over columns: what 64 bits cannot hold is refused when it is built, and to the last integer what they hold is right."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from perfeval.batch.columns.words import (
    COLUMN_WORDS,
    HALF,
    MOST,
    BeyondColumnsError,
    Column,
    Product,
    halves,
    same_scale,
)

LAST = 2**63 - 1
VALUES = (0, 1, 2, 3, 9_999, 10_000, 2**30, 2**53 - 1, MOST - 1, MOST)


def column(name: str = "a", scale: int = 1, bound: int = MOST) -> Column:
    return Column(nw.col(name), scale, bound)


def worked_out(value: Any, **columns: list[int]) -> list[Any]:
    """A value's integers, or a condition's truth, over these columns."""
    expression = value.held if isinstance(value, Column) else value
    frame = nw.from_native(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64)))
    return frame.select(x=expression)["x"].to_list()  # type: ignore[no-any-return]


# --- the guards ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        lambda bound: Column(nw.col("a"), 1, bound),
        lambda bound: column(bound=bound - 1) + 1,
        lambda bound: column(bound=bound - 1) - 1,
        lambda bound: 1 - column(bound=bound - 1),
        lambda bound: column(bound=bound // 7) * 7 + bound % 7,
        lambda bound: column(bound=bound // 7) * Fraction(-7) + bound % 7,
        lambda bound: column(bound=bound // 7).at(7) + Fraction(bound % 7, 7),
    ],
    ids=[
        "a column",
        "a sum",
        "a difference",
        "taken from a number",
        "a multiple",
        "a negative multiple",
        "another scale",
    ],
)
def test_the_last_integer_of_64_bits_is_the_last_that_is_taken(made: Callable[[int], Column]) -> None:
    """One more is refused before anything is run."""
    assert LAST == made(LAST).bound
    with pytest.raises(BeyondColumnsError):
        made(LAST + 1)


def test_bounds_are_those_of_what_is_worked_out() -> None:
    """Each is reached by some row."""
    a, b = column("a", 1, 10), column("b", 1, 3)
    assert (13, 13, 13, 40, 50) == (
        (a + b).bound,
        (a - b).bound,
        (3 - a).bound,
        (a * 4).bound,
        (a * Fraction(-5, 2)).bound,
    )
    assert 10 == COLUMN_WORDS.where(nw.col("a") > 0, a, b).bound
    assert 10 == COLUMN_WORDS.where(nw.col("a") > 0, b, a).bound


@pytest.mark.parametrize(("step", "is_taken"), [(2**53 >> 24, False), ((2**53 >> 24) - 1, True)])
def test_steps_of_which_a_double_could_miscount_are_refused(step: int, is_taken: bool) -> None:
    """A quotient of integers is right below 2^53."""
    if not is_taken:
        with pytest.raises(BeyondColumnsError):
            COLUMN_WORDS.whole_steps(column(), Fraction(step))
        return
    counted = COLUMN_WORDS.whole_steps(column(), Fraction(step))
    rows = [0, 1, step - 1, step, step + 1, 7 * step - 1, 7 * step]
    assert [row // step for row in rows] == worked_out(counted, a=rows)


def test_more_steps_than_a_weight_has_points_are_as_many_as_it_has() -> None:
    """So that the count stays small whatever the figure."""
    assert [2**24 - 1, 2**24, 2**24, 2**24] == worked_out(
        COLUMN_WORDS.whole_steps(column(), Fraction(10)), a=[10 * 2**24 - 1, 10 * 2**24, 10 * 2**24 + 1, MOST]
    )


def test_a_comparison_of_shares_beyond_64_bits_is_refused() -> None:
    """Where even the halves would leave them."""
    with pytest.raises(BeyondColumnsError):
        COLUMN_WORDS.at_least_share(column(), Fraction(1, 2**32), column("b"))
    with pytest.raises(BeyondColumnsError):
        COLUMN_WORDS.at_most_share(column(bound=LAST), Fraction(1, 2**31), column("b", bound=LAST))


# --- what they hold -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ratio",
    [Fraction(1), Fraction(4, 5), Fraction(1, 3), Fraction(13, 10), Fraction(99_999, 100_000), Fraction(2**31, 3)],
)
def test_a_share_is_compared_exactly(ratio: Fraction) -> None:
    """By halves where the products leave 64 bits: a value beside its share, one below, one above."""
    pairs = [(a, b) for b in VALUES for a in {int(b * ratio) + off for off in (-1, 0, 1)} if 0 <= a <= MOST]
    rows = {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}
    a, b = column("a"), column("b")
    assert [x >= y * ratio for x, y in pairs] == worked_out(COLUMN_WORDS.at_least_share(a, ratio, b), **rows)
    assert [x <= y * ratio for x, y in pairs] == worked_out(COLUMN_WORDS.at_most_share(a, ratio, b), **rows)


@pytest.mark.parametrize("share", [0, 1, 49, 50, 99, 100])
def test_a_share_of_each_row_is_compared_exactly(share: int) -> None:
    """The share is a column too, in hundredths."""
    pairs = [(b * share // 100 + off, b) for b in VALUES for off in (-1, 0, 1) if 0 <= b * share // 100 + off <= MOST]
    rows = {"a": [a for a, _ in pairs], "b": [b for _, b in pairs], "r": [share] * len(pairs)}
    ratio = Column(nw.col("r"), 100, 100)
    found = worked_out(COLUMN_WORDS.at_least_share(column("a"), ratio, column("b")), **rows)
    assert [a * 100 >= b * share for a, b in pairs] == found


@pytest.mark.parametrize("sign", [1, -1])
def test_halves_make_the_whole(sign: int) -> None:
    rows = [sign * value for value in VALUES]
    high, low = (worked_out(half, a=rows) for half in halves(nw.col("a")))
    assert rows == [h * HALF + rest for h, rest in zip(high, low, strict=True)]
    assert all(abs(rest) <= HALF for rest in low)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (lambda a, b: a < b, [True, False, False]),
        (lambda a, b: a <= b, [True, True, False]),
        (lambda a, b: a > b, [False, False, True]),
        (lambda a, b: a >= b, [False, True, True]),
        (lambda a, b: a == b, [False, True, False]),
        (lambda a, b: a != b, [True, False, True]),
    ],
    ids=["<", "<=", ">", ">=", "==", "!="],
)
def test_comparisons_bring_both_sides_to_one_scale(word: Callable[[Any, Any], Any], expected: list[bool]) -> None:
    """Halves beside thirds: 9/2 and 14/3, 10/2 and 15/3, 11/2 and 16/3."""
    rows = {"a": [9, 10, 11], "b": [14, 15, 16]}
    assert expected == worked_out(word(column("a", 2), column("b", 3)), **rows)
    assert expected == worked_out(word(column("a", 2), Fraction(5)), **rows)


def test_sums_and_multiples() -> None:
    """1/2 + 1/3 = 5/6; 5 - 1/2 = 9/2; 1/2 · 2/3 = 2/6."""
    a, b = column("a", 2), column("b", 3)
    one = {"a": [1], "b": [1]}
    for made, value in (
        (a + b, "5/6"),
        (a - b, "1/6"),
        (5 - a, "9/2"),
        (2 + a, "5/2"),
        (a * Fraction(2, 3), "1/3"),
        (Fraction(3) * a, "3/2"),
    ):
        assert Fraction(value) == Fraction(worked_out(made, **one)[0], made.scale)


def test_what_is_nothing_or_itself_is_not_worked_out() -> None:
    a = column()
    assert Fraction(0) == a - a == a * 0
    assert a is a * 1
    assert (a == a, a != a) == (True, False)
    assert a is a.at(1)
    assert [4, 4] == [one.scale for one in same_scale(Column(nw.col("a"), 4, 1), 3)]


@pytest.mark.parametrize(("one", "other"), [(True, True), (True, False), (False, True), (False, False)])
def test_conditions_that_are_known_are_not_asked_of_rows(one: bool, other: bool) -> None:
    assert (one and other, one or other) == (COLUMN_WORDS.both(one, other), COLUMN_WORDS.either(one, other))
    condition = nw.col("a") > 0
    assert COLUMN_WORDS.both(one, condition) is (condition if one else False)
    assert COLUMN_WORDS.both(condition, one) is (condition if one else False)
    assert COLUMN_WORDS.either(one, condition) is (True if one else condition)
    assert COLUMN_WORDS.either(condition, one) is (True if one else condition)


def test_conditions_of_rows() -> None:
    rows = {"a": [0, 0, 1, 1], "b": [0, 1, 0, 1]}
    a, b = nw.col("a") == 1, nw.col("b") == 1
    assert [False, False, False, True] == worked_out(COLUMN_WORDS.both(a, b), **rows)
    assert [False, True, True, True] == worked_out(COLUMN_WORDS.either(a, b), **rows)
    assert [False, False, True, True] == worked_out(COLUMN_WORDS.where(a, True, False), **rows)
    assert [True, True, False, False] == worked_out(COLUMN_WORDS.where(a, False, True), **rows)
    assert COLUMN_WORDS.where(a, True, True) is True
    assert COLUMN_WORDS.where(True, 1, 2) == 1
    assert COLUMN_WORDS.where(False, 1, 2) == 2


def test_the_greatest() -> None:
    a, b, c = column("a"), column("b"), column("c")
    assert [3, 5, 9] == worked_out(COLUMN_WORDS.max(a, b, c), a=[3, 1, 1], b=[2, 5, 2], c=[1, 4, 9])


def test_a_product_is_kept_apart() -> None:
    """factor × share: a choice between two products of one factor is a product; of two factors it is refused."""
    a, b = column("a"), column("b")
    product = a * b
    assert isinstance(product, Product)
    assert (a, b) == (product.factor, product.share)
    chosen = COLUMN_WORDS.where(nw.col("b") > 2, product, Fraction(0))
    assert isinstance(chosen, Product)
    assert [0, 3] == worked_out(chosen.share, a=[5, 5], b=[2, 3])
    whole = COLUMN_WORDS.where(nw.col("b") > 2, a, product)
    assert [2, 1] == worked_out(whole.share, a=[5, 5], b=[2, 3])
    for other in (b * a, Fraction(1), b):
        with pytest.raises(BeyondColumnsError):
            COLUMN_WORDS.where(nw.col("b") > 2, product, other)


def test_no_value() -> None:
    assert COLUMN_WORDS.missing(None) is True
    assert COLUMN_WORDS.missing(Fraction(3)) is False
    assert COLUMN_WORDS.missing(Column(3, 1, 3)) is False
    frame = nw.from_native(pl.DataFrame({"a": [None, 1]}, schema={"a": pl.Int64}))
    assert [True, False] == frame.select(x=COLUMN_WORDS.missing(column()))["x"].to_list()
