"""What stands in for packages that the page does without: it can be imported, and not be used."""

import subprocess
import sys
from types import ModuleType

import pytest

from perfeval.page.absent import NAMES, install


def test_readers_of_pdf_are_imported_without_the_packages() -> None:
    """In a Python that has none of them; what uses a picture or a cipher says that it is not there."""
    pytest.importorskip("pdfplumber")
    program = (
        "import sys\n"
        "from perfeval.page import absent\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in {one.partition('.')[0] for one in absent.NAMES}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        "absent.install()\n"
        "import pdfplumber, pdfminer.pdfdocument\n"
        "from PIL import Image\n"
        "try: Image()\n"
        "except NotImplementedError: print('absent')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "absent\n" == done.stdout, done.stderr


def test_what_is_there_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that has been imported is not hidden."""
    there = ModuleType("there")
    for name in NAMES:
        monkeypatch.setitem(sys.modules, name, there)
    install()
    assert {there} == {sys.modules[name] for name in NAMES}
