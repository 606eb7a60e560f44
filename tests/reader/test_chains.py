from onrecord.model import Report
from onrecord.reader.candidates import candidates
from onrecord.reader.chains import joined
from onrecord.reader.coreference import Guess
from onrecord.reader.mentions import staged
from onrecord.reader.parse import parse
from onrecord.reader.places import places

TYPE = (1.0, 0.0, 0.0, 0.0)


def chains(text, before, names=()):
    """The head words of each chain, given the antecedents' probabilities: {word: {earlier word: probability}}."""
    parsed = next(parse([Report(id="t", source_id="t", sha256="", text=text)]))
    stage = staged(parsed, places(parsed))
    rows = candidates(stage)
    word = [stage.tree.text[r.head] for r in rows]
    guesses = []
    for w in word:
        told = tuple((word.index(k), s) for k, s in before.get(w, {}).items())
        guesses.append(Guess(1 - sum(s for _, s in told), told, TYPE))
    actors = [r.actor if r.actor and (not names or r.actor in names) else None for r in rows]
    found, _ = joined(stage, rows, guesses, actors)
    return [[word[i] for i in chain.members] for chain in found if len(chain.members) > 1]


def test_the_chain_that_is_most_probable_in_sum_is_joined():
    text = "Hosni Mubarak left. Mohamed Morsi came, and Mubarak rested. He slept."
    before = {"He": {"Mubarak": 0.3, "Morsi": 0.35, "left": 0.0}}
    before["He"] = {"Morsi": 0.35, "Mubarak": 0.5}
    assert chains(text, before) == [["Mubarak", "Mubarak", "He"]]


def test_below_the_least_probability_nothing_is_joined():
    assert chains("Hosni Mubarak left. He slept.", {"He": {"Mubarak": 0.1}}) == []


def test_gender_and_kind_forbid():
    assert chains("Angela Merkel left. He slept.", {"He": {"Merkel": 0.9}}) == []
    assert chains("Hamas left. He slept.", {"He": {"Hamas": 0.9}}) == []


def test_a_name_that_comes_later_names_the_chain_but_two_names_are_two():
    text = "A minister spoke. The minister, Hosni Mubarak, met Mohamed Morsi."
    before = {"Mubarak": {"minister": 0.8}, "Morsi": {"minister": 0.8}}
    assert ["Mubarak" in c and "Morsi" in c for c in chains(text, before)] == [False]


def test_an_object_is_not_the_subject_of_its_verb():
    assert chains("Hosni Mubarak thanked him.", {"him": {"Mubarak": 0.9}}) == []
    assert chains("Hosni Mubarak thanked himself.", {"himself": {"Mubarak": 0.9}}) == [["Mubarak", "himself"]]


def test_nobody_is_i_and_you_in_one_quotation():
    assert chains("“I thank you,” he said.", {"you": {"I": 0.9}}) == []
