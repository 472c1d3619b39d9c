"""What becomes of each file: its forms, each worked on, or the reason why not; one broken file never ends the run."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from attrs import evolve, frozen

from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain
from perfeval.commands.gathering import Gathering, Given
from perfeval.commands.results import is_own_workbook
from perfeval.errors import FileStatus, InputError, PerfevalError, Problem
from perfeval.forms.model import Evaluation
from perfeval.read import Filed, load_forms, only, told_in
from perfeval.read.files.filed import Unread
from perfeval.read.files.kinds import REFUSED

Result = TypeVar("Result")
_FEW = 3
"""So many of a file's mistakes are told in its line; all of them on standard error."""
_CELLS = 6
"""So many cells are named of which the same is said."""


@frozen
class Looked(Generic[Result]):
    """What became of a file: the result of each form in it, or why it was not looked at.

    `messages` are for standard error; `said` too, where no report says it in the file's line. `rules` are the profile files that its
    forms name.
    """

    file: str
    is_named: bool
    status: FileStatus = "audited"
    reason: str = ""
    code: str = ""
    results: tuple[Result, ...] = ()
    messages: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def exit(self) -> int:
        """What this alone makes of the exit status: what only lies beside the filings does not count."""
        if self.status == "unsupported":
            return UNREADABLE if self.is_named else CLEAN
        return {"unread": UNREADABLE, "no-form": FOUND}.get(self.status, CLEAN)


def look(given: Given, work: Callable[[Given, Filed], Result]) -> Iterator[Looked[Result]]:
    """What `work` makes of each form in a file; it is given the file and the form.

    Where some forms of a file are refused and others are not, that is told apart.
    """
    try:
        found = _forms(given)
    except PerfevalError as error:
        yield _refused(given, error)
        return
    except Exception as error:  # whatever a stranger's file does to a reader, the others are still looked at
        yield _refused(given, _unforeseen(error, given.name))
        return
    messages, said = tuple(_not_understood(given.name, found)), tuple(_gaps(given.name, found))
    results, refused = list[Result](), dict[str, Looked[Result]]()
    for form in found:
        try:
            results.append(work(given, form))
        except PerfevalError as error:
            told: Looked[Result] = _refused(
                given, told_in(error, given.path if given.path != "-" else given.name, form.evaluation)
            )
            refused.setdefault(told.reason, told)  # the forms of a report are refused for the same reason
        except Exception as error:
            refused.setdefault("", _refused(given, _unforeseen(error, given.name)))
    rules = tuple({form.evaluation.profile for form in found if form.evaluation.profile.endswith(".toml")})
    if results:
        yield Looked(given.name, given.is_named, results=tuple(results), messages=messages, said=said, rules=rules)
        messages = said = ()
    for told in refused.values():
        yield evolve(told, messages=(*messages, *told.messages), said=(*said, *told.said))
        messages = said = ()


def each(gathering: Gathering, work: Callable[[Given, Filed], Result]) -> Iterator[Looked[Result]]:
    """The same for every file, with its messages told; of what lies in a folder beside filings, a line too."""
    for given in gathering:
        for looked in look(given, work):
            for message in (*looked.messages, *looked.said):
                complain(message)
            if looked.status == "unsupported" and not looked.is_named:
                complain(f"{looked.file}：{looked.reason}，没有看。")
            yield looked


def only_document(name: str) -> Evaluation:
    """The only document in the file of that name; ``-`` is standard input."""
    return only_form(name).evaluation


def only_form(name: str) -> Filed:
    """The only form in the file of that name. What of it was not understood is told."""
    (given,) = Gathering([name]) if name == "-" else [Given(name)]
    found = _forms(given)
    for message in (*_not_understood(given.name, found), *_gaps(given.name, found)):
        complain(message)
    return only(found, given.name)


def _forms(given: Given) -> tuple[Filed, ...]:
    if given.error:
        raise given.error
    if given.data is not None:
        return load_forms(given.data, name=given.name)
    try:
        found = load_forms(given.path)
    except InputError as error:
        if error.status != "no-form" or given.is_named or not is_own_workbook(given.path):
            raise
        found = ()
    if len(found) != 1 and not given.is_named and is_own_workbook(given.path):
        refused = REFUSED["report"]
        raise InputError([Problem("", refused.found, "送审的自评表", refused.hint, code=refused.code)], given.name)
    return found


def _not_understood(name: str, found: tuple[Filed, ...]) -> Iterator[str]:
    """What is to be known of how a file was read, and what text of its forms has no place in their documents."""
    yield from (f"{name}：{note}。" for note in dict.fromkeys(note for form in found for note in form.notes))
    for form in found:
        yield from _listed(name, found, form, [unread for unread in form.unread if not unread.code])


def _gaps(name: str, found: tuple[Filed, ...]) -> Iterator[str]:
    """What of a file's forms could not be read."""
    for form in found:
        yield from _listed(name, found, form, [unread for unread in form.unread if unread.code])


def _listed(name: str, found: tuple[Filed, ...], form: Filed, unread: list[Unread]) -> Iterator[str]:
    if unread:
        which = f"“{form.evaluation.name}”" if len(found) > 1 else ""
        yield "\n".join([f"{name}{which}：有 {len(unread)} 处没有录入：", *(f"  {line}" for line in _once(unread))])


def _once(unread: list[Unread]) -> Iterator[str]:
    """A line each; where the same is said of several cells and nothing of their text, one for all with the first of them."""
    alike = dict[str, list[Unread]]()
    for one in unread:
        alike.setdefault(str(one) if one.text or one.code else one.reason, []).append(one)
    for first, *more in alike.values():
        if more:
            named = [str(first.origin), *(str(one.origin).rpartition("!")[2] for one in more)]
            listed = "、".join(named[:_CELLS]) + (" 等 " if len(named) > _CELLS else " ")
            yield f"{listed}{len(named)} 处：{first.reason}"
        else:
            yield str(first)


def _refused(given: Given, error: PerfevalError) -> Looked[Result]:
    problems = getattr(error, "problems", ())
    told = "；".join(str(problem).rstrip("。") for problem in problems[:_FEW]) or str(error)
    if problems and (given.error or getattr(error, "status", "") == "unsupported"):  # how it should look is no question
        told = problems[0].found
    if len(problems) > _FEW:
        told = f"共 {len(problems)} 处错误：{told}……"
    status: FileStatus = error.status if isinstance(error, InputError) else "unread"
    whole = () if status == "unsupported" and not given.is_named else (str(error),)
    messages, said = (whole, ()) if len(problems) > _FEW else ((), whole)
    code = getattr(error, "code", "") or "unreadable"
    return Looked(given.name, given.is_named, status, told, code, messages=messages, said=said)


def _unforeseen(error: Exception, name: str) -> PerfevalError:
    """A fault of perfeval itself, or of a reader that it uses, told as the file's."""
    what = f"读这个文件时程序出错（{type(error).__name__}：{str(error)[:100]}）"
    hint = "其余文件不受影响；请把这个文件报告给 perfeval 的开发者"
    return InputError([Problem("", what, "能正常打开的自评表", hint, code="internal-error")], name)
