"""Who sides are, and how alike they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.compare.coded import CodedSide
from onrecord.compare.countries import of_fips, of_name, other
from onrecord.compare.who import Side, abroad, alike, theirs


@pytest.mark.parametrize(
    ("side", "ids"),
    [
        (CodedSide("EGYPTIAN", "EGYCOP", "EGY", ("COP",)), {"egypt.police"}),
        (CodedSide("POLICE", "EGYCOP", "EGY", ("COP",)), {"egypt.police"}),
        (CodedSide("EGYPT", "EGY", "EGY"), {"egypt"}),
        (CodedSide("MUSLIM BROTHERHOOD", "EGYOPPMOS", "EGY", ("OPP",)), {"muslim-brotherhood"}),
        (CodedSide("Police (Egypt)", None, "EGY"), {"egypt.police"}),
        (CodedSide("UNITED NATIONS", "IGOUNO", None, ("IGO",)), {"un"}),
        (CodedSide("Mohamed Morsi", None, "EGY"), {"mohamed-morsi"}),
        (CodedSide(None, "EGY", "EGY"), {"egypt"}),
        (CodedSide("Harbour Front", None, "EGY"), set()),
        (CodedSide(), set()),
    ],
)
def test_names_and_codes_are_looked_up_in_the_registry(side, ids):
    from onrecord.knowledge.registry import registry

    wanted = {registry().exactly("United Nations")[0]} if ids == {"un"} else ids
    assert theirs(side).ids == wanted


def test_a_name_of_another_country_is_not_meant():
    assert "mohamed-morsi" not in theirs(CodedSide("Mohamed Morsi", None, "BRA")).ids


EGYPT = frozenset({"EGY"})
ISRAEL = frozenset({"ISR"})
REBELS = frozenset({"REB"})


@pytest.mark.parametrize(
    ("x", "y", "how"),
    [
        (Side(frozenset({"egypt.mil"})), Side(frozenset({"egypt.mil"})), "same"),
        (Side(names=frozenset({"harbour front"})), Side(names=frozenset({"harbour front"})), "same"),
        (Side(heads=frozenset({"police"}), names=frozenset({"police"})),
         Side(heads=frozenset({"police"}), names=frozenset({"police"})), "called_alike"),
        (Side(sectors=REBELS), Side(sectors=REBELS), "called_alike"),
        (Side(frozenset({"egypt.mil"})), Side(frozenset({"egypt"})), "of_same"),
        (Side(countries=EGYPT), Side(countries=EGYPT, names=frozenset({"x"})), "same_land"),
        (Side(countries=EGYPT), Side(countries=ISRAEL), "other"),
        (Side(countries=ISRAEL, sectors=REBELS), Side(countries=EGYPT, sectors=REBELS), "other"),
        (Side(frozenset({"hamas"})), Side(frozenset({"fatah"})), "other"),
        (Side(), Side(countries=EGYPT), "unknown"),
    ],
)  # fmt: skip
def test_how_alike_two_sides_are(x, y, how):
    assert alike(x, y) == how
    assert alike(y, x) == how


def test_abroad_is_another_country_and_nobody_in_common():
    assert abroad(Side(countries=EGYPT), Side(countries=ISRAEL))
    assert not abroad(Side(countries=ISRAEL), Side(countries=frozenset({"PSE"})))
    assert not abroad(Side(countries=EGYPT), Side())


def test_countries_by_code_and_name():
    assert (of_fips("EG"), of_fips("RS"), of_fips("xx"), of_fips(None)) == ("EGY", "RUS", None, None)
    assert (of_name("Occupied Palestinian Territory"), of_name("Syria"), of_name("EGY")) == ("PSE", "SYR", "EGY")
    assert of_name("nowhere") is None
    assert not other("SDN", "SSD")


_SOME = st.frozensets(st.sampled_from(["a b", "b", "c d", "d"]), max_size=2)
_SIDES = st.builds(Side, _SOME, _SOME, _SOME, _SOME, st.frozensets(st.sampled_from(["EGY", "ISR"]), max_size=1))


@given(_SIDES, _SIDES)
def test_sides_that_share_no_mark_are_not_alike(one, other):
    if one.marks.isdisjoint(other.marks):
        assert alike(one, other) not in ("same", "called_alike")
