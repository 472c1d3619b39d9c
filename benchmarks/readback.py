"""How much of a published table comes back when it is laid out as a form, written as a file, and read.

``python benchmarks/readback.py [KIND ...]`` lays every published table of tests/filings and tests/filings2 out in the four layouts of
tests/forms/laid.py and counts the fields that come back, by kind of file; the last figures stand in docs/reading.md. Excel, Word and
web pages are written here; old .xls, OpenDocument, the web page of another program and PDF are made of them by LibreOffice.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))
from perfeval import Evaluation, InputError, load
from perfeval.read import load_forms
from perfeval.write.document import to_tree
from tests.forms.laid import LAYOUTS, printed, write, wrong

GOAL = 0.998
TESTS = Path(__file__).parent.parent / "tests"
KINDS: Mapping[str, tuple[str, str]] = {
    "xlsx": ("xlsx", ""), "docx": ("docx", ""), "html": ("html", ""), "xls": ("xlsx", "xls:MS Excel 97"), "ods": ("xlsx", "ods"),
    "htm": ("xlsx", "htm:HTML (StarCalc)"), "pdf": ("docx", "pdf"),
}  # fmt: skip
"""What is written for each kind, and what LibreOffice is asked to make of it."""


def made(kind: str, evaluations: Mapping[str, Evaluation], folder: Path) -> Iterator[tuple[str, Evaluation, Path]]:
    """Each table in each layout as a file of that kind, with what it is of."""
    source, target = KINDS[kind]
    found = []
    for name, evaluation in evaluations.items():
        for number, layout in enumerate(LAYOUTS):
            path = folder / f"{name}-{number}.{source}"
            write(LAYOUTS[layout](to_tree(evaluation)), path, ruled=kind == "pdf")
            found.append((f"{name} {layout}", evaluation, path))
    if target:
        out = folder / "out"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(out)]
        subprocess.run([*command, *(str(path) for _, _, path in found)], check=True, capture_output=True)
        found = [(name, evaluation, out / f"{path.stem}.{kind}") for name, evaluation, path in found]
    yield from found


def counted(kind: str, evaluations: Mapping[str, Evaluation]) -> tuple[int, int, int]:
    """Fields, those that did not come back, and those of them that nothing was said of."""
    count = missed = unsaid = 0
    with TemporaryDirectory() as folder:
        for name, evaluation, path in made(kind, evaluations, Path(folder)):
            fields = len(printed(evaluation))
            count += fields
            try:
                (form,) = load_forms(path)
            except (InputError, ValueError) as error:
                missed += fields
                print(f"{kind} {name}: {error}")
                continue
            lost = wrong(evaluation, form)
            missed, unsaid = missed + len(lost), unsaid + (0 if form.unread else len(lost))
            for field, (one, other) in lost.items():
                print(f"{kind} {name} {field}: {one!r} → {other!r}")
    return count, missed, unsaid


def main(arguments: Sequence[str]) -> None:
    """Print the table; with status 1 where a kind misses the goal."""
    files = sorted((*TESTS.glob("filings/*.toml"), *TESTS.glob("filings2/*.toml")))
    evaluations = {f"{path.parent.name}-{path.stem}": load(path) for path in files}
    kinds = [kind for kind in arguments or KINDS if not KINDS[kind][1] or shutil.which("soffice")]
    found = {kind: counted(kind, evaluations) for kind in kinds}
    print(
        f"{len(files)} tables in {len(LAYOUTS)} layouts, goal {GOAL:.1%}\n\n| Kind | Fields | Right | Wrong and not told |"
    )
    print("| --- | --- | --- | --- |")
    for kind, (count, missed, unsaid) in found.items():
        print(f"| {kind} | {count} | {count - missed} ({(count - missed) / count:.2%}) | {unsaid} |")
    sys.exit(any(unsaid or count - missed < GOAL * count for count, missed, unsaid in found.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
