"""For the reference page: the examples of docstrings are shown as code, as a terminal shows them."""

import re

import griffe


class Fenced(griffe.Extension):
    """Puts each block of ``>>>`` lines with its output into a fence."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Rewrite one docstring."""
        if obj.docstring and "```" not in obj.docstring.value:
            blocks = r"(?m)^>>> (?:.+\n?)+"
            obj.docstring.value = re.sub(blocks, lambda m: f"```pycon\n{m[0].rstrip()}\n```\n", obj.docstring.value)
