"""Right tables of every profile and layout audit clean, and a wrong score is found; the seed's layout by a drawing of its own.

``python benchmarks/audit_faults.py`` does the same with thousands of tables, and counts the single faults that are found.
"""

from fractions import Fraction
from random import Random

import pytest

from perfeval import Evaluation, Severity, audit, load_profile, loads
from perfeval.values.figures import plain
from tests.right_tables import PROFILES, read, right_table
from tests.single_faults import faults, finds

HEADS = {"产出指标": 40, "效益指标": 30, "满意度指标": 10}
HUBEI = load_profile("hubei-wuhan")


def filing(seed: int, wrong: bool = False) -> Evaluation:
    """A filing whose figures follow from the rules; with `wrong`, one printed score is another one."""
    random, total = Random(seed), Fraction(0)
    budget = random.randint(100, 900)
    executed = random.randint(budget // 2, budget)
    lines, scores = list[str](), list[Fraction]()
    shares = {
        "产出指标": random.choice(([40], [20, 20], [10, 10, 20])),
        "效益指标": random.choice(([30], [15, 15])),
        "满意度指标": [10],
    }
    for head, weights in shares.items():
        for n, weight in enumerate(weights):
            row = [f'[[indicators]]\nlevel1 = "{head}"\nname = "第{n + 1}项{head}"']
            if head == "效益指标" or (head == "满意度指标" and random.random() < 0.5):
                row.append('target = "持续提升"\nactual = "持续提升"')
                score = Fraction(weight)
            else:
                unit = "%" if head == "满意度指标" else "个"
                target, actual = (random.randint(20, 90) for _ in range(2))
                row.append(f'target = "≥{target}{unit}"\nactual = "{actual}{unit}"')
                score = Fraction(HUBEI.round(min(Fraction(actual, target), Fraction(1)) * weight))
            scores.append(score)
            lines.append("\n".join(row))
    spent = Fraction(HUBEI.round(Fraction(20 * executed, budget)))
    total = sum(scores, spent)
    if wrong:
        n = random.randrange(len(scores))
        scores[n] = scores[n] - 1 if scores[n] > 1 else scores[n] + 1
    rows = [f"{line}\npublished_score = {plain(score)}\n" for line, score in zip(lines, scores, strict=True)]
    return loads(
        f'profile = "hubei-wuhan"\nyear = 2023\n[project]\nname = "甲"\n[execution]\nbudget = "{budget}万元"\nexecuted = "{executed}万元"\n'
        f"published_score = {plain(spent)}\n[weights]\n"
        + "".join(f'"{head}" = {points}\n' for head, points in HEADS.items())
        + "".join(rows)
        + f'[remarks]\ndeviation = "受汛期影响，部分工作推迟到次年。"\n[published]\ntotal = {plain(total)}\n'
    )


def weighty(evaluation: Evaluation) -> list[str]:
    return [str(f) for f in audit(evaluation).findings if f.severity is not Severity.NOTE]


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_two_hundred_consistent_filings_are_clean(start: int) -> None:
    """No error and no warning; what the form has no column for is a note of the table, once."""
    for seed in range(start, start + 50):
        assert [] == weighty(filing(seed))
        codes = [finding.code for finding in audit(filing(seed)).findings]
        assert codes.count("W103") <= 1
        assert codes.count("J401") <= 1


def test_a_wrong_score_is_found_in_each() -> None:
    """At the row, its head or the total."""
    assert 200 == sum(bool(weighty(filing(seed, wrong=True))) for seed in range(200))


@pytest.mark.parametrize("name", PROFILES)
def test_right_tables_of_every_profile_are_clean(name: str) -> None:
    """No error and no warning, whatever the layout."""
    for seed in range(10):
        assert [] == weighty(read(right_table(Random(f"{name} {seed}"), name)))


@pytest.mark.parametrize("name", PROFILES)
def test_a_single_fault_of_each_kind_is_found(name: str) -> None:
    """At the row, its head or the total; the command counts them in thousands of tables."""
    silent = [str(fault) for fault in faults(Random(name), right_table(Random(name), name)) if not finds(fault)]
    assert [] == silent
