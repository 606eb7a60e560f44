"""Where: the named places of a report, and which place each name means."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from onrecord.knowledge.gazetteer import Candidate
from onrecord.knowledge.registry import registry
from onrecord.model import Actor, Place
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed
from onrecord.reader.place_meanings import Meaning, meanings
from onrecord.reader.place_names import spots
from onrecord.reader.place_spot import Spot, words

_YOUNG: dict[str, tuple[str, str | None]] = {"SS": ("2011-07-09", "SD"), "ER": ("1993-05-24", "ET")}
"""Countries whose land was that of another country of today, until the day on which they became independent."""
_SMALL_KM = 100.0
"""Radius of a place within which what is only known to lie there has its point."""


@dataclass(frozen=True, slots=True)
class Where:
    """The places of a report.

    Attributes:
        places: all, in text order. standing: those that are not part of the name of a body: in "the Texas Department of
        Health", Texas is a place that is named, but neither a party nor where something happened;
        nor "there", nor a border that is called by a nation.
        dateline: the id of the place that the report was filed from.
    """

    places: tuple[Place, ...]
    standing: tuple[Place, ...]
    dateline: str | None


def where(parsed: Parsed) -> Where:
    """The named places. Nationality adjectives are none; a country's name always is.

    A place has no country where none or more than one state claims it, and no point where its name is not known.
    """
    found = spots(parsed)
    meant = meanings(parsed.doc, found)
    rows = tuple(_place(parsed, f"p{n}", s, m) for n, (s, m) in enumerate(zip(found, meant, strict=True), 1))
    standing = tuple(row for row, spot in zip(rows, found, strict=True) if not (spot.part or spot.meant))
    filed = next((row.id for row, spot in zip(rows, found, strict=True) if spot.dateline), None)
    return Where(rows, standing, filed)


def places(parsed: Parsed) -> tuple[Place, ...]:
    """The named places, in text order."""
    return where(parsed).places


def without_actors(named: Where, cast: Cast, parsed: Parsed) -> Where:
    """The places whose words name no actor; their ids stay.

    "Haftar" is none where the cast knows the man, "Tehran" none where it stands for a government (Tehran said), and
    "the Maghreb" none within the name of a group. The place that the report was filed from stays, and so does what
    leads the name of a body.
    """
    known = registry()
    standing = {place.id for place in named.standing}
    people = {(m.span.start, m.span.end) for m in cast.mentions if cast.by_id[m.actor].kind == "person"}
    seats = {
        (m.span.start, m.span.end): known.alpha2.get(m.actor.removesuffix(".gov"))
        for m in cast.mentions
        if m.actor.endswith(".gov") and m.form == "name" and known.capital(m.span.text) is not None
    }
    groups = [m.span for m in cast.mentions if m.form == "name" and _is_group(cast.by_id[m.actor], m.span.text)]

    def is_actor(place: Place) -> bool:
        at = place.span.start, place.span.end
        if any(g.start <= at[0] and at[1] <= g.end for g in groups):
            return True
        if place.id == named.dateline or place.id not in standing:
            return False
        if at in people and not _is_home(parsed, place):
            return True
        return at in seats and place.country == seats[at] and _acts(parsed, place)

    rest = tuple(place for place in named.places if not is_actor(place))
    kept = {place.id for place in rest}
    return Where(
        rest,
        tuple(place for place in named.standing if place.id in kept),
        named.dateline if named.dateline in kept else None,
    )


def _is_home(parsed: Parsed, place: Place) -> bool:
    """Whether those who live there follow, as they do not follow somebody's name: a Clinton couple."""
    tokens = parsed.tokens_in(place.span.start, place.span.end)
    if tokens is None or tokens.end >= len(parsed.doc):
        return False
    return parsed.doc[tokens.end].lower_ in words("people") or parsed.doc[tokens.end].lower_ in words("body")


def _is_group(actor: Actor, name: str) -> bool:
    """Whether words are a name of a known group, and no more."""
    return actor.kind == "group" and " " in name and actor.id in registry().exactly(name)


def _acts(parsed: Parsed, place: Place) -> bool:
    """Whether a seat of government does what governments do: Tehran warned; not: Cairo woke, Kinshasa's papers."""
    tokens = parsed.tokens_in(place.span.start, place.span.end)
    if tokens is None:
        return False
    token = tokens.root
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ == "nsubj":
        return token.head.lemma_.lower() not in words("befall")
    if token.dep_ == "poss":
        return token.head.lower_ in words("deed")
    return token.dep_ == "pobj"


def _place(parsed: Parsed, number: str, spot: Spot, meaning: Meaning) -> Place:
    span = parsed.of_tokens(parsed.doc[spot.first], parsed.doc[spot.last])
    c, day = meaning.candidate, parsed.report.published
    if c is None and meaning.within is not None:
        return _inside(Place(number, span, span.text, round(spot.sure * meaning.sure, 2)), meaning.within, day)
    if c is None:
        return Place(number, span, span.text, round(spot.sure * 0.5, 2))
    return Place(
        number,
        span,
        span.text if spot.wide else c.name,
        round(spot.sure * meaning.sure, 2),
        None if spot.wide else c.geonames,
        land_on(c.country, day),
        c.admin1,
        c.lat,
        c.lon,
        c.radius_km,
    )


def _inside(place: Place, within: Candidate, day: str | None) -> Place:
    """A place that is known only to lie in another; it has a point where the other is small."""
    country, admin1 = land_on(within.country, day), None if within.kind == "country" else within.admin1
    if within.radius_km > _SMALL_KM:
        return msgspec.structs.replace(place, country=country, admin1=admin1)
    return msgspec.structs.replace(
        place, country=country, admin1=admin1, lat=within.lat, lon=within.lon, precision_km=within.radius_km
    )


def land_on(country: str | None, day: str | None) -> str | None:
    """The country that land of a country of today belonged to on a day (ISO date); on no day, today."""
    since, before = _YOUNG.get(country or "", ("", country))
    return before if day is not None and day < since else country
