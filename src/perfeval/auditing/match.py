"""Which shipped profile explains the scores that a filed table prints: a help for whoever looks for a place's rules.

Every printed score is held against what each profile makes of its row: explained exactly, by a known slip, not at all, or not scored
under that profile. No profile is chosen: what speaks for and against each is told, and where two explain alike, that is told too.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import asdict, evolve, frozen

from perfeval.auditing.case import Case, Line
from perfeval.auditing.printed import by_own_digits, holds, points
from perfeval.auditing.slips import Deviation, first_slip
from perfeval.forms.model import Evaluation
from perfeval.profiles import Profile, load_profile, shipped
from perfeval.scoring.score import score
from perfeval.spoken import beside
from perfeval.values.figures import plain
from perfeval.values.terms import Level1, Status


@frozen
class Against:
    """A printed score that a profile does not give, and what it gives."""

    path: str
    name: str
    printed: str
    score: str

    def __str__(self) -> str:
        return f"{beside(self.path)}（{self.name}）印 {self.printed} 分，按这套规则应为 {self.score} 分"


@frozen
class Match:
    """How well one profile explains a table: printed scores by how they are explained, and those that speak against it."""

    profile: str
    exact: int
    by_slip: int
    against: tuple[Against, ...]
    unscored: int
    telling: int = 0
    """How many of the scores that it explains are part of their points: at 100 % or nothing, rules seldom differ."""
    beside: tuple[str, ...] = ()
    """What else speaks for it: its points make up the total, its heads, levels, bands, choices and column of weights are those of
    the form, its years cover the table's."""

    @property
    def rank(self) -> tuple[int, int, int]:
        """The better, the smaller: scores explained less those that speak against it, then those explained exactly, then all else."""
        return len(self.against) - self.exact - self.by_slip, -self.exact, -len(self.beside)

    def __str__(self) -> str:
        how = f"{self.profile}：算得出 {self.exact} 个，按已知的差错算得出 {self.by_slip} 个，不符 {len(self.against)} 个，不计分 {self.unscored} 个"
        return f"{how}；表样相合 {len(self.beside)} 处" + (f"（{'、'.join(self.beside)}）" if self.beside else "")


_ALIKE = "算得出的、不符的得分和表样相合之处都一样多，这张表分不开，请看表注或所在地的通知。"


@frozen
class Matches:
    """The profiles for one table, the best first. `best` are those that explain most alike; none where nothing can be told.

    One score of several tells nothing, even where the other profiles explain none, if it is all of its points or none of them.
    """

    name: str
    printed: int
    every: tuple[Match, ...]

    @property
    def best(self) -> tuple[Match, ...]:
        """The profiles that explain the table best, all alike; none where none explains more than one whole score of several."""
        first = self.every[0] if self.every else None
        explained = first.exact + first.by_slip if first else 0
        if first is None or not explained or first.rank[0] > 0 or (explained == 1 < self.printed and not first.telling):
            return ()
        return tuple(match for match in self.every if match.rank == first.rank)

    @property
    def is_told(self) -> bool:
        """Whether one profile explains the table better than all others."""
        return len(self.best) == 1

    def __str__(self) -> str:
        lines = [f"{self.name}：印有 {self.printed} 个得分"]
        if not self.printed:
            return f"{lines[0]}，看不出用的是哪套规则。"
        if self.is_told:
            lines.append(f"  最相符的是 {self.best[0].profile}。{self._decided_beside}")
        elif self.best:
            lines.append(f"  分不出：{'、'.join(match.profile for match in self.best)} 同样相符。{_ALIKE}")
        else:
            lines.append(f"  {self._nothing_told}")
        for match in self.every[:5]:
            lines.append(f"  {match}")
            lines += [f"    {one}" for one in match.against[:3]]
            if len(match.against) > 3:
                lines.append(f"    另有 {len(match.against) - 3} 个不符")
        return "\n".join(lines)

    @property
    def _decided_beside(self) -> str:
        """That the scores alone do not tell the best from others."""
        first = self.best[0]
        alike = [one.profile for one in self.every[1:] if one.rank[:2] == first.rank[:2]]
        return f"只看得分，与 {'、'.join(alike)} 分不出；表样与它相合之处较多。" if alike else ""

    @property
    def _nothing_told(self) -> str:
        first = self.every[0]
        explained = first.exact + first.by_slip
        if not any(one.against for one in self.every) and not explained:
            return "看不出用的是哪套规则：这些得分，各套规则都没有算出。"
        if explained and first.rank[0] <= 0:
            return f"看不出用的是哪套规则：只有一个得分说得通（{first.profile}），是满分或 0 分，不足以认定。"
        return "没有一套规则说得通。"


def match(evaluation: Evaluation, names: Sequence[str] = ()) -> Matches:
    """How well each shipped profile (or each of those named) explains the printed scores of a filed table.

    The document needs no profile of its own, and one that it names counts for nothing here.
    """
    found = [_match(evaluation, name) for name in names or shipped()]
    printed = max((m.exact + m.by_slip + len(m.against) + m.unscored for m in found), default=0)
    return Matches(evaluation.name, printed, tuple(sorted(found, key=lambda m: m.rank)))


def _match(evaluation: Evaluation, name: str) -> Match:
    profile = load_profile(name)
    case = Case.of(score(evolve(evaluation, profile=name), profile=profile))
    lines = [line for line in case.earning if line.figure is not None]
    of_execution = [*_of_execution(case)]
    outcomes = [*of_execution, *(_of_row(case, line) for line in lines)]
    results = [*[case.card.execution] * len(of_execution), *(line.result for line in lines)]
    return Match(
        profile=name,
        exact=outcomes.count("exact"),
        by_slip=outcomes.count("slip"),
        against=tuple(outcome for outcome in outcomes if isinstance(outcome, Against)),
        unscored=outcomes.count("unscored"),
        telling=sum(
            outcome in ("exact", "slip") and 0 < (result.exact or 0) < (result.weight or 0)
            for outcome, result in zip(outcomes, results, strict=True)
        ),
        beside=tuple(label for label, is_so in _beside(evaluation, profile) if is_so),
    )


def _beside(evaluation: Evaluation, profile: Profile) -> Iterator[tuple[str, bool]]:
    """What a form shows of its rules beside the scores, and whether it is so of this profile."""
    rows = [row for _, row in evaluation.rows()]
    own = profile.execution_points.value if not evaluation.execution else evaluation.execution.weight
    points = profile.execution_points.value if own is None else own
    weights = [row.weight for row in rows]
    if not evaluation.partial and points is not None and None not in weights:
        yield "各行分值之和", sum(weight for weight in weights if weight) + points == profile.total.value
    heads = {Level1.of(label) or label: declared for label, declared in evaluation.weights}
    yield (
        "一级指标分值",
        bool(heads) and heads == {Level1.of(label) or label: p for label, p in profile.group_points.value.items()},
    )
    chosen, choices = evaluation.project, profile.form_choices.value
    yield "项目的选项", chosen is not None and any(getattr(chosen, key) in choices[key] for key in choices)
    yield (
        "权重栏",
        bool(rows) and any(row.weight is not None for row in rows) is ("weight" in profile.form_columns.value),
    )
    levels = {row.level1 for row in rows}
    yield "一级指标名称", bool(levels) and levels <= {*profile.form_levels.value}
    labels = {band.label for band in profile.judged_bands.value}
    yield "档次名称", any(getattr(row, "attainment", None) in labels for row in rows)
    yield "年度", evaluation.year is not None and profile.covers(evaluation.year)


def _of_row(case: Case, line: Line) -> "str | Against":
    result = line.result
    if result.status is not Status.SCORED or result.exact is None or result.score is None:
        return "unscored"
    if line.agrees or line.is_by_own_digits:
        return "exact"
    if first_slip(Deviation.of(case, line)):
        return "slip"
    return Against(line.path, line.row.name, line.row.published_score or "", plain(result.score))


def _of_execution(case: Case) -> Iterator["str | Against"]:
    """The printed score of execution; and points that the form prints for it which are not the profile's."""
    execution, result = case.execution, case.card.execution
    printed, own = points(execution.published_score), case.profile.execution_points.value
    if printed is None:
        return
    if own is not None and execution.weight is not None and own != execution.weight:
        given, asked = f"分值 {plain(execution.weight)}，得 {execution.published_score}", f"分值 {plain(own)} 下的得分"
        yield Against("execution", "预算执行", given, asked)
    elif result.status is not Status.SCORED or result.exact is None or result.score is None:
        yield "unscored"
    elif holds(printed, result.exact, result.score, case.profile.rounding_places.value) or by_own_digits(
        printed, result, case.block.own_places
    ):
        yield "exact"
    elif first_slip(evolve(Deviation.of_execution(case.block, result, case.profile), own_weight=True)):
        yield "slip"
    else:
        yield Against("execution", "预算执行", execution.published_score or "", plain(result.score))


def as_dict(matches: Matches) -> dict[str, Any]:
    """The answer as plain data (schema 1)."""
    return {
        "schema": 1,
        "name": matches.name,
        "printed": matches.printed,
        "best": [match.profile for match in matches.best],
        "profiles": [
            {
                "profile": match.profile,
                "exact": match.exact,
                "by_slip": match.by_slip,
                "unscored": match.unscored,
                "against": [asdict(one) for one in match.against],
                "beside": list(match.beside),
            }
            for match in matches.every
        ],
    }
