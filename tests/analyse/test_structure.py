"""Measures and balance of a ledger, with the reports and passages they rest on."""

import pytest

from onrecord.analyse import places, triads
from onrecord.errors import BadQuery

DAY = "2014-01-01"
FRONT = ("ledger:front", "Front")


@pytest.fixture
def three(ledger, tell):
    """Iran and Qatar are allies, with one enemy; later Qatar turns to it."""

    def stance(n, one, other, type_, sign, **facts):
        sides = ((one.lower(), one), (other.lower(), other))
        return tell(source_id=n, sides=sides, change={"type": type_, "sign": sign}, **facts)

    stance("a", "Iran", "Qatar", "alliance", 1, tie=("2010-01-01", None, "holds"))
    stance("b", "Iran", "Egypt", "hostility", -1, tie=("2010-01-01", None, "holds"), publisher="Delta Post")
    stance("c", "Qatar", "Egypt", "hostility", -1, tie=("2010-01-01", "2013-06-01", "ended"))
    stance("d", "Qatar", "Egypt", "alliance", 1, tie=("2013-06-01", None, "holds"), publisher="Coast Times")
    return ledger


def test_a_triad_has_the_ties_that_each_pair_rests_on(three):
    found = triads(three, DAY)
    assert (found.triads, found.unbalanced, found.shifted) == (1, 1, 0)
    [triad] = found.rows
    assert [who.name for who in triad.actors] == ["Egypt", "Iran", "Qatar"]
    assert (triad.balanced, triad.change) == (False, None)
    for side in triad.sides:
        [tie] = side.ties
        assert tie.sign == side.sign
        assert {tie.subject.id, tie.object.id} == {side.one.id, side.other.id}
        assert tie.evidence[0].passage.text
        assert side.before is None


def test_what_shifted_names_the_tie_that_moved_with_its_evidence_before_and_now(three):
    found = triads(three, DAY, "2013-01-01")
    assert found.shifted == 1
    now, shift = found.rows
    assert (now.change, shift.change, shift.balanced) == (None, "shifted", False)
    [moved] = [side for side in shift.sides if side.moved]
    assert (moved.one.name, moved.other.name, moved.before, moved.sign) == ("Egypt", "Qatar", -1, 1)
    assert [tie.type for tie in moved.ties] == ["alliance"]
    assert [tie.type for tie in moved.ties_before] == ["hostility"]
    assert all(side.ties_before == () for side in shift.sides if not side.moved)
    assert triads(three, DAY, "2013-07-01").shifted == 0


def test_triads_of_an_actor_and_of_a_voice(three, tell):
    assert triads(three, DAY, actors=["Iran"]).unbalanced == 1
    tell(source_id="x")
    assert triads(three, DAY, actors=["Harbour Front"]).triads == 0
    assert triads(three, DAY, publishers=["Delta Post"]).triads == 0


def test_measures_say_how_many_reports_and_origins_tell_of_each_actor(three, tell):
    found = places(three, DAY)
    told = {place.who.name: (place.degree, place.reports, place.origins) for place in found.measures.places}
    assert told == {"Iran": (2, 2, 2), "Qatar": (2, 2, 2), "Egypt": (2, 2, 2)}
    assert (found.totals.ties, found.totals.reports, found.totals.origins) == (3, 3, 3)
    tell(source_id="y", sides=(("iran", "Iran"), ("syria", "Syria")), publisher="Coast Times")
    told = {
        place.who.name: (place.degree, place.reports, place.origins) for place in places(three, DAY).measures.places
    }
    assert told["Iran"] == (3, 3, 3)
    assert told["Syria"] == (1, 1, 1)


def test_measures_are_cut_and_say_so(three):
    assert places(three, DAY, limit=2).more
    assert len(places(three, DAY, limit=2).measures.places) == 2
    assert not places(three, DAY, limit=3).more


def test_days_that_make_no_sense(ledger):
    with pytest.raises(BadQuery):
        triads(ledger, "2013-01-01", "2013-01-01")
    with pytest.raises(BadQuery):
        places(ledger, "2013-01-01", min_origins=0)
