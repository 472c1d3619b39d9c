"""The recipes of CONTRIBUTING.md, followed to the letter in a copy of the source: what they add scores, tells, answers and audits."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.paths import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLE = """
profile = "hubei-wuhan"
[project]
name = "乡村振兴"
[execution]
budget = "9万元"
executed = "9万元"
[[indicators]]
name = "全年"
level1 = "产出指标"
direction = "reverse"
target = "≤100天"
actual = "120天"
weight = 60
[[indicators]]
name = "群众满意度"
level1 = "满意度指标"
target = "≥90%"
actual = "95%"
weight = 20
"""


def blocks(recipe: str) -> list[str]:
    """The code of one recipe, in its order."""
    text = CONTRIBUTING.split(f"## Recipe: {recipe}\n")[1].split("\n## ")[0]
    return [dedent(block) for block in re.findall(r"^   ```text\n(.*?)^   ```$", text, flags=re.M | re.S)]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the package, to be changed."""
    shutil.copytree(ROOT / "src" / "perfeval", tmp_path / "perfeval")
    return tmp_path / "perfeval"


def put(file: Path, before: str, new: str) -> None:
    """A line put before another one of a file."""
    text = file.read_text(encoding="utf-8")
    assert 1 == text.count(before), (file, before)
    file.write_text(text.replace(before, f"{new}{before}"), encoding="utf-8")


def run(source: Path, *words: str) -> str:
    """What the command of the changed copy prints."""
    command = [sys.executable, "-m", "perfeval", *words]
    done = subprocess.run(command, cwd=source.parent, env={"PYTHONPATH": str(source.parent), "PYTHONUTF8": "1"},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert "" == done.stderr
    return done.stdout


def test_the_recipe_of_a_curve(source: Path) -> None:
    """60 × (1 − 2 × 20 ÷ 100) = 36, told, and turned round: 82 with the 40 of the others need about 115 days."""
    formula, record = blocks("a curve")
    with (source / "rules" / "formulas.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{formula}")
    with (source / "rules" / "ratios.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{record}")
    put(source / "rules" / "registry.py", "    ratios.LINEAR,\n", "    ratios.TWICE,\n")
    profile = source / "profiles" / "hubei-wuhan.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace('[reverse_rule]\nvalue = "ratio"', '[reverse_rule]\nvalue = "twice"'), encoding="utf-8"
    )
    (source.parent / "table.toml").write_text(TABLE, encoding="utf-8")
    told = run(source, "explain", "table.toml", "全年")
    assert "得分 = 权重 × (1 − 2 × (B − A) ÷ A) = 60 × (1 − 2 × (120天 − 100天) ÷ 100天) = 36 分。" in told
    assert "至多 115.0041…天" in run(source, "explain", "table.toml", "--to", "82")


def test_the_recipe_of_an_audit_rule(source: Path) -> None:
    """Found where one row weighs more than the others together, and not where it weighs as much."""
    (module,) = blocks("an audit rule")
    (source / "auditing" / "rules" / "weights" / "weight_above_half.py").write_text(module, encoding="utf-8")
    registry = source / "auditing" / "registry.py"
    put(
        registry, "\nAUDIT_RULES: ", "from perfeval.auditing.rules.weights.weight_above_half import weight_above_half\n"
    )
    put(registry, "    weights_not_100,\n    group", "    weight_above_half,\n")
    for other, expected in ((20, ["权重 60 分，其余各行合计 40 分。"]), (40, [])):
        row = f'[[indicators]]\nname = "人数"\nlevel1 = "产出指标"\ntarget = "≥9人"\nactual = "9人"\nweight = {other}\n'
        (source.parent / "table.toml").write_text(TABLE + row, encoding="utf-8")
        printed = run(source, "audit", "table.toml", "--select", "weight-above-half")
        assert expected == re.findall(r"权重 60 分，其余各行合计 \d+ 分。", printed)
