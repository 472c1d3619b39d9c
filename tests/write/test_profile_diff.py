"""Two profiles side by side: only what differs, each with its clause."""

from attrs import evolve

from perfeval import load_profile
from perfeval.write.profile_diff import as_dict, profile_differences, side_by_side

OURS, SAME = load_profile("mof-2020"), load_profile("mof-2020")


def test_a_profile_does_not_differ_from_itself() -> None:
    """All parameters are the same."""
    assert ((), len(list(OURS.parameters()))) == profile_differences(OURS, SAME)


def test_one_changed_value_is_one_difference() -> None:
    """Told with both values, clause and basis."""
    changed = evolve(OURS, rounding_places=evolve(OURS.rounding_places, value=1))
    (found,), same = profile_differences(OURS, changed)
    assert ("rounding_places", len(list(OURS.parameters())) - 1) == (found.key, same)
    assert None not in found.sides
    assert f"1 项不同，{same} 项相同。" == side_by_side(OURS, changed).splitlines()[-1]
    assert ["rounding_places"] == [entry["key"] for entry in as_dict(OURS, changed)["differences"]]


def test_a_curve_that_one_has_not() -> None:
    """Is a difference, with nothing on that side."""
    pidu = load_profile("sichuan-pidu-2025")
    name = next(iter(pidu.curves))
    less = evolve(pidu, curves={key: curve for key, curve in pidu.curves.items() if key != name})
    (found,), _ = profile_differences(less, pidu)
    assert (f"curves.{name}", None) == (found.key, found.sides[0])
    assert f"  {less.id}：没有这条曲线" in side_by_side(less, pidu)
