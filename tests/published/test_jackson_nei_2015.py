"""Jackson & Nei 2015: no network of alliances is war-stable but the empty one, by trying all of them."""

from reproduced import changed, fails, found, put, values

NAME = "jackson_nei_2015"


def test_every_case():
    findings = found(NAME)
    assert len(findings) == 4 * 50
    assert fails(findings) == set()


def test_the_theorem():
    """No war-stable network has a link."""
    assert set(values(found(NAME), "war stable nonempty networks")) == {0.0}


def test_another_strength_or_gamma_is_told(tmp_path):
    """Control: one of three equals twice as strong, and a defence that is worth less."""
    assert fails(found(NAME, changed(NAME, tmp_path, {"strengths.csv": put("strength", 0, 4.0)}))) >= {"war stable networks"}
    assert fails(found(NAME, changed(NAME, tmp_path, {"expected.csv": put("gamma", 0, 0.5)}))) >= {"networks without vulnerable country"}
