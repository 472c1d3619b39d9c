"""The streams of an old Office file (.doc, .xls, .wps, .et: a compound file), read with bounds: chains that end, sizes that fit."""

import struct
from array import array
from collections.abc import Mapping

from attrs import frozen

from perfeval.read.files.guard import refuse_file

_END, _FREE, _HEADER, _ENTRY, MAX_ENTRIES = 0xFFFFFFFA, 0xFFFFFFFF, 512, 128, 4096
_BROKEN = ("文件已损坏，打不开", "能用 Office 打开的文件", "请用 Word、Excel 或 WPS 打开后另存一份")


@frozen
class _Stream:
    start: int
    size: int


@frozen(eq=False)
class Compound:
    """A compound file: its streams by name."""

    data: bytes
    shift: int
    fat: "array[int]"
    mini_fat: "array[int]"
    mini: bytes
    cutoff: int
    streams: Mapping[str, _Stream]

    @property
    def kind(self) -> str:
        """What program's file it is: ``encrypted``, ``doc``, ``xls``, ``ppt`` or empty."""
        names = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
        slides = ("PowerPoint Document", "ppt")
        return next((kind for name, kind in (*names, slides) if name in self.streams), "")

    @property
    def has_macros(self) -> bool:
        """Whether a project of Visual Basic is in it."""
        return "_VBA_PROJECT" in self.streams

    def read(self, name: str) -> bytes:
        """The bytes of a stream, as many as it says."""
        stream = self.streams[name]
        if stream.size >= self.cutoff:
            return _chain(self.data, stream.start, self.fat, self.shift, _HEADER)[: stream.size]
        return _chain(self.mini, stream.start, self.mini_fat, 6, 0)[: stream.size]


def open_compound(data: bytes) -> Compound:
    """The compound file in these bytes; InputError where its tables contradict each other."""
    try:
        return _opened(data)
    except (struct.error, ValueError, IndexError):
        refuse_file(*_BROKEN)


def _opened(data: bytes) -> Compound:
    (shift,) = struct.unpack_from("<H", data, 30)
    (directory,) = struct.unpack_from("<I", data, 48)
    cutoff, mini_start = struct.unpack_from("<II", data, 56)
    if shift not in (9, 12):
        refuse_file(*_BROKEN)
    sectors = (len(data) - _HEADER >> shift) + 1
    fat = array("I")
    for place in _fat_places(data, shift, sectors):
        fat.frombytes(_sector(data, place, shift))
    mini_fat = array("I")
    raw = _chain(data, mini_start, fat, shift, _HEADER) if mini_start < _END else b""
    mini_fat.frombytes(raw[: len(raw) & ~3])
    entries = _chain(data, directory, fat, shift, _HEADER)
    if len(entries) > MAX_ENTRIES * _ENTRY:
        refuse_file(f"文件里的部分超过 {MAX_ENTRIES} 个", code="out-of-bounds")
    streams, mini = dict[str, _Stream](), b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        kind = entries[at + 66]
        start, size = struct.unpack_from("<II", entries, at + 116)
        if kind == 5 and start < _END:
            mini = _chain(data, start, fat, shift, _HEADER)[:size]
        elif kind == 2 and 2 <= length <= 64:
            name = entries[at : at + length - 2].decode("utf-16-le", "replace")
            streams.setdefault(name, _Stream(start, size))
    return Compound(data, shift, fat, mini_fat, mini, cutoff, streams)


def _fat_places(data: bytes, shift: int, sectors: int) -> list[int]:
    """Where the parts of the allocation table stand: 109 in the header, the rest in a chain of lists."""
    (count,) = struct.unpack_from("<I", data, 44)
    following, lists = struct.unpack_from("<II", data, 68)
    places = list(struct.unpack_from("<109I", data, 76))
    width = (1 << shift) // 4
    while following < _END and lists and len(places) <= sectors:
        part = struct.unpack(f"<{width}I", _sector(data, following, shift))
        places += part[:-1]
        following, lists = part[-1], lists - 1
    return [place for place in places[:count] if place < _END][:sectors]


def _sector(data: bytes, place: int, shift: int) -> bytes:
    at = _HEADER + (place << shift) if shift == 9 else (place + 1) << shift
    found = data[at : at + (1 << shift)]
    if len(found) < 1 << shift:
        found = found.ljust(1 << shift, b"\xff") if found else refuse_file(*_BROKEN)
    return found


def _chain(data: bytes, start: int, fat: "array[int]", shift: int, header: int) -> bytes:
    """What a chain of sectors holds; one that is longer than the file turns in a circle."""
    pieces, place, most = list[bytes](), start, (len(data) >> shift) + 2
    while place < _END:
        if place >= len(fat) or len(pieces) > most:
            refuse_file(*_BROKEN)
        at = place << shift
        pieces.append(_sector(data, place, shift) if header else data[at : at + (1 << shift)])
        place = fat[place]
    return b"".join(pieces)
