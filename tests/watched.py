"""Files that give the invented world signposts, which it has not of its own."""

WATCHED = {
    "signposts.csv": "signpost,measure,comparison,threshold,hold,noise,evidence,source\n"
    "cohesion,cohesion,above,0.5,2,0.01,invented,invented: the core closes ranks\n"
    "leverage,hub_leverage,growth,0.25,3,0,invented,invented: the hub's hold grows\n",
    "responses.csv": "signpost,lever,state,value,evidence,source\n"
    "cohesion,coordination,,1,invented,invented: the coalition closes ranks as well\n"
    "leverage,wedge,BOR,0.5,invented,invented: an offer to the hub\n",
}
"""Signposts with their responses for a copy of ten-states, which has none."""
