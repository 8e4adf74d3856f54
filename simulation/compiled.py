"""How arithmetic is compiled: one decorator with the settings that keep its bits.

``error_model="numpy"`` makes a division by zero a value instead of a branch, which lets the
compiler use vector instructions; ``fastmath`` stays off, because it would let the compiler
reorder sums and so give a different model. With ``NUMBA_DISABLE_JIT=1`` the decorator hands
back the plain function, for debugging with breakpoints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit

ARITHMETIC: dict[str, Any] = {"error_model": "numpy", "nogil": True}
"""Settings of everything that is compiled."""

compiled = njit(**ARITHMETIC)
"""Decorator of every arithmetic helper that rules call."""

pasted = njit(**ARITHMETIC, forceinline=True)
"""The same, pasted in by the optimiser whatever its size: for what stands in a loop over partners."""

_INSIDE = ARITHMETIC | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False}

_inside = njit(**_INSIDE, forceinline=True)
"""The same for what compiled code alone calls: no entry from Python, no arrays of its own, pasted in by the optimiser."""

inlined = njit(**ARITHMETIC, inline="always")
"""The same, pasted into the caller's text: for helpers that return several numbers."""


class decision:
    """Decorator of a decision: a function of views of the world that rules call, and that anybody may ask why.

    Inside compiled code it is compiled; called from Python it is the plain function, so that it takes a whole
    ``World`` and can be stepped through. It names its arguments as rules do (``world``, ``p``, ``i`` ...), which lets
    ``footprint`` see through the call.
    """

    def __init__(self, function: Callable[..., Any]):
        self.py_func = function
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.__module__ = function.__module__
        self._compiled = _inside(function)
        self._numba_type_ = getattr(self._compiled, "_numba_type_", None)

    def __call__(self, *arguments: Any) -> Any:
        return self.py_func(*arguments)


@compiled
def total(terms):
    """Sum of the terms of a utility, in the order in which they are declared."""
    utility = 0.0
    for term in terms:
        utility += term
    return utility
