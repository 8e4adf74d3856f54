"""Exponential, logarithm, logistic and normal quantile made of + - * / and bit shifts.

The C library's versions differ between machines in the last bits, and a simulation that is
to be rebuilt bit for bit cannot have that. Exponential and logarithm are within 1 unit in the
last place of the true value, the logistic, made of an exponential and a division, within 2, the
quantile within a relative 1e-15; the tests hold them to it.

Sources: exponential and logarithm after the reductions and minimax coefficients published with
fdlibm (Sun Microsystems 1993); normal quantile after Wichura 1988, Applied Statistics 37(3),
477-484, algorithm AS 241 (PPND16).
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled, pasted

LN2 = 0.6931471805599453
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_LOG2_E = 1.4426950408889634
_BIAS = 1023
_MANTISSA_BITS = 52
_ROUNDING = 6755399441055744.0
"""1.5 times 2 to the 52: a number added to it is rounded to a whole one, which then stands in the last bits of the sum."""
_MANTISSA_SHIFT = np.uint64(_MANTISSA_BITS)
_MANTISSA_MASK = np.uint64(0x000FFFFFFFFFFFFF)
_ONE_BITS = np.uint64(0x3FF0000000000000)
_WHOLE_BITS = np.uint64(0x4330000000000000)
_WHOLE = 4503599627370496.0 + _BIAS
"""2 to the 52, in whose last bits a whole number can be put to make it a floating one, and the bias of exponents."""
_SQRT2 = 1.4142135623730951


@compiled
def clip(x: float, low: float, high: float) -> float:
    """``x`` held between ``low`` and ``high``."""
    return low if x < low else (high if x > high else x)


@compiled
def exp(x: float) -> float:
    """e to the power ``x``; arguments beyond -700 and 700 are held there."""
    x = clip(x, -700.0, 700.0)
    shifted = x * _LOG2_E + _ROUNDING
    k = shifted - _ROUNDING
    high = x - k * _LN2_HIGH
    low = k * _LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (
        1.66666666666666019037e-01
        + t
        * (
            -2.77777777770155933842e-03
            + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))
        )
    )
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    power = np.int64((np.float64(shifted).view(np.int64) + _BIAS) << _MANTISSA_BITS).view(np.float64)
    return y * power


@compiled
def log(x: float) -> float:
    """Natural logarithm of a positive normal number."""
    bits = np.float64(x).view(np.uint64)
    m = np.uint64((bits & _MANTISSA_MASK) | _ONE_BITS).view(np.float64)
    e = np.uint64((bits >> _MANTISSA_SHIFT) | _WHOLE_BITS).view(np.float64) - _WHOLE
    upper = m > _SQRT2
    m = m * 0.5 if upper else m
    e = e + 1.0 if upper else e
    f = m - 1.0
    s = f / (2.0 + f)
    z = s * s
    r = z * (
        6.666666666666735130e-01
        + z
        * (
            3.999999999940941908e-01
            + z
            * (
                2.857142874366239149e-01
                + z
                * (
                    2.222219843214978396e-01
                    + z * (1.818357216161805012e-01 + z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))
                )
            )
        )
    )
    half = 0.5 * f * f
    return e * _LN2_HIGH - ((half - (s * (half + r) + e * _LN2_LOW)) - f)


@compiled
def sigma(u: float) -> float:
    """Logistic function 1/(1 + e^-u), the choice probability of a utility ``u``."""
    return 1.0 / (1.0 + exp(-u))


@pasted
def _polynomial(r: float, a: tuple) -> float:
    """Polynomial of degree 7, coefficients by rising power."""
    a0, a1, a2, a3, a4, a5, a6, a7 = a
    return ((((((a7 * r + a6) * r + a5) * r + a4) * r + a3) * r + a2) * r + a1) * r + a0


@pasted
def _ratio(r: float, a: tuple, b: tuple) -> float:
    """Quotient of two polynomials of degree 7."""
    return _polynomial(r, a) / _polynomial(r, b)


_CENTRE = (
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
)  # fmt: skip
_CENTRE_BELOW = (
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
)  # fmt: skip
_MIDDLE = (
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
)  # fmt: skip
_MIDDLE_BELOW = (
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
)  # fmt: skip
_TAIL = (
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
)  # fmt: skip
_TAIL_BELOW = (
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
)  # fmt: skip


@pasted
def normal_quantile(u: float) -> float:
    """Value that a standard normal variable stays below with probability ``u``, 0 < u < 1."""
    q = u - 0.5
    if abs(q) <= 0.425:
        return q * _ratio(0.180625 - q * q, _CENTRE, _CENTRE_BELOW)
    tail = u if q < 0.0 else 1.0 - u
    r = np.sqrt(-log(tail))
    x = _ratio(r - 1.6, _MIDDLE, _MIDDLE_BELOW) if r <= 5.0 else _ratio(r - 5.0, _TAIL, _TAIL_BELOW)
    return -x if q < 0.0 else x
