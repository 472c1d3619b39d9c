"""Write the pages that are taken from the code: rules.md from the rules' docstrings, profiles.md from the profiles, places.md from the map.

``python docs/generate.py`` writes them; with ``--check`` nothing is written, and a page out of date is an error.
"""

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pictures import PICTURES, svg

from perfeval import RowScore, loads, score
from perfeval.forms.aggregate import added_up, mean
from perfeval.profiles import BASIS_LABELS, Profile, load_profile, shipped
from perfeval.profiles.places import places
from perfeval.rules import formulas, gates
from perfeval.rules.registry import ADJUSTMENTS, CURVES, KEPT, RULES, RULES_OF
from perfeval.rules.rule import Gate
from perfeval.write.profiles import LABELS, curve_words, grounds, listing, words

HERE = Path(__file__).parent
STAMP = "<!-- Written by docs/generate.py. Change {source} and run it again. -->\n"
PROFILES = tuple(load_profile(name) for name in shipped())


def main() -> int:
    """Write the pages, or say which of them are out of date; the exit status."""
    stale = []
    pages = (
        ("rules.md", rules_page),
        ("profiles.md", profiles_page),
        ("phrases.md", phrases_page),
        ("places.md", places_page),
    )
    files = {name: "\n".join(lines()) + "\n" for name, lines in pages}
    files |= {f"curves/{name}.svg": svg(name) for name in PICTURES}
    for name, text in files.items():
        path = HERE / name
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is out of date: run python docs/generate.py", file=sys.stderr)
    return 1 if stale else 0


# --- phrasings ----------------------------------------------------------------------------------------------------


def phrasings() -> Iterator[tuple[str, str, str, str]]:
    """Target, actual value, 二级指标 and what becomes of them, of docs/phrases.tsv."""
    for line in (HERE / "phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            target, actual, level2, outcome = line.split("\t")
            yield target, actual, level2, outcome


def phrase_result(target: str, actual: str, level2: str) -> RowScore:
    """A row of 10 points under hubei-wuhan with these cells."""
    row = {"level1": "产出指标", "level2": level2, "name": "…", "target": target, "actual": actual, "weight": 10}
    return score(loads(json.dumps({"profile": "hubei-wuhan", "project": {"name": "…"}, "indicators": [row]}))).rows[0]


def phrases_page() -> Iterator[str]:
    """Every phrasing with what becomes of it, and why."""
    yield "# What cells say\n"
    yield STAMP.format(source="docs/phrases.tsv")
    yield "Targets and actual values as published forms and clerks write them, and what becomes of them under hubei-wuhan with 10 points."
    yield "What has one meaning is read; what has several (30～50个, 约50个, 50多人) stays undetermined and says why.\n"
    yield "A cell is a figure only where all of it is one: sign or word, figure, unit. Beside them a cell may say what the figure is of"
    yield "(满意度≥90%, 已完成52人, 达到96%), repeat that the number itself is included (≥95%（含）), or that the target is met (96%，超额完成)."
    yield "Numerals below ten thousand are read before a counter that is known (三场, 十二期), but no words of rank or phase (二级, 一期, 一批)."
    yield "Dates are no quantities, 2023.12前 and 12月底前 among them; figures alone (202312, 2023.12, 12.31) are dates only in rows of 时效指标, where"
    yield "both cells are valid ones. An actual value that is a bound (95%以上) is scored where every number in it meets the target.\n"
    yield "| Target | Actual value | 二级指标 | Points, or why there are none |\n| --- | --- | --- | --- |"
    for target, actual, level2, _ in phrasings():
        found = phrase_result(target, actual, level2)
        told = f"{found.score}" if found.score is not None else f"`{found.code}`：{found.reason}"
        told, notes = told.replace("|", "\\|"), "；".join(note.text.rstrip("。") for note in found.notes)
        cells = [re.sub(r"([\\|*_<>~`])", r"\\\1", cell) for cell in (target, actual)]
        yield f"| {' | '.join(cells)} | {level2} | {told}{f'（{notes}）' if notes else ''} |"


# --- the rules ----------------------------------------------------------------------------------------------------


def rules_page() -> Iterator[str]:
    """What each rule says, the clause it implements, the expression, and which profiles name it."""
    yield "# The rules\n"
    yield STAMP.format(source="src/perfeval/rules/formulas.py or forms/aggregate.py")
    yield f"{inspect.getdoc(formulas)}\n"
    yield "The rules by ratio share one expression, `_in_proportion`:\n"
    yield f"```text\n{_body(formulas._in_proportion)}\n```\n"
    for kind, rules in RULES_OF.items():
        if kind in PICTURES:
            yield f"![{PICTURES[kind][0]}：得分占权重的比例](curves/{kind}.svg)\n"
        for name, rule in rules.items():
            yield f'## `{kind}_rule = "{name}"`\n'
            yield f"{inspect.getdoc(rule.formula)}\n"
            yield f"```text\n{_body(rule.formula)}\n```\n"
            yield from _stated_by(name) if rule.needs else _named_by(f"{kind}_rule", name)
    yield "## Gates: when a row is undetermined\n"
    yield f"{inspect.getdoc(gates)}\n"
    yield "| Rules | Code | Reason |\n| --- | --- | --- |"
    asked = _gates()
    for gate, names in asked.items():
        yield f"| {names} | `{gate.code}` | {gate.reason} |"
    yield "\nA profile may answer these with points in place of leaving the row open:\n"
    yield "| Code | Parameter | Choice | Formula |\n| --- | --- | --- | --- |"
    for gate in {gate.code: gate for gate in asked}.values():
        for choice, formula in gate.answers:
            what = (formula.__doc__ or "").split(",")[0]
            asked_for = f"`{gate.parameter}` | `{choice}`" if gate.parameter else "(our reading) | always"
            yield f"| `{gate.code}` | {asked_for} | `{formula.__name__}`: {what} |"
    yield "\nA row whose cells cannot be read, or whose units do not convert, does not come so far; all codes stand in"
    yield "[Results](results.md#codes).\n"
    yield "## Rows that do not apply\n"
    for name, treatment in KEPT.items():
        yield from _function("not_applicable", name, treatment)
    yield from _function("not_applicable", "rescale", formulas.rescaled)
    yield "## Beside the formula\n"
    yield from _function("negative_actual", "zero", formulas.not_negative)
    yield f"### {LABELS['bonus']} (`bonus`)\n"
    yield f"{inspect.getdoc(formulas.with_bonus)}\n"
    yield f"### {LABELS['total_caps']} (`total_caps`)\n"
    yield f"{inspect.getdoc(formulas.ceiling)}\n"
    yield "Where the rate is not known, or is just an end that the words leave open, and it makes a difference, the total is open"
    yield "(`total-cap-unstated`).\n"
    yield f"### {LABELS['over_deduction']} (`over_deduction`)\n"
    yield f"{inspect.getdoc(formulas.deduction)}\n"
    yield "## What asks for a reason\n"
    yield f"### {LABELS['execution_explain_below']} (`execution_explain_below`)\n"
    yield f"{inspect.getdoc(formulas.falls_short)}\n"
    yield from _bounded_by("execution_explain_below")
    yield f"### {LABELS['explain_over']} (`explain_over`, `explain_side`, `explain_ends`, `explain_zero`)\n"
    yield f"{inspect.getdoc(formulas.goes_beyond)}\n"
    yield from _bounded_by("explain_over")
    yield "## Adjustments: what is done to a printed score\n"
    for name, adjustment in ADJUSTMENTS.items():
        yield from _function("deduction", name, adjustment)
    yield "## Parts (汇总)\n"
    yield f"{_module_of(added_up)}\n"
    for parameters, function in (
        (("aggregate_absolute",), added_up),
        (("aggregate_relative", "aggregate_judged"), mean),
    ):
        for parameter in parameters:
            yield f"### {LABELS[parameter]} (`{parameter}`)\n"
            yield f"{(inspect.getdoc(function) or '').split('>>>')[0].strip()}\n"
            yield from _named_by(parameter, "mean-by-funds" if function is mean else "sum")


def _function(parameter: str, value: str, function: Callable[..., Any]) -> Iterator[str]:
    """A choice of a parameter, the function that it means, and who makes it."""
    yield f'### `{parameter} = "{value}"`\n'
    yield f"{inspect.getdoc(function)}\n"
    yield from _named_by(parameter, value)


def _bounded_by(parameter: str) -> Iterator[str]:
    """Which profiles have a bound."""
    for profile in PROFILES:
        cited = getattr(profile, parameter)
        if cited.value is not None:
            yield f"- [{profile.id}](profiles.md#{profile.id}): {words(cited.value)}（{BASIS_LABELS[cited.basis]}：{cited.clause}）"
    yield ""


def _module_of(function: Callable[..., Any]) -> str:
    """What the docstring of a function's module says."""
    return inspect.getdoc(sys.modules[function.__module__]) or ""


def _body(function: Callable[..., Any]) -> str:
    """A function's source behind its docstring, without the return."""
    tree = ast.parse(inspect.getsource(function)).body[0]
    assert isinstance(tree, ast.FunctionDef)
    statements = [statement for statement in tree.body if not isinstance(statement, ast.Expr)]
    return "\n".join(ast.unparse(statement) for statement in statements)


def _gates() -> dict[Gate, str]:
    """Every gate, in the order in which they are asked, and the rules that ask it."""
    asked: dict[Gate, list[str]] = {}
    for rule in RULES:
        for gate in rule.gates:
            asked.setdefault(gate, []).append(rule.formula.__name__)
    return {
        gate: "all" if gate is gates.WEIGHT else "all quantitative" if gate in gates.FIGURES else "、".join(names)
        for gate, names in asked.items()
    }


def _named_by(parameter: str, value: str) -> Iterator[str]:
    """Which profiles use it, and on what grounds."""
    for profile in PROFILES:
        cited = getattr(profile, parameter)
        if cited.value == value:
            grounds = f"{BASIS_LABELS[cited.basis]}：{cited.clause}" if cited.clause else cited.note
            yield f"- [{profile.id}](profiles.md#{profile.id}): {grounds}"
    yield ""


def _stated_by(rule: str) -> Iterator[str]:
    """Which profiles state its numbers, and on what grounds; a row may print its own."""
    yield f"Its numbers: {', '.join(f'`{key}`' for key in CURVES[rule].needs)}.\n"
    for profile in PROFILES:
        for name, curve in profile.curves.items():
            if curve.rule == rule:
                grounds = f"{BASIS_LABELS[curve.basis]}：{curve.clause or curve.note}"
                yield f"- [{profile.id}](profiles.md#{profile.id}) “{name}”: {curve_words(curve)}（{grounds}）"
    yield ""


# --- the profiles -------------------------------------------------------------------------------------------------


def profiles_page() -> Iterator[str]:
    """The shipped profiles beside each other, then each with its citations."""
    yield "# Rule profiles (评分规则)\n"
    yield STAMP.format(source="src/perfeval/profiles/*.toml")
    yield """\
A profile holds every number that scoring needs for one place and form: points, bands, grades, places. It is one flat,
complete TOML file; each value names its clause (条款) and its basis (依据):

| `basis` | 依据 | Meaning |
| --- | --- | --- |"""
    meaning = {
        "text": "the source says so",
        "practice": "several published tables are filled in this way",
        "reported": "the source was not seen; others report it",
        "reading": "the source says nothing: our own reading, with the reason in 说明",
    }
    for basis, label in BASIS_LABELS.items():
        yield f"| `{basis}` | {label} | {meaning[basis]} |"
    yield """
A clause (条款) is quoted in the source's own words; …… stands where some are left out, and （转述） before what is told in other
words, because the source was not at hand in full.

The same can be had from the command:

```console
$ perfeval profiles"""
    yield listing(PROFILES).rstrip()
    yield """\
$ perfeval profiles hubei-wuhan
hubei-wuhan　湖北（武汉）预算绩效自评
...
```

## A profile of your own

`perfeval profiles new --from ID -o FILE.toml` writes a copy to change; the file's name stands wherever an id does: on the command
line, or as `profile` in a document (then a relative path starts at the document's folder). `perfeval profiles check FILE` tells
every mistake at once, `perfeval profiles diff A B` what differs, side by side with its clauses. [From a notice to a
profile](new-profile.md) goes through it step by step.

```console
$ perfeval profiles new --from hubei-wuhan -o my-rules.toml
$ perfeval score --profile my-rules.toml --format json examples/jiangan-2023/project.toml
{"schema": 1, "name": "乡村振兴对口帮扶专项资金", "form": "project", "profile": "my-rules", ...}
```

## The shipped profiles beside each other
"""
    yield f"| 参数 | Key | {' | '.join(f'`{profile.id}`' for profile in PROFILES)} |"
    yield f"| --- | --- |{' --- |' * len(PROFILES)}"
    for key, _ in PROFILES[0].parameters():
        values = " | ".join(words(getattr(profile, key).value) for profile in PROFILES)
        yield f"| {LABELS[key]} | `{key}` | {values} |"
    for profile in PROFILES:
        yield from _profile(profile)


def _profile(profile: Profile) -> Iterator[str]:
    yield f"\n## {profile.id}\n"
    yield f"{profile.title}\n"
    yield "| 参数 | 依据 | 条款 | 说明 |\n| --- | --- | --- | --- |"
    for key, cited in profile.parameters():
        yield f"| {LABELS[key]} | {BASIS_LABELS[cited.basis]} | {cited.clause} | {cited.note} |"
    if profile.curves:
        yield "\n**曲线**\n"
    for name, curve in profile.curves.items():
        note = f"；{curve.note}" if curve.note else ""
        yield f"- {name}：{curve_words(curve)}（{BASIS_LABELS[curve.basis]}：{curve.clause}{note}）"
    yield "\n**条款**\n"
    for name, clause in profile.clauses.items():
        no_rule = f"（没有计分函数：{clause.no_rule}）" if clause.no_rule else ""
        yield f"- {name}（{clause.source}）：{clause.text}{no_rule}"
    yield "\n**来源**\n"
    for key, source in profile.sources.items():
        seen = "" if source.seen else "；未见原文"
        link = f"；<{source.url}>" if source.url else ""
        yield f"- {key}：{source.title}，{source.issuer}，{source.date or '日期不详'}{seen}{link}"


# --- the map ------------------------------------------------------------------------------------------------------


NOT_BUILT = """
## 见过而没有做成算法的

- **名次**（前5名得满分、每降一位扣0.25分：高标准农田评价指标、财政扶贫资金绩效考评量化指标表）：要有全部同类单位的数才能排，一张表里没有，批量也不排。这样的行得分未定，
  由排名的单位填。
- **只减分、本身不占分值的行**（“第10项指标为减分指标”，同上表）：来源没有印扣多少、扣到哪里为止。这样的行 `weight` 写 0，
  人定的扣分写在所扣的那一行的 `deduct`（扣到 0 为止）；写在分值为 0 的行上的扣分不计入总分，会说明。
- **四川省表上达到目标的行**：省表（2023 年度）印有执行率的算法，没有印指标怎样计分，也没有说达到目标的得满分；所见填好的四川表只有执行率一个得分。没有来源可依，
  `sichuan-form-2023` 不代为补上，这些行不计分。
"""


def places_page() -> Iterator[str]:
    """Of each province and the centre: the profile that fits or is nearest, what is known, on what grounds, and what to send."""
    yield "# 各地的评分规则\n"
    yield STAMP.format(source="src/perfeval/profiles/places/places.toml")
    fitting = [place for place in places() if place.fits]
    named = "、".join(place.name for place in fitting)
    yield f"""\
31 个省、自治区、直辖市和中央，各用哪套规则，已知什么，还缺什么。{len(fitting)} 个地方有自己的一套（{named}）；其余列出的是最接近的一套，
不代表适用。没有哪一套会被自动选用。手边有填好的表、不知道用的是哪套规则的，可以问：

```console
$ perfeval profiles match examples/jiangan-2023/project-filed.toml
乡村振兴对口帮扶专项资金：印有 ...
...
$ perfeval profiles --place 云南
云南：适用的评分规则 hubei-wuhan
...
$ perfeval profiles new --place 云南 -o our-county.toml
```

`match` 只有一套最相符时退出状态为 0；几套同样相符（全部列出）、没有一套说得通、几个得分中只有一个说得通而它是满分或 0 分、或表上没有印得分的，为 1；读不出的文件为 2。
得分分不出的，再看表样（权重栏、一级指标及其分值、项目的选项、档次、年度），每套规则与表样相合几处一并列出；凭表样分出的，说明只看得分分不出。

每套规则的数值有几项出自原文、几项是公开表格的做法、几项据转述、几项是来源没有规定而由本项目理解的，列在“依据”一栏；来源没有规定的，相应的
行不计分或不定总分。逐项见[评分规则档案](profiles.md)。有“还缺”一栏里的文件的，欢迎寄来：照[从一份通知到一套评分规则](new-profile.md)写，或者
把通知、带表注的自评表（连同网址）写进一个议题。
"""
    yield "| 地方 | 规则 | | 依据 | 已知 | 还缺 |\n| --- | --- | --- | --- | --- | --- |"
    for place in places():
        link = f"[{place.profile}](profiles.md#{place.profile})"
        fit = "适用" if place.fits else "最接近"
        yield f"| {place.name} | {link} | {fit} | {_grounds(load_profile(place.profile))} | {place.known} | {place.missing} |"
    yield "\n## 来源\n"
    for place in places():
        for source in place.sources:
            about = "，".join(part for part in (source.issuer, source.url and f"<{source.url}>") if part)
            yield f"- {place.name}：{source.title}{f'（{about}）' if about else ''}"
    without = "、".join(place.name for place in places() if not place.sources)
    yield f"\n没有找到任何来源的：{without}。"
    yield NOT_BUILT


def _grounds(profile: Profile) -> str:
    """How many values of a profile rest on what."""
    return "，".join(f"{BASIS_LABELS[basis].split('，')[-1]} {count}" for basis, count in grounds(profile).items())


if __name__ == "__main__":
    sys.exit(main())
