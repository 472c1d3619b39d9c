"""Every rule, in one visible tuple, and what becomes of points outside a formula.

A rule is a record of its file; adding one means its formula, its record and its name here.
"""

from collections.abc import Callable

from perfeval.rules import judged, listed, lists, met, ramps, ratios, steps, tiers
from perfeval.rules.formulas import deduction, kept
from perfeval.rules.rule import Rule
from perfeval.rules.words import Formula, Value, Words

RULES: tuple[Rule, ...] = (
    ratios.EXECUTION,
    steps.RATE_STEPS,
    ratios.FORWARD,
    ratios.CUT_OFF,
    ratios.CHANGE,
    ratios.REVERSE,
    ratios.LINEAR,
    ratios.AS_FORWARD,
    met.MET,
    steps.STEPS,
    tiers.TIERS,
    tiers.BANDS,
    tiers.SHARE_TIERS,
    listed.LISTED,
    ramps.RAMP,
    judged.JUDGED,
    lists.COEFFICIENT,
    lists.PART_POINTS,
    lists.DEDUCT_EACH,
)
METHOD_KINDS = ("execution", "forward", "reverse", "equal", "judged", "coefficient", "checklist")
"""What a rule may score; a profile names one for each, as `forward_rule`."""

RULES_OF: dict[str, dict[str, Rule]] = {
    kind: {rule.name: rule for rule in RULES if kind in rule.kinds} for kind in METHOD_KINDS
}
"""The rules that a profile may name, by what they score and by name."""

CURVES: dict[str, Rule] = {
    name: rule for kind in ("forward", "reverse", "equal", "execution") for name, rule in RULES_OF[kind].items()
}
"""The rules of figures by name: what a curve of a profile, or a row's own, may be. Rules of one name need the same numbers."""

KEPT: dict[str, Formula] = {"full": kept, "no-deduction": kept}
"""The treatments under which a row that does not apply keeps points; of the others, `rescaled` is a matter of the total."""
ADJUSTMENTS: dict[str, Callable[[Words, Value, Value], Value]] = {"manual": deduction}
"""What a profile may allow to be done to a printed score."""
