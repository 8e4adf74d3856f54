"""Equation 9: loss, the price cap, and the ability to pay."""

from worlds import apply, close, parameters, world

from simulation.rules.loss import bear_loss, cap_revenue


def cap_effect(p=None, **fields):
    """Share of revenue that the cap takes from state 0: members of the coalition are 1, third parties 2."""
    fields = {
        "membership": [1, -1, 0], "price_cap": 0.25, "capped": [1, 0], "share": [[[0, 0.3, 0.4]] * 3] * 2,
        "compliance": [[0, 0.9, 0.9], [0.9] * 3, [0.5, 0.9, 0.9]],
    } | fields  # fmt: skip
    return apply(cap_revenue, world(**fields), p=p).cap_effect[0]


def test_equation_9_the_cap_bites_through_shipping_and_complying_third_parties():
    assert cap_effect() == close(0.25 * (0.6 + 0.4 * 0.5))


def test_equation_9_the_cap_takes_at_most_itself():
    assert cap_effect(share=[[[0, 0, 0.9]] * 3] * 2, compliance=1.0) == 0.25
    assert cap_effect(price_cap=0) == 0.0
    assert cap_effect(capped=0, p=parameters(shipping=0)) == 0.0


START = {"states": 1, "gdp": 200.0, "liquidity": 0.6, "loss": 0.1, "cap_effect": 0.05, "liquidity_weight": [0.25, 0.2]}


def borne(**fields):
    return apply(bear_loss, world(**({"cap_effect": 0.05, "liquidity_weight": [0.25, 0.2], "states": 1} | fields)), world(**START))


def test_equation_9_by_hand():
    channels = {"weight": [0.3, 0.7], "premium": [0, 0.6], "price": [1.2, 1]}
    now = borne(**channels, unserved=[[0.4], [0.2]], outlets=[[1], [0.5]], cap_effect=0.2, gdp=1.0, liquidity=0.0)
    loss = 0.3 * 0.4 + 0.7 * 0.2 * 1.6 + 0.5 * 0.2
    assert now.loss[0] == close(loss)
    assert now.gdp[0] == close(200 * (1 - 0.15 * (loss - 0.1)))
    assert now.liquidity[0] == close(0.6 * (1 + 0.25 * 0.2) - 0.25 * 0.4 - 0.2 * 0.2 - 0.3 * (0.2 - 0.05))


def test_equation_9_with_nothing_unserved_only_the_cap_costs():
    now = borne()
    assert now.loss[0] == close(0.025)
    assert now.liquidity[0] == close(0.6)


def test_equation_9_liquidity_stays_between_0_and_1():
    assert borne(unserved=1.0, liquidity_weight=1.0).liquidity[0] == 0.0
    assert borne(price=5.0, outlets=1.0).liquidity[0] == 1.0


def test_equation_9_output_never_falls_below_nothing():
    assert borne(weight=50.0, unserved=1.0).gdp[0] == 0.0
