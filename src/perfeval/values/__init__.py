"""Text → exact values: figures, quantities with units, the field's terms, lines that a terminal may show.

In: what a cell or a line says. Out: fractions that keep their printed digits, units that convert exactly, enums; or None and a
reason. Knows no form and no rule. Open `figures.py` first, then `quantities.py`.
"""
