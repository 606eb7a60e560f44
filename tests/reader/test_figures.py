from __future__ import annotations

from functools import cache

import pytest

from onrecord.model import (
    Actor,
    Attribution,
    Codes,
    Event,
    Factuality,
    Figure,
    Mention,
    Report,
    Span,
    Telling,
)
from onrecord.reader.cast import Cast
from onrecord.reader.figures import figures, linked
from onrecord.reader.numerals import number
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.voices import Voices

NOBODY = Cast((), (), {})
SURE = Factuality.of("CT+", "occurred")


@cache
def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text, published="2014-07-22")]))


def read(text: str) -> list[Figure]:
    return list(figures(parsed(text), NOBODY, Voices(())))


Bounds = tuple[float | None, float | None, float | None]


@pytest.mark.parametrize(
    ("text", "span", "unit", "bounds"),
    [
        ("The war has claimed more than 9,000 lives.", "more than 9,000 lives", "killed", (9000, None, None)),
        ("The blast left at least 12 dead.", "at least 12 dead", "killed", (12, None, None)),
        ("Soldiers killed three young men.", "three", "killed", (None, 3, None)),
        ("Three soldiers were killed.", "Three soldiers", "killed", (None, 3, None)),
        ("The killing of three young students shocked the town.", "three", "killed", (None, 3, None)),
        ("The death toll rose to 51.", "51", "killed", (None, 51, None)),
        ("Nine people died in the fire.", "Nine people", "killed", (None, 9, None)),
        ("Nearly 4,000 people were injured.", "Nearly 4,000 people", "injured", (None, 4000, 4000)),
        ("Police detained about 40 people.", "about 40 people", "detained", (None, 40, None)),
        ("Gunmen abducted 30 schoolgirls.", "30 schoolgirls", "abducted", (None, 30, None)),
        ("Half a million people were displaced.", "Half a million people", "displaced", (None, 500000, None)),
        ("Tens of thousands of people fled.", "Tens of thousands of people", "displaced", (20000, None, None)),
        ("Dozens of protesters were arrested.", "Dozens of protesters", "detained", (24, None, None)),
        ("Between 30 and 50 people were killed.", "Between 30 and 50 people", "killed", (30, None, 50)),
        ("The strip holds almost 2 million Palestinians.", "almost 2 million Palestinians", "people", (None, 2e6, 2e6)),
        ("It sent up to 600 soldiers.", "up to 600 soldiers", "people", (None, None, 600)),
        ("It covers only 139 square miles.", "139 square miles", "square miles", (None, 139, None)),
        ("They gave $1.5 million in aid.", "$1.5 million", "USD", (None, 1.5e6, None)),
        ("Turnout was 46 percent.", "46 percent", "percent", (None, 46, None)),
        ("They fired 40 rockets.", "40 rockets", "rockets", (None, 40, None)),
    ],
)
def test_a_figure(text: str, span: str, unit: str, bounds: Bounds) -> None:
    assert [(f.span.text, f.unit, (f.low, f.best, f.high)) for f in read(text)] == [(span, unit, bounds)]


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed on July 3, 2014.",
        "The 12-year-old boy was not found.",
        "Resolution 242 still stands.",
        "They met at 9:30 a.m. and parted in 2013.",
        "The home side won 3-1.",
        "The two groups split after three years.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_who_said_it() -> None:
    text = "Officials said nine people died."
    span = Span.of(text, 15, 31)
    said = Attribution("a1", (), (), (span,), "indirect", "speech", (), "role", SURE, 1.0)
    (figure,) = figures(parsed(text), NOBODY, Voices((said,)))
    assert figure.attribution == "a1"


def test_lives_that_a_war_claimed_belong_to_the_war() -> None:
    text = "The Syrian civil war has claimed more than 9,000 lives."
    war = Actor("episode:syrian-civil-war", "Syrian civil war", "episode")
    mention = Mention(Span.of(text, 4, 20), war.id, "name", 1.0)
    cast = Cast((war,), (mention,), {3: (mention,)})
    (figure,) = figures(parsed(text), cast, Voices(()))
    assert figure.of == war.id


def event(text: str, trigger: str, counts: tuple[str, ...]) -> Event:
    start = text.index(trigger)
    span = Span.of(text, start, start + len(trigger))
    told = Telling(span, span, SURE)
    return Event("e1", "ASSAULT", "19", 4, -9.0, Codes(), (), (), span, span, SURE, (told,), 1.0, counts=counts)


@pytest.mark.parametrize("counts", [("f1",), ()])
def test_an_event_that_counts_it_or_stands_in_its_sentence(counts: tuple[str, ...]) -> None:
    text = "The raid killed nine people. It covered 5 square miles."
    found = figures(parsed(text), NOBODY, Voices(()))
    made = linked(found, (event(text, "raid", counts),), parsed(text), NOBODY)
    assert [(f.unit, f.of) for f in made] == [("killed", "e1"), ("square miles", None)]


@pytest.mark.parametrize("gap", [" ", "  ", "\n", " \u00a0 "])
def test_a_unit_of_two_words_ends_where_they_end_whatever_parts_them(gap: str) -> None:
    [found] = read(f"It covered 5 square{gap}miles.")
    assert (found.unit, found.span.text) == ("square miles", f"5 square{gap}miles")


def test_ids_in_text_order() -> None:
    found = read("Nine people died. Three soldiers were killed. Police detained 40 people.")
    assert [f.id for f in found] == ["f1", "f2", "f3"]
    assert [f.span.start for f in found] == sorted(f.span.start for f in found)


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (["twenty", "-", "five"], 25),
        (["two", "hundred", "and", "five"], 205),
        (["1.5", "million"], 1.5e6),
        (["1.5", "m"], 1.5e6),
        (["two", "dozen"], 24),
        (["three", "thousand", "two", "hundred"], 3200),
        (["many"], None),
        ([], None),
    ],
)
def test_numbers_in_words(parts: list[str], value: float | None) -> None:
    assert number(parts) == value


def test_counts_of_murder_are_no_dead():
    from onrecord.api import read

    reading = read("He faces trial on 17 counts of murder.", language="en")
    assert "killed" not in {figure.unit for figure in reading.figures}


@pytest.mark.parametrize("text", ["a thırd of the men left", "dozenſ of men left", "9" * 400 + " people died"])
def test_odd_letters_and_endless_numbers_are_no_figures(text: str) -> None:
    assert not read(text)
