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
from perfeval.read.forms.shown import UNTOLD
from perfeval.rules.formulas import deduction
from perfeval.rules.gates import WEIGHT
from perfeval.rules.met import MET
from perfeval.rules.registry import KEPT
from perfeval.rules.rule import Method, Operands
from perfeval.rules.words import Condition, Value
from perfeval.scoring.engine import answered_by, is_deducted
from perfeval.scoring.methods import method_of, numbers, rate_places
from perfeval.values.terms import Direction
from perfeval.write.excel_words import EXCEL_WORDS, ExcelFormula, each_branch, quotient, text_constant, written

INPUTS = {
    "level1": "A", "level2": "B", "name": "C", "sign": "D", "target": "E", "unit": "F", "actual": "G", "weight": "H", "attainment": "I",
    "rate": "J", "rule": "K", "score": "L", "reason": "M",
}  # fmt: skip
"""The columns of the form."""
HIDDEN = {
    "text": ("AA", "目标值文字"), "marks": ("AB", "符号字数"), "said_sign": ("AC", "所选符号"), "direction": ("AD", "目标值符号"),
    "rest": ("AE", "目标值去符号"), "digits": ("AF", "目标值位数"), "a": ("AG", "目标值（A）"), "said_unit": ("AH", "计量单位"),
    "a_unit": ("AI", "目标值单位"), "said": ("AJ", "完成值文字"), "b_digits": ("AK", "完成值位数"), "b": ("AL", "完成值（B）"),
    "b_unit": ("AM", "完成值单位"), "a_odd": ("AN", "目标值别样"), "b_odd": ("AO", "完成值别样"), "judged": ("AP", "是否定性"),
    "share": ("AQ", "档内比例"), "long": ("AR", "数字过长"), "why": ("AS", "没有得分的原因"), "exact": ("AT", "取整前得分"),
    "state": ("AU", "状态"),
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
_MOST = 10**11
"""Up to where the weight times a figure, all its decimals counted as digits, is rounded by Excel's doubles as fractions round it, ties included.

A score lies at a tie or at least 1/(200 × that product) of itself beside one. LibreOffice takes what lies within 4.3E-15 of itself below a tie for
one: from 1.16E+12 on (`benchmarks/rounding_bound.py`); a curve has up to ten times the digits of its figures.
"""
_NOTHING = '""'
_LONGEST_CELL, _LONGEST_FIGURE, _CERTAIN = 60, 20, 15
"""How many characters a cell and a figure may have, and how many digits a double holds for sure."""
_SHARES, _NO_UNIT = ("百分比", "百分数", "百分率"), ("无", "-", "/")
_UNIT_CHARACTERS = (
    "%‰/个次人名位家户口件项套台辆艘架座栋幢间所处条段根棵株盆亩公顷里米厘毫平方立吨斤克升元万亿千角分天日年小时钟秒月周期批场届轮班堂课节篇份册本部张幅页"
    "组队支对双只头匹羽尾种类款级档倍度瓦伏安兆赫村镇乡县区市校院站社区企业单机构学生员工师床岗片群瓶盒箱桶包袋卷块面盏门眼井孔路道环宗例案笔票字粒台套"
    "车船楼房屋管网线杆灯牌板图表书证号码器具设备设施系统软材料药苗树林田土地水电气油粮菜果牛羊猪鸡鱼kmgtl㎡℃"
)
"""What a unit may be written with for a cell to be computed; numerals, and words that bound or estimate, are none of it."""
_ELSEWHERE_TOO = f"；别的写法{ELSEWHERE}"
_FORMATS = "PDCS"
"""The formats that show another figure than the cell holds: percentages, dates, currency, powers of ten (`CELL("format")`)."""


class RowCells:
    """The cells of one row by what they hold."""

    def __init__(self, row: int | str) -> None:
        self.row = row

    def __getitem__(self, name: str) -> str:
        return f"{INPUTS[name] if name in INPUTS else HIDDEN[name][0]}{self.row}"


class Branch(NamedTuple):
    """Rows of one kind and curve: when a row is one, why it has no score, what it has earned."""

    when: str
    why: Sequence[tuple[Condition, str]]
    earned: Value


def reading_formulas(at: RowCells) -> dict[str, str]:
    """The formulas of the hidden cells that only read what was filled in."""
    sign = (
        f'IF({at["marks"]}=0,"",IF(OR(LEFT({at["text"]},2)=">=",ISNUMBER(FIND(LEFT({at["text"]},1),"≥≧"))),"≥",'
        f'IF(OR(LEFT({at["text"]},2)="<=",ISNUMBER(FIND(LEFT({at["text"]},1),"≤≦"))),"≤",LEFT({at["text"]},1))))'
    )
    rate = f'SUBSTITUTE({_folded(at["rate"])},"％","%")'
    return {
        "text": _folded(at["target"]),
        "marks": f'IF({at["text"]}="",0,IF(OR(LEFT({at["text"]},2)=">=",LEFT({at["text"]},2)="<="),2,'
        f'IF(ISNUMBER(FIND(LEFT({at["text"]},1),"≥≧≤≦><=")),1,0)))',
        "said_sign": _folded(at["sign"]),
        "direction": f'IF({at["said_sign"]}<>"",{at["said_sign"]},{sign})',
        "rest": f"TRIM(MID({at['text']},{at['marks']}+1,{_LONGEST_CELL + 1}))",
        "digits": _digits(at["rest"]),
        "a": _number(at["rest"], at["digits"]),
        "said_unit": _plain_unit(_folded(at["unit"])),
        "a_unit": _unit(at["rest"], at["digits"], at["said_unit"]),
        "said": _folded(at["actual"]),
        "b_digits": _digits(at["said"]),
        "b": _number(at["said"], at["b_digits"]),
        "b_unit": _unit(at["said"], at["b_digits"], at["a_unit"]),
        "a_odd": _odd(at["rest"], at["digits"], at["a"], at["a_unit"]),
        "b_odd": _odd(at["said"], at["b_digits"], at["b"], at["b_unit"]),
        "judged": f'IF({at["said_sign"]}="{JUDGED_TYPE}",1,0)',
        "share": f'IF({rate}="","",IFERROR(IF(RIGHT({rate},1)="%",VALUE(LEFT({rate},LEN({rate})-1))/100,'
        f'IF(AND(VALUE({rate})>0,VALUE({rate})<=1),"",VALUE({rate})/100)),""))',
        "long": f"IF({too_long(at['weight'], (at['a'], _said(at['rest'], at['digits'])), (at['b'], _said(at['said'], at['b_digits'])))},1,0)",
    }


def _folded(cell: str) -> str:
    """What a cell says, full-width signs as ordinary ones; an error is a sign that nothing else is."""
    return f'TRIM(ASC(IFERROR({cell}&"","#")))'


def _digits(cell: str) -> str:
    """How many characters at the beginning are digits, the point, or what groups them by thousands."""
    places = ",".join(map(str, range(1, _LONGEST_FIGURE + 2)))
    found = f'MATCH(FALSE,ISNUMBER(FIND(MID({cell}&"x",{{{places}}},1),"0123456789.,")),0)-1'
    return f'IF({cell}="",0,IFERROR({found},{_LONGEST_FIGURE + 1}))'


def _number(cell: str, digits: str) -> str:
    return f'IF({digits}=0,"",IFERROR(VALUE(SUBSTITUTE(LEFT({cell},{digits}),",","")),""))'


def _plain_unit(unit: str) -> str:
    shares, none = (",".join(f'{unit}="{word}"' for word in words) for words in (_SHARES, _NO_UNIT))
    return f'IF(OR({shares}),"%",IF(OR({none}),"",{unit}))'


def _unit(cell: str, digits: str, beside: str) -> str:
    """The unit behind the figure, else the one beside it."""
    return f'IF({digits}=0,"",IF(LEN({cell})>{digits},TRIM(MID({cell},{digits}+1,{_LONGEST_CELL})),{beside}))'


def _odd(cell: str, digits: str, figure: str, unit: str) -> str:
    """1 where the cell is not wholly a figure and a unit as plain as Excel can read them: no sign, range, date, word, numeral."""
    said = _said(cell, digits)
    point = f'FIND(".",{said}&".")'
    whole = f"LEFT({said},{point}-1)"
    grouped = f'TEXT(VALUE(SUBSTITUTE({whole},",","")),"#,##0")<>{whole}'
    figures = (
        f'{digits}=0,LEN(SUBSTITUTE(SUBSTITUTE({said},".",""),",",""))>{_CERTAIN},LEN({cell})>{_LONGEST_CELL},NOT(ISNUMBER({figure})),'
        f'ISERROR(FIND(LEFT({cell},1),"0123456789")),ISERROR(FIND(RIGHT({said},1),"0123456789")),'
        f'LEN({said})-LEN(SUBSTITUTE({said},".",""))>1,ISNUMBER(FIND(",",MID({said},{point},{_LONGEST_CELL})))'
    )
    places = ",".join(map(str, range(1, 10)))
    slash = f'FIND("/",{unit}&"/")'
    units = (
        f'SUMPRODUCT(--ISNUMBER(FIND(MID({unit}&"{"%" * 9}",{{{places}}},1),"{_UNIT_CHARACTERS}")))<9,LEN({unit})>9,'
        f'MAX({slash}-1,LEN({unit})-{slash})>4,LEFT({unit},1)="/",AND({unit}<>"",RIGHT({unit},1)="/"),'
        f'LEN({unit})-LEN(SUBSTITUTE({unit},"/",""))>1,ISNUMBER(FIND(LEFT({unit}&"x",1),"月号")),'
        f'AND(LEN({unit})>1,ISNUMBER(FIND(LEFT({unit}&"x",1),"年日天"))),AND({unit}="年",{figure}>=1900,{figure}<=2100)'
    )
    return (
        f'IF({cell}="",0,IF(OR({figures}),1,IF(IF(ISNUMBER(FIND(",",{said})),IFERROR({grouped},TRUE),FALSE),1,'
        f"IF(OR({units}),1,0))))"
    )


def _said(cell: str, digits: str) -> str:
    return f"LEFT({cell},{digits})"


def too_long(points: str, *figures: tuple[str, str]) -> str:
    """Whether points and figures, each a number and its text, have more digits than doubles round for sure."""
    values = ",".join(value for value, _ in figures)
    places = ",".join(f'LEN({said})-FIND(".",{said}&".")' for _, said in figures)
    small = ",".join(f'ISNUMBER(FIND("E",{said}))' for _, said in figures)
    return f"IFERROR(OR({points}*MAX({values})*10^MAX(0,{places})>={_MOST},ROUND({points},2)<>{points},{small}),TRUE)"


# --- the rules ----------------------------------------------------------------------------------------------------


def score_cells(at: RowCells, profile: Profile) -> dict[str, str]:
    """Why there is no score, the score before it is rounded, the row's state, and what the form shows."""
    cases = list(_branches(at, profile))
    empty = f'IFERROR({at["name"]}&"","x")&{at["text"]}&{at["said"]}&IFERROR({at["weight"]}&"","x")=""'
    out = f'OR({at["text"]}="{OUT}",{at["said"]}="{OUT}")'
    kept = profile.not_applicable.value in KEPT
    why = text_constant(f"请从列表中选符号和计分方法{_ELSEWHERE_TOO}")
    for case in reversed(cases):  # inside its case, for what is asked of one kind of row may be an error for another
        why = f"IF({case.when},{_first(case.why, _NOTHING)},{why})"
    why = _first(list(_unread(at)), why)
    weightless = f'IF({at["weight"]}="","没有权重（分值）","")' if kept else '""'
    why = f'IF({empty},"",{_first(list(_wrong(at)), f"IF({out},{weightless},{why})")})'
    exact = "0"
    for case in reversed(cases):
        exact = f"IF({case.when},{written(case.earned)},{exact})" if exact != "0" else written(case.earned)
    if kept:
        exact = f"IF({out},{at['weight']},{exact})"
    state = f'IF({empty},"{BLANK}",IF({at["why"]}<>"","{OPEN}","{SCORED}"))'
    if not kept:
        state = f'IF({empty},"{BLANK}",IF({at["why"]}<>"","{OPEN}",IF({out},"{OUT}","{SCORED}")))'
    by_curve = bool(profile.curves) or profile.rounding_rate.value is not None
    return {
        "why": why,
        "exact": f'IF({at["state"]}="{SCORED}",{exact},"")',
        "state": state,
        "score": f'IF({at["state"]}="{SCORED}",{rounded_formula(at["exact"], profile, at["long"], by_curve=by_curve)},'
        f'IF({at["state"]}="{BLANK}","",IF({at["state"]}="{OUT}","{OUT}","{UNTOLD}"&{at["why"]})))',
    }


def rounded_formula(exact: str, profile: Profile, long: str, *, by_curve: bool = True) -> str:
    """A score as it is printed; where it has too many digits to be sure of, the cell says so, without a curve near a tie only."""
    places = profile.rounding_places.value
    if profile.rounding_mode.value != "half-up":
        return untold(ELSEWHERE)
    scaled = f"{exact}*{10**places}"
    unsure = f"{long}=1" if by_curve else f"AND({long}=1,ABS({scaled}-INT({scaled})-0.5)<0.000001)"
    return f"IF({unsure},{untold(ELSEWHERE)},ROUND({exact},{places}))"


def untold(reason: str) -> str:
    """What stands in place of a figure: that it is open, and why."""
    return text_constant(f"{UNTOLD}{reason}")


def _wrong(at: RowCells) -> Iterator[tuple[str, str]]:
    """What no row may hold."""
    weight = at["weight"]
    yield f"SUMPRODUCT(--ISERROR({at['name']}:{at['rule']}))>0", "这一行有一格是错误值，请重写"
    shown = "+".join(
        f'ISNUMBER({at[cell]})*ISNUMBER(FIND(LEFT(CELL("format",{at[cell]}),1),"{_FORMATS}"))'
        for cell in ("target", "actual", "weight", "rate")
    )
    logical = ",".join(f"ISLOGICAL({at[cell]})" for cell in ("target", "actual", "rate"))
    yield f"OR({logical})", "有一格是 TRUE 或 FALSE，请重写"
    yield f"({shown})>0", "有一格是百分比、日期或货币格式，所示和所存的不同，请改成文本格式后重写"
    yield (
        f'IF(ISLOGICAL({weight}),TRUE,IF(ISNUMBER({weight}),{weight}<0,{weight}<>""))',
        "权重（分值）请只写数字，不小于 0",
    )


def _unread(at: RowCells) -> Iterator[tuple[str, str]]:
    """What cannot be split into sign, figure and unit, or says something twice; asked of figures only."""
    figure = f"{at['judged']}=0"
    plain = "请只写数字和单位，如 96 或 96%"
    for cell, odd, what, how in (
        ("rest", "a_odd", "目标值", f"请分三格写：符号、数字、单位，文字目标在符号一格选“{JUDGED_TYPE}”"),
        ("said", "b_odd", "实际完成值", plain),
    ):
        yield f'AND({figure},OR(LEFT({at[cell]},1)="-",LEFT({at[cell]},1)="−"))', f"{what}为负数，{ELSEWHERE}"
        yield f"AND({figure},{at[odd]}=1)", f"{what}{how}{_ELSEWHERE_TOO}"
    yield f'AND({at["judged"]}=1,{at["rule"]}<>"")', f"{JUDGED_TYPE}指标没有自己的计分方法，请清空那一格"
    yield (
        f'AND({figure},{at["said_sign"]}<>"",{at["marks"]}>0)',
        "符号写了两次：符号一格已经写了，目标值一格只写数字",
    )
    yield (
        f'AND({figure},{at["digits"]}>0,{at["said_unit"]}<>"",{at["a_unit"]}<>{at["said_unit"]})',
        "单位写了两次，而且不同",
    )
    yield (
        f'AND({figure},{at["digits"]}>0,{at["a_unit"]}="",ISNUMBER(FIND(RIGHT("x"&{_folded(at["name"])},1),")]】")))',
        "指标名称里的单位请写到计量单位一格",
    )
    yield (
        f'AND({figure},{at["a"]}<>"",{at["b"]}<>"",{at["a_unit"]}<>{at["b_unit"]})',
        f"目标值与完成值的单位不同，请写成同一单位；要换算的，{ELSEWHERE}",
    )
    yield (
        f'AND({figure},OR({at["a_unit"]}="%",{at["a_unit"]}="‰"),{at["said"]}<>"",LEN({at["said"]})={at["b_digits"]},'
        f"{at['b']}>0,{at['b']}<=1,{at['a']}>1)",
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
            chosen = f"{at['rule']}={text_constant(name or '')}"
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
            EXCEL_WORDS.where(ExcelFormula(f"{at['attainment']}={text_constant(band.label)}", 0), end, rest)
            for end, rest in ((band.low, low), (band.high, high))
        )
    closed = ExcelFormula(f"{at['attainment']}={text_constant(bands[0].label)}", 0) if bands else False
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
            (
                ExcelFormula(f"{at['a_unit']}<>{text_constant(unit)}", 0),
                f"计分方法的单位是“{unit or '（无）'}”，请把单位写成它",
            )
        )
    p = numbers(method, row.weight, row.target, unit or "%")
    row = method.rule.seen(row)
    answered, still = list[tuple[Condition, Any]](), True
    for gate in method.rule.gates:
        condition = EXCEL_WORDS.both(still, gate.when(EXCEL_WORDS, row, p))
        if formula := answered_by(gate, profile):
            answered.append((condition, formula))
            still = EXCEL_WORDS.both(still, EXCEL_WORDS.where(condition, False, True))  # the first that holds is heeded
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
        last = text_constant(reason) if condition is True else f"IF({condition},{text_constant(reason)},{last})"
    return last
