"""Documents and filed forms into the model."""

from collections.abc import Sequence
from contextlib import suppress
from os import PathLike, fspath
from os.path import dirname, join

from attrs import evolve

from perfeval.errors import InputError, PerfevalError, Problem, ProfileError
from perfeval.forms.model import Evaluation
from perfeval.read.document import to_evaluation
from perfeval.read.files.filed import MAX_FILE, Filed
from perfeval.read.locate import with_lines
from perfeval.trees.sources import Tree, decode, read_file, read_tree, why

__all__ = ["Filed", "filed_forms", "is_filed", "load", "load_forms", "loads", "only", "told_in"]

_FILED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_ENDINGS = (".docx", ".xlsx", ".pdf", ".doc", ".xls", ".wps", ".et", ".docm", ".xlsm")
"""Old and refused kinds too: they are told plainly."""


def loads(text: str | bytes, *, source: str = "") -> Evaluation:
    """An evaluation from the text of a document, TOML or JSON.

    `source` names the document in errors. Raises InputError with every mistake at once.

    >>> loads('[project]\\nname = "乡村振兴"\\n[execution]\\nbudget = "500万元"').execution.budget.value
    Fraction(500, 1)
    """
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    try:
        tree, shown = read_tree(data)
    except InputError as error:
        raise InputError(error.problems, source) from None
    try:
        return to_evaluation(tree)
    except InputError as error:
        raise InputError(with_lines((*error.problems, *_unknown_profile(tree)), shown), source) from None


def _unknown_profile(tree: Tree) -> tuple[Problem, ...]:
    """That no shipped profile has the id, told with a document's other mistakes; alone it waits for the scoring."""
    from perfeval.profiles import load_profile  # with its classes: only where there is something to tell

    name = tree.get("profile")
    if not isinstance(name, str) or not name or name.endswith(".toml"):
        return ()
    try:
        load_profile(name)
    except ProfileError as error:
        return error.problems
    return ()


def load(path: str | PathLike[str]) -> Evaluation:
    """An evaluation from a TOML or JSON file, or from a filed form (.docx, .xlsx, text PDF) that stands alone in its file.

    A profile given as a relative path is taken from the file's folder. Raises InputError: a file that cannot be opened,
    every mistake in it at once, or several forms in one file, which `load_forms` gives.
    """
    return only(load_forms(path), fspath(path)).evaluation


def only(forms: Sequence[Filed], name: str) -> Filed:
    """The form that stands alone in its file; InputError where there are several."""
    if len(forms) > 1:
        names = "、".join(form.evaluation.name for form in forms)
        found = f"文件里有 {len(forms)} 张自评表（{names}）"
        raise InputError([Problem("", found, "一张", "请先用 perfeval read 把它们各存成一个文件")], name)
    return forms[0]


def load_forms(path: str | PathLike[str]) -> tuple[Filed, ...]:
    """Every self-evaluation form in a file, each with the origins of its values and with what was not understood.

    A TOML or JSON document is one form, whose values have no other origin. Raises InputError as `load` does, and for a
    file in which there is no form.
    """
    name = fspath(path)
    try:
        data = read_file(name, MAX_FILE)
    except OSError as error:
        raise InputError([Problem("", f"打不开：{why(error)}", "可读的文件")], name) from None
    if is_filed(data, name):
        return filed_forms(data, name)
    evaluation = loads(data, source=name)
    if evaluation.profile.endswith(".toml"):
        evaluation = evolve(evaluation, profile=join(dirname(name), evaluation.profile))
    return (Filed(evaluation),)


def told_in(error: PerfevalError, name: str, evaluation: Evaluation) -> PerfevalError:
    """An error about the profile that a document names, or does not, as an error of that document, with its line."""
    is_own = isinstance(error, ProfileError) and error.source in (evaluation.profile, evaluation.profile[:40])
    if isinstance(error, InputError) and not error.source:
        is_own = True
    if not is_own or not isinstance(error, (InputError, ProfileError)):
        return error
    if any(problem.path != "profile" for problem in error.problems):  # the file of the profile is there, but wrong
        return ProfileError(error.problems, f"{name} 的评分规则 {error.source}")
    with suppress(OSError, InputError):
        return InputError(with_lines(error.problems, decode(read_file(name))), name)
    return InputError(error.problems, name)


def is_filed(data: bytes, name: str = "") -> bool:
    """Whether these are the bytes of a filed form and no document's, by what they begin with or by the file's name."""
    return data.startswith(_FILED) or name.lower().endswith(_ENDINGS)


def filed_forms(data: bytes, name: str) -> tuple[Filed, ...]:
    """The forms in the bytes of an Office file or PDF; the readers are imported only here."""
    from perfeval.read.files.office import forms

    return forms(data, name)
