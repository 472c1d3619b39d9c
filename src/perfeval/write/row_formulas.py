"""The formulas of one indicator row of a self-computing form, made from the profile's rules by the words of Excel.

A row has cells to fill in (`INPUTS`) and hidden ones that read them (`HIDDEN`): sign, figure and unit of the target, the actual figure in
the target's unit, the chosen rate, why there is no score, the score before it is rounded. The rules and their gates are asked for
every direction and every curve that the profile knows; nothing of them is written here.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from perfeval.errors import UndeterminedError
from perfeval.forms.model import Indicator, QualitativeIndicator, QuantitativeIndicator
from perfeval.profiles import Profile
from perfeval.rules.formulas import deduction
from perfeval.rules.gates import WEIGHT
from perfeval.rules.met import MET
from perfeval.rules.registry import KEPT
from perfeval.rules.rule import Method, Operands
from perfeval.rules.words import Condition, Value
from perfeval.scoring.engine import answer, is_deducted
from perfeval.scoring.methods import method_of, numbers, rate_places
from perfeval.values.terms import Direction
from perfeval.write.excel_words import EXCEL_WORDS, ExcelFormula, each_branch, quotient, text, written

INPUTS = {
    "level1": "A", "level2": "B", "name": "C", "sign": "D", "target": "E", "unit": "F", "actual": "G", "weight": "H", "attainment": "I",
    "rate": "J", "rule": "K", "score": "L", "reason": "M",
}  # fmt: skip
"""The columns of the form."""
HIDDEN = {
    "text": ("AA", "目标值文字"), "marks": ("AB", "符号字数"), "direction": ("AC", "目标值符号"), "rest": ("AD", "目标值去符号"),
    "digits": ("AE", "目标值位数"), "a": ("AF", "目标值（A）"), "a_unit": ("AG", "目标值单位"), "said": ("AH", "完成值文字"),
    "b_digits": ("AI", "完成值位数"), "b": ("AJ", "完成值（B）"), "b_unit": ("AK", "完成值单位"), "judged": ("AL", "是否定性"),
    "share": ("AM", "档内比例"), "long": ("AN", "数字过长"), "why": ("AO", "没有得分的原因"), "exact": ("AP", "取整前得分"),
    "state": ("AQ", "状态"),
}  # fmt: skip
"""What each hidden column holds, with its letters and its title."""
OUT, OPEN, SCORED, BLANK = "不适用", "未定", "计分", "空"
"""What a row's state may be."""
ELSEWHERE = "请用 perfeval 核算"
"""What a cell says where Excel's doubles, or its functions, are not enough."""
SIGNS = {
    "≥": Direction.FORWARD,
    ">": Direction.FORWARD,
    "≤": Direction.REVERSE,
    "<": Direction.REVERSE,
    "=": Direction.EQUAL,
}
JUDGED_TYPE = "定性"
_DIGITS, _WEIGHT_DIGITS = 9, 4
"""How many digits A and B, and the weight, may have for Excel's doubles to round as fractions do, ties included."""
_PLACES = ",".join(map(str, range(1, 26)))
_NOTHING = '""'
_NO_UNIT = ("以", "及", "含", "约", "余", "左右", "至", "到", "~", "-", "—", "或")


class RowCells:
    """The cells of one row by what they hold."""

    def __init__(self, row: int) -> None:
        self.row = row

    def __getitem__(self, name: str) -> str:
        return f"{INPUTS[name] if name in INPUTS else HIDDEN[name][0]}{self.row}"


class Branch(NamedTuple):
    """Rows of one kind and curve: when a row is one, why it has no score, what it has earned."""

    when: str
    why: Sequence[tuple[Condition, str]]
    earned: Value


def read_cells(at: RowCells) -> dict[str, str]:
    """The formulas of the hidden cells that only read what was filled in."""
    folded = 'SUBSTITUTE(SUBSTITUTE(TRIM(ASC({0}&""))," ",""),",","")'
    sign = (
        f'IF({at["marks"]}=0,"",IF(OR(LEFT({at["text"]},2)=">=",ISNUMBER(FIND(LEFT({at["text"]},1),"≥≧"))),"≥",'
        f'IF(OR(LEFT({at["text"]},2)="<=",ISNUMBER(FIND(LEFT({at["text"]},1),"≤≦"))),"≤",LEFT({at["text"]},1))))'
    )
    rate = f'SUBSTITUTE(SUBSTITUTE(ASC({at["rate"]}&"")," ",""),"％","%")'
    return {
        "text": folded.format(at["target"]),
        "marks": f'IF({at["text"]}="",0,IF(OR(LEFT({at["text"]},2)=">=",LEFT({at["text"]},2)="<="),2,'
        f'IF(ISNUMBER(FIND(LEFT({at["text"]},1),"≥≧≤≦><=")),1,0)))',
        "direction": f'IF({at["sign"]}<>"",{at["sign"]},{sign})',
        "rest": f"MID({at['text']},{at['marks']}+1,60)",
        "digits": _digits(at["rest"]),
        "a": _number(at["rest"], at["digits"]),
        "a_unit": _unit(at["rest"], at["digits"], at["unit"]),
        "said": folded.format(at["actual"]),
        "b_digits": _digits(at["said"]),
        "b": _number(at["said"], at["b_digits"]),
        "b_unit": _unit(at["said"], at["b_digits"], at["a_unit"]),
        "judged": f'IF(OR({at["sign"]}="{JUDGED_TYPE}",AND({at["text"]}<>"",{at["digits"]}=0)),1,0)',
        "share": f'IF({rate}="","",IFERROR(IF(RIGHT({rate},1)="%",VALUE(LEFT({rate},LEN({rate})-1))/100,'
        f'IF(AND(VALUE({rate})>0,VALUE({rate})<=1),"",VALUE({rate})/100)),""))',
        "long": f"IF(OR({_too_long(at['rest'], at['digits'])},{_too_long(at['said'], at['b_digits'])},"
        f'LEN(SUBSTITUTE({at["weight"]}&"",".",""))>{_WEIGHT_DIGITS}),1,0)',
    }


def _digits(cell: str) -> str:
    """How many characters at the beginning are digits or the point."""
    return f'IF({cell}="",0,MATCH(FALSE,ISNUMBER(FIND(MID({cell}&"x",{{{_PLACES}}},1),"0123456789.")),0)-1)'


def _number(cell: str, digits: str) -> str:
    return f'IF({digits}=0,"",IFERROR(VALUE(LEFT({cell},{digits})),""))'


def _unit(cell: str, digits: str, beside: str) -> str:
    """The unit behind the figure, else the one beside it."""
    return f'IF({digits}=0,"",IF(LEN({cell})>{digits},MID({cell},{digits}+1,20),TRIM({beside}&"")))'


def _too_long(cell: str, digits: str) -> str:
    return f'LEN(SUBSTITUTE(LEFT({cell},{digits}),".",""))>{_DIGITS}'


# --- the rules ----------------------------------------------------------------------------------------------------


def score_cells(at: RowCells, profile: Profile) -> dict[str, str]:
    """Why there is no score, the score before it is rounded, the row's state, and what the form shows."""
    cases, empty = list(_branches(at, profile)), f'{at["name"]}&{at["text"]}&{at["said"]}=""'
    out = f'OR({at["text"]}="{OUT}",{at["said"]}="{OUT}")'
    kept = profile.not_applicable.value in KEPT
    why = '""'
    for case in reversed(cases):  # inside its case, for what is asked of one kind of row may be an error for another
        why = f"IF({case.when},{_first(case.why, _NOTHING)},{why})"
    why = _first(list(_unread(at)), why)
    weightless = f'IF({at["weight"]}="","没有权重（分值）","")' if kept else '""'
    why = f'IF({empty},"",IF({out},{weightless},{why}))'
    exact = "0"
    for case in reversed(cases):
        exact = f"IF({case.when},{written(case.earned)},{exact})" if exact != "0" else written(case.earned)
    if kept:
        exact = f"IF({out},{at['weight']},{exact})"
    state = f'IF({empty},"{BLANK}",IF({at["why"]}<>"","{OPEN}","{SCORED}"))'
    if not kept:
        state = f'IF({empty},"{BLANK}",IF({out},"{OUT}",IF({at["why"]}<>"","{OPEN}","{SCORED}")))'
    return {
        "why": why,
        "exact": f'IF({at["state"]}="{SCORED}",{exact},"")',
        "state": state,
        "score": f'IF({at["state"]}="{SCORED}",{rounded(at["exact"], profile, at["long"])},'
        f'IF({at["state"]}="{BLANK}","",IF({at["state"]}="{OUT}","{OUT}",{at["why"]})))',
    }


def rounded(exact: str, profile: Profile, long: str = "") -> str:
    """A score as it is printed; where it has too many digits and is too near a tie to be sure of, the cell says so."""
    places = profile.rounding_places.value
    if profile.rounding_mode.value != "half-up":
        return f'"{ELSEWHERE}"'
    plain = f"ROUND({exact},{places})"
    if not long:
        return plain
    scaled = f"{exact}*{10**places}"
    return f'IF(AND({long}=1,ABS({scaled}-INT({scaled})-0.5)<0.000001),"{ELSEWHERE}",{plain})'


def _unread(at: RowCells) -> Iterator[tuple[str, str]]:
    """What cannot be split into sign, figure and unit, or says something twice; asked of figures only."""
    figure = f"{at['judged']}=0"
    odd = "{" + ",".join(f'"{word}"' for word in _NO_UNIT) + "}"
    for digits, unit, cell, where in (("digits", "a_unit", "rest", "目标值"), ("b_digits", "b_unit", "said", "完成值")):
        yield (
            f"AND({figure},{at[digits]}>0,SUMPRODUCT(--ISNUMBER(FIND({odd},{at[unit]})))>0)",
            f"{where}请把符号、数字、单位分三格写，数字一格只写一个数",
        )
        yield (
            f'AND({figure},{at[unit]}="年",{at["a" if where == "目标值" else "b"]}>=1900,'
            f"{at['a' if where == '目标值' else 'b']}<=2100)",
            f"{where}是日期，不是数量，{ELSEWHERE}",
        )
        yield f'AND({figure},OR(LEFT({at[cell]},1)="-",LEFT({at[cell]},1)="−"))', f"{where}为负数，{ELSEWHERE}"
    yield (
        f'AND({figure},{at["sign"]}<>"",{at["marks"]}>0)',
        "符号写了两次：符号一格已经写了，目标值一格只写数字",
    )
    yield (
        f'AND({figure},{at["digits"]}>0,{at["unit"]}<>"",LEN({at["rest"]})>{at["digits"]},{at["a_unit"]}<>TRIM({at["unit"]}&""))',
        "单位写了两次，而且不同",
    )
    yield f'AND({figure},{at["said"]}<>"",{at["b_digits"]}=0)', "实际完成值读不出数，请只写数字和单位"
    yield (
        f'AND({figure},{at["a"]}<>"",{at["b"]}<>"",{at["a_unit"]}<>{at["b_unit"]})',
        f"目标值与完成值的单位不同，请写成同一单位；要换算的，{ELSEWHERE}",
    )
    yield (
        f'AND({figure},{at["a_unit"]}="%",{at["said"]}<>"",LEN({at["said"]})={at["b_digits"]},{at["b"]}>0,{at["b"]}<=1,{at["a"]}>1)',
        "完成值没有写百分号，可能是百分之几，也可能是比值，请写明单位",
    )


def _branches(at: RowCells, profile: Profile) -> Iterator[Branch]:
    """是/否 and judged rows; then, for the profile's own rule and each curve that a row may name, the three directions."""
    named: str = profile.yes_no_rule.value
    if named == MET.name:
        both = ",".join(f'OR({at[cell]}="是",{at[cell]}="否")' for cell in ("text", "said"))
        weightless: list[tuple[Condition, str]] = [(ExcelFormula(f'{at["weight"]}=""', 0), WEIGHT.reason)]
        met = EXCEL_WORDS.where(ExcelFormula(f"{at['text']}={at['said']}", 0), ExcelFormula(at["weight"]), Fraction(0))
        yield Branch(f"AND({at['judged']}=1,{both})", weightless, met)
    yield branch(f"{at['judged']}=1", QualitativeIndicator(name="…"), _judged(at, profile), profile)
    for name in (None, *(profile.curves if profile.row_rule.value == "allowed" else ())):
        for direction in (Direction.REVERSE, Direction.EQUAL, Direction.FORWARD):
            signs = [sign for sign, meant in SIGNS.items() if meant is direction]
            signs += [""] if direction is Direction.FORWARD else []
            of = ",".join(f'{at["direction"]}="{sign}"' for sign in signs)
            chosen = f"{at['rule']}={text(name or '')}"
            row = Operands(
                ExcelFormula(at["weight"]),
                ExcelFormula(at["a"]),
                ExcelFormula(at["b"]),
                unsigned=ExcelFormula(f'{at["direction"]}=""', 0) if direction is Direction.FORWARD else False,
                strict=ExcelFormula(f'OR({at["direction"]}="<",{at["direction"]}=">")')
                if direction is not Direction.EQUAL
                else False,
                is_equal=direction is Direction.EQUAL,
            )
            indicator = QuantitativeIndicator(name="…", direction=direction, rule=name)
            when = (
                f"AND({at['judged']}=0,OR({of}),{chosen})" if len(signs) > 1 else f"AND({at['judged']}=0,{of},{chosen})"
            )
            yield branch(when, indicator, row, profile, at)


def _judged(at: RowCells, profile: Profile) -> Operands:
    low: Value = ExcelFormula('""')
    high: Value = ExcelFormula('""')
    bands = profile.judged_bands.value
    for band in reversed(bands):
        low, high = (
            EXCEL_WORDS.where(ExcelFormula(f"{at['attainment']}={text(band.label)}", 0), end, rest)
            for end, rest in ((band.low, low), (band.high, high))
        )
    closed = ExcelFormula(f"{at['attainment']}={text(bands[0].label)}", 0) if bands else False
    return Operands(ExcelFormula(at["weight"]), actual=ExcelFormula(at["share"]), low=low, high=high, closed=closed)


def branch(when: str, indicator: Indicator, row: Operands, profile: Profile, at: RowCells | None = None) -> Branch:
    """What the rule of such a row says of these operands: the gates that nothing answers, and the points."""
    try:
        method = method_of(indicator, profile)
    except UndeterminedError as error:
        return Branch(when, [(True, error.reason)], Fraction(0))
    why = list[tuple[Condition, str]]()
    unit = _unit_of(method)
    if unit is not None and at is not None:
        why.append(
            (ExcelFormula(f"{at['a_unit']}<>{text(unit)}", 0), f"计分方法的单位是“{unit or '（无）'}”，请把单位写成它")
        )
    p = numbers(method, row.weight, row.target, unit or "%")
    row = method.rule.seen(row)
    answered = list[tuple[Condition, Any]]()
    for gate in method.rule.gates:
        condition = gate.when(EXCEL_WORDS, row, p)
        if formula := answer(gate, profile):
            answered.append((condition, formula))
        else:
            why.append((condition, gate.reason))
    earned = quotient(*method.rule.formula(EXCEL_WORDS, row.target, row.actual, row.weight, p))
    earned = rate_first(earned, method, row, profile)
    kind = indicator.resolved_direction if isinstance(indicator, QuantitativeIndicator) else None
    if kind is not None and (less := profile.over_deduction.value) is not None:
        far = is_deducted(EXCEL_WORDS, kind, row.target, row.actual, profile)
        earned = EXCEL_WORDS.where(far, deduction(EXCEL_WORDS, earned, Fraction(less)), earned)
    for condition, formula in reversed(answered):
        earned = EXCEL_WORDS.where(
            condition, quotient(*formula(EXCEL_WORDS, row.target, row.actual, row.weight, None)), earned
        )
    return Branch(when, [(c, reason) for c, reason in why if c is not False], earned)


def _unit_of(method: Method) -> str | None:
    """The unit that the figures of a row must have for its curve; None where any will do."""
    curve = method.curve
    if curve is None or not method.rule.by_unit:
        return None
    amounts = [curve.start, curve.per, *(tier.high for tier in curve.tiers), *(it.at for it in curve.listed)]
    stated = [amount for amount in amounts if amount is not None]
    return next((amount.unit for amount in stated if amount.unit), "") if stated else None


def rate_first(earned: Value, method: Method, row: Operands, profile: Profile) -> Value:
    """The rate rounded before it is scored, where the profile says so."""
    places = rate_places(method, profile)
    if places is None:
        return earned

    def by_rate(points: Value) -> Value:
        if points is row.weight or not isinstance(points, ExcelFormula):
            return points
        return ExcelFormula(f"{written(row.weight)}*ROUND(({points})/{written(row.weight)},{places + 2})", 2)

    return each_branch(earned, by_rate)


def _first(pairs: Sequence[tuple[Condition, str]], last: str) -> str:
    """The first reason whose condition holds."""
    for condition, reason in reversed(pairs):
        last = text(reason) if condition is True else f"IF({condition},{text(reason)},{last})"
    return last
