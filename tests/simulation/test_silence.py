"""What an agent leaves undone does not go on by itself."""

import scenarios
import simulation


class Silent(simulation.StateAgent):
    """A state that asks for nothing, calls on nobody and meets no demand."""

    def make_deals(self):
        pass

    def face_crisis(self):
        pass

    def answer_demands(self):
        pass


def test_a_rule_that_an_agent_leaves_out_leaves_nothing_behind():
    model = simulation.BlocModel(scenarios.load("ten-states"), seed=1, months=6, agent_classes={"ARD": Silent})
    row = model["ARD"].row
    for _ in range(6):
        model.step()
        world = model.world
        assert world.bought[:, row].sum() == world.paid[:, row].sum() == 0.0
        assert world.supported[row].sum() == world.abandoned[row].sum() == world.resisted[row].sum() == 0.0
        assert world.deals_made[row] == 0.0
    assert model.start.bought[:, row].sum() > 0.0
