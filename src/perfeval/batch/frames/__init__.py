"""Frames of rows in and out: which columns there are, how numbers are read, documents as rows and rows as documents.

In: any frame, a file or documents. Out: checked columns of ten-thousandths, and results as the frame writes numbers. Open `schema.py` first.
"""
