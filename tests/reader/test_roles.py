"""The country and sectors of composed mentions, by the words of the report and its date."""

import pytest

from onrecord.api import read


def coded(text, words, published="2012-04-06"):
    """Country, first sector, and whether the country is inferred, of the actor of the mention on these words."""
    found = read(text, published=published)
    actors = {a.id: a for a in found.actors}
    actor = next(actors[m.actor] for m in found.mentions if m.span.text == words)
    return actor.country, (actor.sector or (None,))[0], bool(actor.inferred)


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("A former Lebanese army general was shot.", "A former Lebanese army general", "LBN", "MIL"),
        ("A retired Kenyan police colonel was shot.", "A retired Kenyan police colonel", "KEN", "COP"),
        ("The Saudi foreign ministry protested.", "The Saudi foreign ministry", "SAU", "GOV"),
        ("A Yemeni government spokesman denied it.", "A Yemeni government spokesman", "YEM", "GOV"),
        ("A Hamas spokesman denied it.", "A Hamas spokesman", "PSE", "REB"),
        ("A spokesman for the Free Syrian Army denied it.", "A spokesman for the Free Syrian Army", "SYR", "REB"),
        ("A UN spokesman denied it.", "A UN spokesman", None, "IGO"),
        ("Nigerian opposition lawmakers walked out.", "Nigerian opposition lawmakers", "NGA", "OPP"),
        ("Former Chadian rebels walked home.", "Former Chadian rebels", "TCD", "REB"),
        ("An Egyptian union leader was held.", "An Egyptian union leader", "EGY", "LAB"),
        ("Three Sudanese doctors were held.", "Three Sudanese doctors", "SDN", "MED"),
        ("A Libyan militia commander was held.", "A Libyan militia commander", "LBY", "REB"),
        ("Ghana's electoral commission met.", "Ghana's electoral commission", "GHA", "GOV"),
        ("Algeria's presidential guard moved in.", "Algeria's presidential guard", "DZA", "MIL"),
        ("Moroccan security forces moved in.", "Moroccan security forces", "MAR", "COP"),
        ("A Ugandan bishop spoke.", "A Ugandan bishop", "UGA", "REL"),
        ("A Malian shopkeeper spoke.", "A Malian shopkeeper", "MLI", "BUS"),
        ("Tunisian teachers marched.", "Tunisian teachers", "TUN", "EDU"),
        ("An Iraqi intelligence officer was held.", "An Iraqi intelligence officer", "IRQ", "SPY"),
        ("Egyptian fishermen were held.", "Egyptian fishermen", "EGY", "CVL"),
        ("Gabonese officers cancelled the poll.", "Gabonese officers", "GAB", "MIL"),
        ("Tanzanian customs officers were held.", "Tanzanian customs officers", "TZA", "GOV"),
        ("Guinea's union leaders were held.", "Guinea's union leaders", "GIN", "LAB"),
        ("The Angolan armed forces moved in.", "The Angolan armed forces", "AGO", "MIL"),
        ("A bodyguard of the Syrian president was held.", "A bodyguard of the Syrian president", "SYR", "MIL"),
        (
            "Supporters of the Lebanese prime minister marched.",
            "Supporters of the Lebanese prime minister",
            "LBN",
            "CVL",
        ),
        ("A French television crew was held.", "A French television crew", "FRA", "JRN"),
        ("Turkey's chief of staff slept.", "Turkey's chief of staff", "TUR", "MIL"),
        ("A UN human rights spokesman doubted it.", "A UN human rights spokesman", None, "IGO"),
        ("A driver of the World Food Programme was shot in Mali.", "A driver of the World Food Programme", None, "IGO"),
    ],
)
def test_the_phrase_tells(text, words, country, sector):
    assert coded(text, words) == (country, sector, False)


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Bandits robbed a bus in Niger.", "Bandits", "NER", "CRM"),
        ("In Niger, gunmen shot two doctors.", "gunmen", "NER", "REB"),
        ("In Niger, gunmen shot two doctors.", "two doctors", "NER", "MED"),
        ("In Chad, aid workers were held.", "aid workers", "TCD", "NGO"),
        ("Hezbollah mourned, and its lawyer spoke.", "its lawyer", "LBN", "JUD"),
        ("In Nigeria, the governor's spokesman denied it.", "the governor's spokesman", "NGA", "GOV"),
        ("Mutinous soldiers took the palace in Mali.", "Mutinous soldiers", "MLI", "REB"),
        ("Tribesmen ambushed a lorry in Yemen.", "Tribesmen", "YEM", "REB"),
        ("Armed men burned a village in Mali.", "Armed men", "MLI", "REB"),
        ("Looters ran through the streets. Kenya is quiet now.", "Looters", "KEN", "CRM"),
        ("Turkish-backed rebels shelled a village in Syria.", "Turkish-backed rebels", "SYR", "REB"),
        ("Plotters seized the palace in Niger.", "Plotters", "NER", "REB"),
        ("In Niger, gendarmes ringed the American embassy.", "gendarmes", "NER", "COP"),
        ("Jane Doe, a butcher in Mali, wept.", "Jane Doe", "MLI", "CVL"),
        ("Gunmen came from Chad. In Niger, they shot a trader.", "a trader", "NER", "BUS"),
    ],
)
def test_the_place_of_the_act_is_inferred(text, words, country, sector):
    found = coded(text, words)
    assert found[:2] == (country, sector)


def test_the_country_of_the_act_is_marked_as_inferred():
    assert coded("Bandits robbed a bus in Niger.", "Bandits")[2]


def test_nations_that_share_a_noun_have_their_bodies_each():
    found = read("Ethiopian and Eritrean troops shelled the town.", published="1998-06-06")
    assert {"ethiopia.mil", "eritrea.mil"} <= {m.actor for m in found.mentions}
    assert coded("Ethiopian and Eritrean troops shelled the town.", "Ethiopian") == ("ETH", "MIL", False)


def test_peacekeepers_are_of_the_world():
    assert coded("In Mali, peacekeepers were shot.", "peacekeepers") == (None, "IGO", False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In Chad, foreign diplomats slept.", "foreign diplomats"),
        ("A researcher of Amnesty International spoke in Niger.", "A researcher of Amnesty International"),
    ],
)
def test_people_of_elsewhere_are_not_of_the_place_of_the_act(text, words):
    assert coded(text, words)[0] is None


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Kenya's Red Cross counted the dead.", "Kenya's Red Cross", "kenya.redcross"),
        ("The Jordanian Red Crescent counted the dead.", "The Jordanian Red Crescent", "jordan.crescent"),
        ("The Syrian Arab Red Crescent counted the dead.", "The Syrian Arab Red Crescent", "syrian-arab-red-crescent"),
        ("The Red Cross counted the dead.", "The Red Cross", "international-committee-of-the-red-cross"),
        ("South Africa waited for the Constitutional Court.", "the Constitutional Court", "south-africa.court"),
        ("Kenyans broke into parliament.", "parliament", "kenya.leg"),
        ("Hemedti's men held the town.", "Hemedti's men", "rapid-support-forces"),
    ],
)
def test_bodies_by_their_words(text, words, actor):
    found = read(text, published="2023-04-17")
    assert {m.actor for m in found.mentions if m.span.text == words} == {actor}
