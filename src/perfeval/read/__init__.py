"""Documents and filed forms into the model.

In: a path, a text or bytes. Out: an `Evaluation`, or with `load_forms` each form of a file with the place of every value. `document.py` reads
what is written for perfeval; `files/` and then `forms/` read what a unit filed. Open `document.py` first.
"""

from collections.abc import Sequence
from contextlib import suppress
from os import PathLike, fspath
from os.path import dirname, join
from typing import TYPE_CHECKING

from attrs import evolve

from perfeval.errors import InputError, PerfevalError, Problem, ProfileError
from perfeval.forms.model import Evaluation
from perfeval.read.document import to_evaluation
from perfeval.read.files.filed import MAX_FILE, Filed, Origin, Unread
from perfeval.read.files.kinds import DOCUMENT, is_office_name, is_passed_over, kind_of
from perfeval.read.locate import with_lines
from perfeval.trees.sources import Encoding, Tree, decode, decoded, parsed, read_file, why

if TYPE_CHECKING:
    from perfeval.read.files.guard import Package

__all__ = [
    "Filed", "Origin", "Unread", "filed_forms", "is_filed", "is_passed_over", "kind_of", "load", "load_forms", "loads", "only", "told_in",
]  # fmt: skip


def loads(text: str | bytes, *, source: str = "", folder: str | PathLike[str] = "") -> Evaluation:
    """An evaluation from the text of a document, TOML or JSON.

    `source` names the document in errors; a profile that it gives as a relative path is taken from `folder` (else from the
    working directory), and may not lie outside. Raises InputError with every mistake at once.

    >>> loads('[project]\\nname = "乡村振兴"\\n[execution]\\nbudget = "500万元"').execution.budget.value
    Fraction(500, 1)
    """
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    return _beside(_document(data, source)[0], fspath(folder))


def _document(data: bytes, source: str) -> tuple[Evaluation, Encoding]:
    """The evaluation, and the encoding that it is written in."""
    try:
        shown, encoding = decoded(data)
        tree = parsed(shown)
        if {"clauses", "sources"} <= tree.keys():
            hint = "请用 --profile 写明它"
            found = "这是评分规则文件，不是自评表"
            raise InputError([Problem("", found, "自评表", hint, code="unsupported-profile")])
    except InputError as error:
        raise InputError(error.problems, source) from None
    try:
        evaluation, problems = to_evaluation(tree), list[Problem]()
    except InputError as error:
        evaluation, problems = None, [*error.problems, *_unknown_profile(tree)]
    if evaluation and evaluation.profile.endswith(".toml"):
        problems += _unknown_profile(tree)
    if evaluation is None or problems:
        raise InputError(with_lines(problems, shown), source)
    return evaluation, encoding


def _beside(evaluation: Evaluation, folder: str) -> Evaluation:
    """The same, its rules' own file looked for in a folder."""
    return (
        evolve(evaluation, profile=join(folder, evaluation.profile))
        if evaluation.profile.endswith(".toml")
        else evaluation
    )


def _is_beside(path: str) -> bool:
    """Whether a path stays in the folder of the document that names it, or below: none from the root, a drive or a parent.

    >>> [_is_beside(path) for path in ("own.toml", "规则/own.toml", "../own.toml", "/own.toml", "C:own.toml", "\\\\\\\\a\\\\own.toml")]
    [True, True, False, False, False, False]
    """
    parts = path.replace("\\", "/").split("/")
    return bool(parts[0]) and ":" not in parts[0] and ".." not in parts


def _unknown_profile(tree: Tree) -> tuple[Problem, ...]:
    """That no shipped profile has the id, or that its file is elsewhere, told with a document's other mistakes; alone it waits for the scoring."""
    from perfeval.profiles import load_profile  # with its classes: only where there is something to tell

    name = tree.get("profile")
    if not isinstance(name, str) or not name:
        return ()
    if name.endswith(".toml"):
        if _is_beside(name):
            return ()
        hint = "请把规则文件放到自评表旁边；或删去这一行，用 --profile 指定"
        found = f"规则文件“{name[:40]}”不在自评表所在的文件夹里"
        return (Problem("profile", found, "同一个文件夹（或其下）的 .toml 文件", hint, code="profile-elsewhere"),)
    try:
        load_profile(name)
    except ProfileError as error:
        return error.problems
    return ()


def load(path: str | PathLike[str]) -> Evaluation:
    """An evaluation from a TOML or JSON file, or from a filed form that stands alone in its file (see `load_forms`).

    A profile given as a relative path is taken from the file's folder. Raises InputError: a file that cannot be opened,
    every mistake in it at once, or several forms in one file, which `load_forms` gives.
    """
    return only(load_forms(path), fspath(path)).evaluation


def only(forms: Sequence[Filed], name: str) -> Filed:
    """The form that stands alone in its file; InputError where there are several."""
    if len(forms) > 1:
        names = "、".join(form.evaluation.name for form in forms)
        found = f"文件里有 {len(forms)} 张自评表（{names}）"
        hint = "请先用 perfeval read 把它们各存成一个文件"
        raise InputError([Problem("", found, "一张", hint, code="several-forms")], name)
    return forms[0]


def load_forms(source: str | PathLike[str] | bytes, *, name: str = "") -> tuple[Filed, ...]:
    """The forms of a file, given by its path or as bytes with a name; see `perfeval.load_forms`."""
    if isinstance(source, bytes):
        return _forms(source, name)
    name = fspath(source)
    try:
        data = read_file(name, MAX_FILE)
    except OSError as error:
        raise InputError([Problem("", f"打不开：{why(error)}", "可读的文件", code="cannot-open")], name) from None
    return _forms(data, name)


def _forms(data: bytes, name: str) -> tuple[Filed, ...]:
    """The forms of a file, or of the files in a zip."""
    if is_filed(data, name):
        return filed_forms(data, name)
    evaluation, encoding = _document(data, name)
    evaluation = _beside(evaluation, dirname(name))
    told = f"文件是 {encoding} 编码，已照此读入；建议在编辑器里另存为 UTF-8"
    return (Filed(evaluation, notes=() if encoding == "UTF-8" else (told,)),)


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
    """Whether these are the bytes of a filed form, or of nothing that is read, and no document's."""
    return kind_of(data, name) != DOCUMENT or is_office_name(name)


def filed_forms(data: bytes, name: str) -> tuple[Filed, ...]:
    """The forms in the bytes of an Office file, a PDF or a zip of them; the readers are imported only here."""
    from perfeval.read.files.office import archive_of, forms

    package = archive_of(data, name)
    return forms(data, name) if package is None else _inside(package, name)


def _inside(package: "Package", name: str) -> tuple[Filed, ...]:
    """The forms of every file in a zip; a file that cannot be read is told with the first form, or in the error if there is none."""
    from perfeval.read.files.archive import members

    found, problems = list[Filed](), list[Problem]()
    try:
        for member, data in members(package):
            try:
                if isinstance(data, InputError):
                    raise data
                found += [form.inside(name, member) for form in _forms(data, member)]
            except InputError as error:
                problems += [evolve(p, path=f"{member}：{p.path}".removesuffix("：")) for p in error.problems[:1]]
    except InputError as error:
        raise InputError(error.problems, name) from None
    if not found:
        nothing = Problem("", "压缩包里没有自评表", "装有自评表的压缩包", code="no-form")
        raise InputError(problems or [nothing], name)
    unread = [
        Unread(Origin(name, member=p.path), "", p.found, p.code)
        for p in problems
        if not p.code.startswith("unsupported")
    ]
    return (evolve(found[0], unread=(*found[0].unread, *unread)), *found[1:])
