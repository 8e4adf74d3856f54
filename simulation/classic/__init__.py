"""Models of blocs that others have published, as parts that take arrays, networkx graphs and worlds of our own model.

>>> from simulation.classic import landscape, signed
>>> foes = [[0, -1, -1], [-1, 0, -1], [-1, -1, 0]]
>>> signed.frustration_index(foes).wrong
1.0
>>> [sorted(minimum.second) for minimum in landscape.minima([3.0, 2.0, 1.0], foes).minima]
[[1, 2]]
"""
