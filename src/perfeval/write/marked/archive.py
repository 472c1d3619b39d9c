"""A copy of an Office file in which some parts differ: all others have the same bytes, names, dates and order."""

import posixpath
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from perfeval.read.files.guard import Package
from perfeval.write.marked.parts import XmlPart

TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_OLDEST = (1980, 1, 1, 0, 0, 0)


class Copy:
    """The file being copied: parts that are edited, parts that are new, parts that are left out."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._parts = dict[str, XmlPart]()
        self._new = dict[str, bytes]()
        self._gone = set[str]()

    def part(self, name: str) -> XmlPart:
        """A part to be edited."""
        name = self._real(name)
        if name not in self._parts:
            self._parts[name] = XmlPart(self._new.get(name) or self.package.archive.read(name))
        return self._parts[name]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self.package.names or name in self._new

    def content(self, name: str) -> bytes:
        """A part that is no XML to be parsed, as it stands by now."""
        return self._new.get(self._real(name)) or self.package.archive.read(self._real(name))

    def put(self, name: str, data: bytes) -> None:
        """A part anew, or in place of what stood there."""
        self._new[self._real(name)] = data

    def drop(self, name: str) -> None:
        """Leave a part out, with what says of which kind it is."""
        types = self.part(TYPES)
        for entry in types.root.children("Override"):
            if entry.get("PartName", "").lower() == f"/{name}".lower():
                types.replace(entry, "")
        self._gone.add(self._real(name))

    def free(self, pattern: str) -> str:
        """The first name of the pattern that no part has: ``xl/comments{}.xml``."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def kind(self, name: str, content: str) -> None:
        """Say of which kind a new part is."""
        types = self.part(TYPES)
        tag = types.tag("Override")
        types.append(types.root, f'<{tag} PartName="/{name}" ContentType="{content}"/>')

    def ending(self, ending: str, content: str) -> None:
        """Say of which kind parts with this ending are, where nothing says so yet."""
        types = self.part(TYPES)
        if all(entry.get("Extension", "").lower() != ending for entry in types.root.children("Default")):
            tag = types.tag("Default")
            types.prepend(types.root, f'<{tag} Extension="{ending}" ContentType="{content}"/>')

    def related(self, name: str, kind: str) -> tuple[str, str] | None:
        """Id and part of the first relation of that kind that a part has, such as ``comments``."""
        relations = _relations(name)
        if not self.has(relations):
            return None
        for entry in self.part(relations).root.children("Relationship"):
            if entry.get("Type", "").rpartition("/")[2] == kind and entry.get("TargetMode") != "External":
                return entry.get("Id", ""), _target(name, entry.get("Target", ""))
        return None

    def relate(self, name: str, kind: str, other: str) -> str:
        """A new relation from one part to another; its id."""
        relations = _relations(name)
        if not self.has(relations):
            self.put(relations, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE}relationships"></Relationships>'.encode())  # fmt: skip
        part = self.part(relations)
        taken = {entry.get("Id") for entry in part.root.children("Relationship")}
        number = len(taken) + 1
        while (reference := f"rIdMark{number}{kind[:1]}") in taken:
            number += 1
        base = _STRICT if self.is_strict else _OFFICE
        target = quoteattr(posixpath.relpath(other, posixpath.dirname(name)))
        tag = part.tag("Relationship")
        part.append(part.root, f'<{tag} Id="{reference}" Type="{base}/{kind}" Target={target}/>')
        return reference

    def unrelate(self, name: str, kind: str) -> str:
        """Take away the relation of that kind; the part that it led to, empty where there was none."""
        for entry in self.part(_relations(name)).root.children("Relationship") if self.has(_relations(name)) else ():
            if entry.get("Type", "").rpartition("/")[2] == kind:
                self.part(_relations(name)).replace(entry, "")
                return _target(name, entry.get("Target", ""))
        return ""

    @property
    def is_strict(self) -> bool:
        """Whether the file is of the strict kind, whose namespaces are others."""
        return b"purl.oclc.org/ooxml" in self.package.archive.read(self._real(_MAIN[self.package.kind]))

    @property
    def office(self) -> str:
        """The namespace of references to relations."""
        return _STRICT if self.is_strict else _OFFICE

    def written(self) -> bytes:
        """The bytes of the copy."""
        whole = BytesIO()
        old = self.package.archive.infolist()
        with ZipFile(whole, "w") as file:
            for info in old:
                if info.filename in self._gone:
                    continue
                data = self._changed(info.filename)
                entry = _entry(info.filename, info.date_time, info.compress_type)
                entry.external_attr = info.external_attr
                file.writestr(entry, self.package.archive.read(info) if data is None else data)
            known = {info.filename for info in old}
            for name in self._new:
                if name not in known:
                    file.writestr(_entry(name, _OLDEST, ZIP_DEFLATED), self._changed(name) or b"")
        return whole.getvalue()

    def _changed(self, name: str) -> "bytes | None":
        if name in self._parts:
            return self._parts[name].edited()
        return self._new.get(name)

    def _real(self, name: str) -> str:
        return self.package.names.get(name.lower(), name)


_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def _relations(name: str) -> str:
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def _target(name: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _entry(name: str, date: tuple[int, int, int, int, int, int], compression: int) -> ZipInfo:
    entry = ZipInfo(name, date)
    entry.compress_type, entry.create_system = compression, 3
    return entry
