"""The rules: one submodel of the ODD a file, each a plain function of the world.

A rule takes what it needs by name: ``world`` (this month, which it may write), ``start`` (the
world of month 0), ``imposed`` (what the calendar and the levers impose, by month), ``p`` (the
parameters), ``record`` (the measures of the months before), ``log`` (where it notes events) and,
where it is a state's rule, ``i``, the row of that state. A state's rule writes only row ``i`` of
what it writes and reads no other row of it, so that the order of states never matters. Decisions
that rules call name their arguments alike and write nothing; other helpers take arrays and numbers,
never a world.
"""
