"""A PDF of this folder as an .ofd: each run of its characters as a text object, each of its ruled lines as a path; needs pdfplumber."""

import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SPACE, MM = 'xmlns:ofd="http://www.ofdspec.org/2016"', 25.4 / 72
ROOT = f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'


def package(pages: list[str], width: float = 210, height: float = 297, **more: str) -> dict[str, str]:
    """The parts of a document whose pages have these objects."""
    listed = "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:PageArea>"
    parts = {
        "OFD.xml": ROOT,
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for i, objects in enumerate(pages):
        layer = f'<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content>'
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = f"<ofd:Page {SPACE}>{layer}</ofd:Page>"
    return parts | more


def text(x: float, y: float, size: float, words: str, steps: str = "", more: str = "") -> str:
    """A text object, in millimetres; `y` is the line that it stands on."""
    steps = f' DeltaX="{steps}"' if steps else ""
    return f'<ofd:TextObject Boundary="0 0 210 297" Size="{size}" {more}><ofd:TextCode X="{x:.3f}" Y="{y:.3f}"{steps}>{escape(words)}</ofd:TextCode></ofd:TextObject>'


def path(data: str, more: str = "") -> str:
    return f'<ofd:PathObject Boundary="0 0 210 297" LineWidth="0.2" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def ofd(target: Path) -> None:
    import pdfplumber

    from perfeval.read.files.pdf_text import runs

    with pdfplumber.open(target.with_suffix(".pdf")) as pdf:
        pages = [_page(page, runs) for page in pdf.pages]
        size = pdf.pages[0].width * MM, pdf.pages[0].height * MM
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package(pages, *size).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _page(page: Any, runs: Any) -> str:
    objects = []
    for run in runs(page.chars):
        steps = " ".join(f"{(b['x0'] - a['x0']) * MM:.3f}" for a, b in pairwise(run))
        first, words = run[0], "".join(char["text"] for char in run)
        base = first["top"] + 0.88 * (first["bottom"] - first["top"])
        objects.append(text(first["x0"] * MM, base * MM, first["size"] * MM, words, steps))
    for edge in page.edges:
        ends = f"M {edge['x0'] * MM:.3f} {edge['top'] * MM:.3f} L {edge['x1'] * MM:.3f} {edge['bottom'] * MM:.3f}"
        objects.append(path(ends))
    return "".join(objects)
