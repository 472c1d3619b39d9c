"""A map of the country: for each province and the centre, the profile that fits or the nearest one, what is known, what is missing.

The facts stand in `places.toml`, each with its source. No profile is ever chosen by it: it only tells a reader where to begin.

In: the name of a province. Out: a `Place`. Open `places.toml` first.
"""

from functools import cache
from importlib.resources import files

from attrs import frozen

from perfeval.errors import InputError, Problem
from perfeval.trees.sources import read_toml
from perfeval.trees.structure import nearest


@frozen
class Reference:
    """Where something about a place was found."""

    title: str
    issuer: str
    url: str


@frozen
class Place:
    """What is known of one place: `fits` says that the profile is this place's own, and not only the nearest."""

    name: str
    aliases: tuple[str, ...]
    profile: str
    fits: bool
    known: str
    missing: str
    sources: tuple[Reference, ...]

    def __str__(self) -> str:
        how = "适用的评分规则" if self.fits else "没有这里的评分规则，最接近的是"
        lines = [f"{self.name}：{how} {self.profile}", f"  已知：{self.known}", f"  还缺：{self.missing}"]
        for source in self.sources:
            about = "，".join(part for part in (source.issuer, source.url) if part)
            lines.append(f"  来源：{source.title}（{about}）" if about else f"  来源：{source.title}")
        return "\n".join(lines)


@cache
def places() -> tuple[Place, ...]:
    """The centre and the 31 provinces, autonomous regions and municipalities, in the order of the administrative codes.

    >>> len(places())
    32
    """
    tree = read_toml(files(__name__).joinpath("places.toml").read_bytes())
    return tuple(
        Place(
            name=entry["name"],
            aliases=tuple(entry["aliases"]),
            profile=entry["profile"],
            fits=entry["fit"] == "fits",
            known=entry["known"],
            missing=entry["missing"],
            sources=tuple(Reference(**source) for source in entry["sources"]),
        )
        for entry in tree["places"]
    )


def place_of(name: str) -> Place:
    """The place of that name or alias; InputError, with the nearest name, where there is none.

    >>> place_of("云南省").profile
    'hubei-wuhan'
    """
    found = next((place for place in places() if name.strip() in (place.name, *place.aliases)), None)
    if found is None:
        names = [place.name for place in places()]
        known = [*names, *(alias for place in places() for alias in place.aliases)]
        raise InputError(
            [
                Problem(
                    "--place",
                    f"没有名为“{name[:20]}”的地方",
                    "、".join(names),
                    nearest(name, known),
                    code="name-unknown",
                )
            ],
            "perfeval",
        )
    return found
