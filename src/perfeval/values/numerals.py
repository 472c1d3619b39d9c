"""Chinese numerals in front of a counter: 三场, 十二期, 一百零五户."""

from perfeval.values.patterns import Pattern

_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SIZE = {"十": 10, "百": 100, "千": 1000}
_AT_START = Pattern("[〇零一二两三四五六七八九十百千]{1,9}")
_OTHER_MEANING = Pattern("[零一二两三四五六七八九十百千]+[分级等批组]|[一二三]期|[一二三]本")
"""十分, 一批, 二级, 一期: words of quality, rank and phase, and no counts."""


def spelled_out(text: str) -> str:
    """The text with the numeral at its start in digits; as it is where there is none, or no number below ten thousand.

    >>> spelled_out("十二期"), spelled_out("一百零五户"), spelled_out("三十"), spelled_out("十分满意"), spelled_out("一一")
    ('12期', '105户', '30', '十分满意', '一一')
    """
    match = _AT_START.match(text)
    if match is None or _OTHER_MEANING.match(text):
        return text
    number = _number(match[0])
    return text if number is None else f"{number}{text[match.end() :]}"


def _number(numeral: str) -> int | None:
    """A numeral as people say it, place by place; None for digits in a row (二〇), and for what no one says."""
    if numeral == "零":
        return 0
    total, digit, last, zero = 0, None, 10_000, False
    for place, char in enumerate(numeral):
        if char == "〇":
            return None
        if char in _DIGIT:
            if digit is not None or (char == "零" and (zero or not place)):
                return None
            zero, digit = (True, None) if char == "零" else (zero, _DIGIT[char])
            continue
        size = _SIZE[char]
        if size >= last or (digit is None and (size != 10 or place)):
            return None
        skipped = last > size * 10 and last < 10_000
        if skipped is not zero:
            return None
        total, digit, last, zero = total + (1 if digit is None else digit) * size, None, size, False
    if digit is None:
        return None if zero else total
    return None if (last > 10 and last < 10_000) is not zero else total + digit
