"""What the head may change of what the tables and the rules found; its numbers are made up here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from spacy.tokens import Token

from onrecord.model import STATUSES, TYPES, EventType, Factuality, Party, Report, Status
from onrecord.reader import event_weights as w
from onrecord.reader.deeds import SIDE, empty
from onrecord.reader.event_stage import Stage
from onrecord.reader.event_types import Settled, settle
from onrecord.reader.event_weights import Weights, leaning, staged, weighed
from onrecord.reader.mentions import cast
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.places import places
from onrecord.reader.triggers import Trigger, find

THRESHOLDS = {
    "LEAST": 0.3, "RIVAL": 0.35, "OTHER": 0.5, "ALONE": 0.4, "SURE": 0.7, "POINTED": 0.45, "DOUBTED": 0.15,
    "STRANGER": 0.6, "SAME_PHRASE": 0.25, "INSIDE": 0.4, "RULED": 5.0, "CERTAIN": 0.5, "DENIED": 0.8,
    "NOUNS": 0.8, "RULED_LEAST": 0.1, "NARROW_LEAST": 0.25, "NARROW": 0.1, "ONE_SIDED": 0.68, "BESIDE": 0.87,
    "RAISED": 0.97,
}  # fmt: skip
"""What the tests here reckon with, however the reader is tuned."""
Types = Mapping[str, Mapping[EventType, float]]
NOTHING: Mapping[str, Any] = {}
OCCURRED = Factuality.of("CT+", "occurred")
ATTACK = "Rebels attacked soldiers near Qena."
ARREST = "The minister was arrested near the gate."


@pytest.fixture(autouse=True)
def _thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in THRESHOLDS.items():
        monkeypatch.setattr(w, name, value)


def told(
    text: str,
    types: Types = NOTHING,
    status: Mapping[str, Mapping[Status, float]] = NOTHING,
    sides: Mapping[str, tuple[float, float]] = NOTHING,
) -> Parsed:
    """A text as the parser reads it, with a head that says of its words what is said here, and nothing of the others.

    Args:
        types, status: of a word, how probable each is. sides: of a word, how probable it is as actor and as recipient.
    """
    (parsed,) = parse([Report(id="t", source_id="t", sha256="", text=text)])
    deeds = empty(parsed.read.deeds.sentence)
    deeds.types[:, 0] = deeds.deed[:, :, 0] = 1
    deeds.far[:] = -30
    for word, shares in types.items():
        n = parsed.read.words.at(text.index(word))
        for type_, share in shares.items():
            deeds.types[n, 1 + TYPES.index(type_)] = share
        deeds.types[n, 0] = 1 - sum(shares.values())
    for word, stages in status.items():
        for name, share in stages.items():
            deeds.status[parsed.read.words.at(text.index(word)), STATUSES.index(name)] = share
    for word, both in sides.items():
        for side, share in enumerate(both):
            score = math.log(share / (1 - share)) if share else -30
            deeds.side[parsed.read.words.at(text.index(word)), side, 0] = (score + 30) * SIDE**0.5
    return replace(parsed, read=replace(parsed.read, deeds=deeds))


def word(parsed: Parsed, form: str) -> Token:
    return next(t for t in parsed.doc if t.text == form)


def only(parsed: Parsed) -> tuple[Trigger, Settled]:
    """The one trigger that the tables find, with what the rules make of it."""
    (trigger,) = find(parsed)
    return trigger, settle(trigger, {})


def asked(parsed: Parsed) -> tuple[Settled, Settled | None, str]:
    """What the rules say of the one trigger of a text, what is left of it once the head was asked, and why."""
    trigger, rule = only(parsed)
    return rule, *weighed(trigger, rule, Weights(parsed))


# What a table's trigger means.


def test_a_trigger_goes_where_the_head_is_sure_that_nothing_happened() -> None:
    _, what, why = asked(told(ATTACK, {"attacked": {"ASSAULT": 0.25}}))
    assert what is None
    assert why == "head ASSAULT 0.25"


@pytest.mark.parametrize(
    "shares",
    [
        {"ASSAULT": 0.9},
        {"ASSAULT": 0.35, "COERCE": 0.6},
        {"ASSAULT": 0.12, "COERCE": 0.45},
        {"ASSAULT": 0.08, "COERCE": 0.3},
    ],
)
def test_a_trigger_stays_what_it_is_unless_the_head_is_sure_of_something_else(shares: dict[EventType, float]) -> None:
    rule, what, why = asked(told(ATTACK, {"attacked": shares}))
    assert what is rule
    assert why == f"head ASSAULT {shares['ASSAULT']:.2f}"


@pytest.mark.parametrize("own", [0.02, 0.15])
def test_the_head_says_what_a_trigger_means_instead(own: float) -> None:
    rule, what, why = asked(told(ATTACK, {"attacked": {"ASSAULT": own, "ACCUSE": 0.8}}))
    assert what is not None
    assert (rule.meaning.type, what.meaning.type, what.meaning.cameo, what.meaning.mode) == (
        "ASSAULT", "ACCUSE", "110", None,
    )  # fmt: skip
    assert why == "head ACCUSE 0.80"


def test_every_word_of_a_trigger_counts() -> None:
    text = "Ethiopia launched an attack on Eritrea."
    for form in ("launched", "attack"):
        rule, what, why = asked(told(text, {form: {"ASSAULT": 0.7}}))
        assert what is rule
        assert why == "head ASSAULT 0.70"


@pytest.mark.parametrize("shares", [{}, {"ACCUSE": 0.95}])
def test_a_row_of_ones_own_stands_whatever_the_head_says(shares: dict[EventType, float]) -> None:
    parsed = told(ATTACK, {"attacked": shares})
    trigger, _ = only(parsed)
    own = replace(trigger, meaning=replace(trigger.meaning, row="own event_verbs.tsv:2 attack"))
    rule = settle(own, {})
    what, why = weighed(own, rule, Weights(parsed))
    assert what is rule
    assert why == "head ASSAULT 0.00"


def test_what_the_scheme_settles_is_not_for_the_head_to_change() -> None:
    text = "The rebels released nine prisoners."
    rule, what, _ = asked(told(text, {"released": {"COERCE": 0.9}}))
    assert rule.meaning.mode in w.FIRM
    assert what is rule
    _, what, _ = asked(told(text, {"released": {"COERCE": 0.1}}))
    assert what is None


def test_what_is_to_come_has_not_happened_when_the_head_takes_it_for_the_deed() -> None:
    parsed = told("Rebels will attack Qena.", {"attack": {"ASSAULT": 0.9}}, {"attack": {"planned": 0.9}})
    trigger, rule = only(parsed)
    what, _ = weighed(trigger, rule, Weights(parsed))
    assert (rule.meaning.type, rule.announced) == ("THREATEN", True)
    assert what is not None
    found, _ = staged(Factuality.of("PR+", "planned"), trigger, what, Weights(parsed))
    assert (what.meaning.type, found.status) in (("ASSAULT", "planned"), ("THREATEN", "occurred"))


# How far a deed is along.


def stage_of(
    text: str, form: str, shares: Mapping[Status, float], rule: Factuality = OCCURRED
) -> tuple[Factuality, tuple[str, ...]]:
    """The status of the one trigger of a text, as the rules and the head have it."""
    parsed = told(text, {form: {"ASSAULT": 0.9}}, {form: shares})
    trigger, what = only(parsed)
    return staged(rule, trigger, what, Weights(parsed))


def test_to_announce_a_deed_is_what_happened() -> None:
    for rule in (OCCURRED, Factuality.of("PR+", "planned")):
        assert stage_of("Egypt will meet Jordan.", "meet", {"planned": 1.0}, rule) == (
            OCCURRED, ("status rule announced",),
        )  # fmt: skip


def test_an_announcement_that_was_not_made_stays_denied() -> None:
    denied = Factuality.of("CT-", "denied")
    assert stage_of("Egypt will meet Jordan.", "meet", {"denied": 1.0}, denied) == (denied, ())


def test_to_say_that_another_must_is_what_happened() -> None:
    parsed = told("Russia said on Tuesday that Sudan must sign.", {"must": {"REQUEST": 0.9}}, {"must": {"planned": 1}})
    trigger = next(t for t in find(parsed) if t.token.tag_ == "MD")
    found = staged(Factuality.of("PS+", "hypothetical"), trigger, settle(trigger, {}), Weights(parsed))
    assert found == (OCCURRED, ("status rule must",))


@pytest.mark.parametrize(
    ("shares", "status"),
    [
        ({"occurred": 0.9, "planned": 0.1}, "occurred"),
        ({"occurred": 0.3, "planned": 0.7}, "occurred"),
        ({"occurred": 0.1, "planned": 0.9}, "planned"),
        ({"hypothetical": 0.45, "planned": 0.4, "ongoing": 0.15}, "occurred"),
        ({"denied": 0.75, "ongoing": 0.25}, "occurred"),
        ({"denied": 0.95, "occurred": 0.05}, "denied"),
    ],
)
def test_the_head_changes_a_status_only_where_it_is_sure(shares: dict[Status, float], status: Status) -> None:
    found, why = stage_of(ATTACK, "attacked", shares)
    if status == "occurred":
        assert (found, why) == (OCCURRED, ())
    else:
        assert found == Factuality.of(w.VALUES[status], status)
        assert why == (f"status head {status} {shares[status]:.2f}",)


def test_how_far_along_a_noun_is_the_head_has_to_be_surer_of() -> None:
    text = "The attack on Qena went on."
    assert stage_of(text, "attack", {"planned": 0.7}) == (OCCURRED, ())
    assert stage_of(text, "attack", {"planned": 0.9})[0].status == "planned"


def test_what_the_rules_found_is_kept_with_its_own_score() -> None:
    rule = Factuality("PR+", 1.4, "planned")
    assert stage_of(ATTACK, "attacked", {"planned": 0.9}, rule) == (rule, ())


def test_what_was_agreed_is_not_what_is_planned() -> None:
    text = "Kenya promised Somalia help."
    assert stage_of(text, "promised", {"planned": 0.98}) == (OCCURRED, ())
    assert stage_of(text, "promised", {"hypothetical": 0.98})[0].status == "hypothetical"
    assert stage_of(ATTACK, "attacked", {"planned": 0.98})[0].status == "planned"


# Who stands on which side.


def lean(
    parsed: Parsed,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    type_: EventType = "ASSAULT",
    trigger: Trigger | None = None,
) -> tuple[list[str], list[str]]:
    """The words of both sides, if the rules found the phrases with these head words."""
    found = places(parsed)
    stage = Stage.of(parsed, cast(parsed, found), found)

    def parties(forms: tuple[str, ...]) -> tuple[Party, ...]:
        return tuple(p for form in forms for p in stage.named(word(parsed, form)))

    given = leaning(trigger or find(parsed)[0], type_, parties(actors), parties(recipients), stage, Weights(parsed))
    one, two = ([p.span.text for p in side] for side in given)
    return one, two


@pytest.mark.parametrize(
    ("rebels", "soldiers", "wanted"),
    [
        (0.4, 0.6, ["Rebels"]),
        (0.05, 0.2, []),
        (0.05, 0.6, ["soldiers"]),
        (0.4, 0.9, ["soldiers"]),
    ],
)
def test_a_recipient_of_the_rules_stays_unless_the_head_is_sure(
    rebels: float, soldiers: float, wanted: list[str]
) -> None:
    parsed = told(ATTACK, sides={"Rebels": (0, rebels), "soldiers": (0, soldiers)})
    assert lean(parsed, (), ("Rebels",)) == ([], wanted)


@pytest.mark.parametrize(("soldiers", "wanted"), [(0.2, "Rebels"), (0.6, "Rebels"), (0.9, "soldiers")])
def test_the_subject_of_the_deed_acts_unless_the_head_is_sure_of_somebody_else(soldiers: float, wanted: str) -> None:
    parsed = told(ATTACK, sides={"Rebels": (0.05, 0), "soldiers": (soldiers, 0)})
    assert lean(parsed, ("Rebels",)) == ([wanted], [])


def test_where_the_rules_found_nobody_the_head_points_at_somebody() -> None:
    parsed = told(ATTACK, sides={"Rebels": (0.5, 0), "soldiers": (0.1, 0.5)})
    assert lean(parsed) == (["Rebels"], ["soldiers"])
    parsed = told(ATTACK, sides={"Rebels": (0.4, 0), "soldiers": (0, 0.4)})
    assert lean(parsed) == ([], [])


@pytest.mark.parametrize(("share", "wanted"), [(0.6, []), (0.9, ["Soldiers"])])
def test_who_is_behind_a_noun_the_head_has_to_be_surer_of(share: float, wanted: list[str]) -> None:
    parsed = told("Soldiers saw the attack on Qena.", sides={"Soldiers": (share, 0)})
    assert lean(parsed) == (wanted, [])


def test_nobody_stands_on_both_sides() -> None:
    parsed = told(ATTACK, sides={"Rebels": (0.9, 0.9)})
    assert lean(parsed) == (["Rebels"], [])


def test_who_was_arrested_arrested_nobody() -> None:
    parsed = told(ARREST, sides={"minister": (0.95, 0.9)})
    assert lean(parsed, recipients=("minister",), type_="COERCE") == ([], ["The minister"])


def test_a_date_and_an_article_are_nobody() -> None:
    parsed = told("Troops attacked the camp on Monday.", sides={"Monday": (0.9, 0), "the": (0.8, 0)})
    assert lean(parsed) == ([], [])


@pytest.mark.parametrize(("fighters", "wanted"), [(0.6, ["Lebanese fighters"]), (0.05, ["Lebanese"])])
def test_a_likely_word_leads_to_the_phrase_that_it_stands_in(fighters: float, wanted: list[str]) -> None:
    parsed = told("Lebanese fighters attacked Qena.", sides={"Lebanese": (0.9, 0), "fighters": (fighters, 0)})
    assert lean(parsed) == (wanted, [])


@pytest.mark.parametrize(("type_", "wanted"), [("ASSAULT", ["the bridge"]), ("CONSULT", [])])
def test_a_thing_is_hit_but_nobody_talks_to_it(type_: EventType, wanted: list[str]) -> None:
    parsed = told("Rebels attacked the bridge.", sides={"Rebels": (0.9, 0), "bridge": (0, 0.9)})
    assert lean(parsed, ("Rebels",), ("bridge",), type_) == (["Rebels"], wanted)


def test_a_side_out_of_an_earlier_sentence_is_not_for_the_head_to_judge() -> None:
    parsed = told("Rebels came. They attacked Qena.")
    assert lean(parsed, ("Rebels",), ("Qena",)) == (["Rebels"], [])


# What only the head finds.


def alone(parsed: Parsed, taken: tuple[Trigger, ...] = ()) -> list[tuple[str, EventType, float]]:
    found = Weights(parsed).alone(parsed.heads, taken)
    return [(t.token.text, t.meaning.type, round(share, 2)) for t, share in found]


def test_the_head_finds_what_no_table_has() -> None:
    parsed = told("Troops zapped the camp.", {"zapped": {"ASSAULT": 0.8, "COERCE": 0.1}})
    assert find(parsed) == []
    assert alone(parsed) == [("zapped", "ASSAULT", 0.8)]
    ((trigger, _),) = Weights(parsed).alone(parsed.heads, ())
    assert (trigger.shape, trigger.verb, trigger.meaning.cameo) == ("verb", trigger.token, "190")
    assert alone(told("Troops zapped the camp.", {"zapped": {"ASSAULT": 0.35}})) == []


def test_a_trigger_of_a_table_is_not_found_again() -> None:
    text = "Ethiopia launched an attack on Eritrea."
    parsed = told(text, {form: {"ASSAULT": 0.9} for form in ("launched", "attack")})
    assert alone(parsed, tuple(find(parsed))) == []


def test_a_word_on_a_trigger_of_a_table_is_the_same_deed() -> None:
    text = "Peru took the miners hostage."
    parsed = told(text, {form: {"ASSAULT": 0.9} for form in ("took", "hostage")})
    (taken,) = find(parsed)
    assert taken.token.text == "took"
    assert alone(parsed, (taken,)) == []


def test_two_words_that_hang_together_tell_of_one_deed() -> None:
    text = "Guards zapped the raiders of the zonked camp."
    assert alone(told(text, {"zapped": {"ASSAULT": 0.6}, "raiders": {"ASSAULT": 0.9}})) == [("raiders", "ASSAULT", 0.9)]
    assert alone(told(text, {"zapped": {"COERCE": 0.6}, "raiders": {"ASSAULT": 0.9}})) == [
        ("raiders", "ASSAULT", 0.9), ("zapped", "COERCE", 0.6),
    ]  # fmt: skip
    assert [form for form, _, _ in alone(told(text, {"zapped": {"ASSAULT": 0.6}, "camp": {"ASSAULT": 0.9}}))] == [
        "camp", "zapped",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["died", "The", "on"])
def test_empty_words_never_tell_of_a_deed(form: str) -> None:
    assert alone(told("The man died on Monday.", {form: {"ASSAULT": 0.99}})) == []


def test_a_small_word_that_turns_a_deed_stands_for_it() -> None:
    parsed = told("The army will not let them in.", {"not": {"REJECT": 0.9}})
    assert alone(parsed) == [("let", "REJECT", 0.9)]


def test_a_text_without_words_has_no_deeds() -> None:
    assert alone(told(" \n ")) == []
