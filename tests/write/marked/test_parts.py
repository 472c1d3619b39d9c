"""Edits of an XML part: what is not named keeps its bytes, whatever the way it was written."""

import pytest

from perfeval.write.marked.parts import Node, XmlPart

ODD = b"""<?xml version='1.0'?><!-- a --><r  a = 'x>y' ><p b="1" /><p><t>\xe6\x96\x87</t></p><![CDATA[<p>]]></r>"""


def nodes(part: XmlPart, name: str) -> list[Node]:
    return [node for node in part.root.iter() if isinstance(node, Node) and node.name == name]


def test_nothing_changes_without_edits() -> None:
    assert ODD == XmlPart(ODD).edited()


def test_edits_stand_where_they_were_asked_for() -> None:
    part = XmlPart(ODD)
    empty, full = nodes(part, "p")
    part.append(empty, "<n/>")
    part.set(empty, "b", "2")
    part.set(empty, "c", 'a"b')
    part.prepend(full, "<first/>")
    part.append(full, "<last/>")
    part.after(full, "<behind/>")
    part.replace(nodes(part, "t")[0], "<u/>")
    want = ODD.replace(b'<p b="1" />', b"""<p c='a"b' b="2" ><n/></p>""")
    want = want.replace(b"<p><t>\xe6\x96\x87</t></p>", b"<p><first/><u/><last/></p><behind/>")
    assert want == part.edited()


def test_a_sign_of_the_end_in_an_attribute_is_none() -> None:
    part = XmlPart(ODD)
    part.set(part.root, "a", "z")
    part.before(part.root, "<!-- b -->")
    assert ODD.replace(b"'x>y'", b'"z"').replace(b"<r ", b"<!-- b --><r ") == part.edited()


def test_an_element_as_it_stands() -> None:
    part = XmlPart(ODD)
    assert ['<p b="1" />', "<p><t>文</t></p>"] == [part.raw(node) for node in nodes(part, "p")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_the_encoding(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="%s"?><r><p/>文</r>' % ("UTF-16" if "16" in encoding else "UTF-8")
    part = XmlPart(text.encode(encoding))
    part.append(part.root, "<n/>")
    assert part.edited().decode("utf-8-sig").endswith("<r><p/>文<n/></r>")


def test_a_list_says_how_long_it_is() -> None:
    part = XmlPart(b'<fills count="2"><fill/></fills>')
    part.grow(part.root, 3)
    assert b'<fills count="5"><fill/></fills>' == part.edited()
