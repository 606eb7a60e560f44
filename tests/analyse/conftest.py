"""The readings made by hand for ledgers serve here as well."""

import importlib.util
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.model import Actor, Factuality, Party

_path = Path(__file__).parents[1] / "ledger" / "conftest.py"
_spec = importlib.util.spec_from_file_location("ledger_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden


@pytest.fixture
def tell(ledger, told):
    """Adds a made report whose tie of Iran and the Harbour Front is another's word, denied, caused or of another type.

    `tell(source_id=..., published=..., said=True, denied=False, cause=False, **changes of the relation)`: with `said`
    the tie stands in the claim of the report's speaker.
    """

    def add(*, said=False, denied=False, cause=False, words=None, roles=(), sides=None, change=None, **facts):
        one = told(**{"own_words": True, **facts})
        reading = one.reading
        [tie] = reading.relations
        changes = {"attribution": "a1" if said else None, "cause": "e1" if cause else None, **(change or {})}
        if denied:
            changes["factuality"] = Factuality.of("CT-", "denied")
        if sides is not None:
            for side, (actor, name) in zip(("subject", "object"), sides, strict=True):
                changes[side] = Party(getattr(tie, side).span, actor)
                others = tuple(known for known in reading.actors if known.id != actor)
                reading = replace(reading, actors=(*others, Actor(actor, name, "group")))
        if words is not None:
            claim = replace(reading.attributions[0], speakers=("report:official",), source_kind=words)
            official = Actor("report:official", "official", "person")
            reading = replace(reading, attributions=(claim,), actors=(*reading.actors, official))
        ties = (replace(tie, **changes), *(role(one) for role in roles))
        ledger.add(one.given, replace(reading, relations=ties))
        return one

    return add


@pytest.fixture
def mapped(ledger, told):
    """Six reports of events at places with and without degrees, on a day, in a month, since a day, and on none."""
    amity = {"geonames": 1, "lat": 31.2, "lon": 29.9, "precision_km": 12.0}
    isle = {"geonames": 3, "lat": -14.0, "lon": -172.0, "precision_km": 40.0}
    facts = (
        ("Port Amity", amity, "2013-08-14", "2013-08-15", "day"),
        ("Port Amity", amity, "2013-08-16", "2013-08-17", "day"),
        ("Old Harbour", {"lat": 31.3, "lon": 30.6}, "2013-07-01", "2013-08-01", "month"),
        ("Far Isle", isle, "2012-01-01", "2013-01-01", "year"),
        ("Lost Ford", {}, "2013-08-10", None, "day"),
        ("Port Amity", amity, None, None, None),
    )  # fmt: skip
    for n, (name, where, start, end, precision) in enumerate(facts):
        speaker = ("Mona Adel", "Karim Saleh", "Nadia Farouk", "Omar Sidki", "Ines Haddad", "Lina Barak")[n]
        one = told(source_id=f"m{n}", publisher=f"Gazette {n}", speaker=speaker, killed=20 + n, own_words=True)
        reading = one.reading
        [event], [place], [time] = reading.events, reading.places, reading.times
        dated = {"start": start, "end": end, "precision": precision}
        reading = replace(
            reading,
            events=(replace(event, **dated),),
            places=(replace(place, name=name, **where),),
            times=(replace(time, start=start, end=end, precision=precision or "unknown"),),
        )
        ledger.add(one.given, reading)
    return ledger
