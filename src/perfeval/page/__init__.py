"""The page that needs no installation: perfeval in a browser, behind one function.

In: a request as JSON text, and the bytes of files. Out: an answer as JSON text, and the bytes of a file to be saved. What is drawn, and
what starts Python in the browser, is JavaScript and stands in page/ at the top of the repository. Open `bridge.py` first.
"""
