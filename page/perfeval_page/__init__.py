"""perfeval in one HTML file, which reads, audits, scores and hands back self-evaluation tables wholly on the reader's own machine."""

from importlib.resources import files


def html() -> bytes:
    """The page, to be written under any name that ends in .html."""
    return files(__name__).joinpath("page.html").read_bytes()
