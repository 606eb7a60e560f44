"""Why an event has its status: the words that decide it, told one by one."""

from __future__ import annotations

import msgspec
import pytest

import onrecord
from onrecord.model import Span
from onrecord.reader.factuality import Certainty
from onrecord.reader.parse import parse
from onrecord.reader.voices import Voices
from onrecord.reader.why import whys


@pytest.mark.parametrize(
    ("text", "word", "status", "step"),
    [
        ("The army did not attack Qena on Friday.", "attack", "denied", "“not”"),
        ("No troops attacked Qena.", "attacked", "denied", "“No troops”"),
        ("The minister denied that police had killed three protesters.", "killed", "denied", "“denied” (deny)"),
        ("The army failed to attack Qena.", "attack", "denied", "“failed” (not)"),
        ("If rebels attack Qena, the army leaves.", "attack", "hypothetical", "“If”"),
        ("The Front may attack Qena.", "attack", "hypothetical", "“may”"),
        ("Did rebels attack Qena?", "attack", "unknown", "a question"),
        ("Iran threatened to attack Israel.", "threatened", "occurred", "told as real, by the tense of “threatened”"),
        ("The planned attack on Qena by rebels worried Cairo.", "attack", "planned", "“planned”"),
        ("Rebels are attacking Qena.", "attacking", "ongoing", "told as real, by the tense of “are attacking”"),
        ("Rebels attacked Qena.", "attacked", "occurred", "told as real, by the tense of “attacked”"),
    ],
)
def test_the_word_that_decides_is_named(text: str, word: str, status: str, step: str) -> None:
    reading = onrecord.read(text)
    event = next(event for event in reading.events if word in event.trigger.text)
    why = whys(reading)[event.id]
    assert why.factuality.status == status
    assert why.steps[0] == step


def test_the_word_that_threatens_is_named() -> None:
    reading = onrecord.read("Iran threatened to attack Israel.")
    (event,) = reading.events
    deed = msgspec.structs.replace(event, trigger=Span.of(reading.report.text, 19, 25), basis=())
    (why,) = whys(msgspec.structs.replace(reading, events=(deed,))).values()
    assert deed.trigger.text == "attack"
    assert (why.factuality.status, why.steps) == ("threatened", ("“threatened” (threat)",))


def test_an_announcement_is_told_from_what_it_announces() -> None:
    reading = onrecord.read("Rebels will attack Qena.")
    assert [(why.announced, why.steps) for why in whys(reading).values()] == [(True, ("“will”",))]


def test_the_steps_do_not_change_what_the_rules_say() -> None:
    text = "The minister said that police would arrest nobody unless rebels attacked Qena without warning Cairo."
    reading = onrecord.read(text)
    parsed = next(parse([reading.report]))
    certainty = Certainty(parsed, Voices(reading.attributions))
    told = whys(reading)
    assert told
    for event in reading.events:
        token = parsed.tokens_in(event.trigger.start, event.trigger.end)
        assert token is not None
        assert told[event.id].factuality == certainty.of(token.root)


def test_a_reading_without_events_is_not_parsed_again() -> None:
    reading = onrecord.read("Rebels attacked Qena.")
    assert whys(msgspec.structs.replace(reading, events=())) == {}
