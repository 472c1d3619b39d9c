"""A notice's words beside the value that rests on them: they are the clause, and what is wrong with them is told."""

from typing import Any

import pytest

from perfeval import Profile, ProfileError, explain, score
from perfeval.profiles import read_profile
from tests.overlay import merged
from tests.samples import quantity, table

FORWARD = "未达到指标值的，按B/A或A/B乘以该指标分值记分"


def profile(*more: str, source: str = "") -> Profile:
    pasted = f'[forward_rule]\nvalue = "ratio"\nbasis = "text"\nquote = "{FORWARD}"\n{source}\n'
    return read_profile(merged("\n".join((pasted, *more))).encode())


def test_the_words_are_the_clause() -> None:
    rules = profile()
    name = rules.forward_rule.clause
    assert "“未达到指标值的，按B/A…”" == name
    assert (FORWARD, "FORM") == (rules.clauses[name].text, rules.clauses[name].source)


def test_a_score_is_explained_by_them() -> None:
    told = explain(score(table(quantity("≥9个", "8个")), profile=profile()))
    assert "依据“未达到指标值的，按B/A…”，得分" in told
    assert FORWARD in told


def test_the_same_words_twice_are_one_clause_and_others_are_two() -> None:
    reverse = '[reverse_rule]\nvalue = "ratio"\nbasis = "text"\nquote = "%s"\n'
    same, other = profile(reverse % FORWARD), profile(reverse % (FORWARD + "，保留两位小数"))
    assert same.forward_rule.clause == same.reverse_rule.clause
    assert other.forward_rule.clause != other.reverse_rule.clause
    assert {FORWARD, FORWARD + "，保留两位小数"} <= {clause.text for clause in other.clauses.values()}


def test_the_same_words_of_two_documents_are_two_clauses() -> None:
    other = f'[reverse_rule]\nvalue = "ratio"\nbasis = "text"\nquote = "{FORWARD}"\nsource = "FORM"\n'
    rules = profile(other, OTHER, source='source = "NOTICE"')
    clauses = (rules.clauses[cited.clause] for cited in (rules.forward_rule, rules.reverse_rule))
    assert ["NOTICE", "FORM"] == [clause.source for clause in clauses]


def test_words_beside_a_curve() -> None:
    curve = '[curves."满意度"]\nrule = "steps"\nstart = "90%"\nper = "5%"\ndeduct = 1\ncount = "whole"\nbasis = "text"\nquote = "每降5%扣1分"\n'
    assert "每降5%扣1分" == (rules := profile(curve)).clauses[rules.curves["满意度"].clause].text


OTHER = '[sources.NOTICE]\ntitle = "通知"\nissuer = ""\ndate = ""\nurl = ""\nseen = true\n'


def test_which_of_several_documents_they_stand_in() -> None:
    rules = profile(OTHER, source='source = "NOTICE"')
    assert "NOTICE" == rules.clauses[rules.forward_rule.clause].source


@pytest.mark.parametrize(
    ("more", "source", "told"),
    [
        ((OTHER,), "", "forward_rule.source：没有写出自哪份文件；应为：sources 中的一个："),
        ((), 'source = "没有"', "forward_rule.source：写的是“没有”"),
        ((), 'clause = "表注"', "forward_rule.quote：已经写了 clause = “表注”"),
        (('[reverse_rule]\nvalue = "ratio"\nbasis = "text"\nquote = " "\n',), "", "reverse_rule.quote：没有写原文"),
        (('[reverse_rule]\nvalue = "ratio"\nbasis = "text"\nquote = 5\n',), "", "reverse_rule.quote：没有写原文"),
    ],
)
def test_what_is_wrong_with_them(more: tuple[str, ...], source: str, told: str) -> None:
    with pytest.raises(ProfileError) as error:
        profile(*more, source=source)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "tree", ['clauses = 3\nsources = 4\ncurves = 5\n[total]\nvalue = 100\nquote = "甲"\n', "total = 3\nclauses = []\n"]
)
def test_a_file_of_another_shape_is_told(tree: Any) -> None:
    with pytest.raises(ProfileError):
        read_profile(tree.encode())
