"""Documents and filed forms into the model."""

from os import PathLike, fspath
from os.path import dirname, join

from attrs import evolve

from perfeval.errors import InputError, Problem
from perfeval.model import Evaluation
from perfeval.read.document import to_evaluation
from perfeval.read.locate import with_lines
from perfeval.trees import read_file, read_tree, why

__all__ = ["load", "loads"]


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
        raise InputError(with_lines(error.problems, shown), source) from None


def load(path: str | PathLike[str]) -> Evaluation:
    """An evaluation from a TOML or JSON file; a profile given as a relative path is taken from the file's folder.

    Raises InputError: a file that cannot be opened, or every mistake in it at once.
    """
    name = fspath(path)
    try:
        data = read_file(name)
    except OSError as error:
        raise InputError([Problem("", f"打不开：{why(error)}", "可读的 TOML 或 JSON 文件")], name) from None
    evaluation = loads(data, source=name)
    if evaluation.profile.endswith(".toml"):
        return evolve(evaluation, profile=join(dirname(name), evaluation.profile))
    return evaluation
