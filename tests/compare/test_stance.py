"""How ours tells what theirs has as done."""

import pytest

from onrecord.compare.own import Own, Telling
from onrecord.compare.stance import KINDS, ORDER, WORDS, stance
from onrecord.compare.who import Side
from onrecord.model import HAPPENED, STATUSES


def own(*told: tuple[str, str, bool, bool], type_: str = "ASSAULT") -> Own:
    tellings = tuple(
        Telling(n, report, status, sure, voiced, type_, "190", None, None)
        for n, (report, status, sure, voiced) in enumerate(told)
    )
    return Own(1, "r:e", tellings, (), (), Side(), Side())


DONE = ("r1", "occurred", True, False)
CASES = [
    ([DONE], "both"),
    ([("r1", "denied", True, False)], "denied"),
    ([("r1", "planned", False, True)], "planned"),
    ([("r1", "threatened", False, True)], "threatened"),
    ([("r1", "hypothetical", False, True)], "hypothetical"),
    ([("r1", "habitual", True, False)], "habitual"),
    ([("r1", "occurred", True, True)], "claimed"),
    ([("r1", "occurred", False, False)], "uncertain"),
    ([DONE, ("r2", "denied", True, True)], "disputed"),
    ([DONE, ("r2", "occurred", True, True)], "both"),
    ([DONE, ("r2", "planned", False, True)], "both"),
]


@pytest.mark.parametrize(("told", "why"), CASES)
def test_what_is_not_told_as_done_is_not_taken_for_done(told, why):
    assert stance(own(*told), frozenset(), "ASSAULT") == ("both" if why == "both" else "status", why)


def test_what_the_report_of_their_row_says_counts():
    two = own(("r1", "denied", True, False), ("r2", "occurred", True, False))
    assert stance(two, frozenset({"r1"}), "ASSAULT") == ("status", "denied")
    assert stance(two, frozenset({"r2"}), "ASSAULT") == ("both", "both")
    assert stance(two, frozenset({"r3"}), "ASSAULT") == ("status", "disputed")


@pytest.mark.parametrize(
    ("status", "type_", "theirs"),
    [("planned", "CONSULT", "AGREE"), ("threatened", "COERCE", "THREATEN"), ("denied", "ACCUSE", "REJECT")],
)
def test_a_type_that_says_itself_that_it_is_to_come_does_not_have_it_as_done(status, type_, theirs):
    told = own(("r1", status, False, False), type_=type_)
    assert stance(told, frozenset(), theirs) == ("both", "both")
    assert stance(told, frozenset(), type_) == ("status", status)


def test_every_status_and_outcome_has_its_words():
    assert {status for status in STATUSES if status not in HAPPENED} <= set(ORDER)
    assert all(words.endswith(".") for words in WORDS.values())
    assert KINDS == ("status", "both", "theirs", "ours")
