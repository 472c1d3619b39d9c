"""What an audit rule is: it cites what the profile has, and says why it could not be asked."""

from perfeval.auditing.rule import OURS, rule
from tests.auditing.asking import HUBEI


def test_a_rule_cites_what_the_profile_has() -> None:
    """A clause by its name, a parameter by its clause, else our reading or the source's words."""
    from perfeval.auditing.findings import Severity

    def citing(*names: str) -> str:
        return rule(code="X901", name="x-y", severity=Severity.NOTE, clause=names)(lambda case: iter(())).cite(HUBEI)

    assert "备注2" == citing("得分上限", "forward_rule")
    assert "备注4" == citing("备注4")
    assert OURS == citing("rounding_places")
    assert "某表注" == citing("没有的条款", "某表注")
