"""A table scored: cells read, the rule chosen, gates, the formula, the one division and rounding, the sums.

In: an `Evaluation` and a `Profile`. Out: a `Scorecard` of rows with their trace, groups, the total. Open `score.py` first.
"""
