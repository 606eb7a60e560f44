"""When a row and a happening are one: each rule, and each contradiction."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.compare.coded import Coded, CodedPlace, CodedSide
from onrecord.compare.likeness import fit, in_words, rules
from onrecord.compare.own import Own, Spot, Telling
from onrecord.compare.who import Side
from onrecord.errors import DataError

DAY = date(2013, 8, 14).toordinal()
HERE = frozenset({"r1"})
NOWHERE = frozenset[str]()
POLICE = Side(frozenset({"egypt.police"}), countries=frozenset({"EGY"}))
CROWD = Side(heads=frozenset({"protester"}), names=frozenset({"protesters"}), sectors=frozenset({"CVL"}))
OWN = Own(
    1, "r1:e1", (Telling(1, "r1", "occurred", True, False, "ASSAULT", "190", None, DAY + 1),), ((DAY, DAY + 1),),
    (Spot("cairo", "EGY", 30.06, 31.25, 24.8),), POLICE, CROWD,
)  # fmt: skip
CODED = Coded(
    "gdelt", "x", 1, "1", "2013-08-14", "ASSAULT", "190", None, None,
    CodedSide("POLICE", "EGYCOP", "EGY", ("COP",)), CodedSide("PROTESTER", "EGYCVL", "EGY", ("CVL",)),
    CodedPlace("Cairo, Egypt", "EGY", 30.05, 31.25, 10.0),
)  # fmt: skip


def told(coded=CODED, own=OWN, reports=NOWHERE):
    found = fit(coded, own, reports)
    return set(found.reasons) if found else None


def on(day: int) -> Coded:
    return replace(CODED, day=date.fromordinal(DAY + day).isoformat())


def times(*spans):
    return replace(OWN, times=tuple((DAY + a, DAY + b) for a, b in spans))


def test_the_same_in_all_is_one():
    assert told() == {"same_day", "same_type", "same_place", "same_actor", "recipient_called_alike"}
    assert "same_report" in told(reports=HERE)


def test_the_score_is_the_sum_of_the_reasons_the_weightiest_first():
    found = fit(CODED, OWN, HERE)
    weights = [rules()[rule].weight for rule in found.reasons]
    assert found.score == pytest.approx(sum(weights))
    assert weights == sorted(weights, key=lambda one: -abs(one))
    assert in_words(found.reasons)[0] == "their row is of a report that tells ours (+2.5)"


@pytest.mark.parametrize(
    ("day", "rule"), [(0, "same_day"), (-1, "near_day"), (1, "near_day"), (2, None), (-2, None), (40, None)]
)
def test_without_a_report_a_day_apart_is_the_most(day, rule):
    found = told(on(day))
    assert (rule in found) if rule else (found is None)


@pytest.mark.parametrize(("day", "rule"), [(2, "far_day"), (31, "far_day"), (32, None), (-32, None), (365, None)])
def test_a_report_explains_days_but_never_more_than_a_month(day, rule):
    found = told(on(day), reports=HERE)
    assert (rule in found) if rule else (found is None)


@pytest.mark.parametrize(("span", "rule"), [((-2, 3), "in_time"), ((-20, 30), "in_long")])
def test_a_longer_time_says_less(span, rule):
    assert rule in told(own=times(span), reports=HERE)


def test_of_several_days_the_nearest_counts():
    assert "same_day" in told(own=times((-30, -29), (0, 1)))


@pytest.mark.parametrize(
    ("day", "rule"), [(1, "report_day"), (2, "report_day"), (-6, "report_day"), (-7, None), (3, None)]
)
def test_of_what_has_no_day_the_week_before_the_report_is_looked_at(day, rule):
    found = told(on(day), replace(OWN, times=()), HERE)
    assert found is not None
    assert ("report_day" in found) == (rule is not None)
    assert told(on(40), replace(OWN, times=()), HERE) is None


def test_without_day_and_report_both_sides_and_the_place_must_be_the_same():
    undated = replace(OWN, times=())
    assert "report_day" in told(own=undated)
    assert told(replace(CODED, place=None), undated) is None
    assert told(replace(CODED, recipient=CodedSide()), undated) is None


@pytest.mark.parametrize("reports", [NOWHERE, HERE])
def test_another_country_is_never_the_place(reports):
    assert told(replace(CODED, place=CodedPlace("Tel Aviv", "ISR", 32.08, 34.78, 10.0)), reports=reports) is None
    assert told(replace(CODED, place=CodedPlace("Israel", "ISR")), reports=reports) is None


def test_far_places_in_one_country_need_a_report():
    far = replace(CODED, place=CodedPlace("Aswan", "EGY", 24.09, 32.9, 10.0))
    assert told(far) is None
    assert "far_place" in told(far, reports=HERE)


def test_places_are_the_same_within_what_they_are_exact_to():
    assert "same_place" in told(replace(CODED, place=CodedPlace("Giza", "EGY", 30.01, 31.21, 10.0)))
    assert "same_land" in told(replace(CODED, place=CodedPlace("Egypt", "EGY", 27.0, 30.0)), reports=HERE)


def test_a_place_without_a_point_is_known_by_its_name():
    amity = replace(OWN, spots=(Spot("port amity", "EGY"),))
    assert "same_place" in told(replace(CODED, place=CodedPlace("Port Amity, Egypt", "EGY", 31.2, 32.3, 10.0)), amity)


@pytest.mark.parametrize("reports", [NOWHERE, HERE])
def test_a_side_of_another_country_is_another_deed(reports):
    israel = CodedSide("POLICE", "ISRCOP", "ISR", ("COP",))
    other = replace(OWN, recipients=Side(countries=frozenset({"EGY"})))
    assert told(replace(CODED, actor=israel, recipient=israel), other, reports) is None
    assert told(replace(CODED, actor=israel, recipient=CodedSide()), other, reports) is None


def test_types_that_fit_no_deed_are_never_one():
    assert told(replace(CODED, type="CONSULT", code="040"), reports=HERE) is None
    assert told(replace(CODED, type=None, code="010"), reports=HERE) is None
    assert "near_type" in told(replace(CODED, type="COERCE", code="175"), reports=HERE)


def test_the_detail_of_the_code_and_the_mode_speak_for_it():
    own = replace(OWN, tellings=(replace(OWN.tellings[0], cameo="193", mode="firearms"),))
    assert {"same_code", "same_mode"} <= told(replace(CODED, code="193", mode="firearms"), own)
    assert "same_code" not in told()


def test_the_other_way_round_is_another_deed_unless_a_report_tells_it_or_both_do_it():
    turned = replace(CODED, actor=CODED.recipient, recipient=CODED.actor)
    assert told(turned) is None
    assert "swapped" in told(turned, reports=HERE)
    met = replace(OWN, tellings=(replace(OWN.tellings[0], type="CONSULT"),))
    found = told(replace(turned, type="CONSULT", code="040"), met)
    assert "same_actor" in found
    assert "swapped" not in found


def test_one_side_and_the_day_are_not_enough_in_a_war():
    assert told(replace(CODED, place=None, recipient=CodedSide())) is None
    assert told(replace(CODED, actor=CodedSide(), recipient=CodedSide())) is None
    assert told(replace(CODED, recipient=CodedSide())) is not None


def test_a_report_alone_is_not_enough():
    bare = replace(CODED, actor=CodedSide(), recipient=CodedSide(), place=None, type="COERCE", code="170")
    assert told(bare, reports=HERE) is None


def test_a_weight_that_is_none_is_told(monkeypatch):
    from onrecord.compare import likeness

    rules_of = likeness.rules.__wrapped__
    monkeypatch.setattr(likeness, "rows", lambda _: [{"rule": "least", "weight": "x", "meaning": "y"}])
    with pytest.raises(DataError, match=r"compare_rules\.tsv"):
        rules_of()


@given(
    day=st.integers(-400, 400), type_=st.sampled_from(["ASSAULT", "COERCE", "CONSULT", "AID", None]),
    country=st.sampled_from(["EGY", "ISR", None]), report=st.booleans(),
)  # fmt: skip
def test_nothing_fits_across_a_contradiction(day, type_, country, report):
    coded = replace(on(day), type=type_, place=CodedPlace(None, country))
    found = fit(coded, OWN, HERE if report else NOWHERE)
    if found is not None:
        assert abs(day) <= (31 if report else 1)
        assert country != "ISR"
        assert type_ in ("ASSAULT", "COERCE")
        assert found.score >= rules()["least"].weight
