"""What programs get: the JSON of the contract, flat rows for frames."""

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from perfeval import Part, score
from tests.samples import judgement, quantity, table
from tests.strategies import Document, built, documents

ROWS = (
    quantity("≦365 天", "400 天", weight=70, level2="时效指标"),
    judgement("达成预期指标", "95%"),
)


def test_json_as_agreed() -> None:
    """The object that `--format json` prints: strings for scores, n/d for exact values, null where there is none."""
    assert {
        "schema": 1,
        "name": "乡村振兴",
        "form": "project",
        "profile": "hubei-wuhan",
        "profile_file": None,
        "year": 2023,
        "total": "80.05",
        "earned": "80.05",
        "available": "100",
        "grade": None,
        "code": None,
        "reason": None,
        "execution": {
            "rate": "1/3",
            "weight": "20",
            "score": "6.67",
            "exact": "20/3",
            "status": "scored",
            "code": None,
            "reason": None,
            "clause": "表头",
            "explanation": "预算执行率 = 执行数（B）÷ 预算数（A）= 100万元 ÷ 300万元 = 33.33%。依据表头，得分 = 20 分 × 执行率 = "
            "20 × 100 ÷ 300 = 6.6666… 分。四舍五入保留 2 位小数，得 6.67 分。",
            "notes": [],
        },
        "groups": [
            {"name": "产出指标", "weight": "70", "declared": "40", "score": "63.88", "status": "scored"},
            {"name": "满意度指标", "weight": "10", "declared": None, "score": "9.50", "status": "scored"},
        ],
        "indicators": [
            {
                "path": "indicators[0]",
                "name": "培训人数",
                "level1": "产出指标",
                "level2": "时效指标",
                "kind": "quantitative",
                "direction": "reverse",
                "target": "≦365 天",
                "actual": "400 天",
                "weight": "70",
                "score": "63.88",
                "exact": "511/8",
                "status": "scored",
                "code": None,
                "reason": None,
                "clause": "备注2",
                "explanation": "“培训人数”：反向指标，权重 70 分，目标值“≦365 天”，实际完成值“400 天”。依据备注2，"
                "得分 = 权重 × A ÷ B = 70 × 365天 ÷ 400天 = 63.875 分。四舍五入保留 2 位小数，得 63.88 分。",
                "notes": [],
            },
            {
                "path": "indicators[1]",
                "name": "群众满意度",
                "level1": "满意度指标",
                "level2": "",
                "kind": "qualitative",
                "direction": None,
                "target": "较高",
                "actual": None,
                "weight": "10",
                "score": "9.50",
                "exact": "19/2",
                "status": "scored",
                "code": None,
                "reason": None,
                "clause": "备注3",
                "explanation": "“群众满意度”：定性指标，权重 10 分，目标值“较高”。依据备注3，评为“达成预期指标”，"
                "分值区间 100%—80%（含 80%），取 95%：得分 = 10 × 95% = 9.5 分。",
                "notes": [],
            },
        ],
        "notes": [],
    } == score(table(*ROWS, year=2023, weights={"产出指标": 40}, budget="300万元")).as_dict()


def test_json_of_what_is_not_scored() -> None:
    """An undetermined row has no score but code and reason, and the total is null; so with one that does not apply."""
    rows = (quantity("20个", "18次"), quantity("5个", applicable=False, reason="未开展"))
    data = score(table(*rows, budget=None)).as_dict()
    assert (None, "0.00", "30") == (data["total"], data["earned"], data["available"])
    assert "2 项未能确定得分：预算执行率、培训人数" == data["reason"]
    assert [
        ("undetermined", None, None, "unit-mismatch", "目标值的单位是“个”，实际完成值的单位是“次”，两者不能换算"),
        ("not-applicable", None, None, "not-applicable", "未开展"),
    ] == [tuple(row[key] for key in ("status", "score", "exact", "code", "reason")) for row in data["indicators"]]
    assert (None, None, "undetermined") == tuple(data["execution"][key] for key in ("rate", "score", "status"))
    assert [("undetermined", None)] == [(group["status"], group["score"]) for group in data["groups"]]


def test_points_keep_their_digits() -> None:
    """A weight of many decimals is told whole: what is shortened for readers is not for programs."""
    data = score(table(quantity("5个", "5个", weight="1.2345678"))).as_dict()
    assert ("1.2345678", "21.2345678", "1.2345678") == (
        data["indicators"][0]["weight"],
        data["available"],
        data["groups"][0]["weight"],
    )


def test_json_of_parts() -> None:
    """Each part of a row is told with its cells and its own undivided points."""
    parts = (Part(name="甲", funds="100万元"), Part(name="乙"))
    row = quantity("≥40个", actuals={"甲": "30个", "乙": "10个"})
    (entry,) = score(table(row, parts=parts)).as_dict()["indicators"]
    assert [
        {"name": "甲", "funds": "100万元", "target": "≥40个", "actual": "30个", "exact": None},
        {"name": "乙", "funds": "", "target": "≥40个", "actual": "10个", "exact": None},
    ] == entry["parts"]
    assert ("≥40个", "40个") == (entry["target"], entry["actual"])


@given(documents())
def test_json_loses_nothing(document: Document) -> None:
    """The plain data survive JSON, every score is its digits, every exact value its fraction."""
    card = score(built(document))
    data = json.loads(json.dumps(card.as_dict(), ensure_ascii=False))
    assert data == card.as_dict()
    for row, entry in zip(card.results(), [data["execution"], *data["indicators"]], strict=True):
        assert row.score == (None if entry["score"] is None else Decimal(entry["score"]))
        assert row.exact == (None if entry["exact"] is None else Fraction(entry["exact"]))
        assert row.status == entry["status"]
        assert row.explanation == entry["explanation"]
        places = card.profile.rounding_places.value
        assert entry["score"] is None or len(entry["score"].partition(".")[2]) == places


@given(documents())
def test_rows_for_a_frame(document: Document) -> None:
    """One flat dictionary a row, execution first, all with the same keys and only plain values."""
    card = score(built(document))
    flat = card.as_rows()
    assert ["execution", *(row.path for row in card.rows)] == [row["path"] for row in flat]
    assert {tuple(flat[0])} == {tuple(row) for row in flat}
    assert all(value is None or isinstance(value, (str, int)) for row in flat for value in row.values())
    assert {card.evaluation.name} == {row["evaluation"] for row in flat}
