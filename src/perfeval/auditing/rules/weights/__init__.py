"""权重: do the points that the table declares add up?"""
