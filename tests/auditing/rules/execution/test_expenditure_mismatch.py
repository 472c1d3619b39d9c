"""E308 expenditure-mismatch: 基本支出与项目支出之和不等于执行数。"""

from tests.auditing.examples import bad, good


def test_the_bad_example_is_found() -> None:
    """The page's bad example, with place, both sides and words."""
    finding, *more = bad("expenditure-mismatch")
    assert [] == more
    assert ("E308", "error", "department") == (finding.code, finding.severity, finding.path)
    assert ("1899.78万元", "2019.84万元") == (finding.expected, finding.found)
    assert "执行数：各项合计 1899.78万元（基本支出 1399.78万元，项目支出 500万元），印 2019.84万元。" == finding.message


def test_the_good_example_is_not() -> None:
    """The page's good example."""
    assert () == good("expenditure-mismatch")
