import pytest

from onrecord.model import Report
from onrecord.reader.mentions import cast
from onrecord.reader.parse import parse
from onrecord.reader.places import places


def pronoun(text, word, nth=0):
    """Whom a pronoun stands for, or None."""
    report = Report(id="t", source_id="t", sha256="", text=text)
    parsed = next(parse([report]))
    token = [t for t in parsed.doc if t.lower_ == word][nth]
    found = cast(parsed, places(parsed)).at(token)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "word", "id"),
    [
        ("Mohamed Morsi was elected. He promised a new law.", "he", "mohamed-morsi"),
        ("Angela Merkel met Barack Obama. She spoke first.", "she", "angela-merkel"),
        ("Angela Merkel met Barack Obama. He spoke first.", "he", "barack-obama"),
        ("Mrs. Adel and Mr. Karim came. She left early.", "she", "report:adel"),
        ("Hamas said its leaders would meet.", "its", "hamas"),
        ("Iran praised Hezbollah. Hamas said it would wait.", "it", "hamas"),
        ("The Lebanese army said it had closed the road.", "it", "lebanon.mil"),
    ],
)
def test_pronouns(text, word, id):
    assert pronoun(text, word) == id


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hamas waited. It is clear that the talks failed.", "it"),
        ("It was raining.", "it"),
        ("He left.", "he"),
        ("Barack Obama waited. She left.", "she"),
    ],
)
def test_pronouns_that_stand_for_nobody_known(text, word):
    assert pronoun(text, word) is None


def test_an_object_is_not_the_subject_of_its_own_verb():
    assert pronoun("Barack Obama met Mohamed Morsi. Hosni Mubarak thanked him.", "him") != "hosni-mubarak"


def test_his_group_is_the_group_that_the_person_serves():
    text = "Hamas official Karim Nasr spoke. He said his group would wait."
    report = Report(id="t", source_id="t", sha256="", text=text)
    parsed = next(parse([report]))
    start = text.index("his group")
    assert cast(parsed, ()).exactly(start, start + len("his group")) == ("hamas",)


def test_an_object_of_a_participle_is_not_its_unspoken_subject():
    from onrecord.api import read

    reading = read("Saudi Arabia cut diplomatic ties with Qatar, accusing it of financing terrorists.")
    assert ("it", "saudi-arabia") not in {(m.span.text, m.actor) for m in reading.mentions}
