"""The public Scorecard and Report: the results of scoring and auditing, with the ways to look at them.

They stand above the writers, so that a result that is printed, shown in a notebook or made into plain data needs no import
upward. Each is the frozen class of results itself with methods added: whoever takes the one takes the other.
"""

from typing import Any, Self

from attrs import fields, frozen

from perfeval.auditing import findings
from perfeval.scoring import results
from perfeval.values.figures import plain

_MOST_SHOWN = 8
"""So many findings are printed of a report; the rest is counted."""


def _values(thing: Any, of: type) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in fields(of)}


@frozen(kw_only=True, repr=False)
class Scorecard(results.Scorecard):
    """The result of a whole table: `total` and `grade`, `rows` with their scores, `execution`, `groups`, `reason`.

    `total` is the sum of the printed scores, None where anything undetermined bears on it (`reason` says what). Printed
    it is a few lines, in a notebook the official table.

    >>> from perfeval import Evaluation, Execution, Project, QuantitativeIndicator, score
    >>> row = QuantitativeIndicator(name="走访", level1="产出指标", target="≥20户", actual="15户", weight=80)
    >>> money = Execution(budget="100万元", executed="100万元")
    >>> print(score(Evaluation(project=Project(name="帮扶"), profile="hubei-wuhan", execution=money, indicators=(row,))))
    帮扶（hubei-wuhan）：总分 80 分（满分 100 分）
      预算执行率 20/20，产出指标 60/80
    """

    @classmethod
    def of(cls, card: results.Scorecard) -> Self:
        """The same results, to be looked at."""
        return card if isinstance(card, cls) else cls(**_values(card, results.Scorecard))

    def as_dict(self) -> dict[str, Any]:
        """The result as plain data, ready for JSON (schema 1): scores as strings, exact values as "n/d"."""
        from perfeval.write.data import card_as_dict  # the writers: only where they are asked for

        return card_as_dict(self)

    def as_rows(self) -> list[dict[str, Any]]:
        """One flat dictionary a row, execution first, for any data frame."""
        from perfeval.write.data import card_as_rows

        return card_as_rows(self)

    def explain(self, path: str = "") -> str:
        """How each score came about, or the one at `path`, a row's path or name; InputError where there is none such."""
        from perfeval.answers.explain import explain  # sentences: only where they are asked for

        return explain(self, path)

    def __str__(self) -> str:
        of = plain(self.profile.total.value)
        grade = f"，等级“{self.grade}”" if self.grade else ""
        total = "未定" if self.total is None else f" {plain(self.total)} 分（满分 {of} 分）{grade}"
        lines = [f"{_title(self)}：总分{total}", *([f"  {self.reason}"] if self.reason else [])]
        sums = [f"预算执行率 {_earned(self.execution)}"]
        sums += [f"{group.name or '（未分级）'} {_earned(group)}" for group in self.groups]
        lines.append("  " + "，".join(sums))
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Scorecard {_title(self)}: {'undetermined' if self.total is None else self.total}>"

    def _repr_html_(self) -> str:
        """The official table in a notebook."""
        from perfeval.write.html import fragment  # with the templates: only where a table is shown

        return fragment(self)


@frozen(kw_only=True, repr=False)
class Report(findings.Report):
    """The audit of one table: `findings` in the order of the document, what was `skipped` and why, the `scorecard`.

    Printed it is a few lines, in a notebook a table of findings.
    """

    scorecard: Scorecard

    @classmethod
    def of(cls, report: findings.Report) -> Self:
        """The same report, to be looked at."""
        values = _values(report, findings.Report)
        return cls(**values | {"scorecard": Scorecard.of(report.scorecard)})

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, ready for JSON (schema 1)."""
        from perfeval.write.data import report_as_dict

        return report_as_dict(self)

    def as_rows(self) -> list[dict[str, Any]]:
        """One flat dictionary a finding, for any data frame."""
        from perfeval.write.data import report_as_rows

        return report_as_rows(self)

    def _counts(self) -> str:
        counts = "，".join(f"{severity.label} {self.count(severity)}" for severity in findings.Severity)
        return f"{counts}；未查 {len(self.skipped)} 处"

    def __str__(self) -> str:
        lines = [f"{_title(self.scorecard)}：{self._counts()}"]
        lines += [f"  {finding}" for finding in self.findings[:_MOST_SHOWN]]
        more = len(self.findings) - _MOST_SHOWN
        return "\n".join(lines + ([f"  还有 {more} 条"] if more > 0 else []))

    def __repr__(self) -> str:
        return f"<Report {_title(self.scorecard)}: {len(self.findings)} findings, {len(self.skipped)} skipped>"

    def _repr_html_(self) -> str:
        """The findings in a notebook."""
        from perfeval.write.html import report_fragment

        return report_fragment(self, f"{_title(self.scorecard)}：{self._counts()}")


def _title(card: results.Scorecard) -> str:
    year = f"，{card.evaluation.year} 年" if card.evaluation.year else ""
    return f"{card.evaluation.name}（{card.profile.id}{year}）"


def _earned(one: results.RowScore | results.GroupScore) -> str:
    if one.score is None:
        return one.status.label
    return plain(one.score) + (f"/{plain(one.weight)}" if one.weight else "")
