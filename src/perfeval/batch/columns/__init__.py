"""The rules over columns: the words of the regulation as expressions over integers, the routes of rows, the one division.

In: the opened rows of `frames/`. Out: the same with working columns for points and reasons. Open `words.py` first.
"""
