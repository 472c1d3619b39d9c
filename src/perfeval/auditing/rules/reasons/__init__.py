"""原因说明: is what was missed, or overshot, explained?"""
