"""The lexicon of events: every row names what there is, and fits what it is filed under."""

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import events
from onrecord.knowledge.events import lexicon
from onrecord.knowledge.ontology import TYPES, ontology
from onrecord.knowledge.table import Row, line_at, rows

CONFLICT = {3, 4}


def entries():
    words = lexicon()
    for table in (words.verbs, words.nouns, words.adjectives):
        for lemma, found in table.items():
            for entry in found:
                yield lemma, entry.meaning


def test_size():
    words = lexicon()
    assert len(words.verbs) >= 500
    assert len(words.nouns) >= 150


def test_every_type_has_words():
    assert {meaning.type for _, meaning in entries()} == set(TYPES)


def test_codes_and_modes_exist_and_belong_to_their_type():
    scheme = ontology()
    for lemma, meaning in entries():
        kind = scheme.types[meaning.type]
        assert meaning.cameo in scheme.cameo, lemma
        assert meaning.mode is None or meaning.mode in kind.modes or meaning.mode in kind.folded, lemma


def test_a_code_lies_on_the_side_of_its_type():
    scheme = ontology()
    for lemma, meaning in entries():
        type_ = scheme.cameo[meaning.cameo].type
        if type_ is not None:
            sides = {scheme.types[type_].quad in CONFLICT, scheme.types[meaning.type].quad in CONFLICT}
            assert len(sides) == 1, (lemma, meaning)


def test_the_row_that_asks_for_most_comes_first():
    weights = [entry.weight for entry in lexicon().verbs["call"]]
    assert weights == sorted(weights, reverse=True)


def test_no_row_stands_twice():
    seen = [tuple(row.values()) for row in rows("event_verbs.tsv")]
    assert len(seen) == len(set(seen))


def test_contexts():
    assert lexicon().contexts_of("The court ordered the refugees out.") == ("legal", "migration")
    assert lexicon().contexts_of("Nothing of the kind.") == ()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("type", "FIGHT", "no type of PLOVER's"),
        ("mode", "aerial", "no mode"),
        ("cameo", "999", "no code"),
        ("object", "@nobody", "no class"),
    ],
)
def test_a_wrong_row_is_told(field, value, says):
    cells = {"verb": "aid", "with": "", "object": "", "type": "AID", "mode": "", "cameo": "07", "to": "", "note": ""}
    with pytest.raises(DataError, match=rf"event_verbs\.tsv, line 5: .*{says}"):
        events._verb(Row(cells | {field: value}, "event_verbs.tsv", 5), "aid", {})


def test_each_entry_says_which_line_made_it():
    for lemma, meaning in entries():
        place, word = meaning.row.split(" ")
        assert word == lemma
        assert line_at(place)["cameo"] == meaning.cameo
