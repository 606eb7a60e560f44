"""Erasure reaches codebooks, samples, codes and their reasons; what is left still counts and is still proved."""

import pytest

from onrecord.coding import Coding, html, markdown, methods, parse
from onrecord.ledger import Ledger, verify

SIGNED = {"by": "R. Haddad", "why": "at her wish"}
ANNA, BEN = "A. Karam", "B. Saleh"
NAMED = """
title: On Zaynab Farouk
instructions: Ask what "Zaynab Farouk" told.
variables:
  zaynab_farouk:
    question: "Is\\nZaynab Farouk, the witness, meant?"
    sections: [events]
    categories:
      zaynab: Zaynab-Farouk is.
      nobody: {definition: She is not., include: others than Farouk, exclude: "Zaynab\\tFarouk"}
"""


@pytest.fixture
def named(full):
    """A codebook, a sample and codes that are full of a name."""
    coding = Coding(full)
    coding.keep(parse(NAMED), by="Zaynab Farouk", why="as Zaynab Farouk asked")
    drawn = coding.draw(
        "events", 4, name="Zaynab Farouk's", seed="7", coders=("Zaynab Farouk", BEN), by=BEN, why="Zaynab Farouk"
    )
    for who in ("Zaynab Farouk", BEN):
        for item in drawn.items:
            coding.code(
                item.name, {"right": "yes", "zaynab_farouk": "zaynab"}, by=who, why="Zaynab Farouk", sample=drawn
            )
    coding.settle(drawn, drawn.items[0].name, {"right": "no"}, by=BEN, why="Farouk, Zaynab Farouk")
    return coding


def test_no_word_of_it_is_left_and_all_of_it_is_still_proved(named, path, is_in):
    [drawn] = named.samples()
    before = named.estimate(drawn)
    ledger = named.ledger
    assert is_in(path, "zaynab")
    ledger.erase(words=["Zaynab Farouk", "Zaynab", "Farouk"], everywhere=True, **SIGNED)
    assert not is_in(path, "zaynab", "farouk")
    assert verify(ledger) == []
    [drawn] = named.samples()
    assert drawn.name == "██████ ██████'s"
    assert [(one.coded, [e.share for e in one.estimates]) for one in named.estimate(drawn)] == [
        (one.coded, [e.share for e in one.estimates]) for one in before
    ]
    assert [one.name for one in named.coders(drawn)] == ["██████ ██████", BEN]
    assert [one.percent for one in named.agreement(drawn)] == [1.0, 1.0]
    assert named.again(drawn) is True
    [variable] = named.codebook().codebook.variables
    assert variable.categories[1].name == "nobody"
    blocks = methods(named)
    assert "aynab" not in markdown(blocks) + html(blocks, "Methods")


def test_two_coders_whose_names_are_covered_alike_stay_two(full):
    coding = Coding(full)
    drawn = coding.draw("events", 3, name="s", coders=("Mona Saad", "Rana Saad"), by=BEN, why="x")
    for item in drawn.items:
        coding.code(item.name, {"right": "yes"}, by="Mona Saad", sample=drawn)
        coding.code(item.name, {"right": "no"}, by="Rana Saad", sample=drawn)
    full.erase(words=["Mona Saad", "Rana Saad"], everywhere=True, **SIGNED)
    assert [one.name for one in coding.coders(drawn)] == ["████ ████", "████ ████"]
    [found] = coding.agreement(drawn)
    assert (found.units, found.percent) == (3, 0.0)
    assert verify(full) == []


def test_an_erased_report_goes_with_its_codes_and_reasons(coding, pilot, code_all, path, is_in):
    code_all(coding, pilot, ANNA)
    coding.code(pilot.items[0].name, {"right": "no"}, by=ANNA, why="A wombat says so.", sample=pilot)
    code_all(coding, pilot, BEN)
    coding.settle(pilot, pilot.items[0].name, {"right": "yes"}, by=BEN, why="No wombat does.")
    gone = pilot.items[0].report
    coding.ledger.erase([gone], **SIGNED)
    assert not is_in(path, "wombat")
    assert verify(coding.ledger) == []
    drawn = coding.sample("pilot")
    assert [one.item for one in coding.codes(drawn) if one.item and one.item.startswith(gone)] == []
    [right, *_] = coding.estimate(drawn)
    assert (right.coded, right.erased, right.unsettled) == (5, 1, 0)
    assert coding.is_open(drawn)
    assert coding.item(drawn, drawn.items[0].name).shown.problem == "The report was erased."


def test_words_of_a_coded_row_are_covered_and_its_code_holds(coding, full, path, is_in):
    drawn = coding.draw("claims", 12, name="claims", seed="1", by=BEN, why="x")
    for item in drawn.items:
        coding.code(item.name, {"right": "yes", "grave": "low"}, by=BEN, sample=drawn)
    full.correct(drawn.items[0].name, {"kind": "belief"}, by=BEN, why="believed")
    coding.code(drawn.items[0].name, {"right": "partly:type"}, by=BEN, sample=drawn)
    full.erase(words=["Mona Adel"], everywhere=True, **SIGNED)
    assert not is_in(path, "mona", "adel")
    assert verify(full) == []
    assert full.queue() == ()
    assert len(coding.codes()) == 24
    assert all(one.now for one in coding.codes())


def test_what_another_ledger_coded_on_an_erased_report_does_not_come_back(coding, pilot, code_all, path, tmp_path):
    import shutil

    coding.ledger.store.checkpoint()
    shutil.copy(path, tmp_path / "ben.onrecord")
    with Ledger.open(tmp_path / "ben.onrecord") as opened:
        theirs = Coding(opened)
        code_all(theirs, pilot, BEN)
        gone = pilot.items[0].report
        coding.ledger.erase([gone], **SIGNED)
        coding.ledger.take(opened, by=ANNA, why="ours")
    assert [one for one in coding.codes(viewer=BEN) if one.row.startswith(gone)] == []
    assert len(coding.codes(viewer=BEN)) == 15
    assert verify(coding.ledger) == []
