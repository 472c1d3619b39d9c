"""Build an evaluation in code, score it, and see that its document is the same thing.

A program that holds the figures needs no file. Run it in a clone with ``python examples/build_in_code.py``.
"""

from decimal import Decimal

import perfeval
from perfeval import Evaluation, Execution, Project, QualitativeIndicator, QuantitativeIndicator

ROADS = Evaluation(
    profile="hubei-wuhan",
    year=2024,
    project=Project(name="农村公路养护", implementer="某区交通运输局"),
    execution=Execution(budget="320万元", executed="307.20万元"),
    weights={"产出指标": 50, "效益指标": 30},
    indicators=(
        QuantitativeIndicator(
            level1="产出指标", level2="数量指标", name="养护里程", target="≥48公里", actual="46.5公里", weight=30
        ),
        QuantitativeIndicator(
            level1="产出指标", level2="成本指标", name="每公里成本", target="不超过65000元", actual="6.6万元", weight=20
        ),
        QualitativeIndicator(
            level1="效益指标",
            level2="社会效益指标",
            name="改善出行条件",
            target="明显改善",
            actual="基本达到",
            attainment="部分达成",
            rate="75%",
            weight=Decimal(30),
        ),
    ),
)

DOCUMENT = """
profile = "hubei-wuhan"
year = 2024

[project]
name = "农村公路养护"
implementer = "某区交通运输局"

[execution]
budget = "320万元"
executed = "307.20万元"

[weights]
"产出指标" = 50
"效益指标" = 30

[[indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "养护里程"
target = "≥48公里"
actual = "46.5公里"
weight = 30

[[indicators]]
level1 = "产出指标"
level2 = "成本指标"
name = "每公里成本"
target = "不超过65000元"
actual = "6.6万元"
weight = 20

[[indicators]]
level1 = "效益指标"
level2 = "社会效益指标"
name = "改善出行条件"
target = "明显改善"
actual = "基本达到"
attainment = "部分达成"
rate = "75%"
weight = 30
"""


def main() -> None:
    """Print the scores, and hold the object against its document."""
    card = perfeval.score(ROADS)
    for row in card.results():
        print(f"{row.score:>5} / {row.weight}  {row.name}")
    print(f"{card.total:>5} / {card.profile.total.value}  总分")
    print(f"\n{card.rows[1].explanation}")

    document = perfeval.loads(DOCUMENT)
    print(f"\n与文件相同：{document == ROADS}；得分相同：{perfeval.score(document).as_dict() == card.as_dict()}")


if __name__ == "__main__":
    main()
