"""The audit on columns: what a row and a table print against what they earn.

In: scored rows (`columns/`) with what was printed. Out: a column a rule, true where it finds something. Open `rows.py` first.
"""
