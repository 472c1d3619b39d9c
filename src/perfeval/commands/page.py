"""``perfeval page``: the page that needs no installation, one HTML file, as the package `perfeval-page` brings it."""

from argparse import Namespace
from importlib.util import find_spec

from perfeval.commands import UNREADABLE, complain, deliver


def run(options: Namespace) -> int:
    """Write the page; without its package, say how to get it."""
    if find_spec("perfeval_page") is None:
        complain(
            '要写出这个网页，请先运行 pip install "perfeval[page]"；在 perfeval 的源代码里，也可以用 make page 做出它。'
        )
        return UNREADABLE
    from perfeval_page import html

    return deliver(html(), options.output)
