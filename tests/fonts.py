"""Whether tables can be printed as PDF on this machine."""

import pytest

from perfeval.write.pdf import FALLBACKS


def needs_chinese_font() -> None:
    """Skip where no font for Chinese is installed, as on a fresh machine: a PDF would show none of it."""
    typst = pytest.importorskip("typst")
    if not {*FALLBACKS} & {*typst.Fonts().families()}:
        pytest.skip("needs a Chinese font on this machine, such as the package fonts-noto-cjk")
