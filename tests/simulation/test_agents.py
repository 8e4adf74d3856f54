"""States as agents: what one reads and sets is the world itself, within its bounds."""

import mesa
import pytest

import simulation


@pytest.fixture
def model(ten):
    return simulation.BlocModel(ten, seed=1, months=12)


def test_reading_is_reading_the_world(model):
    agent = model["ARD"]
    row = model.config.row("BOR")
    assert agent.trust["BOR"] == model.world.trust[agent.row, row]
    assert agent.share["grain", "BOR"] == agent.share["grain"]["BOR"] == model.world.share[0, agent.row, row]
    assert agent.grievance["rank"] == model.world.grievance[agent.row, 1]
    assert dict(agent.sanctions.items()).keys() == set(model.config.head.channels)
    assert (agent.group, agent.name) == ("core", "Ardovar")
    assert set(model["CEV"].partners) == {state.id for state in model.config.states} - {"CEV", "ISM"}


def test_what_is_set_stays_what_it_says(model):
    agent = model["ARD"]
    agent.evasion = 0.9
    agent.share["grain"]["BOR"] = 0.3
    agent.grievance = {"rank": 1.0}
    assert model.world.evasion[agent.row] == 0.9
    assert agent.share["grain", "BOR"] == 0.3
    assert agent.grievance["rank"] == 1.0


def test_a_tie_that_is_set_stays_symmetric(model):
    model["ARD"].tie["BOR"] = -0.5
    assert model["BOR"].tie["ARD"] == -0.5
    model.step()
    assert model["BOR"].tie["ARD"] == model["ARD"].tie["BOR"] < 0


def test_trust_that_is_set_lasts_and_keeps_its_limit(model):
    agent = model["ARD"]
    agent.trust["BOR"] = 0.1
    model.step()
    assert agent.trust["BOR"] == pytest.approx(0.1, abs=0.02)
    agent.trust["BOR"] = 1.0
    assert agent.trust["BOR"] == agent.ceiling["BOR"] < 1.0
    model.step()
    assert agent.trust["BOR"] <= agent.ceiling["BOR"]


@pytest.mark.parametrize(("field", "value"), [("threat", 5), ("evasion", -0.1), ("liquidity", float("nan"))])
def test_impossible_numbers_are_refused(model, field, value):
    with pytest.raises(ValueError, match=field):
        setattr(model["ARD"], field, value)


def test_impossible_numbers_of_pairs_are_refused(model):
    with pytest.raises(ValueError, match="tie"):
        model["ARD"].tie["BOR"] = 1.5
    with pytest.raises(KeyError, match="BOR"):
        model["ARD"].tie["BOT"] = 0.5


def test_unknown_states_are_refused_with_the_nearest(ten, model):
    with pytest.raises(KeyError, match="BOR"):
        model["BOX"]
    with pytest.raises(KeyError, match="BOR"):
        simulation.BlocModel(ten, agent_classes={"BOX": simulation.StateAgent})
    with pytest.raises(KeyError, match="BOR"):
        model.trajectory.series("tie", state="BOX")


def test_a_rule_of_the_start_cannot_be_applied_later(model):
    model.step()
    with pytest.raises(ValueError, match="form_habit"):
        model["ARD"].form_habit()


def test_mesa_sees_a_model_like_any_other(model):
    assert isinstance(model, mesa.Model)
    core = model.agents.select(lambda agent: agent.group == "core")
    assert len(core) == 3
    assert core.agg("loss", max) == max(core.get("loss"))
    model.agents.set("wedge", 0.0)
    model.run()
    assert model.steps == model.month == 12
    assert not model.running
    collected = model.datacollector.get_model_vars_dataframe()
    assert collected.core_tie.tolist() == model.trajectory.measures.core_tie.tolist()
    with pytest.raises(ValueError, match="the last"):
        model.step()


def test_seeds_are_checked_everywhere(ten):
    for seed in (-1, 2**32):
        with pytest.raises(ValueError, match="seed"):
            simulation.run(ten, seed)
        with pytest.raises(ValueError, match="seed"):
            simulation.run_many(ten, [seed])
    with pytest.raises(TypeError):
        simulation.run_many(ten, [1.9])
