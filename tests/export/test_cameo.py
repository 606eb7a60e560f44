"""CAMEO's codes: of actors, and of events as each system knows them."""

import pytest

from onrecord.export.cameo import GROUPS, TYPES, coded, known_code, score
from onrecord.knowledge.ontology import ontology
from onrecord.knowledge.registry import registry
from onrecord.model import Actor


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor("egypt", "Egypt", "state", "EGY", ("GOV",)), "EGY"),
        (Actor("egypt.mil", "Egyptian military", "organisation", "EGY", ("MIL",)), "EGYMIL"),
        (Actor("hamas", "Hamas", "group", "PSE", ("REB", "PTY")), "PSEREBPTY"),
        (Actor("nato", "NATO", "organisation", None, ("IGO",)), "IGONAT"),
        (Actor("human-rights-watch", "Human Rights Watch", "organisation", None, ("NGO",)), "NGO"),
        (Actor("al-azhar", "Al-Azhar", "group", "EGY", ("REL",)), "EGYREL"),
        (Actor("reuters", "Reuters", "outlet", "GBR"), "GBRMED"),
        (Actor("report:x", "hospital", "organisation", "ROU", ("MED",)), "ROMHLH"),
        (Actor("report:x", "police", "organisation", "EGY", ("COP",), inferred=("country",)), "COP"),
        (Actor("report:x", "Cairo", "place", "EGY"), ""),
        (Actor("report:x", "neighbours", "group", None, ("SOC",)), ""),
    ],
)
def test_codes_of_actors(actor, code):
    assert coded(actor).code == code


def test_nobody_has_no_code():
    assert coded(None).code == ""


def test_known_groups_are_in_the_registry():
    assert [actor for actor in GROUPS if actor not in registry().actors] == []


def test_sectors_are_plover_s(formats):
    if formats is None:
        pytest.skip("../shared/formats is not beside the repository: the list of sectors is not compared")
    plover = formats("plover.json")
    assert set(TYPES) <= set(plover["sectors"]) | set(plover["non_states"])


@pytest.mark.parametrize("system", ["icews", "gdelt"])
def test_every_code_has_one_that_a_system_knows(system):
    for code in ontology().cameo:
        found = known_code(code, system)
        assert score(found, system) is not None
        assert len(found.code) > 2
        assert found.code[:2] == code[:2]
        if len(code) > 2 and score(ontology().cameo[code], system) is not None:
            assert found.code == code


def test_what_only_one_system_knows():
    assert known_code("1641", "icews").code == "164"
    assert known_code("1641", "gdelt").code == "1641"
    assert known_code("129", "gdelt").code == "120"
