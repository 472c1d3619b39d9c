"""A zip of files: each one's name and bytes, one at a time, an archive in the archive included; bounded."""

import zipfile
from collections.abc import Iterator

from perfeval.errors import InputError
from perfeval.read.files.filed import MAX_FILE
from perfeval.read.files.guard import Package, check, refuse_file
from perfeval.read.files.kinds import is_passed_over

MAX_MEMBERS, MAX_INSIDE = 200, 1
"""Files in an archive, and how many archives may stand around one that is looked into."""


def members(package: Package, inside: int = 0) -> Iterator[tuple[str, bytes | InputError]]:
    """The files of an archive by name, or why one cannot be unpacked; what no person put there is passed over."""
    infos = [info for info in package.archive.infolist() if not info.is_dir()]
    infos = [info for info in infos if not any(map(is_passed_over, _name(info).split("/")))]
    infos = [info for info in infos if not _name(info).startswith("__MACOSX/")]
    if len(infos) > MAX_MEMBERS:
        refuse_file(f"压缩包里有 {len(infos)} 个文件", f"最多 {MAX_MEMBERS} 个", "请分成几个压缩包", "out-of-bounds")
    for info in sorted(infos, key=_name):
        name = _name(info)
        try:
            if info.file_size > MAX_FILE:
                refuse_file(f"文件超过 {MAX_FILE >> 20} MB", "一份自评表或报告的大小", code="too-large")
            data = package.read(info.filename)
            inner = check(data) if data.startswith(b"PK") else None
            if inner is None or inner.kind != "zip":
                yield name, data
            elif inside >= MAX_INSIDE:
                refuse_file("压缩包里的压缩包里还有压缩包", hint="请先解压", code="unsupported-archive")
            else:
                yield from ((f"{name}/{below}", found) for below, found in members(inner, inside + 1))
        except InputError as error:
            yield name, error


def _name(info: zipfile.ZipInfo) -> str:
    """A name as it was given: where the zip does not say UTF-8, it is what Chinese Windows writes."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
