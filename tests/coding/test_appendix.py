"""The appendix tells what was done and nothing else, the same each time, and no text in it becomes markup."""

import re

import pytest

from onrecord.coding import Coding, html, markdown, methods
from onrecord.coding.appendix import FLATTERS
from onrecord.ingest.given import Failure

LEAD = {"by": "R. Haddad", "why": "to know how right it is"}
ANNA, BEN = "A. Karam", "B. Saleh"


def told(coding):
    return markdown(methods(coding))


def test_a_ledger_in_which_nobody_did_anything(full):
    page = told(Coding(full))
    for sentence in (
        "12 reports of 3 independent origins, published from 2013-08-10 to 2013-08-21. Looked into all 12 reports.",
        "| Paper 0 | 4 | 2013-08-10 | 2013-08-19 |",
        "| reader 1 | 12 |",
        "Rows that stand: 12 claims, 12 events, 12 relations, 12 figures.",
        "Nobody decided anything.",
        "No codebook was kept.",
        "No sample was drawn.",
        "Nothing was erased.",
    ):
        assert sentence in page


def test_what_was_not_read_marked_decided_and_erased_is_told(coding, reports):
    ledger = coding.ledger
    ledger.add_failure(Failure("c.txt", "unreadable", "I206", "It is cut off.", "Get it again."))
    ledger.mark("Paper 1", "state media", by="R. Haddad", why="the ministry's")
    ledger.reject(f"{reports[0].report.id}:e1", by="R. Haddad", why="no event")
    ledger.erase([reports[1].report.id], by="R. Haddad", why="withdrawn")
    page = told(coding)
    for line in (
        "| unreadable | I206 | 1 |",
        "state media | 3 |",
        "| events | rejected | 1 |",
        "| R. Haddad | codebook | 1 | 0 |",
        "| report | 1 | 24 | R. Haddad |",
        "| withdrawn |",
    ):
        assert line in page, line
    assert ledger.decisions()[-1].hash in page


def test_a_blind_sample_tells_its_draw_and_no_code(coding, pilot, code_all):
    code_all(coding, pilot, ANNA, {1: {"tactic": "other"}})
    page = told(coding)
    for sentence in (
        "6 rows of 10 events, drawn by R. Haddad on",
        "Filters: status occurred,ongoing,unknown. Seed: 7.",
        pilot.digest,
        "Drawn again, it has the same rows.",
        "To be coded by version 1 of the codebook: right, tactic, grave.",
        "| A. Karam | 18 | 18 |",
        "| B. Saleh | 0 | 18 |",
        "It is still being coded blind: nothing of it is told.",
        "| shelling | Artillery, mortars or rockets. | tank fire | bombs from aircraft |",
        "grave (ordinal, of claims, events): How grave is it?",
    ):
        assert sentence in page, sentence
    assert "alpha" not in page.split("## Samples")[1]


def test_agreement_settling_and_estimates_are_told_as_they_are(coding, pilot, code_all):
    code_all(coding, pilot, ANNA, {2: {"right": "no"}, 4: {"right": "no"}})
    code_all(coding, pilot, BEN, {1: {"right": "partly:type"}, 3: {"tactic": ""}, 4: {"right": "no"}})
    assert FLATTERS in told(coding)
    first, second = pilot.items[0].name, pilot.items[1].name
    coding.settle(pilot, first, {"right": "partly:type"}, by="R. Haddad", why="a protest | see 2.1")
    coding.settle(pilot, second, {"right": "yes"}, by="R. Haddad", why="looked")
    coding.ledger.reject(first, by="R. Haddad", why="no event")
    page = told(coding)
    [right, *_] = coding.agreement(pilot)
    [shares, *_] = coding.estimate(pilot)
    assert FLATTERS not in page
    for sentence in (
        f"| right | nominal | 6 | 6 | {right.alpha:.2f}".replace("0.", "."),
        "| 66.7 % |",
        f"| {first} | right | A. Karam: yes, B. Saleh: partly (type) | partly (type) | R. Haddad |",
        r"| a protest \| see 2.1 |",
        "The coders differed on, or left to be settled, 2 codes; 2 settled.",
        f"| yes | 4 | 66.7 % | {100 * shares.estimates[0].low:.1f} to {100 * shares.estimates[0].high:.1f} |",
        "Wrong in what is partly right: type 1.",
        "The ledger has other rows now than it was drawn from",
        "| tactic | nominal | 5 | 5 | not defined |",
    ):
        assert sentence in page, sentence


def test_a_stratified_sample_and_codes_outside_are_told(coding):
    drawn = coding.draw("events", 3, name="s", where={"status": "all"}, field="status", **LEAD)
    coding.code(drawn.items[0].name, {"grave": "low"}, by=ANNA)
    page = told(coding)
    assert "Stratified by status, proportional." in page
    assert "| planned | 2 | 1 |" in page
    assert "means of the strata by their rows" in page
    assert "| grave | low | A. Karam | 1 |" in page


HOSTILE = "<script>alert('ع')</script> | *x* [y](javascript:z)\n# h\x1b[31m"


def test_no_text_becomes_markup(coding, pilot):
    coding.draw("events", 2, name=HOSTILE, by="<b>R</b>", why=HOSTILE)
    blocks = methods(coding)
    page, plain = html(blocks, "Methods"), markdown(blocks)
    assert "<script" not in page
    assert "<b>R" not in page
    assert "\x1b" not in page + plain
    assert not re.search(r"(?<!\\)<script", plain)
    assert "\n# h" not in plain
    assert not re.search(r"https?:|//|src=", page.split("</style>")[1])


def test_the_same_ledger_gives_the_same_bytes(coding, pilot, code_all):
    code_all(coding, pilot, ANNA)
    code_all(coding, pilot, BEN, {1: {"right": "no"}, 2: {"grave": "low"}})
    blocks = methods(coding)
    assert blocks == methods(Coding(coding.ledger))
    assert html(blocks, "Methods") == html(methods(coding), "Methods")
    assert markdown(blocks).startswith("# Methods\n\n")


@pytest.mark.parametrize("made", [markdown, lambda blocks: html(blocks, "Methods")])
def test_every_cell_is_written(coding, pilot, made):
    page = made(methods(coding))
    assert "pilot" in page
    assert "Tactics of armed actors" in page
