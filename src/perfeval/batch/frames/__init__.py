"""Frames of rows in and out: which columns there are, how numbers are read, documents as rows and rows as documents.

Open `schema.py` first.
"""
