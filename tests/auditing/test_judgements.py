"""The judgements of a row under audit, of the whole or of each part."""

import pytest
from attrs import evolve

from perfeval import Part
from tests.auditing.asking import found, skipped
from tests.samples import judgement, table


def test_a_row_of_parts_without_a_judgement_in_one() -> None:
    """Named by its part."""
    parts = (Part(name="甲", funds="1万元"), Part(name="乙", funds="1万元"))
    row = judgement(attainments={"甲": "达成"})
    (finding,) = found(table(row, parts=parts), "attainment-missing")
    assert "乙" in finding.message


def test_a_score_of_parts_between_their_bands() -> None:
    """The mean of the bands' ends by funds; without funds nothing can be said."""
    parts = (Part(name="甲", funds="3万元"), Part(name="乙", funds="1万元"))
    row = judgement(attainments={"甲": "达成", "乙": "部分达成"}, published_score="7.25")
    assert [] == found(table(row, parts=parts), "rate-outside-band")
    assert 1 == len(found(table(evolve(row, published_score="7.24"), parts=parts), "rate-outside-band"))
    assert 1 == len(found(table(evolve(row, published_score="9.5"), parts=parts), "rate-outside-band"))
    unfunded = tuple(evolve(part, funds=None) for part in parts)
    assert "没有资金额度" in skipped(table(row, parts=unfunded), "rate-outside-band")[0]


@pytest.mark.parametrize("rule_name", ["attainment-missing", "rate-outside-band"])
def test_an_unknown_attainment_is_told_by_its_own_rule(rule_name: str) -> None:
    """And skipped by the others."""
    filed = table(judgement("良好", published_score=9))
    assert [] == found(filed, rule_name)
    assert 1 == len(found(filed, "attainment-unknown"))
    assert "良好" in skipped(filed, rule_name)[0]


def test_a_score_above_the_weight_is_not_outside_its_band_too() -> None:
    """One fact, told once."""
    filed = table(judgement("达成", published_score=11))
    assert ["score-above-weight"] == [f.rule for f in found(filed, "score-above-weight", "judged")]
