"""How a known name has to stand in a text."""

import pytest

from onrecord.model import Report
from onrecord.reader.names import known_names
from onrecord.reader.parse import parse
from onrecord.reader.tree import tree_of


def named(text: str) -> list[str]:
    parsed = next(parse([Report(id="t", source_id="t", sha256="", text=text)]))
    return [hit.actor for hit in known_names(parsed.doc, tree_of(parsed.doc))]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The paper Wen Wei Po said so.", ["wen-wei-po"]),
        ("The paper Wen wei po said so.", []),
        ("Readers of Ta Nea knew.", ["ta-nea"]),
        ("Readers of Ta nea knew.", []),
        ("He wrote in Al-Ahram.", ["al-ahram"]),
        ("He wrote in al-Ahram.", ["al-ahram"]),
    ],
)
def test_an_outlet_of_short_words_has_a_capital_on_each(text: str, actors: list[str]) -> None:
    assert named(text) == actors


def on(text: str, day: str | None) -> list[str]:
    report = Report(id="t", source_id="t", sha256="", text=text, published=day)
    parsed = next(parse([report]))
    return [hit.actor for hit in known_names(parsed.doc, tree_of(parsed.doc), day)]


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("The Transitional Military Council said so.", "2019-05-01", None),
        ("In Sudan, the Transitional Military Council said so.", "2019-05-01", "transitional-military-council-sudan"),
        ("In Chad, the Transitional Military Council said so.", "2021-06-01", "transitional-military-council-chad"),
        # Only that of Chad was there on the day; only Sudan is spoken of: nobody's.
        ("In Sudan, the Transitional Military Council said so.", "2021-06-01", None),
        # The party of Turkey that has the name as it stands was not there yet.
        ("Nigeria's Peoples Democratic Party won.", "2003-05-01", "peoples-democratic-party-nigeria"),
        ("Nigeria's Peoples Democratic Party won.", "2015-05-01", "peoples-democratic-party-nigeria"),
        ("Turkey's Peoples Democratic Party won.", "2015-05-01", "peoples-democratic-party"),
        ("The Justice and Development Party won.", "2015-05-01", "justice-and-development-party"),
        ("Morocco's Justice and Development Party won.", "2015-05-01", "justice-and-development-party-morocco"),
        ("Greece has voted for New Democracy.", None, "new-democracy-greece"),
        ("Greece, and Germany, and Germany, have voted for New Democracy.", None, None),
        ("Greece wants a new democracy.", None, None),
        ("The Democratic Party won.", None, "democratic-party"),
        ("The Democratic Party won in Italy.", None, "democratic-party-italy"),
    ],
)
def test_a_name_of_several_bodies_is_that_of_the_country_and_the_day(text, day, actor):
    assert [one for one in on(text, day) if "-" in one and one not in ("south-sudan",)] == ([actor] if actor else [])
