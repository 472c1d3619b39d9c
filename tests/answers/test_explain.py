"""Every score as sentences: the clause in its source's words, the formula with its figures, the cap, the rounding."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from perfeval import Evaluation, Execution, InputError, Part, Project, Scorecard, Status, explain, load, score
from perfeval.answers.explain import Explanation, explanations
from perfeval.commands.main import main
from perfeval.write.data import explanations_as_dict
from perfeval.write.html import explain as page
from perfeval.write.markdown import explain as markdown
from tests.paths import ROOT
from tests.samples import judgement, quantity, table
from tests.strategies import Document, built, documents

EXAMPLES = ROOT / "examples"
PROJECT = EXAMPLES / "jiangan-2023" / "project.toml"
FILED = EXAMPLES / "jiangan-2023" / "project-filed.toml"
WHOLE = EXAMPLES / "wuhan-parts" / "whole.toml"


def explained(row: Any, **more: Any) -> Explanation:
    """The explanation of one row."""
    (found,) = explanations(table(row, **more), path="indicators[0]")
    return found


# --- what an explanation says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "clause", "said"),
    [
        (quantity("≥20个", "18个"), "备注2", ["权重 × B ÷ A = 10 × 18个 ÷ 20个 = 9 分"]),
        (quantity("≤365天", "400天"), "备注2", ["权重 × A ÷ B = 10 × 365天 ÷ 400天 = 9.125 分", "四舍五入保留 2 位小数，得 9.13 分"]),
        (quantity("≤365天", "270天"), "备注2", ["13.5185…，超过权重；得分不得突破权重总额，计 10 分"]),
        (quantity("≥3个", "2个"), "备注2", ["= 6.6666… 分", "四舍五入保留 2 位小数，得 6.67 分"]),
        (quantity("≤5起", "0起"), "备注2", ["已达到目标值，计满分 10 分"]),
        (judgement("部分达成", "66.666%"), "备注3", ["80%—50%（含 50%）", "取 66.666%：得分 = 10 × 66.666% = 6.6666 分", "得 6.67 分"]),
    ],
)  # fmt: skip
def test_a_row(row: Any, clause: str, said: list[str]) -> None:
    """The clause is named in the sentences and quoted below; formula, cap and rounding have their figures."""
    found = explained(row)
    sentences = "".join(found.sentences)
    assert [] == [words for words in (f"依据{clause}，", *said) if words not in sentences]
    assert [clause] == [quote.clause for quote in found.quotes]
    assert "定量指标计分原则" in found.quotes[0].text or "定性指标计分原则" in found.quotes[0].text
    assert "江岸区人民政府办公室2023年度部门决算，第六部分附件一、二及备注" == found.quotes[0].source


def test_the_cap_is_told_only_where_it_bit() -> None:
    """A target met exactly earns the weight by the formula itself."""
    assert "突破" not in "".join(explained(quantity("≥20个", "20个")).sentences)
    assert "四舍五入" not in "".join(explained(quantity("≥20个", "20个")).sentences)


def test_execution() -> None:
    """Rate and points with their own clauses: what A is, and what the head of the form says."""
    (found,) = explanations(
        table(quantity("≥1个", "1个"), budget="1397.58万元", executed="2019.84万元"), path="execution"
    )
    assert ["备注1", "表头"] == [quote.clause for quote in found.quotes]
    assert "预算执行率 = 执行数（B）÷ 预算数（A）= 2019.84万元 ÷ 1397.58万元 = 144.52%。" == found.sentences[0]
    assert "超过权重；得分不得突破权重总额，计 20 分。" in found.sentences[1]
    assert ("20.00", "20/1", "20") == (found.score, found.exact, found.weight)


def test_sums_of_parts() -> None:
    """Who brought what, with which funds, and what each would earn alone."""
    (found,) = explanations(load(WHOLE), path="工程验收合格率")
    assert (
        "依据备注2，实际完成值汇总（相对值，按资金额度加权平均）：（王家河街道 100% × 210万元 + 木兰乡 99.5% × 290万元）÷ 500万元 = 99.71%。",
        "各部分单独计分（供对照，得分按汇总数计）：王家河街道 20 分，木兰乡 19.9 分。",
        "依据备注2，得分 = 权重 × B ÷ A = 20 × 99.71% ÷ 100% = 19.942 分。",
        "四舍五入保留 2 位小数，得 19.94 分。",
    ) == found.sentences[1:]
    (judged,) = explanations(load(WHOLE), path="脱贫对象生活水平改善")
    assert (
        "（王家河街道 14.25分（达成预期指标 95%）× 210万元 + 木兰乡 11.25分（部分达成预期指标并具有一定效果 75%）× 290万元）"
        "÷ 500万元 = 12.51 分。"
    ) in judged.sentences[1]


def test_what_no_source_says_is_marked() -> None:
    """A reading of this project has no quotation, and says so; so have sums under a profile without a clause for them."""
    (summed,) = explanations(load(WHOLE), path="硬化村组道路", profile="mof-2020")
    assert summed.sentences[1].startswith("来源没有规定，按本项目的理解，目标值汇总（绝对值，累加）：")
    found = explained(quantity("=4个", "5个"))
    assert "本项目的理解" in found.sentences[1]
    assert () == found.quotes


def test_a_source_that_was_not_seen_is_marked() -> None:
    """A quotation from hearsay does not look like one from the text."""
    (found,) = explanations(table(quantity("≥3个", "2个", deduct=1), profile="mof-2020"), path="indicators[0]")
    assert {"定量指标计分": False, "超额完成": True} == {
        q.clause: q.source.endswith("，未见原文") for q in found.quotes
    }


def test_an_undetermined_row_has_its_reason_and_the_clause_that_would_score_it() -> None:
    """No score, no weight of its own made up, but what the regulation asks."""
    found = explained(judgement("达成预期指标"))
    assert (Status.UNDETERMINED, None, None, "10") == (found.status, found.score, found.exact, found.weight)
    assert "没有写明在 100%—80%（含 80%） 内取多少，规则不代为选定" in found.sentences[0]
    assert ["备注3"] == [quote.clause for quote in found.quotes]
    assert "群众满意度：未能确定" == found.headline


def test_a_row_that_does_not_apply() -> None:
    """Its reason, and nothing else."""
    found = explained(quantity("≥3个", applicable=False, reason="未开展"))
    assert (Status.NOT_APPLICABLE, ("“培训人数”不适用：未开展。",), ()) == (found.status, found.sentences, found.quotes)


def test_the_total() -> None:
    """The printed scores added up; with grades, the grade and its clause."""
    (found,) = explanations(load(WHOLE), path="total")
    assert "总分为各行得分之和：19.84 + 19.75 + 19.94 + 15 + 12.51 + 9.92 = 96.96 分。" == found.sentences[0]
    assert ("96.96", "2424/25", "100") == (found.score, found.exact, found.weight)
    (found,) = explanations(load(WHOLE), path="total", profile="mof-2020")
    assert "依据等级，总分 87.04 分，等级为“良”。" == found.sentences[-1]
    assert ["分值", "等级"] == [quote.clause for quote in found.quotes]


def test_a_total_that_is_not_known() -> None:
    """What is earned so far, of what, and what is missing."""
    (found,) = explanations(load(FILED), path="total")
    assert (Status.UNDETERMINED, None, None) == (found.status, found.score, found.exact)
    assert "已确定得分 60 分，适用分值共 100 分。" == found.sentences[1]


@given(documents())
def test_every_explanation_of_any_table(document: Document) -> None:
    """One for each score, in the table's order; a scored one names its clause and ends in its printed score."""
    card = score(built(document))
    *rows, total = explanations(card)
    assert [result.path for result in card.results()] == [e.path for e in rows]
    assert "total" == total.path
    for result, e in zip(card.results(), rows, strict=True):
        assert (result.status, result.name) == (e.status, e.name)
        assert result.score == (None if e.score is None else Decimal(e.score))
        assert result.exact == (None if e.exact is None else Fraction(e.exact))
        assert result.explanation == "".join(e.sentences)
        if result.score is not None:
            assert any(words in "".join(e.sentences) for words in ("依据", "本项目的理解"))
            assert f"{result.score.normalize():f} 分" in "".join(e.sentences)
            assert result.clause in (*(quote.clause for quote in e.quotes), "本项目的理解")


# --- which one ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("indicators[2]", ["indicators[2]"]),
        ("全年", ["indicators[2]"]),
        ("预算执行率", ["execution", "indicators[3]"]),  # the seed's form has a row of that name too
        ("execution", ["execution"]),
        ("total", ["total"]),
        ("总分", ["total"]),
        ("", ["execution", *(f"indicators[{i}]" for i in range(7)), "total"]),
    ],
)
def test_paths_and_names(path: str, found: list[str]) -> None:
    """A path finds one, a name each row that has it, nothing finds all."""
    assert found == [e.path for e in explanations(load(PROJECT), path=path)]


def test_goals_have_paths_too() -> None:
    """As results name them."""
    (found,) = explanations(load(EXAMPLES / "jiangan-2023" / "department.toml"), path="goals[2].indicators[1]")
    assert "完成常务会议纪要撰写印发工作" == found.name


def test_an_unknown_path_lists_the_paths(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, and every path with its row's name."""
    assert main(["explain", str(PROJECT), "indicators[9]"]) == 2
    said = capsys.readouterr()
    assert "" == said.out
    assert (
        "indicators[9]：没有这一项；应为：其中之一：execution、indicators[0]（对口帮扶黄陂区王家河街道、木兰乡）"
        in said.err
    )
    assert "indicators[6]（对口帮扶地区群众满意度）、total。" in said.err
    with pytest.raises(InputError):
        explain(load(PROJECT), path="没有")


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_golden(form: str, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    """Every explanation of the example with parts, as the command writes it."""
    out = tmp_path / "out"
    main(["explain", "--format", form, "-o", str(out), str(WHOLE)])
    text = re.sub("<style>.*?</style>", "<style></style>", out.read_text(encoding="utf-8"), flags=re.DOTALL)
    if form == "json":
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    golden(f"wuhan-parts-explained.{'txt' if form == 'text' else form}", text)


# --- the formats ----------------------------------------------------------------------------------------------------


class Text(HTMLParser):
    """The text of a page, tag by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tag = tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append((self.tag, data.strip()))


@pytest.mark.parametrize("file", [PROJECT, FILED, WHOLE])
def test_all_formats_say_the_same(file: Path) -> None:
    """Headlines, sentences and quotations of text, Markdown, HTML and JSON are those of the scorecard."""
    card = score(load(file))
    found = explanations(card)
    text, marked = explain(card), markdown(card.evaluation.name, found)
    reader = Text()
    reader.feed(page([(card, found)]))
    shown = {data for _, data in reader.found}
    data = explanations_as_dict(card, found)["explanations"]
    for e, entry in zip(found, data, strict=True):
        assert [e.headline, *e.sentences] == [line for line in (e.headline, *e.sentences) if line in text]
        assert e.headline in shown
        assert set(e.sentences) <= shown
        assert list(e.sentences) == entry["sentences"]
        unescaped = marked.replace("\\", "").replace("&#8203;", "")
        assert [] == [line for line in (e.headline, *e.sentences) if line not in unescaped]
        for quote, clause in zip(e.quotes, entry["clauses"], strict=True):
            assert {"clause": quote.clause, "text": quote.text, "source": quote.source} == clause
            assert f"〔{quote.clause}〕{quote.text}（{quote.source}）" in text
            assert quote.text in unescaped


def test_json() -> None:
    """Schema 1, scores with their printed digits, exact values as n/d, null where there is none."""
    card = score(load(FILED))
    data = explanations_as_dict(card, explanations(card))
    assert (1, "乡村振兴对口帮扶专项资金", "hubei-wuhan") == (data["schema"], data["name"], data["profile"])
    timely = next(e for e in data["explanations"] if e["name"] == "全年")
    assert ("indicators[2]", "scored", "10.00", "10/1", "10") == tuple(
        timely[key] for key in ("path", "status", "score", "exact", "weight")
    )
    assert data == json.loads(json.dumps(data))


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize(("file", "path", "status"), [(PROJECT, "", 0), (FILED, "", 1), (FILED, "全年", 0)])
def test_the_command(form: str, file: Path, path: str, status: int, tmp_path: Path) -> None:
    """1 where what was asked for is undetermined; a file is written whole."""
    out = tmp_path / "out"
    assert main(["explain", "--format", form, "-o", str(out), str(file), *filter(None, [path])]) == status
    assert "10 × 365天 ÷ 270天" in out.read_text(encoding="utf-8")


def test_a_table_that_is_built_in_code() -> None:
    """An evaluation or its scorecard, under its own profile or another."""
    evaluation = Evaluation(
        project=Project(name="帮扶"),
        execution=Execution(budget=10, executed=5),
        parts=(Part(name="甲", funds=1),),
    )
    assert "得分 = 20 分 × 执行率 = 20 × 5 ÷ 10 = 10 分" in explain(evaluation, path="execution", profile="hubei-wuhan")
    card: Scorecard = score(evaluation, profile="mof-2020")
    assert "得分 = 10 分 × 执行率 = 10 × 5 ÷ 10 = 5 分" in explain(card, path="execution")
