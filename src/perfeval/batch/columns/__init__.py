"""The rules over columns: the words of the regulation as expressions over integers, the routes of rows, the one division.

Open `words.py` first.
"""
