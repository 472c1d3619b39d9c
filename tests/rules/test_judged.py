"""定性指标: the weight times the rate chosen inside the band of the judgement (备注3)."""

import pytest

from tests.samples import judgement, outcome, result


@pytest.mark.parametrize(
    ("attainment", "rate", "expected"),
    [
        ("达成预期指标", "95%", "9.50"),
        ("达成预期指标", "100%", "10.00"),
        ("达成预期指标", "80%", "8.00"),  # the lower end belongs to the band
        ("达成预期指标", "79.999%", "rate-outside-band"),
        ("部分达成预期指标并具有一定效果", "80%", "rate-outside-band"),  # the upper end does not
        ("部分达成预期指标并具有一定效果", "50%", "5.00"),
        ("未达成预期指标且效果较差", "0%", "0.00"),
        ("未达成预期指标且效果较差", "50%", "rate-outside-band"),
        ("达成预期指标", None, "rate-missing"),
        (None, "95%", "attainment-missing"),
    ],
)
def test_a_judged_row(attainment: str | None, rate: str | None, expected: str) -> None:
    """Nothing is chosen for the clerk: a missing rate is no 100%."""
    assert expected == outcome(judgement(attainment, rate))


def test_the_sentence_says_the_band() -> None:
    """With its ends, and the rate with all its digits."""
    text = result(judgement("达成预期指标", "87.125%")).explanation
    assert "分值区间 100%—80%（含 80%），取 87.125%：得分 = 10 × 87.125% = 8.7125 分。" in text
