"""Records of an audit as tests need them: of real filings, and made up."""

from functools import cache
from typing import Any

from perfeval import load
from perfeval.auditing import audit
from perfeval.auditing.findings import Severity
from perfeval.write.record import Record, Told, record
from perfeval.write.report import Audited
from tests.paths import TESTS


def told(severity: Severity = Severity.ERROR, **more: Any) -> Told:
    about = {"code": "S201", "rule": "score-mismatch", "place": "表!G7", "row": "培训人数", "message": "不符。"}
    about["said"] = f"第1行“{more.get('row', about['row'])}”的得分"
    return Told(severity=severity, **(about | {"found": "9", "expected": "5", "clause": "备注2"} | more))


def made(*findings: Told, **more: Any) -> Record:
    about = {"file": "甲/自评.xlsx", "unit": "甲局", "name": "培训", "form": "项目支出绩效自评表", "year": 2023}
    return Record(**(about | {"profile": "hubei-wuhan", "rules": "武汉", "findings": findings} | more))


UNREAD = Record(file="=cmd|' /C calc'!A0.docx", status="unread", reason="文件有打开密码", code="encrypted")


@cache
def filings() -> tuple[Record, ...]:
    """The records of the filings of this project, some without findings, and a file that could not be read."""
    paths = sorted((TESTS / "filings").glob("*.toml"))
    return (*(record(Audited(path.name, audit(load(path)))) for path in paths), UNREAD, made())
