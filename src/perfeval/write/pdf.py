"""The official forms as PDF, on a new page each, set by Typst from the source in ``form.typ``.

Needs the extra ``perfeval[pdf]``. A document's texts go to Typst as data, never as source, and nothing is fetched: the
fonts are those of the system.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import asdict

from perfeval.scoring.results import Scorecard
from perfeval.tables.grid import GridCell
from perfeval.write import layout as office
from perfeval.write.layout import Printed, laid_out

if TYPE_CHECKING:
    from typst import Fonts

FALLBACKS = (
    "SimSun",
    "Songti SC",
    "STSong",
    "FangSong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
)
"""What stands in, in this order, for a font that the system does not have."""
_WORD = re.compile("[!-~]{3,}")
_EDGE = 28.0
"""How far the heads of further pages keep off the edge of the paper: 1 cm."""


def pages(cards: Sequence[Scorecard], font: str = office.FONT) -> bytes:
    """The PDF's bytes. Raises MissingExtraError without Typst."""
    try:
        import typst
    except ImportError:
        raise office.MissingExtraError("pdf 格式", "typst", "pdf") from None
    forms = laid_out(cards)
    data = {
        "title": office.file_title(forms),
        "fonts": list(dict.fromkeys((font, office.OTHER_NAMES.get(font, font), *FALLBACKS))),
        "title-size": office.TITLE_SIZE,
        "note-size": office.NOTE_SIZE,
        "leading": office.LINE - 1,
        "page-numbers": office.PAGE_NUMBERS,
        "forms": [_form(form) for form in forms],
    }
    source = files("perfeval.write").joinpath("form.typ").read_bytes()
    # untagged, for tags would tell the columns without width as cells
    return typst.compile(source, sys_inputs={"data": json.dumps(data)}, font_paths=_system_fonts(), pdf_tags=False)


@cache
def _system_fonts() -> "Fonts":
    """To look for them takes longer than to set a form: once a process."""
    import typst

    return typst.Fonts()


def _form(form: Printed) -> dict[str, Any]:
    heads = form.running_heads
    top = office.TOP if form.pages <= office.ONE_PAGE else max(office.TOP, sum(heads.heights) + _EDGE)
    return {
        "title": form.grid.title,
        "size": form.size,
        "padding": (office.PADDING, form.padding),
        "margins": (top, office.SIDE, office.BOTTOM),
        "widths": form.widths,
        "cells": [_cell(form, cell) for cell in form.grid.cells],
        "running-heads": [_cell(heads, cell) for cell in heads.grid.cells],
        "running-struts": _struts(heads),
        "struts": _struts(form),
        "kept": list(_kept(form)),
        "head": next(iter(form.grid.heads), None),
        "notes": office.grid_notes(form.grid),
    }


def _struts(form: Printed) -> list[dict[str, float]]:
    """The heights of the rows that are not broken over pages."""
    return [{"row": row, "height": height} for row, height in enumerate(form.heights) if not form.may_break(row)]


def _cell(form: Printed, cell: GridCell) -> dict[str, Any]:
    room = sum(form.widths[cell.col : cell.col + cell.cols]) - 2 * office.PADDING
    text = _WORD.sub(lambda match: _may_break(match[0], room / form.size), cell.text)
    breakable = form.may_break(cell.row) or cell.rows > 1
    return asdict(cell) | {"text": text, "tall": form.goes_on(cell), "breakable": breakable}


def _may_break(word: str, room: float) -> str:
    """A word or address with a zero-width space wherever it may be broken, if it is wider than the cell, in ems."""
    width = sum(1 if char.isupper() or char in "mw@%&" else 0.6 for char in word)
    return "\u200b".join(word) if width > room else word


def _kept(form: Printed) -> Iterator[dict[str, int]]:
    """Rows that stay on a page together: the first of each group, and how many they are."""
    for first in sorted(form.kept - {row + 1 for row in form.kept}):
        rows = next(count for count in range(1, len(form.kept) + 2) if first + count not in form.kept) + 1
        yield {"row": first, "rows": rows}
