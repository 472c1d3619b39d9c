"""Score by a bureau's own rules: a profile is one TOML file in which each number names its clause.

``examples/profiles/our-bureau.toml`` is an invented one to copy from: 10 points for execution, bands cut at 80 and 60 %,
one decimal, grades. Run it in a clone with ``python examples/custom_profile.py``.
"""

from pathlib import Path

import perfeval
from perfeval import Evaluation, Execution, ProfileError, Project, QualitativeIndicator, QuantitativeIndicator
from perfeval.profiles import read_profile
from perfeval.values.figures import percent

RULES = Path(__file__).parent / "profiles" / "our-bureau.toml"

ROADS = Evaluation(
    project=Project(name="农村公路养护"),
    execution=Execution(budget="320万元", executed="307.20万元"),
    indicators=(
        QuantitativeIndicator(level1="产出指标", name="养护里程", target="≥48公里", actual="46.5公里", weight=30),
        QuantitativeIndicator(level1="产出指标", name="完工天数", target="≤90天", actual="70天", weight=20),
        QualitativeIndicator(
            level1="效益指标", name="改善出行条件", target="明显改善", attainment="基本达成", rate="61%", weight=30
        ),
        QuantitativeIndicator(level1="满意度指标", name="群众满意度", target="≥90%", actual="88.5%", weight=10),
    ),
)


def main() -> None:
    """Show what differs from a shipped profile, the score under the own one, and what a slip in it looks like."""
    ours, shipped = perfeval.load_profile(str(RULES)), perfeval.load_profile("hubei-wuhan")

    print(f"{ours.id}　{ours.title}")
    others = dict(shipped.parameters())
    for key in ("execution_points", "rounding_places"):
        own = dict(ours.parameters())[key]
        print(f"  {key}：{own.value}（{own.clause}），{shipped.id} 为 {others[key].value}")
    print("  judged_bands：" + "、".join(f"{band.label} ≥ {percent(band.low)}" for band in ours.judged_bands.value))

    card = perfeval.score(ROADS, profile=ours)
    for row in card.results():
        print(f"{row.score} / {row.weight}　{row.name}")
    print(f"总分 {card.total}，等级“{card.grade}”")
    print(card.explain("完工天数"))

    broken = (
        RULES.read_text(encoding="utf-8").replace('low = "60%"', 'low = "65%"').replace("value = 10\n", "value = 15\n")
    )
    try:
        read_profile(broken.encode(), "改错的规则")
    except ProfileError as error:
        print(f"\n{error}")


if __name__ == "__main__":
    main()
