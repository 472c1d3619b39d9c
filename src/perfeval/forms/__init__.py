"""The two self-evaluation forms as frozen objects, and how those of several units become one.

In: cells as printed. Out: an `Evaluation` that mirrors the form, one combined of several (`aggregate.py`), or why they do not go
together (`matching.py`). Open `model.py` first.
"""
