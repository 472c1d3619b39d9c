"""数量指标或满意度指标的目标值不是数；或者写明是定量指标，目标值却读不出数。

**查什么** 二级指标是数量指标、或属于满意度的行，目标值是否整格就是“符号＋数字＋单位”。句子里夹着的数（“撰写调研报告 1 篇”）
不能用来计分，说明里会指出。写明 kind = "quantitative" 的行，目标值读不出数的也报。

**为什么** 数量要数得出来，满意度要量得出来；文字目标只能凭判断给分。

**例外** 质量、时效、效益等指标可以是定性的，不报（本项目的理解）。

**反例**

```toml
[[indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "调查研究"
target = "开展调查研究，撰写调研报告 1 篇"
```

**正例**

```toml
[[indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "调研报告"
target = "≥1篇"
```

**来源** 复核检查清单：每项产出指标须量化；“绩效目标设置笼统、缺乏可量化指标”是常见问题。江岸区 2023 年度两张表都有。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case, Line, first_names
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import filled
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.auditing.sentences import figures_in
from perfeval.values.quantities import read_figure, read_target
from perfeval.values.terms import Level2

_QUANTIFY = "产出指标须量化（复核检查清单，依据郫财函〔2024〕99号）"


_VAGUE = "“绩效目标设置笼统、缺乏可量化指标”（绩效评价常见问题）"


@rule(code="F501", name="target-not-quantified", severity=Severity.WARNING, clause=(_QUANTIFY,), cell="target")
def target_not_quantified(case: Case) -> Iterator[Found | Skip]:
    vague = list[Line]()
    for line in case.answers:
        prose = [
            cell
            for cell in filled(line.targets)
            if (read_figure if line.is_quantitative else read_target)(cell) is None
        ]
        if not prose:
            continue
        clause = ""
        if line.is_quantitative:
            what, clause = "写明是定量指标，目标值却读不出数", case.profile.form_columns.clause
        elif line.level2 is Level2.QUANTITY:
            what = "数量指标的目标值不是数"
        else:
            if line.is_satisfaction and not case.says_attainment(line):
                vague.append(line)
            continue
        inside = dict.fromkeys(str(figure) for cell in prose for figure in figures_in(cell))
        told = f"；句中的“{'、'.join(inside)}”应单独写成带符号的目标值" if inside else ""
        yield Found(line.path, f"{what}{told}。", expected="符号＋数字＋单位", found=prose[0], clause=clause)
    if vague:
        told = f"满意度指标的目标值不是数，也没有评判档次（{first_names(vague)}）。"
        rows = tuple(line.path for line in vague)
        yield Found(
            vague[0].path,
            told,
            expected="符号＋数字＋单位",
            found=vague[0].targets[0],
            rows=rows,
            severity=Severity.NOTE,
            clause=_VAGUE,
        )
