"""所印的得分、执行率、总分或档内比例读不出数。

**查什么** 应当是数的各格（得分、执行率、总分、定性的比例）写的是不是数。空格、“/”、“-”是没有填，不报。

**为什么** 读不出的数不能核对，写“满分”“优秀”也不能相加。

**反例**

```toml
[[indicators]]
name = "培训人数"
weight = 10
published_score = "满分"
```

**正例**

```toml
[[indicators]]
name = "培训人数"
weight = 10
published_score = "10"
```

**来源** 本项目的理解：文件里的文字不妨碍读取，读不出的在这里说明。
"""

from collections.abc import Iterator

from perfeval.auditing.case import Case, Line
from perfeval.auditing.findings import Severity
from perfeval.auditing.printed import blank, points, rates
from perfeval.auditing.rule import Found, Skip, rule
from perfeval.forms.model import QualitativeIndicator

_WHAT = {"published_rate": "执行率", "published_score": "得分", "total": "总分", "rate": "档内比例"}


@rule(code="F508", name="figure-unreadable", severity=Severity.WARNING, clause=("form_columns",))
def figure_unreadable(case: Case) -> Iterator[Found | Skip]:
    execution, published = case.execution, case.evaluation.published
    cells: list[tuple[str, str, str | None, bool]] = [
        ("execution", "published_rate", execution.published_rate, bool(rates(execution.published_rate))),
        ("execution", "published_score", execution.published_score, points(execution.published_score) is not None),
        ("published", "total", published.total, points(published.total) is not None),
    ]
    for i, fund in enumerate(execution.funds):
        path, is_read = f"execution.funds[{i}]", bool(rates(fund.published_rate))
        cells.append((path, "published_rate", fund.published_rate, is_read))
    for line in {line.path: line for line in (*case.lines, *case.answers, *case.left_out)}.values():
        cells.append((line.path, "published_score", line.row.published_score, line.printed is not None))
        cells += [(line.path, "rate", cell, bool(rates(cell))) for cell in _rates_of(line)]
    for path, key, cell, readable in cells:
        if not blank(cell) and not readable:
            yield Found(path, f"{_WHAT[key]}“{cell}”读不出数。", expected="数字", found=cell or "", cell=key)


def _rates_of(line: Line) -> Iterator[str]:
    return line.cells("rate", "rates") if isinstance(line.row, QualitativeIndicator) else iter(())
