"""目标值与完成值: is the target a figure, the actual value a figure of the same kind, and is nothing else in the cell?"""
