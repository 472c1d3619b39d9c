"""Rows on which engines part: ties, the ends of the range and beyond, nulls, every kind, direction and status; keys in three steps."""

import random
from collections.abc import Iterator
from typing import Any

PROFILES = ("hubei-wuhan", "mof-2020", "jiangxi-2017", "sichuan-pidu-2025")
"""Among them: manual deductions, curves, rescaling for rows that do not apply."""
ENDS = (0, 1, 2, 3, 9_999, 10_000, 10_001, 2**53 - 1, 2**53 + 1, 2**62, 2**63 - 1, 10**17 - 1, 10**17, 10**17 + 1)
"""Ten-thousandths: from 0 to the end of the range, past it, and past what a double tells apart."""
_BANDS = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差", "优", "不是档次", None)
_LEVELS = ("产出指标", "效益指标", "满意度指标", "成本指标", None)


def hard_rows(evaluations: int = 600, seed: int = 20) -> list[dict[str, Any]]:
    """The rows of so many evaluations, the same for the same seed; numbers are ten-thousandths."""
    rng = random.Random(seed)
    rows = [row for number in range(evaluations) for row in _evaluation(rng, number)]
    rng.shuffle(rows)  # rows of one evaluation do not stand together
    return rows


def _evaluation(rng: random.Random, number: int) -> Iterator[dict[str, Any]]:
    whole, funds = number % 10 == 1, rng.randrange(1, 10 ** rng.choice((6, 12, 17)) + 1)
    kept = {
        "evaluation": f"e{number:04}",
        "profile": PROFILES[0] if number % 4 else rng.choice(PROFILES),
        "funds": funds if whole else rng.choice((None, 0, -5, 10**17, funds, funds)),
        "partial": not whole and rng.random() < 0.03,
        "city": f"市{number % 3}",
        "county": "县齐" if whole else rng.choice((f"县{number % 7}", None)),
    }
    if number % 4:  # its rows are scored and its weights make 100; in 县齐 every evaluation is such a one
        budget = rng.randrange(1, 10**14)
        yield kept | _row("execution", target=budget, actual=budget * rng.randrange(1, 120) // 100)
        weights = [100_000, 100_000, 200_000, 200_000, 200_000]
        level = dict(zip(range(5), ("产出指标", "产出指标", "效益指标", "效益指标", "满意度指标"), strict=True))
        for i, weight in enumerate(weights):
            yield kept | _row("quantitative", level1=level[i], weight=weight) | _figures(rng, weight)
        return
    for _ in range(rng.randrange(1, 9)):
        kind = rng.choice(
            ("execution", "quantitative", "quantitative", "qualitative", "coefficient", "checklist", None)
        )
        row = _row(kind, level1=rng.choice(_LEVELS), weight=_number(rng, 300_000))
        row |= {"target": _number(rng, 10**8), "actual": _number(rng, 10**8)}
        row["direction"] = rng.choice(("forward", "reverse", "equal", None)) if (kind or "")[:1] == "q" else None
        row["attainment"] = rng.choice(_BANDS) if kind == "qualitative" else None
        row["rate"] = rng.choice((None, 0, 500_000, 799_999, 800_000, 1_000_000, 1_000_001, 2**60))
        row |= {
            "strict": rng.random() < 0.2,
            "applicable": rng.random() < 0.9,
            "rule": rng.choice(("满意度", "没有这条")) if rng.random() < 0.15 else None,
            "quantity_unit": "%",
            "deduct": rng.choice((5_000, 2**60)) if rng.random() < 0.05 else None,
            "unread": "actual-not-a-figure" if rng.random() < 0.05 else None,
        }
        yield kept | row


def _row(kind: str, **values: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("level1", "direction", "target", "actual", "weight", "attainment", "rate"))
    more = {"strict": False, "applicable": True, "rule": None, "quantity_unit": None, "deduct": None, "unread": None}
    return blank | more | {"kind": kind} | values


def _number(rng: random.Random, usual: int) -> int | None:
    chance = rng.random()
    if chance < 0.08:
        return None
    if chance < 0.35:
        return rng.choice(ENDS) * rng.choice((1, 1, 1, -1))
    return rng.randrange(usual)


def _figures(rng: random.Random, weight: int) -> dict[str, Any]:
    """A target and an actual value whose score is a tie of half a cent, one unit beside it, or anything."""
    direction = rng.choice(("forward", "reverse"))
    if rng.random() < 0.4:
        whole = rng.randrange(1, 10 ** rng.choice((4, 9, 17)) + 1)
        part = rng.randrange(whole + 1) * rng.choice((1, 1, 1, 2))
    else:  # weight · part / whole is (k + 1/2) cents, or a unit of the last place beside it
        k, times = rng.randrange(weight // 100), rng.choice((1, 10**5, 10**17 // weight))
        whole, part = weight * times, max(1, (2 * k + 1) * 50 * times + rng.choice((-1, 0, 0, 1)))
    if direction == "reverse":
        return {"direction": direction, "target": part, "actual": whole}
    return {"direction": direction, "target": whole, "actual": part}
