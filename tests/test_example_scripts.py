"""Each script of examples/ runs from anywhere and prints what stands here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"

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
}


def run(script: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, EXAMPLES / script, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_every_script_is_listed() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == PRINTED.keys()


@pytest.mark.parametrize("script", PRINTED)
def test_script(script: str, tmp_path: Path) -> None:
    done = run(script, folder=tmp_path)

    assert (PRINTED[script], "", 0) == (done.stdout, done.stderr, done.returncode)


def test_a_total_that_is_not_known_is_told(tmp_path: Path) -> None:
    done = run("score_project.py", str(EXAMPLES / "jiangan-2023" / "project-filed.toml"), folder=tmp_path)

    assert "总分：未定，3 项未能确定得分" in done.stdout
    assert "indicators[4] 未能确定 / 10  帮助困难群众脱贫" in done.stdout
