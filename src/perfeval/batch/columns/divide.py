"""The one division of the column engine: an exact quotient in 64 bits, rounded once.

Every row has earned ``W x / d`` ten-thousandths of a point, with integers 0 <= x <= d <= 10^17 and 0 <= W <= 2^24. The whole
part q of it is wanted, exactly, on engines that divide integers through doubles and refuse or wrap what leaves 64 bits.

An estimate e of q comes from doubles. Four roundings (x, x·W, d, the quotient), each by at most 2^-53 of the value, put it
within 2^24 · 2^-51 = 2^-27 of W x/d, so e is q - 1, q or q + 1. The remainder r = W x - e d then says which: it lies in
[-d, 2d), and q = e + [r >= d] - [r < 0]. It is formed without leaving 64 bits: with x = xh·2^30 + xl and d = dh·2^30 + dl,
r = (W xh - e dh)·2^30 + (W xl - e dl). The second bracket stays below 2^55, r below 2^58, so the first bracket times 2^30,
which is their difference, stays below 2^59. Where integers wrap, r is right without: it is below 2^63. How an engine rounds its doubles does not matter, and there is no guard band.

四舍五入 to p places is then ``(q + h) // 10^(4-p)`` with h half of 10^(4-p): what is cut off below q is less than one, and a whole
number of ten-thousandths plus less than one reaches the half exactly where the whole number does.
"""

from typing import Any

import narwhals.stable.v2 as nw

from perfeval.batch.columns.words import HALF, floored, halves, literal, whole_part

MAX_WEIGHT = 1 << 24
"""The greatest weight in ten-thousandths of a point: 1677 points."""


def with_quotient(frame: Any, name: str, weight: str, share: str, of: str) -> Any:
    """The frame with the whole part of ``W x / d`` as column `name`, and its remainder as ``name_rest``, in three steps.

    A null operand gives a null quotient; columns are named, for a step is an expression over columns that stand.
    """
    w, x, d = nw.col(weight), nw.col(share), nw.col(of)
    e, xh, dh, r = (f"{name}_{part}" for part in ("e", "xh", "dh", "r"))
    guess = x.cast(nw.Float64) * w.cast(nw.Float64) / d.cast(nw.Float64)
    if frame.implementation.is_polars():  # its integers wrap: both products may leave 64 bits, and r comes out right
        frame = frame.with_columns(**{e: whole_part(guess)})
        frame = frame.with_columns(**{r: w * x - nw.col(e) * d})
    else:
        frame = frame.with_columns(**{e: whole_part(guess), xh: halves(x)[0], dh: halves(d)[0]})
        ec, xc, dc = nw.col(e), nw.col(xh), nw.col(dh)
        low = w * (x - xc * HALF) - ec * (d - dc * HALF)
        frame = frame.with_columns(**{r: (w * xc - ec * dc) * HALF + low})
    ec, rc = nw.col(e), nw.col(r)
    over, under = one_where(rc >= d), one_where(rc < 0)
    return frame.with_columns(**{name: ec + over - under, f"{name}_rest": rc - over * d + under * d})


def rounded_column(name: str, of: str, places: int, mode: str = "half-up") -> Any:
    """The quotient `name` rounded to places, still in ten-thousandths: 四舍五入, or 四舍六入五成双 where `mode` says so."""
    q, rest, unit = nw.col(name), nw.col(f"{name}_rest"), 10 ** (4 - places)
    if unit == 1:
        up, tie = rest + rest >= nw.col(of), rest + rest == nw.col(of)
        number, odd = q + one_where(up), q - floored(q, 2) * 2 == 0
        return number - one_where(tie & odd) if mode == "half-even" else number
    number = floored(q + unit // 2, unit)
    if mode == "half-even":
        tie = (rest == 0) & (q - floored(q, unit) * unit == unit // 2)
        number = number - one_where(tie & (number - floored(number, 2) * 2 == 1))
    return number * unit


def one_where(condition: Any) -> Any:
    """1 where the condition holds."""
    return nw.when(condition).then(literal(1)).otherwise(literal(0))
