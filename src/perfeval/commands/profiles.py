"""``perfeval profiles``: the list, or one profile; ``new``, ``check`` and ``diff`` for a bureau's own."""

import os
import re
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import Any

from attrs import asdict

from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver
from perfeval.errors import PerfevalError, ProfileError
from perfeval.profiles import BASIS_LABELS, FORMER_IDS, Cited, Curve, Profile, load_profile, shipped, source_text
from perfeval.profiles.places import Place
from perfeval.read.locate import with_lines
from perfeval.trees.sources import decode, read_file
from perfeval.values.text import json_line
from perfeval.write.profiles import LABELS, as_dict, grounds, left_open, listing, place_sheet, profile_sheet


def run(options: Namespace) -> int:
    """Print profiles, or do what the first word says."""
    word, *rest = options.words or [""]
    if options.place is not None and word != "new":
        if word:
            complain("perfeval：--place 单独写，或与 profiles new 同写。\n用 perfeval profiles --help 查看用法。")
            return UNREADABLE
        return _place(options)
    is_id = word.endswith(".toml") or word in ("", *_WORDS, *shipped(), *FORMER_IDS)
    if not is_id and (meant := _meant(word, (*_WORDS, *shipped()) if rest else _WORDS)):
        complain(f"perfeval：profiles 之后没有“{word[:40]}”这个词。{meant}\n用 perfeval profiles --help 查看用法。")
        return UNREADABLE
    work, least, most, usage = _WORDS.get(word, (_show, 0, 0, "[ID]"))
    if not least <= len(rest) <= most:
        complain(f"perfeval：应写作 perfeval profiles {usage}。\n用 perfeval profiles --help 查看用法。")
        return UNREADABLE
    try:
        return work(rest if word in _WORDS else options.words, options)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE


def _meant(word: str, known: Iterable[str]) -> str:
    from perfeval.trees.structure import nearest

    return nearest(word, known)


def _place(options: Namespace) -> int:
    """What is known of a place's rules; of every place for 全国."""
    from perfeval.profiles.places import place_of, places

    try:
        chosen = places() if options.place == "全国" else (place_of(options.place),)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE
    if options.format == "json":
        return deliver("".join(json_line(_place_as_dict(place)) for place in chosen), options.output)
    return deliver("".join(map(place_sheet, chosen)), options.output)


def _place_as_dict(place: Place) -> dict[str, Any]:
    profile = load_profile(place.profile)
    return {"schema": 1, **asdict(place), "grounds": grounds(profile), "unstated": left_open(profile)}


def _match(names: list[str], options: Namespace) -> int:
    """Which shipped profile explains the printed scores of filed tables; 1 where that cannot be told of each."""
    from perfeval.auditing.match import as_dict as matched
    from perfeval.auditing.match import match
    from perfeval.commands.gathering import Gathering
    from perfeval.commands.looking import each

    status, texts = CLEAN, list[str]()
    for looked in each(Gathering(names, options.output), lambda _, form: match(form.evaluation)):
        status = max(status, looked.exit)
        for found in looked.results:
            status = max(status, CLEAN if found.is_told else FOUND)
            texts.append(json_line(matched(found)) if options.format == "json" else f"{found}\n")
    return max(status, deliver("".join(texts), options.output)) if texts else status


def _show(names: list[str], options: Namespace) -> int:
    chosen = [load_profile(name) for name in (names or shipped())]
    if options.format == "json":
        text = "".join(json_line(as_dict(profile)) for profile in chosen)
    else:
        text = profile_sheet(chosen[0]) if names else listing(chosen)
    return deliver(text, options.output)


def _new(_: list[str], options: Namespace) -> int:
    """A copy of a profile to change, under an id of its own; a file that is there already is not written over."""
    from perfeval.profiles.places import place_of

    place = None if options.place is None else place_of(options.place)
    name = options.base or (place.profile if place else "hubei-wuhan")
    base, text = load_profile(name), source_text(name)
    name = os.path.basename(options.output or "new-profile.toml").removesuffix(".toml")
    name = f"{name}-改" if name in shipped() else name  # no file may go by a shipped id
    text = re.sub(r"(?m)^id = .*$", lambda _: f'id = "{_plain(name)}"', text, count=1)
    text = re.sub(r"(?m)^title = .*$", lambda _: f'title = "（改成规则的名称；改自 {_plain(base.id)}）"', text, count=1)
    head = (
        f"# 改自 {base.id}。把 [sources] 和 [clauses] 换成本地的文件和原文，再逐项核对：value 数值、clause 条款、basis 依据。\n"
        '# 通知的原话可以直接贴在数值旁，在 clause 的位置写 quote = "……"（[sources] 不止一份的，再写 source），不必另立条款；\n# 没有数值再引用的旧条款，从 [clauses] 里删去。\n'
        "# 改好后用 perfeval profiles check 查一遍，用 perfeval profiles diff 与原来的对照。\n"
    )
    head += "".join(f"# {line.strip()}\n" for line in str(place).splitlines()) if place else ""
    head += "\n"
    return deliver(head + text, options.output, anew=True)


def _plain(name: str) -> str:
    """A name that stands between quotes as it is."""
    return re.sub(r'["\\\x00-\x1f\x7f]', "-", name)


def _check(names: list[str], options: Namespace) -> int:
    """Every mistake at once, with its line where it can be told; or what the profile rests on."""
    status, told = CLEAN, []
    for name in names:
        try:
            told.append(_summary(load_profile(name)))
        except ProfileError as error:
            complain(_with_lines(error, name))
            status = UNREADABLE
    return deliver("\n".join(told), options.output) or status if told else status


def _with_lines(error: ProfileError, name: str) -> ProfileError:
    try:
        return ProfileError(with_lines(error.problems, decode(read_file(name))), error.source)
    except (OSError, PerfevalError):
        return error


def _summary(profile: Profile) -> str:
    parameters: list[tuple[str, Cited[Any] | Curve]] = [*profile.parameters()]
    parameters += [(f"curves.{name}", curve) for name, curve in profile.curves.items()]
    lines = [f"{profile.id}　{profile.title}：没有错误，{len(parameters)} 项数值。"]
    for basis, label in BASIS_LABELS.items():
        keys = [key for key, cited in parameters if cited.basis == basis]
        if keys:
            lines.append(f"  {label} {len(keys)} 项" + (f"：{'、'.join(map(_label, keys))}" if basis != "text" else ""))
    if left := left_open(profile):
        lines.append(f"  来源没有规定、因而不计分或不定总分的：{'、'.join(map(_label, left))}")
    unseen = [source.title for source in profile.sources.values() if not source.seen]
    if unseen:
        lines.append(f"  未见原文：{'；'.join(unseen)}")
    return "\n".join(lines) + "\n"


def _label(key: str) -> str:
    return LABELS.get(key, key.replace("curves.", "曲线"))


def _diff(names: list[str], options: Namespace) -> int:
    from perfeval.write.profile_diff import as_dict as differing
    from perfeval.write.profile_diff import side_by_side

    one, other = map(load_profile, names)
    text = json_line(differing(one, other)) if options.format == "json" else side_by_side(one, other)
    return deliver(text, options.output)


_WORDS: dict[str, tuple[Callable[[list[str], Namespace], int], int, int, str]] = {
    "new": (_new, 0, 0, "new --from ID [-o FILE.toml]"),
    "check": (_check, 1, 10**6, "check FILE..."),
    "diff": (_diff, 2, 2, "diff A B"),
    "match": (_match, 1, 10**6, "match FILE..."),
}
"""The words that are no profile's id, with how many names follow at least and at most."""
