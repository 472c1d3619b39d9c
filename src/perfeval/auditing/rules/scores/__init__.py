"""得分: does each printed score follow from its row, the total from the scores, the grade from the total?"""
