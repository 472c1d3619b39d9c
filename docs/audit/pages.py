"""Write the pages of the audit rules from their docstrings: an index, and a page a rule.

``python docs/audit/pages.py`` writes them; with ``--check`` nothing is written, and a page out of date is an error.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from perfeval.auditing.registry import AUDIT_RULES, WITHDRAWN
from perfeval.auditing.rule import FAMILIES
from perfeval.write.rules import rule_page

HERE = Path(__file__).parent
STAMP = (
    "<!-- Written by docs/audit/pages.py. Change the docstrings in src/perfeval/auditing/rules/ and run it again. -->"
)


def main() -> int:
    """Write the pages, or say which of them are out of date; the exit status."""
    pages = dict(written())
    stale = [name for name, text in pages.items() if not _is(HERE / name, text)]
    extra = [path.name for path in HERE.glob("*.md") if path.name not in pages]
    if "--check" in sys.argv:
        for name in stale + extra:
            print(f"docs/audit/{name} is out of date: run python docs/audit/pages.py", file=sys.stderr)
        return 1 if stale or extra else 0
    for name in stale:
        (HERE / name).write_text(pages[name], encoding="utf-8")
    for name in extra:
        (HERE / name).unlink()
    return 0


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def written() -> Iterator[tuple[str, str]]:
    """Every page with its file's name."""
    yield "index.md", "\n".join(_index()) + "\n"
    for rule in AUDIT_RULES:
        title, _, rest = rule_page(rule).partition("\n")
        yield f"{rule.name}.md", f"{title}\n\n{STAMP}\n{rest}"


def _index() -> Iterator[str]:
    yield "# Audit rules (审核规则)"
    yield f"\n{STAMP}\n"
    yield "`perfeval audit FILE...` holds a filed table to these rules; `perfeval rules CODE` prints a page. `--select` and"
    yield "`--ignore` take codes, names and families. A code belongs to its rule for ever"
    yield f"({'withdrawn: ' + ', '.join(WITHDRAWN) if WITHDRAWN else 'none has been withdrawn'}). The pages are in"
    yield "Chinese, because those who answer a finding read them."
    for letter, (family, words) in FAMILIES.items():
        yield f"\n## {words} (`{family}`)\n"
        yield "| 编号 | 规则 | 级别 | 查什么 |\n| --- | --- | --- | --- |"
        for rule in AUDIT_RULES:
            if rule.code.startswith(letter):
                yield f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.label} | {rule.title} |"


if __name__ == "__main__":
    sys.exit(main())
