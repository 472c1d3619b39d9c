"""An Office Open XML file from its parts: which part is of which kind, how one gets to it, and the zip around them."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {"blank": "header", "heads": "header", "document": "officeDocument"}
"""Of parts that are not called by their kind."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same parts give the same bytes."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def package(parts: Mapping[str, Element], title: str, keywords: str = "") -> bytes:
    """The bytes of a Word document of these parts; a part is referred to by its name without folder and ending."""
    parts = {**parts, "docProps/core.xml": _properties(title, keywords)}
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as file:
        for name, part in (_plumbing(parts) | parts).items():
            entry = ZipInfo(name, _OLDEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            file.writestr(entry, _DECLARATION + tostring(part, "unicode"))
    return whole.getvalue()


def _properties(title: str, keywords: str) -> Element:
    names = {"xmlns:cp": _PACKAGE + "metadata/core-properties", "xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    root = Element("cp:coreProperties", names)
    SubElement(root, "dc:title").text = title
    if keywords:
        SubElement(root, "cp:keywords").text = keywords
    return root


def _plumbing(parts: Iterable[str]) -> dict[str, Element]:
    """Which part is of which kind, and how to get to it."""
    types = Element("Types", {"xmlns": _PACKAGE + "content-types"})
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        SubElement(types, "Default", {"Extension": ending, "ContentType": kind})
    top, inner = (Element("Relationships", {"xmlns": _PACKAGE + "relationships"}) for _ in range(2))
    for part in parts:
        name = part.rpartition("/")[2].removesuffix(".xml")
        kind = name.rstrip("0123456789")
        kind = _KINDS.get(kind, kind)
        content, relation = _WORD + f"{kind}+xml", _RELATION + kind
        if kind == "officeDocument":
            content = _WORD + "document.main+xml"
        elif kind == "core":
            content = "application/vnd.openxmlformats-package.core-properties+xml"
            relation = _PACKAGE + "relationships/metadata/core-properties"
        SubElement(types, "Override", {"PartName": f"/{part}", "ContentType": content})
        is_top = kind in ("officeDocument", "core")
        target = part if is_top else part.removeprefix("word/")
        SubElement(top if is_top else inner, "Relationship", {"Id": name, "Type": relation, "Target": target})
    return {"[Content_Types].xml": types, "_rels/.rels": top, "word/_rels/document.xml.rels": inner}
