"""The regulation: what a row has earned, under which conditions it stays open, how that is said, and the same backwards.

In: a row's operands and its curve's numbers, in the words of an engine. Out: undivided points n/d. `formulas.py` reads like the
regulation and imports nothing but the words; open it first.
"""
