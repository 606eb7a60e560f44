"""Whose countries the company of a report tells: in the phrase, in the sentence, in the whole report."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.model import Actor, Codes, Event, Factuality, Mention, Party, Role, Span
from onrecord.reader.cast import Cast
from onrecord.reader.nations import placed

TEXT = "A group of Moroccan diplomats met rebels in Tunis. Rebels shot guards there. Kenya was quiet."
MOROCCO = Actor("morocco", "Morocco", "state", "MAR", ("GOV",))
TUNIS = Actor("report:tunis", "Tunis", "place", "TUN")
KENYA = Actor("kenya", "Kenya", "state", "KEN", ("GOV",))
REBELS = Actor("report:rebels", "rebels", "unknown", None, ("REB",))
CERTAIN = Factuality.of("CT+", "occurred")


def span(words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span.of(TEXT, at, at + len(words))


SENTENCES = tuple(
    Span.of(TEXT, TEXT.index(s), TEXT.index(s) + len(s)) for s in (f"{part}." for part in TEXT.rstrip(".").split(". "))
)


def event(sentence: str, *parties: Party) -> Event:
    """An event of a sentence that begins with these words, with these for its actors."""
    start = TEXT.index(sentence)
    evidence = Span.of(TEXT, start, TEXT.index(".", start) + 1)
    return Event("e1", "CONSULT", "040", 1, 1.0, Codes(), parties, (), evidence, evidence, CERTAIN, (), 0.5)


def country(who: Actor, words: Span, named: Iterable[tuple[str, Actor]], sentence: str = "A group") -> Actor:
    """An actor as it comes out, where these words name these actors."""
    mentions = [Mention(words, who.id, "name" if who.name[0].isupper() else "nominal", 1.0)]
    mentions += [Mention(span(form), actor.id, "name", 1.0) for form, actor in named]
    cast = Cast(tuple({a.id: a for a in (who, *(a for _, a in named))}.values()), tuple(mentions), {})
    found = placed(cast, [event(sentence, Party(words, who.id))], TEXT, SENTENCES)
    return next(a for a in found if a.id == who.id)


def test_the_phrase_tells() -> None:
    group = Actor("report:group", "group", "group")
    found = country(group, span("A group of Moroccan diplomats"), [("Moroccan", MOROCCO), ("Tunis", TUNIS)])
    assert (found.country, found.inferred) == ("MAR", ())


def test_of_two_in_the_phrase_the_state_is_the_one() -> None:
    group = Actor("report:group", "group", "group")
    phrase = span("A group of Moroccan diplomats met rebels in Tunis")
    assert country(group, phrase, [("Tunis", TUNIS), ("Moroccan", MOROCCO)]).country == "MAR"


def test_the_only_country_of_the_sentence_is_inferred() -> None:
    found = country(REBELS, span("rebels"), [("Tunis", TUNIS), ("Kenya", KENYA)])
    assert (found.country, found.inferred) == ("TUN", ("country",))


def test_where_two_countries_stand_the_place_of_the_act_is_taken() -> None:
    found = country(REBELS, span("rebels"), [("Tunis", TUNIS), ("Moroccan", MOROCCO)])
    assert (found.country, found.inferred) == ("TUN", ("country",))


def test_where_two_weigh_as_much_none_is_taken() -> None:
    named = [("Moroccan", MOROCCO), ("diplomats", KENYA)]
    assert country(REBELS, span("rebels"), named) == REBELS


def test_where_the_sentence_has_none_the_country_of_the_report_is_inferred() -> None:
    for times in (1, 3):
        found = country(REBELS, span("Rebels"), [("Tunis", TUNIS)] * times, "Rebels shot")
        assert (found.country, found.inferred) == ("TUN", ("country",))
    assert country(REBELS, span("Rebels"), [*[("Tunis", TUNIS)] * 3, *[("Kenya", KENYA)] * 3], "Rebels shot") == REBELS
    assert country(REBELS, span("Rebels"), [], "Rebels shot") == REBELS


def test_a_body_of_the_world_is_of_no_country() -> None:
    for sector in ("IGO", "NGO", "MED"):
        body = msgspec.structs.replace(REBELS, sector=(sector,), kind="organisation")
        assert country(body, span("rebels"), [("Tunis", TUNIS)]) == body


def test_people_who_help_are_where_they_work_but_those_of_states_together_are_not() -> None:
    for sector, found in (("NGO", "TUN"), ("MED", "TUN"), ("IGO", None)):
        worker = msgspec.structs.replace(REBELS, sector=(sector,))
        assert country(worker, span("rebels"), [("Tunis", TUNIS)]).country == found


def test_states_without_a_name_are_not_where_something_happens() -> None:
    states = msgspec.structs.replace(REBELS, name="states", sector=("GOV",))
    assert country(states, span("rebels"), [("Tunis", TUNIS)]) == states


def test_a_mere_name_of_a_person_tells_no_country_but_an_office_does() -> None:
    person = Actor("report:rebels", "Rebels", "person")
    two = [("Moroccan", MOROCCO), ("Tunis", TUNIS)]
    assert country(person, span("rebels"), two) == person
    assert country(person, span("rebels"), [("Tunis", TUNIS)]).inferred == ("country",)  # the report names no other
    minister = msgspec.structs.replace(person, roles=(Role("minister"),))
    assert country(minister, span("rebels"), two).inferred == ("country",)
    nameless = msgspec.structs.replace(person, name="rebels")
    assert country(nameless, span("rebels"), [("Tunis", TUNIS)]).inferred == ("country",)


def test_who_is_known_keeps_what_is_known() -> None:
    for actor in (
        Actor("report:rebels", "rebels", "group", "KEN"),
        Actor("rebels", "rebels", "group"),
        Actor("report:rebels", "rebels", "outlet"),
    ):
        assert country(actor, span("rebels"), [("Tunis", TUNIS)]) == actor


def test_who_is_on_no_side_of_an_event_has_a_country_too() -> None:
    mentions = (Mention(span("rebels"), REBELS.id, "nominal", 1.0), Mention(span("Tunis"), TUNIS.id, "name", 1.0))
    found = placed(Cast((REBELS, TUNIS), mentions, {}), [event("A group", Party(span("guards")))], TEXT, SENTENCES)
    assert [(a.id, a.country) for a in found] == [(REBELS.id, "TUN"), (TUNIS.id, "TUN")]
