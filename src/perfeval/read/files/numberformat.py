"""A number of a sheet as Excel shows it: 0.995 under 0.0% is 99.5%. The formats of forms, not all of Excel's."""

import re
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "#,##0.00;-#,##0.00;-",
    49: "@", 50: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a number stands for, where the sheet does not define it."""
_GENERAL_DIGITS, _GENERAL_WIDTH, _MAX_PLACES = 15, 11, 30
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P|上午/下午)'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)|(?P<other>.)",
    re.DOTALL,
)
Token = tuple[str, str]


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """The parts of a format for positive, negative and zero numbers and for text, as tokens."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code[:255]):
        kind, text = match.lastgroup or "", match[match.lastgroup] if match.lastgroup else ""
        if kind == "other" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped", "other"):
            sections[-1].append(("sign" if kind == "other" else "text", text))
        elif kind == "bracket":
            sections[-1].append(("text", text[1:].split("-")[0]) if text.startswith("$") else ("bracket", text))
        elif kind:
            sections[-1].append((kind, text))
    return tuple(map(tuple, sections))


def as_formatted(value: str, code: str, *, since_1904: bool = False) -> str:
    """The number in `value` under the format `code`; the plain number under a format that is not known here.

    >>> as_formatted("0.995", "0.0%"), as_formatted("1397.58", "#,##0.00"), as_formatted("20", '0"分"'), as_formatted("0.1", "General")
    ('99.5%', '1,397.58', '20分', '0.1')
    >>> as_formatted("0.99970000000000003", "0.00%"), as_formatted("12.5", "0"), as_formatted("-3", "0;(0)"), as_formatted("45000", "yyyy-mm-dd")
    ('99.97%', '13', '(3)', '2023-03-15')
    """
    number = _number(value)
    if number is None:
        return value
    sections = [section for section in _sections(code) if ("sign", "@") not in section] or [()]
    section = sections[0]
    if (number < 0 and len(sections) > 1) or (number == 0 and len(sections) > 2):
        section = sections[1 if number < 0 else 2]
        number = abs(number)
    kinds = {kind for kind, _ in section}
    if code in ("", "@") or code.lower().startswith("general") or (("sign", "/") in section and "date" not in kinds):
        return _general(number)
    if not section or kinds <= {"text", "sign", "bracket"}:  # ;;; shows nothing
        return "".join(text for kind, text in section if kind in ("text", "sign"))
    if "date" in kinds:
        return _date(number, section, since_1904)
    return _figure(number, section)


def _number(value: str) -> Decimal | None:
    """The number as Excel knows it: fifteen digits, of which the file may hold a longer binary image."""
    try:
        number = Decimal(value[:40])
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return None
    with localcontext(prec=_GENERAL_DIGITS, rounding=ROUND_HALF_UP):
        return +number


def _general(number: Decimal) -> str:
    """A number without a format: all of it, a long fraction cut to the width of a column."""
    text = f"{number:f}"
    if "." not in text:
        return text
    whole = text.split(".")[0].lstrip("-")
    return _trim(_round(number, max(0, _GENERAL_WIDTH - 1 - len(whole))))


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _round(number: Decimal, places: int) -> str:
    with localcontext(prec=120):
        rounded = number.quantize(Decimal(1).scaleb(-min(places, _MAX_PLACES)), ROUND_HALF_UP)
    return f"{rounded:f}" if rounded else f"{abs(rounded):f}"


def _figure(number: Decimal, section: tuple[Token, ...]) -> str:
    """Digits with their decimals, thousands and what stands around them."""
    percents = section.count(("sign", "%"))
    with localcontext(prec=120):
        number = number.scaleb(2 * percents)
    parts, done = list[str](), False
    for kind, text in section:
        if kind == "digits" and not done:
            done = True
            whole, _, decimals = text.rstrip(",").partition(".")
            with localcontext(prec=120):
                scaled = number.scaleb(-3 * (len(text) - len(text.rstrip(","))))
            digits = _round(abs(scaled), len(decimals))
            fixed = len(decimals.rstrip("#?"))
            left, point, right = digits.partition(".")
            while len(right) > fixed and right.endswith("0"):
                right = right[:-1]
            left = left.rjust(whole.count("0"), "0") if left != "0" or "0" in whole else ""
            left = f"{int(left):,}" if "," in whole and left else left
            sign = "-" if number < 0 and digits.strip("0.") else ""
            parts.append(sign + left + (point if right else "") + right)
        elif kind in ("text", "sign"):
            parts.append(text)
    return "".join(parts).strip()


def _date(number: Decimal, section: tuple[Token, ...], since_1904: bool) -> str:
    """A day, counted from the end of 1899 (or from 1904), with its time."""
    if not 0 <= number < 2_958_466:
        return _general(number)
    seconds = round(float(number) * 86_400)
    day = (datetime(1904, 1, 1, tzinfo=UTC) if since_1904 else datetime(1899, 12, 30, tzinfo=UTC)) + timedelta(
        seconds=seconds
    )
    afternoon = any(kind == "ampm" for kind, _ in section)
    parts, after_hour = list[str](), False
    for i, (kind, text) in enumerate(section):
        letter = text[0].lower() if kind == "date" else ""
        if letter == "m" and (after_hour or any(t[0].lower() == "s" for k, t in section[i + 1 : i + 3] if k == "date")):
            parts.append(f"{day.minute:0{min(len(text), 2)}d}")
        elif letter:
            hour = (day.hour % 12 or 12) if afternoon else day.hour
            value = {"y": day.year, "m": day.month, "d": day.day, "h": hour, "s": day.second}[letter]
            parts.append(f"{value % 100:02d}" if letter == "y" and len(text) < 3 else f"{value:0{min(len(text), 2)}d}")
        elif kind == "ampm":
            parts.append("上午" if day.hour < 12 else "下午")
        elif kind in ("text", "sign"):
            parts.append(text)
        after_hour = letter == "h" or (after_hour and not letter)
    return "".join(parts).strip()
