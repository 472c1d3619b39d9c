"""Plain tables → the document that a form says, with the origin of each value, and what was not understood.

In: tables of cells as shown. Out: a draft of a document by path. The titles of columns are data (`columns.toml`). Open `finder.py`
first.
"""
