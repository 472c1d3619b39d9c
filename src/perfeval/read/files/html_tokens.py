"""A web page as a stream of tags and texts, in time that grows with its length whatever is in it.

Python's own parser goes back to the start of what never ends (an open comment, an open tag); here each character is looked at once or
twice. What is not shown (scripts, styles, comments) is passed over, as a browser does.
"""

import html
import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

MAX_TAG = 20_000
"""The longest tag with its attributes, in characters."""
_SPAN = re.compile(r"\s*\+?([0-9]+)")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s=>/][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_RAW = {name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}


@frozen
class Tag:
    """A tag: its name in small letters, its attributes, whether it closes; `text` is what stands in a raw element."""

    name: str
    closes: bool = False
    attributes: Mapping[str, str] = field(factory=dict)
    text: str = ""

    def span(self, name: str) -> int:
        """A rowspan or colspan as a browser takes it: the number that it begins with, 1 where it begins with none."""
        match = _SPAN.match(self.attributes.get(name, ""))
        return min(int(match[1][:9]), 65_534) if match else 1


def tokens(source: str) -> Iterator[Tag | str]:
    """The tags and the texts between them, entities as characters."""
    at, length = 0, len(source)
    while at < length:
        start = source.find("<", at)
        if start < 0:
            yield html.unescape(source[at:])
            return
        if start > at:
            yield html.unescape(source[at:start])
        following = source[start + 1 : start + 2]
        if source.startswith("<!--", start):
            end = source.find("-->", start + 4)
            at = length if end < 0 else end + 3
        elif following in ("!", "?") and following:
            end = source.find(">", start)
            at = length if end < 0 else end + 1
        elif match := _NAME.match(source, start + 1 + (following == "/")):
            attributes, at = _attributes(source, match.end())
            tag = Tag(match[0].lower()[:40], following == "/", attributes)
            if tag.name in _RAW and not tag.closes:
                raw = _RAW[tag.name].search(source, at)
                stop = raw.start() if raw else length
                tag = Tag(tag.name, attributes=attributes, text=html.unescape(source[at:stop]))
                at = stop
            yield tag
        else:
            yield "<"
            at = start + 1


def _attributes(source: str, at: int) -> tuple[Mapping[str, str], int]:
    """The attributes of a tag, and where it ends."""
    found, most = dict[str, str](), at + MAX_TAG
    while at < most and (match := _ATTRIBUTE.match(source, at, most)):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
        at = match.end()
    end = source.find(">", at)
    return found, len(source) if end < 0 else end + 1
