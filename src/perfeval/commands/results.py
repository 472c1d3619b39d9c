"""Whether a file is a result that perfeval wrote: such a file in a folder is no filing, and may be written anew."""

from perfeval.read.files import guard
from perfeval.read.files.filed import MAX_FILE
from perfeval.read.files.kinds import RESULT_MARK, kind_of
from perfeval.trees.sources import read_file

_HEAD = 4096


def is_result(path: str) -> bool:
    """Whether a file is a report, a summary, or results as lines of JSON, text or CSV. One form that was printed is a filing."""
    try:
        head = read_file(path, _HEAD)
    except OSError:
        return False
    return kind_of(head, path) in ("report", "text") or (head.startswith(b"PK") and is_own_workbook(path))


def is_own_workbook(path: str) -> bool:
    """Whether an Office file bears our mark among its keywords."""
    try:
        properties = guard.check(read_file(path, MAX_FILE)).xml("docprops/core.xml")
    except Exception:  # no sound Office file
        return False
    return properties is not None and RESULT_MARK in "".join(properties.itertext())
