"""Each script of examples/ runs from anywhere and prints what stands here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

EXAMPLES = ROOT / "examples"

PRINTED = {
    "score_project.py": """\
乡村振兴对口帮扶专项资金（hubei-wuhan）
总分：100.00
  execution     20.00 / 20  预算执行率
  indicators[0] 10.00 / 10  对口帮扶黄陂区王家河街道、木兰乡
  indicators[1] 10.00 / 10  协助对口街道（乡镇）、贫困村脱贫人口不返贫
  indicators[2] 10.00 / 10  全年
  indicators[3] 10.00 / 10  预算执行率
  indicators[4] 10.00 / 10  帮助困难群众脱贫
  indicators[5] 10.00 / 10  脱贫对象生活水平改善
  indicators[6] 20.00 / 20  对口帮扶地区群众满意度

得分说明
  “全年”：反向指标，权重 10 分，目标值“≦365 天”，实际完成值“270 天”。依据备注2，得分 = 权重 × A ÷ B = 10 × 365天 ÷ 270天 = 13.5185…，超过权重；得分不得突破权重总额，计 10 分。

作为数据
{"schema": 1, "total": "100.00", "earned": "100.00", "available": "100"}
{"name": "效益指标", "weight": "20", "declared": "30", "score": "20.00", "status": "scored"}
""",
    "build_in_code.py": """\
19.20 / 20  预算执行率
29.06 / 30  养护里程
19.70 / 20  每公里成本
22.50 / 30  改善出行条件
90.46 / 100  总分

“每公里成本”：反向指标，权重 20 分，目标值“不超过65000元”，实际完成值“6.6万元”。依据备注2，得分 = 权重 × A ÷ B = 20 × 65000元 ÷ 66000元 = 19.6969… 分。四舍五入保留 2 位小数，得 19.7 分。

与文件相同：True；得分相同：True
""",
    "combine_in_code.py": """\
硬化村组道路：19.75 / 20（79/4）
  王家河街道（210万元）：3.6公里，单独计 20 分
  木兰乡（290万元）：4300米，单独计 86/5 分
工程验收合格率：19.94 / 20（9971/500）
  王家河街道（210万元）：100%，单独计 20 分
  木兰乡（290万元）：99.5%，单独计 199/10 分
受益农户：15.00 / 15（15）
  王家河街道（210万元）：320户，单独计 15 分
  木兰乡（290万元）：390户，单独计 117/8 分
脱贫对象生活水平改善：12.51 / 15（1251/100）
  王家河街道（210万元）：达成预期指标 95%，单独计 57/4 分
  木兰乡（290万元）：部分达成预期指标并具有一定效果 75%，单独计 45/4 分
帮扶对象满意度：9.92 / 10（4713/475）
  王家河街道（210万元）：96%，单独计 10 分
  木兰乡（290万元）：93%，单独计 186/19 分
预算执行率：19.84 / 20
总分：96.96

第2行 indicators[1]　工程验收合格率：19.94 分（满分 20 分）
  “工程验收合格率”：正向指标，权重 20 分，目标值“≥100%”。
  依据备注2，实际完成值汇总（相对值，按资金额度加权平均）：（王家河街道 100% × 210万元 + 木兰乡 99.5% × 290万元）÷ 500万元 = 99.71%。
  各部分单独计分（供对照，得分按汇总数计）：王家河街道 20 分，木兰乡 19.9 分。

一份文件与代码相同：True
两份文件汇总，逐行得分相同：True
王家河街道自己的总分：99.06
木兰乡自己的总分：92.63
""",
    "custom_profile.py": """\
our-bureau　某县预算绩效自评（示例）
  execution_points：10（第三条），hubei-wuhan 为 20
  rounding_places：1（第八条），hubei-wuhan 为 2
  judged_bands：达成 ≥ 80%、基本达成 ≥ 60%、未达成 ≥ 0%
9.6 / 10　预算执行率
29.1 / 30　养护里程
20.0 / 20　完工天数
18.3 / 30　改善出行条件
9.8 / 10　群众满意度
总分 86.8，等级“良”
第2行 indicators[1]　完工天数：20 分（满分 20 分）
  “完工天数”：反向指标，权重 20 分，目标值“≤90天”，实际完成值“70天”。
  依据第五条，得分 = 权重 × A ÷ B = 20 × 90天 ÷ 70天 = 25.7142…，超过权重；得分不得突破权重总额，计 20 分。
  完成情况为目标的 128.57%，超过 120%，应分析说明原因（第九条）。

〔第五条〕定量指标达到目标值的得满分；未达到的，正向指标按B/A、反向指标按A/B乘以分值计分。（某县预算绩效自评办法（虚构，仅作示例））

改错的规则：发现 2 处错误
  group_points.value：各项分值加预算执行共 105 分；应为：合计 100 分。
  judged_bands.value[2].high：与上一档有空档；应为：等于上一档的下限 low。
""",
}


FRAMES = """\
pandas：22 行，20 列
  execution：共得 59.84 分
  qualitative：共得 52.51 分
  quantitative：共得 144.61 分
  未定：帮助困难群众脱贫（attainment-missing）
  未定：脱贫对象生活水平改善（attainment-missing）
  未定：对口帮扶地区群众满意度（attainment-missing）
polars：22 行，20 列
  产出指标：10 行，共失 0.31 分
  效益指标：4 行，共失 2.49 分
  满意度指标：2 行，共失 0.08 分
"""

MISSING = """\
project.toml：总分 100.00
project-filed.toml：没有总分（60.00 / 100 分已定）
  indicators[4]　帮助困难群众脱贫：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）
  indicators[5]　脱贫对象生活水平改善：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）
  indicators[6]　对口帮扶地区群众满意度：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）
department-filed.toml：没有总分（20.00 / 100 分已定）
  goals[0].indicators[0]　调查研究：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）
  goals[0].indicators[1]　调查研究：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）
  goals[1].indicators[0]　文稿起草：没有定性评判档次（评判档次取其一：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差）
  …… 共 28 项
attainment-missing：31 项
"""


def run(script: str, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, EXAMPLES / script, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


COUNTIES = """\
绿化　新增绿地面积：39.33 / 40.00
绿化　每平方米成本：10.00 / 10.00
绿化　改善人居环境：18.40 / 20.00
绿化　居民满意度：9.72 / 10.00
校舍　维修校舍：45.83 / 50.00
校舍　消除安全隐患：15.00 / 20.00
校舍　师生满意度：10.00 / 10.00
道路　养护里程：59.17 / 60.00
道路　群众满意度：未定（rate-missing）
汉阳区　道路：总分 未定（rows-undetermined）
江岸区　校舍：总分 90.83
江岸区　绿化：总分 96.45
汉阳区：1 份，有总分的 0 份，加权平均 None
江岸区：2 份，有总分的 2 份，加权平均 92.94
"""


def test_counties_in_columns(tmp_path: Path) -> None:
    """The CSV of examples/batch, scored with Polars."""
    done = run("batch/counties.py", folder=tmp_path)
    assert (COUNTIES, "", 0) == (done.stdout, done.stderr, done.returncode)


def test_every_script_is_listed() -> None:
    others = {"results_in_frames.py", "what_is_missing.py"}
    assert {path.name for path in EXAMPLES.glob("*.py")} == PRINTED.keys() | others


@pytest.mark.parametrize("script", PRINTED)
def test_script(script: str, tmp_path: Path) -> None:
    done = run(script, folder=tmp_path)

    assert (PRINTED[script], "", 0) == (done.stdout, done.stderr, done.returncode)


def test_a_total_that_is_not_known_is_told(tmp_path: Path) -> None:
    done = run("score_project.py", str(EXAMPLES / "jiangan-2023" / "project-filed.toml"), folder=tmp_path)

    assert "总分：未定，3 项未能确定得分" in done.stdout
    assert "indicators[4] 未能确定 / 10  帮助困难群众脱贫" in done.stdout


def test_results_in_frames(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    done = run("results_in_frames.py", folder=tmp_path)

    assert (FRAMES, "", 0) == (done.stdout, done.stderr, done.returncode)


def test_results_in_frames_that_are_not_installed(tmp_path: Path) -> None:
    for name in ("pandas", "polars"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
    path = filter(None, (str(tmp_path), os.environ.get("PYTHONPATH")))
    done = run("results_in_frames.py", folder=tmp_path, PYTHONPATH=os.pathsep.join(path))

    said = "pandas：没有安装，略过。\npolars：没有安装，略过。\n"
    assert (said, "", 0) == (done.stdout, done.stderr, done.returncode)


def test_what_is_missing(tmp_path: Path) -> None:
    done = run("what_is_missing.py", folder=tmp_path)

    assert (MISSING, "", 1) == (done.stdout, done.stderr, done.returncode)


@pytest.mark.parametrize(("names", "status"), [(("project.toml",), 0), (("none.toml", "project-filed.toml"), 2)])
def test_what_is_missing_in_other_documents(names: tuple[str, ...], status: int, tmp_path: Path) -> None:
    done = run("what_is_missing.py", *(str(EXAMPLES / "jiangan-2023" / name) for name in names), folder=tmp_path)

    assert status == done.returncode
    assert ("打不开" in done.stderr) == (status == 2)


def test_the_profile_of_the_example_is_sound() -> None:
    from perfeval import load_profile

    profile = load_profile(str(EXAMPLES / "profiles" / "our-bureau.toml"))
    assert "our-bureau" == profile.id
