"""The audit on columns: what a row and a table print against what they earn.

Open `rows.py` first.
"""
