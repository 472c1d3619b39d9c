"""Sums of scored rows: evaluations, groups of them, indicators combined before they are scored, pieces of a long file.

Open `sums.py` first.
"""
