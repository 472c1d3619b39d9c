"""The audit page: every file and finding, anchors that exist, nothing from outside, nothing that a text could start."""

import re
from html.parser import HTMLParser

from hypothesis import given

from perfeval.write.audit_page import audit_page
from tests.examples import fewer
from tests.strategies import hard_texts
from tests.write.audits import UNREAD, filings, made, told


class Seen(HTMLParser):
    """The tags, the anchors and the links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.ids, self.links = list[str](), list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        about = dict(attrs)
        self.ids += [about["id"] or ""] if "id" in about else []
        self.links += [about[key] or "" for key in ("href", "src") if key in about]


def test_every_link_leads_somewhere_on_the_page() -> None:
    seen = Seen(audit_page(filings()))
    assert seen.links
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert len(set(seen.ids)) == len(seen.ids)


def test_every_file_and_finding_has_a_line() -> None:
    seen = Seen(audit_page(filings()))
    count = sum(len(one.findings) for one in filings())
    assert len(filings()) == sum(re.fullmatch(r"f\d+", one) is not None for one in seen.ids)
    assert count == sum(re.fullmatch(r"d\d+", one) is not None for one in seen.ids)
    assert "文件有打开密码" in audit_page([UNREAD])


def test_nothing_is_fetched_from_outside() -> None:
    html = audit_page(filings())
    assert not re.search(r"https?://|url\(|@import|//[a-z]+\.", html)


@given(hard_texts)
@fewer(3)
def test_texts_are_texts(text: str) -> None:
    plain = Seen(audit_page([made(told())])).tags
    assert (
        plain
        == Seen(audit_page([made(told(message=text, row=text, found=text, clause=text), name=text, unit=text)])).tags
    )
