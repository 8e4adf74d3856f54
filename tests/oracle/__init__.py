"""The oracle: the model of ``simulation/ODD.md`` written a second time, as a user of Mesa would write it.

The engine keeps a world of arrays and rules that run over them. The oracle keeps objects: states are agents, what two
of them have in common is a ``Pair``, what one thinks of the other a ``Relation``, what it buys in a channel a
``Market``. Where both give the same decisions month after month, a mistake would have to be made twice, in two styles.

It reads equations from the ODD page, data from a checked ``Scenario``, and of the package ``simulation`` imports nothing
but names that results are made comparable by: ``chance`` (a draw is part of the result), ``numerics`` (the last bit of
an exponential decides a race), the codes of ``events``, and the declarations of ``properties``, ``levers``, ``tables`` and
``scenario``. Rules, measures, engine and everything that drives them stay outside; ``test_oracle.py`` holds it to that.

Floats are not equal to the bit everywhere. Where the page gives a pair one number the oracle keeps one, while the engine
keeps two, whose sums begin at different ends (``deals``, hence ``cooperation`` and ``value``); deliveries of the start are
added up deal by deal instead of good by good; means over pairs take every pair once. The differences stay near 1e-15.
"""

from oracle.model import OracleModel

__all__ = ["OracleModel"]
