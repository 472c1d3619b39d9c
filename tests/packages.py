"""Office files as the parts that they are made of: to compare two, and to make odd ones out of plain ones."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def parts(data: bytes) -> dict[str, bytes]:
    """The parts by their names, in order."""
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def rebuilt(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The file with its parts changed in place by a function."""
    found, whole = parts(data), BytesIO()
    change(found)
    with ZipFile(whole, "w", ZIP_DEFLATED) as file:
        for name, part in found.items():
            file.writestr(name, part)
    return whole.getvalue()


def swapped(data: bytes, name: str, *pairs: tuple[str, str]) -> bytes:
    """The file with texts of one part replaced; each has to be there."""

    def change(found: dict[str, bytes]) -> None:
        for old, new in pairs:
            assert old.encode() in found[name], old
            found[name] = found[name].replace(old.encode(), new.encode())

    return rebuilt(data, change)
