"""A kind of file → plain tables of cells as shown, each with its place.

In: the bytes of a workbook, a Word file, a PDF. Out: `FiledTable`s; or one sentence why not. `guard.py` looks at every file before
any reader does. Open `office.py` first.
"""
