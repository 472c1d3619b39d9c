"""A part of an Office file as bytes that stay as they are, and a tree that knows where each element stands in them.

An edit names an element and says what comes before, behind, into it or in its place. All other bytes are handed on as they
were: no namespace, no order of attributes, no blank is written anew.
"""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from perfeval.read.files.guard import refuse_file
from perfeval.write.layout import clean

_START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_DECLARED = re.compile(r"""(<\?xml[^>]*encoding=["'])[^"']*""")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Node(Element):
    """An element; `start` and `close` are the offsets of its start tag and of its end tag.

    Names are ``{prefix}name`` as they are written, not as their namespaces say.
    """

    start = close = 0

    @property
    def name(self) -> str:
        """The name without its prefix."""
        return self.tag.rpartition("}")[2]

    @property
    def written(self) -> str:
        """The name as it is written, with its prefix."""
        return self.tag[1:].replace("}", ":") if self.tag.startswith("{") else self.tag

    def first(self, name: str) -> "Node | None":
        """The first child of that name, whatever its prefix."""
        return next((child for child in self.children() if child.name == name), None)

    def children(self, *names: str) -> "list[Node]":
        """The children of these names, all without any."""
        return [child for child in self if isinstance(child, Node) and (not names or child.name in names)]


class XmlPart:
    """One XML part that was checked before, with the edits to it."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_UTF_16):
            data = _DECLARED.sub(r"\1UTF-8", data.decode("utf-16")).encode()
        self.data = data
        self.root = _tree(data)
        self._edits = list[tuple[int, int, bytes]]()
        self._first, self._last = defaultdict[Node, list[str]](list), defaultdict[Node, list[str]](list)

    def tag(self, name: str) -> str:
        """The name of an element of the part's own kind, as it has to be written here."""
        prefix = self.root.written.rpartition(":")[0]
        return f"{prefix}:{name}" if prefix else name

    def raw(self, node: Node) -> str:
        """An element as it stands."""
        return self.data[node.start : self._end(node)].decode()

    def before(self, node: Node, xml: str) -> None:
        """Put something right before an element."""
        self._edits.append((node.start, node.start, xml.encode()))

    def after(self, node: Node, xml: str) -> None:
        """Put something right behind an element."""
        end = self._end(node)
        self._edits.append((end, end, xml.encode()))

    def replace(self, node: Node, xml: str) -> None:
        """Put something in the place of an element."""
        self._edits.append((node.start, self._end(node), xml.encode()))

    def prepend(self, node: Node, xml: str) -> None:
        """Put something into an element, before what it holds."""
        self._first[node].append(xml)

    def append(self, node: Node, xml: str) -> None:
        """Put something into an element, behind what it holds."""
        self._last[node].append(xml)

    def set(self, node: Node, name: str, value: str) -> None:
        """Give an attribute, named as it is written, another value."""
        tag = self.data[node.start : self._inside(node)]
        found = re.search(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % re.escape(name.encode()), tag)
        if found:
            self._edits.append((node.start + found.start(1), node.start + found.end(1), quoteattr(value).encode()))
            return
        place = node.start + 1 + len(node.written.encode())
        self._edits.append((place, place, f" {name}={quoteattr(value)}".encode()))

    def grow(self, node: Node, by: int) -> None:
        """Raise the `count` of a list, where it has one."""
        count = node.get("count", "")
        if by and count.isdecimal():
            self.set(node, "count", str(int(count) + by))

    def edited(self) -> bytes:
        """The bytes with all edits."""
        edits = list(self._edits)
        for node in {*self._first, *self._last}:
            first, last = ("".join(put[node]).encode() for put in (self._first, self._last))
            inside = self._inside(node)
            if self._is_empty(node):
                whole = b">" + first + last + f"</{node.written}>".encode()
                edits.append((inside - 2, inside, whole))
            else:
                edits += [(inside, inside, first)] * bool(first) + [(node.close, node.close, last)] * bool(last)
        pieces, done = list[bytes](), 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            pieces += [self.data[done:start], new]
            done = end
        return b"".join((*pieces, self.data[done:]))

    def _inside(self, node: Node) -> int:
        """Where the start tag ends."""
        tag = _START_TAG.match(self.data, node.start)
        assert tag
        return tag.end()

    def _end(self, node: Node) -> int:
        return self._inside(node) if self._is_empty(node) else self.data.index(b">", node.close) + 1

    def _is_empty(self, node: Node) -> bool:
        """Whether the start tag is the end tag as well."""
        return self.data.endswith(b"/>", node.start, self._inside(node))


def _tree(data: bytes) -> Node:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    builder, path = TreeBuilder(Node), list[Node]()

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = builder.start(_named(tag), {_named(name): value for name, value in attributes.items()})
        assert isinstance(node, Node)
        node.start = parser.CurrentByteIndex
        path.append(node)

    def end(tag: str) -> None:
        builder.end(_named(tag))
        path.pop().close = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.Parse(data, True)
    root = builder.close()
    assert isinstance(root, Node)
    if data[root.start : root.start + 1] != b"<":
        refuse_file("文件的文字编码少见，改不了", "UTF-8 或 UTF-16", "请用 Office 打开后另存一份")
    return root


def _named(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return f"{{{prefix}}}{rest}" if colon else name


def xml_text(value: str) -> str:
    r"""Text as it stands between two tags: escaped, and without what XML forbids.

    >>> xml_text("A<B & C\x00")
    'A&lt;B &amp; C�'
    """
    return escape(clean(value))
