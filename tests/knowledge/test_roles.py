"""What the words around a noun make of its bearer's sector."""

import pytest

from onrecord.knowledge.registry import nouns
from onrecord.knowledge.roles import composed, role_words


@pytest.mark.parametrize(
    ("phrase", "sectors"),
    [
        ("army officer", ("MIL",)),
        ("retired police colonel", ("COP",)),
        ("intelligence general", ("SPY",)),
        ("textile worker", ("LAB",)),
        ("aid worker", ("NGO",)),
        ("health worker", ("MED",)),
        ("union leader", ("LAB",)),
        ("student leader", ("EDU",)),
        ("tribal leader", ("CVL",)),
        ("gang leader", ("CRM",)),
        ("football player", ("SOC",)),
        ("club president", ("SOC",)),
        ("government spokesman", ("GOV",)),
        ("opposition spokesman", ("OPP",)),
        ("opposition lawmaker", ("OPP", "LEG")),
        ("mutinous soldier", ("REB", "MIL")),
        ("armed man", ("REB",)),
        ("armed robber", ("CRM",)),
        ("former minister", ("ELI",)),
        ("former lawmaker", ("ELI",)),
        ("former general", ("MIL",)),
        ("former rebel", ("REB",)),
        ("government soldier", ("MIL",)),
        ("air force pilot", ("MIL",)),
        ("trade official", ("GOV",)),
    ],
)
def test_the_words_before_tell(phrase, sectors):
    *before, noun = phrase.split()
    assert composed(noun, nouns()[noun].sector, before) == sectors


def test_whom_somebody_serves_tells_where_no_word_before_does():
    assert composed("spokesman", "GOV", [], ("REB", "PTY")) == ("REB", "PTY")
    assert composed("leader", "GOV", ["political"], ("REB",)) == ("REB",)
    assert composed("officer", "MIL", ["police"], ("REB",)) == ("COP",)
    assert composed("lawyer", "JUD", [], ("OPP",)) == ("JUD",)


def test_an_armed_act_makes_plain_people_armed_ones():
    assert composed("tribesman", "CVL", [], armed=True) == ("REB",)
    assert composed("soldier", "MIL", [], armed=True) == ("MIL",)


def test_a_word_that_makes_others_of_a_body():
    assert [w for w in ("former", "opposition", "masked", "young") if role_words().changes(w)] == [
        "former",
        "opposition",
        "masked",
    ]
