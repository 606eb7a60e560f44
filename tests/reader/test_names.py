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
