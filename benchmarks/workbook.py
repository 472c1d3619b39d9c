"""What handing back costs: ``python benchmarks/workbook.py``. Each figure is processor time, the best of five.

A marked copy of a Word file of twenty forms, each on its own page or two; the workbook and the page of an audit of 1,000
filings, beyond the audit itself.
"""

import time
from collections.abc import Callable
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from perfeval import load, score
from perfeval.auditing import audit
from perfeval.read import filed_forms
from perfeval.write import to_file
from perfeval.write.audit_page import audit_page
from perfeval.write.audit_workbook import workbook
from perfeval.write.letters import letters
from perfeval.write.marked import marked
from perfeval.write.marked.marks import findings
from perfeval.write.record import record
from perfeval.write.report import Audited

ROOT = Path(__file__).parents[1]
FILED = ROOT / "examples" / "jiangan-2023" / "project-filed.toml"
FILINGS = sorted((ROOT / "tests" / "filings").glob("*.toml"))


def best(work: Callable[[], object]) -> float:
    """The least time that the work took, in seconds."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def bare(cells: int) -> None:
    """So many short texts by XlsxWriter alone: the least that a workbook of this size can cost."""
    import xlsxwriter

    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(cells // 12):
        for col in range(12):
            sheet.write_string(row, col, "文字")
    book.close()


def main() -> None:
    """Print the table."""
    data = to_file([score(load(FILED))] * 20, "docx")
    forms = filed_forms(data, "自评.docx")
    marks = [mark for form in forms for mark in findings(form, audit(form.evaluation, profile="hubei-wuhan"))]
    records = [record(Audited(path.name, audit(load(path)))) for path in FILINGS]
    many = list(islice(cycle(records), 1000))
    said = sum(len(one.findings) for one in many)
    print("| What | s |")
    print("| --- | --- |")
    print(f"| a marked copy of a Word file of {len(forms)} forms, {len(marks)} cells | {best(lambda: marked(data, '自评.docx', marks, 'docx')):.2f} |")  # fmt: skip
    print(f"| the workbook of 1,000 filings, {said:,} findings | {best(lambda: workbook(many)):.2f} |")
    print(f"| as many cells by XlsxWriter alone | {best(lambda: bare(12 * said + 16 * len(many))):.2f} |")
    print(f"| the page of the same | {best(lambda: audit_page(many)):.2f} |")
    print(f"| the letters to their {len(letters(records))} units | {best(lambda: letters(many)):.2f} |")


if __name__ == "__main__":
    main()
