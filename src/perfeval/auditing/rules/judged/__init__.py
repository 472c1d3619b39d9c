"""定性评判: does each judged row say which band it is in, and does its score lie there?"""
