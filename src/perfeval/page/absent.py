"""What the readers of PDF import and never use here: stood in for in a browser, where these packages would weigh more than all else.

pdfplumber imports Pillow to draw pages, which we do not ask of it; pdfminer imports cryptography for locked files, which pdfium has
unlocked before, and charset_normalizer for names in no known encoding.
"""

import sys
from types import ModuleType
from typing import Any, NoReturn

NAMES = (
    "PIL",
    "PIL.Image",
    "PIL.ImageDraw",
    "charset_normalizer",
    "cryptography",
    "cryptography.hazmat",
    "cryptography.hazmat.backends",
    "cryptography.hazmat.primitives",
    "cryptography.hazmat.primitives.ciphers",
)


class _Absent:
    """A name of a package that is not here: it can be imported and written into a signature, and not be used."""

    def __init__(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError("not in the page")


class _Package(ModuleType):
    """A package whose every name is absent."""

    __path__: list[str] = []  # noqa: RUF012  # as of a package

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent


def install() -> None:
    """Stand in for each of these packages that is not there."""
    for name in NAMES:
        sys.modules.setdefault(name, _Package(name))
