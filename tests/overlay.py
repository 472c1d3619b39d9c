"""A small case laid over the complete example profile, so that a file of tests/cases shows only what matters."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_COMPLETE = TemporaryDirectory()
EXAMPLE = (Path(__file__).parent / "cases" / "profile.toml").read_text(encoding="utf-8")


def merged(case: str) -> str:
    """The example profile with the case's tables in place of its own."""
    blocks = dict[str, str]()
    for text in (EXAMPLE, case):
        for block in re.split(r"^(?=\[)", text, flags=re.MULTILINE):
            header = block.split("]")[0] if block.startswith("[") else ""
            whole = header or "id = " in block
            blocks[header] = block if whole else blocks.get("", "") + block
    for name in re.findall("^# 删去：(.+)$", case, flags=re.MULTILINE):
        blocks.pop(f"[{name}", None)
    return blocks.pop("") + "".join(blocks.values())


@cache
def practices() -> dict[str, str]:
    """The test profiles, complete, by name: the paths of files that stay as long as the tests run."""
    paths = {}
    for case in sorted((Path(__file__).parent / "cases" / "practices").glob("*.toml")):
        whole = Path(_COMPLETE.name) / case.name
        whole.write_text(merged(case.read_text(encoding="utf-8")), encoding="utf-8")
        paths[case.stem] = str(whole)
    return paths
