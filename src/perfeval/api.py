"""What the library offers: each public function with what it takes, gives and raises.

Each checks what it is given, so that a wrong argument is told at once and by name, and hands over to the package that does the
work. One argument goes by position, the others by name.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal
from os import PathLike
from typing import TYPE_CHECKING, Any

from perfeval import read
from perfeval.errors import brief
from perfeval.forms.model import Evaluation
from perfeval.scoring import results
from perfeval.values import calls
from perfeval.values.calls import named, wrong
from perfeval.views import Report, Scorecard

if TYPE_CHECKING:
    from perfeval.answers.explain import Explanation
    from perfeval.answers.whatif import WhatIf
    from perfeval.auditing.fix import Correction
    from perfeval.profiles import Profile, ProfileLike

_LONGEST_PATH = 4096
_LOAD = 'an Evaluation, such as perfeval.load("table.toml") gives'


def load(path: str | PathLike[str]) -> Evaluation:
    """An evaluation from a TOML or JSON file, or from a filed form (.docx, .xlsx, text PDF) that stands alone in its file.

    A profile given as a relative path is taken from the file's folder. Raises InputError: a file that cannot be opened,
    every mistake in it at once, or several forms in one file, which `load_forms` gives.
    """
    return read.load(_path("load", path))


def load_forms(source: str | PathLike[str] | bytes, *, name: str = "") -> tuple[read.Filed, ...]:
    """Every self-evaluation form in a file, each with the origins of its values and with what was not understood.

    `source` is a path, or the bytes of a file whose `name` is told in errors and origins. The kind of file is known by what is
    in it (docs/reading.md lists the kinds); a zip is looked into, file by file. A TOML or JSON document is one form, whose
    values have no other origin. Raises InputError as `load` does, and for a file in which there is no form: its ``code`` says
    what was wrong, its ``status`` what that makes of the file.

    >>> (form,) = load_forms(b'[project]\\nname = "a"', name="a.toml")
    >>> form.evaluation.name, form.tables
    ('a', ())
    """
    told = calls.text("load_forms", "name", name)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return read.load_forms(bytes(source), name=told)
    return read.load_forms(_path("load_forms", source))


@named("source")
def loads(text: str | bytes, *, source: str = "", folder: str | PathLike[str] = "") -> Evaluation:
    """An evaluation from the text of a document, TOML or JSON.

    `source` names the document in errors; a profile that it gives as a relative path is taken from `folder` (else from the
    working directory), and may not lie outside. Raises InputError with every mistake at once.

    >>> loads('[project]\\nname = "乡村振兴"\\n[execution]\\nbudget = "500万元"').execution.budget.value
    Fraction(500, 1)
    """
    if not isinstance(text, (str, bytes)):
        raise wrong("loads", "the text of a document", text, "a file's path to perfeval.load")
    return read.loads(text, source=calls.text("loads", "source", source), folder=_path("loads", folder, "a folder"))


def load_profile(name: "ProfileLike") -> "Profile":
    """The profile with this id, or in this ``.toml`` file.

    Raises ProfileError: unknown id, unreadable file, or every mistake of the file at once.

    >>> load_profile("hubei-wuhan").execution_points.value
    Decimal('20')
    """
    from perfeval.profiles import load_profile as load  # with its classes: only where one is read

    return load(name)


@named("profile")
def score(evaluation: Evaluation, *, profile: "ProfileLike | None" = None) -> Scorecard:
    """The scorecard of an evaluation under its own profile, or under the one given (a Profile, an id or a file).

    Raises ProfileError for an unknown or broken profile, InputError where none is named. Figures never raise: what
    cannot be scored is undetermined, with the reason.

    >>> from perfeval import Evaluation, Execution, Project, QuantitativeIndicator
    >>> card = score(Evaluation(
    ...     project=Project(name="乡村振兴"), profile="hubei-wuhan",
    ...     execution=Execution(budget="500万元", executed="500万元"),
    ...     indicators=(QuantitativeIndicator(name="全年", level1="产出指标", target="≦365 天", actual="400天", weight=80),),
    ... ))
    >>> card.rows[0].exact, card.rows[0].score, card.total
    (Fraction(73, 1), Decimal('73.00'), Decimal('93.00'))
    """
    if isinstance(evaluation, results.Scorecard):
        raise wrong("score", _LOAD, evaluation, "its .evaluation to score it again")
    if not isinstance(evaluation, Evaluation):
        raise wrong("score", _LOAD, evaluation, _of_filed(evaluation))
    return Scorecard.of(_scored(evaluation, profile))


@named("profile")
def audit(
    what: Evaluation | results.Scorecard | read.Filed,
    *,
    profile: "ProfileLike | None" = None,
    select: str | Collection[str] = (),
    ignore: str | Collection[str] = (),
) -> Report:
    """The findings on a filed table or on its scorecard, in the order of the document; the table is left as it is.

    Of a form that `load_forms` gives, each finding says in `origin` at which cell of the file it stands, and the report what could not be
    read (`gaps`, which keep it from being clean).
    `select` and `ignore` name rules by code (``W102``), name (``group-weight-mismatch``) or family (``weights``); without
    `select` all rules are asked. Raises InputError for a name that is none of them, and what `score` raises.

    >>> from perfeval import loads
    >>> filed = loads('profile = "hubei-wuhan"\\n[project]\\nname = "乡村振兴"\\n[execution]\\n'
    ...               'budget = "1397.58万元"\\nexecuted = "2019.84万元"\\npublished_rate = "100%"')
    >>> [(finding.rule, finding.expected) for finding in audit(filed, select="execution-rate-mismatch").findings]
    [('execution-rate-mismatch', '144.52%')]
    """
    from perfeval.auditing import audit as findings_on

    form = what if isinstance(what, read.Filed) else None
    card = _card("audit", form.evaluation if form else what, profile)
    report = findings_on(card, select=_names(select), ignore=_names(ignore))
    return Report.of(report.of_form(form) if form else report)


@named("profile")
def correct(
    evaluation: Evaluation, *, profile: "ProfileLike | None" = None
) -> "tuple[Evaluation, tuple[Correction, ...]]":
    """A filed table with the rates, scores, total and grade corrected that do not hold, and every change.

    What people decide (targets, actual values, weights, attainments, directions) is never touched, nor is a score
    that cannot be recomputed. Raises what `score` raises.

    >>> from perfeval import loads
    >>> filed = loads('profile = "hubei-wuhan"\\n[project]\\nname = "乡村振兴"\\n[execution]\\n'
    ...               'budget = "1397.58万元"\\nexecuted = "2019.84万元"\\npublished_rate = "100%"')
    >>> table, changes = correct(filed)
    >>> table.execution.published_rate, [str(change) for change in changes]
    ('144.52%', ['预算执行的执行率 execution.published_rate：100% → 144.52%（execution-rate-mismatch）'])
    """
    from perfeval.auditing.fix import correct as corrected

    if not isinstance(evaluation, Evaluation):
        raise wrong("correct", _LOAD, evaluation, _of_filed(evaluation))
    return corrected(evaluation, profile)


@named("path", "profile")
def explain(what: Evaluation | results.Scorecard, *, path: str = "", profile: "ProfileLike | None" = None) -> str:
    """How each score came about, as text: clause, formula with its figures, cap, rounding; see `explanations`.

    >>> from perfeval import Evaluation, Project, QuantitativeIndicator
    >>> row = QuantitativeIndicator(name="全年", target="≦365 天", actual="400 天", weight=10)
    >>> table = Evaluation(project=Project(name="乡村振兴"), profile="hubei-wuhan", indicators=(row,))
    >>> print(explain(table, path="indicators[0]").splitlines()[2])
      依据备注2，得分 = 权重 × A ÷ B = 10 × 365天 ÷ 400天 = 9.125 分。
    """
    from perfeval.answers.explain import explain as told

    return told(_card("explain", what, profile), calls.text("explain", "path", path))


@named("path", "profile")
def explanations(
    what: Evaluation | results.Scorecard, *, path: str = "", profile: "ProfileLike | None" = None
) -> "tuple[Explanation, ...]":
    """The explanations of a table, execution first, the total last; or the one at `path`, which may be a row's name.

    Raises InputError, with the paths that there are, where `path` is none of them.

    >>> from perfeval import Evaluation, Project, QuantitativeIndicator
    >>> row = QuantitativeIndicator(name="全年", target="≦365 天", actual="400 天", weight=10)
    >>> table = Evaluation(project=Project(name="乡村振兴"), profile="hubei-wuhan", indicators=(row,))
    >>> [(one.path, one.score) for one in explanations(table)]
    [('execution', None), ('indicators[0]', '9.13'), ('total', None)]
    """
    from perfeval.answers.explain import explanations as every

    return every(_card("explanations", what, profile), calls.text("explanations", "path", path))


@named("to", "profile")
def what_if(
    what: Evaluation | results.Scorecard, *, to: str | int | Decimal, profile: "ProfileLike | None" = None
) -> "WhatIf":
    """Which quantitative figures would have to change, by how much, to reach a total or a grade.

    Raises InputError for a goal that is neither a number up to the full marks nor a grade of the profile, and where the
    total cannot be determined.

    >>> from perfeval import Evaluation, Execution, Project, QuantitativeIndicator
    >>> row = QuantitativeIndicator(name="走访", level1="产出指标", target="≥20户", actual="15户", weight=80)
    >>> money = Execution(budget="100万元", executed="100万元")
    >>> satisfied = QuantitativeIndicator(name="满意", level1="满意度指标", target="≥90%", actual="90%", weight=0)
    >>> table = Evaluation(project=Project(name="帮扶"), profile="hubei-wuhan", execution=money, indicators=(row, satisfied))
    >>> change, = what_if(table, to=90).alone
    >>> change.bound, change.unit
    (Fraction(13999, 800), '户')
    """
    from perfeval.answers.whatif import what_if as needed

    if isinstance(to, bool) or not isinstance(to, (str, int, Decimal)):
        raise TypeError(
            f"what_if() takes a total or a grade as to=, such as 90, '92.5' or '优', not {type(to).__name__}"
        )
    return needed(_card("what_if", what, profile), to)


def aggregate(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Several units' documents as one (汇总), each unit a part with its adjusted budget as funds; parts of parts stay parts.

    Rows are matched by 一级, 二级 and 三级指标 and keep each part's own target and actual value, so that combining in two
    steps gives what combining at once does. What was printed (scores, rates, totals) is each unit's own and left
    behind. Raises InputError where the documents do not go together, with every difference.

    >>> from perfeval import Evaluation, Project, QuantitativeIndicator
    >>> def unit(name, done):
    ...     row = QuantitativeIndicator(name="硬化道路", target="≥5公里", actual=done, weight=80)
    ...     return Evaluation(project=Project(name="对口帮扶", implementer=name), indicators=(row,))
    >>> aggregate([unit("王家河街道", "6公里"), unit("木兰乡", "4300米")]).indicators[0].actuals
    (('王家河街道', '6公里'), ('木兰乡', '4300米'))
    """
    if isinstance(evaluations, (str, bytes)) or not isinstance(evaluations, Iterable):
        raise wrong("aggregate", "a list of Evaluations", evaluations, _of_filed(evaluations))
    every = tuple(evaluations)
    for one in every:
        if not isinstance(one, Evaluation):
            raise wrong("aggregate", "a list of Evaluations", one, _of_filed(one))
    from perfeval.forms.aggregate import aggregate as combined

    return combined(every)


# --- what is given ------------------------------------------------------------------------------------------------


def _path(function: str, path: Any, expected: str = "a file's path") -> str | PathLike[str]:
    if not isinstance(path, (str, PathLike)):
        raise wrong(function, expected, path, "a document's text to perfeval.loads" if isinstance(path, bytes) else "")
    if len(str(path)) > _LONGEST_PATH:
        raise wrong(function, expected, path, "a document's text to perfeval.loads")
    return path


def _of_filed(what: Any) -> str:
    return "its .evaluation" if isinstance(what, (read.Filed, results.Scorecard)) else ""


def _names(names: Any) -> tuple[str, ...]:
    """Names of rules; one alone may stand without a list."""
    every = (names,) if isinstance(names, str) else names
    if not isinstance(every, Collection) or not all(isinstance(name, str) for name in every):
        raise TypeError(f"audit() takes rules by name, such as select=['W102'], not {brief(names)}")
    return tuple(every)


def _scored(evaluation: Evaluation, profile: "ProfileLike | None") -> results.Scorecard:
    from perfeval.scoring.score import score as scored  # with the rules: only where something is scored

    return scored(evaluation, profile)


def _card(function: str, what: Any, profile: Any) -> results.Scorecard:
    """The scorecard given, or that of the evaluation given."""
    if isinstance(what, Evaluation):
        return _scored(what, profile)
    if not isinstance(what, results.Scorecard):
        raise wrong(function, f"{_LOAD}, or a Scorecard", what, _of_filed(what))
    if profile is not None:
        raise TypeError(f"{function}() takes no profile with a Scorecard, which has been scored: pass its .evaluation")
    return what
