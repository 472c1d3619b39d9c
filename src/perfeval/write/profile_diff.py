"""Two profiles side by side: what differs, each value with its clause, its basis and the clause's own words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfeval.profiles import BASIS_LABELS, Profile
from perfeval.write.profiles import LABELS, curve_words, words


class Side(NamedTuple):
    """One profile's value of a parameter, in words, with what it rests on."""

    value: str
    clause: str = ""
    basis: str = ""
    text: str = ""


class Difference(NamedTuple):
    """A parameter, or a curve, that two profiles state differently; a side is None where one has no such curve."""

    key: str
    label: str
    sides: tuple[Side | None, Side | None]


def profile_differences(one: Profile, other: Profile) -> tuple[tuple[Difference, ...], int]:
    """What differs, in the order of the file, and how many parameters are the same."""
    found, same = list[Difference](), 0
    for key, cited in one.parameters():
        against = getattr(other, key)
        if cited.value == against.value:
            same += 1
            continue
        sides = (_side(cited, words(cited.value), one), _side(against, words(against.value), other))
        found.append(Difference(key, LABELS[key], sides))
    for name in dict.fromkeys((*one.curves, *other.curves)):
        pair = [(profile.curves.get(name), profile) for profile in (one, other)]
        told = [None if curve is None else _side(curve, curve_words(curve), profile) for curve, profile in pair]
        if told[0] is None or told[1] is None or told[0].value != told[1].value:
            found.append(Difference(f"curves.{name}", f"曲线“{name}”", (told[0], told[1])))
    return tuple(found), same


def _side(cited: Any, value: str, profile: Profile) -> Side:
    clause = profile.clauses.get(cited.clause)
    return Side(value, cited.clause, cited.basis, clause.text if clause else cited.note)


def side_by_side(one: Profile, other: Profile) -> str:
    """The differences as text, parameter by parameter."""
    found, same = profile_differences(one, other)
    lines = [f"{one.id}　{one.title}", f"{other.id}　{other.title}", ""]
    for difference in found:
        lines.append(f"{difference.label}（{difference.key}）")
        for profile, side in zip((one, other), difference.sides, strict=True):
            lines += _lines(profile.id, side)
    lines.append(f"{len(found)} 项不同，{same} 项相同。")
    return "\n".join(lines) + "\n"


def _lines(name: str, side: Side | None) -> Iterator[str]:
    if side is None:
        yield f"  {name}：没有这条曲线"
        return
    place = f"〔{side.clause}〕{side.text}" if side.clause else side.text
    yield f"  {name}：{side.value}"
    yield f"      {BASIS_LABELS[side.basis]}　{place}"


def as_dict(one: Profile, other: Profile) -> dict[str, Any]:
    """The differences as plain data (schema 1)."""
    found, same = profile_differences(one, other)
    return {
        "schema": 1,
        "profiles": [one.id, other.id],
        "same": same,
        "differences": [
            {"key": d.key, "label": d.label, "values": [side and side._asdict() for side in d.sides]} for d in found
        ],
    }
