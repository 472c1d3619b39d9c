"""Packs Python for the page, inside Pyodide: the standard library and the packages as byte code, in stored zips without dates.

Run by build.mjs, with `/in` (wheels/, perfeval/, python_stdlib.zip) and `/out` mounted. Pyodide compiles for itself, so that the byte code
has its own magic number and no Python is needed on the machine that builds.
"""

import ast
import io
import json
import marshal
import os
import re
import zipfile
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path

WHEELS = sorted(name for name in os.listdir("/in/wheels") if name.endswith(".whl"))
LATER = ("platformdirs", "xlsxwriter", "pint", "flexcache", "flexparser", "xlrd")
"""Packages that the first table does without: opened once Python stands."""
PDF = ("pdfminer", "pdfplumber", "pypdfium2")
"""Packages for PDF alone: unpacked with the first one."""
CMAPS = ("to-unicode-Adobe-GB1", "UniGB-UCS2", "UniGB-UTF16", "GB")
"""Which tables of characters a PDF of mainland China names: those that PDF knows by name for GB1."""
DOCUMENTED = ("perfeval/auditing/rules/", "pyodide/", "_pyodide/")
"""What reads its own docstrings."""
UNTYPED = ("jinja2/", "markupsafe/", "pdfminer/", "pdfplumber/", "perfeval/", "rich/")
"""Whose functions nobody asks for the types that they name; those of fields stay."""
RICH = (
    "rich/__init__.py",
    "rich/cells.py",
    "rich/_extension.py",
    "rich/_unicode_data/_",
    "rich/_unicode_data/unicode17",
)
"""All that perfeval uses of rich here: how wide a text is."""
UNUSED = (
    "cattrs/preconf/", "jinja2/ext.py", "jinja2/meta.py", "jinja2/nativetypes.py", "jinja2/sandbox.py",
    "perfeval/batch/", "perfeval/commands/", "perfeval/__main__.py", "pint/pint_convert.py", "pint/testsuite/",
    "platformdirs/android.py", "platformdirs/macos.py", "platformdirs/windows.py", "pypdfium2/_cli/", "pypdfium2_cli/",
)  # fmt: skip
"""What no request comes to."""
LICENCE = re.compile(r"\.dist-info/(.*/)?(licenses/.+|(LICEN[CS]E|COPYING|NOTICE)[^/]*)$", re.IGNORECASE)
UNUSED_STDLIB = tuple(Path("/in/stdlib-unused.txt").read_text(encoding="ascii").split())
UNCHECKED = (1).to_bytes(4, "little")
"""Says of byte code that it is by a hash of its source, which is not looked at."""


def wheels() -> Iterator[tuple[str, bytes]]:
    """Every file of every wheel, under its path."""
    for name in WHEELS:
        with zipfile.ZipFile(f"/in/wheels/{name}") as wheel:
            for entry in sorted(wheel.namelist()):
                if not entry.endswith("/"):
                    yield entry, wheel.read(entry)


def perfeval() -> Iterator[tuple[str, bytes]]:
    """Every file of the package, under its path."""
    for folder, folders, names in os.walk("/in/perfeval"):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                yield path.removeprefix("/in/"), file.read()


def group(path: str) -> str:
    """Which archive a file belongs to; empty where it is left out."""
    name = path.rpartition("/")[2]
    if ".dist-info/" in path:
        return ""  # licences are collected by build.mjs
    if path.endswith((".pyi", ".c", ".typed", "RECORD")) or path.startswith(UNUSED) or "markupsafe/_speedups" in path:
        return ""
    if path.startswith("rich/") and not path.startswith(RICH):
        return ""
    if path.startswith("pdfminer/cmap/") and not name.startswith(CMAPS):
        return ""
    return "pdf" if path.startswith(PDF) else "later" if path.startswith(LATER) else "packages"


def compiled(path: str, data: bytes) -> tuple[str, bytes]:
    """A source file as byte code that is never held against its source; any other file as it is."""
    if not path.endswith(".py"):
        return path, data
    tree = ast.parse(data)
    if not path.startswith(DOCUMENTED):
        strip(tree)
    if path.startswith(UNTYPED):
        untype(tree)
    code = compile(tree, path, "exec", dont_inherit=True, optimize=0)
    return f"{path}c", MAGIC_NUMBER + UNCHECKED + bytes(8) + marshal.dumps(code)


def strip(tree: ast.AST) -> None:
    """Empty every docstring; it stays a text, for some modules take theirs apart."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(
            node
        ):
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            first.value = ast.copy_location(ast.Constant(""), first.value)


def untype(tree: ast.AST) -> None:
    """Take the types out of every function's head: each is a function of its own to Python, which would be made and never called."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None


def pack(name: str, files: list[tuple[str, bytes]]) -> None:
    """A stored zip, which the page compresses as a whole."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files):
            archive.writestr(zipfile.ZipInfo(path), data)
    with open(f"/out/{name}.zip", "wb") as file:
        file.write(whole.getvalue())


def stdlib() -> list[tuple[str, bytes]]:
    """The standard library without what no request comes to."""
    with zipfile.ZipFile("/in/python_stdlib.zip") as archive:
        every = [name for name in archive.namelist() if not name.endswith("/") and not name.startswith(UNUSED_STDLIB)]
        return [compiled(name, archive.read(name)) for name in every]


def licences() -> None:
    """The licences of each wheel, in their own words."""
    os.mkdir("/out/licences")
    for name in WHEELS:
        with zipfile.ZipFile(f"/in/wheels/{name}") as wheel:
            every = [one for one in sorted(wheel.namelist()) if LICENCE.search(one) and not one.endswith("/")]
            texts = dict.fromkeys(wheel.read(one).decode("utf-8", "replace").strip() for one in every)
        if not texts:
            raise SystemExit(f"no licence in {name}")
        with open(f"/out/licences/{' '.join(name.split('-')[:2])}", "w", encoding="utf-8") as file:
            file.write("\n\n".join(texts))


def main() -> None:
    """Write the archives, and say how large what in them is."""
    licences()
    groups: dict[str, list[tuple[str, bytes]]] = {"stdlib": stdlib()}
    for path, data in (*wheels(), *perfeval()):
        if chosen := group(path):
            groups.setdefault(chosen, []).append(compiled(path, data))
    sizes: dict[str, dict[str, int]] = {}
    for name, files in groups.items():
        pack(name, files)
        for path, data in files:
            top = path.split("/")[0]
            sizes.setdefault(name, {})[top] = sizes.setdefault(name, {}).get(top, 0) + len(data)
    with open("/out/sizes.json", "w", encoding="utf-8") as file:
        json.dump(sizes, file)


main()
