"""Combine the parts of a project (汇总) in code, as one document and out of two documents: the same exact result.

A rural aid project runs in two places: 王家河街道 with 210 万元 and 木兰乡 with 290 万元. Counts and lengths add up,
percentages average by funds, and then each row is scored (备注2); a judged row is scored part by part, and the
scores average by funds (备注3). Run it in a clone with ``python examples/combine_in_code.py``.
"""

from pathlib import Path

import perfeval
from perfeval import Evaluation, Execution, Part, Project, QualitativeIndicator, QuantitativeIndicator

FOLDER = Path(__file__).parent / "wuhan-parts"
STREET, TOWN = "王家河街道", "木兰乡"

AID = Evaluation(
    profile="hubei-wuhan",
    year=2023,
    project=Project(
        name="乡村振兴对口帮扶专项资金",
        supervisor="江岸区人民政府",
        implementer=f"{STREET}、{TOWN}",
        category="区级专项",
        nature="持续性项目",
        type="常年性项目",
    ),
    execution=Execution(budget="500万元", executed="496万元"),
    weights={"产出指标": 40, "效益指标": 30, "满意度指标": 10},
    parts=(Part(name=STREET, funds="210万元"), Part(name=TOWN, funds="290万元")),
    indicators=(
        QuantitativeIndicator(  # absolute: 3.6 + 4.3 km of 3 + 5 km
            level1="产出指标",
            level2="数量指标",
            name="硬化村组道路",
            targets={STREET: "≥3公里", TOWN: "≥5公里"},
            actuals={STREET: "3.6公里", TOWN: "4300米"},
            weight=20,
        ),
        QuantitativeIndicator(  # relative: (100 % x 210 + 99.5 % x 290) / 500
            level1="产出指标",
            level2="质量指标",
            name="工程验收合格率",
            target="≥100%",
            actuals={STREET: "100%", TOWN: "99.5%"},
            weight=20,
        ),
        QuantitativeIndicator(
            level1="效益指标",
            level2="社会效益指标",
            name="受益农户",
            targets={STREET: "≥300户", TOWN: "≥400户"},
            actuals={STREET: "320户", TOWN: "390户"},
            weight=15,
        ),
        QualitativeIndicator(  # judged: (14.25 x 210 + 11.25 x 290) / 500 points
            level1="效益指标",
            level2="可持续影响指标",
            name="脱贫对象生活水平改善",
            target="持续改善",
            actuals={STREET: "明显改善", TOWN: "有所改善"},
            attainments={STREET: "达成预期指标", TOWN: "部分达成预期指标并具有一定效果"},
            rates={STREET: "95%", TOWN: "75%"},
            weight=15,
        ),
        QuantitativeIndicator(
            level1="满意度指标",
            level2="服务对象满意度指标",
            name="帮扶对象满意度",
            target="≥95%",
            actuals={STREET: "96%", TOWN: "93%"},
            weight=10,
        ),
    ),
)


def main() -> None:
    """Print each row beside its parts, and hold the three ways against one another."""
    card = perfeval.score(AID)
    for row in card.rows:
        print(f"{row.name}：{row.score} / {row.weight}（{row.exact}）")
        for part in row.parts:
            print(f"  {part.name}（{part.funds}）：{part.actual}，单独计 {part.exact} 分")
    print(f"预算执行率：{card.execution.score} / {card.execution.weight}")
    print(f"总分：{card.total}")

    print("\n" + "".join(card.explain("工程验收合格率").splitlines(keepends=True)[:4]), end="")

    units = [perfeval.load(FOLDER / name) for name in ("wangjiahe.toml", "mulan.toml")]
    combined = perfeval.score(perfeval.aggregate(units))
    print(f"\n一份文件与代码相同：{perfeval.load(FOLDER / 'whole.toml') == AID}")
    print(f"两份文件汇总，逐行得分相同：{[r.exact for r in combined.results()] == [r.exact for r in card.results()]}")
    for unit in units:
        print(f"{unit.project.implementer if unit.project else unit.name}自己的总分：{perfeval.score(unit).total}")


if __name__ == "__main__":
    main()
