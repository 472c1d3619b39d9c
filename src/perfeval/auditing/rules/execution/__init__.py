"""预算执行: rate, score, the budget it is held to, and the funds that make it up."""
