"""How arithmetic is compiled: one decorator with the settings that keep its bits.

``error_model="numpy"`` makes a division by zero a value instead of a branch, which lets the
compiler use vector instructions; ``fastmath`` stays off, because it would let the compiler
reorder sums and so give a different model. With ``NUMBA_DISABLE_JIT=1`` the decorator hands
back the plain function, for debugging with breakpoints.
"""

from __future__ import annotations

from numba import njit

compiled = njit(error_model="numpy", nogil=True)
"""Decorator of every arithmetic helper that rules call."""

inlined = njit(error_model="numpy", nogil=True, inline="always")
"""The same, pasted into the caller: for helpers that return several numbers."""
