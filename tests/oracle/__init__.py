"""The oracle: the model of ``simulation/ODD.md`` written a second time, as a user of Mesa would write it.

The engine keeps a world of arrays and rules that run over them. The oracle keeps objects: states are agents, what two
of them have in common is a ``Pair``, how one looks at the other a ``Relation``, its needs in a channel a ``Market``, what
a partner serves of them an ``Exchange``. Where both take the same decisions month after month, a mistake would have to
be made twice, in two styles.

It takes equations from the ODD page and data from a checked ``Scenario``. Of the package ``simulation`` it imports only
what makes results comparable: ``chance`` (a draw is part of the result), ``numerics`` (the last bit of an exponential
can decide a race), the codes of ``events``, and the declarations of ``properties``, ``levers``, ``tables`` and ``scenario``.
Rules, measures, engine and what drives them stay outside; a test reads the imports.

Floats are not equal to the bit everywhere, but to some 1e-15. Where the page gives a pair one number the oracle keeps
one, while the engine keeps two, whose sums begin at different ends (``deals``, hence ``cooperation`` and ``value``). The
expected deals of the start, hence evidence and stocks, are added up in another order. Means of measures take every pair
once. Python from 3.12 on adds up floats with less rounding.
"""

from oracle.model import OracleModel

__all__ = ["OracleModel"]
