"""Bytes → plain tree → typed objects, with every mistake of a file at once.

In: TOML or JSON as bytes. Out: dictionaries within bounds (`sources.py`), then attrs objects (`structure.py`), whose cells are
read by one reader a kind (`cells.py`). Documents and profiles both come this way. Open `sources.py` first.
"""
