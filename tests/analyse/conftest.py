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
