"""What is asked of a scorecard: how each score came about, and what would have to change.

In: a `Scorecard`. Out: explanations (`explain.py`), or the figures that a total or a grade needs (`whatif.py`, by way of
`inverse.py`). Open `explain.py` first.
"""
