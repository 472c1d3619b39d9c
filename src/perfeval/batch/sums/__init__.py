"""Sums of scored rows: evaluations, groups of them, indicators combined before they are scored, pieces of a long file.

In: scored rows. Out: a row an evaluation, a group or an indicator. Open `sums.py` first.
"""
