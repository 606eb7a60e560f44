"""When two tellings are of one happening, with the reasons."""

import msgspec
import pytest

from onrecord.ledger.alike import APART, compare, related, rules, types
from onrecord.ledger.facts import Facts, Side, Spot, keys_of, looked_up
from onrecord.ledger.gathered import reasons

DAY = 735_000
ALEF, BET = (Spot(name, lat=lat, lon=30.0, km=2.0, last=name) for name, lat in (("alef", 10.0), ("bet", 20.0)))


def facts(row: str = "a:e1", **more: object) -> Facts:
    told = Facts(
        row=row, report=row[0], type="ASSAULT", mode=None, status="occurred", at=10, since=DAY, until=DAY + 1,
        published=DAY + 1, spot=ALEF, actors=Side(), recipients=Side(), trigger=frozenset({"explo"}), definite=False,
        names=frozenset({"alef"}), words=frozenset({"market"}), kinds=frozenset({"blast"}), sites=frozenset(),
        figures=frozenset(), whole=frozenset({"alef"}), usual=frozenset(), single=True, print=hash(row),
    )  # fmt: skip
    return msgspec.structs.replace(told, **more)


def found(*both: Facts) -> set[str]:
    return {rule for rule, _ in compare(*both).reasons}


def test_the_same_day_place_and_deed_are_one_whichever_comes_first() -> None:
    one, other = facts(), facts("b:e1", trigger=frozenset({"bombi"}))
    like = compare(one, other)
    assert like.linked
    assert like == compare(other, one)
    assert {"same_day", "same_place", "same_kind"} <= found(one, other)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"since": DAY + 1, "until": DAY + 2}, "next_day"),
        ({"since": DAY + 9, "until": DAY + 10}, "other_day"),
        ({"spot": BET}, "far"),
        ({"since": None, "until": None, "published": DAY - 5}, "told_before"),
        ({"since": None, "until": None, "published": DAY + 5, "status": "planned"}, "planned_later"),
    ],
)
def test_a_contradiction_parts_what_is_else_alike(change: dict[str, object], rule: str) -> None:
    one, other = facts(), facts("b:e1", **change)
    assert rule in found(one, other) & APART
    assert compare(one, other).apart
    assert not compare(one, other).linked


def test_two_times_in_one_report_are_two_happenings() -> None:
    assert "two_times" in found(facts(since=DAY, until=DAY + 300), facts("a:e2", at=90))


def test_types_fit_one_deed_only_as_the_table_says() -> None:
    assert related("ASSAULT", "COERCE")
    assert related("COERCE", "ASSAULT")
    assert not related("ASSAULT", "CONSULT")
    assert not compare(facts(), facts("b:e1", type="CONSULT")).linked
    assert "near_type" in found(facts(), facts("b:e1", type="COERCE"))


def test_the_same_two_sides_on_one_day_are_not_enough() -> None:
    sides = {"actors": Side(frozenset({"iran"})), "recipients": Side(frozenset({"iraq"})), "spot": None}
    plain = {"names": frozenset(), "words": frozenset(), "kinds": frozenset(), "whole": frozenset()}
    one, other = (facts(row, trigger=frozenset({row}), **sides, **plain) for row in ("a:e1", "b:e1"))
    assert compare(one, other).score > rules()["least"].weight
    assert not compare(one, other).linked


def test_an_attack_taken_up_with_the_is_the_one_just_told() -> None:
    bare = {"spot": None, "since": None, "until": None, "kinds": frozenset(), "trigger": frozenset({"attac"})}
    again = facts("a:e2", at=200, definite=True, names=frozenset(), words=frozenset(), **bare)
    assert compare(facts(), again).linked
    assert not compare(facts(), msgspec.structs.replace(again, definite=False)).linked
    assert not compare(facts(), msgspec.structs.replace(again, at=2000)).linked


def test_reasons_are_in_words_with_their_weight() -> None:
    like = compare(facts(), facts("b:e1"))
    assert "the same day (+2.5)" in reasons(like)
    assert like.score == pytest.approx(sum(weight for _, weight in like.reasons))


def test_every_reason_has_its_line_in_the_table() -> None:
    assert all(rule.meaning for rule in rules().values())
    assert rules().keys() >= APART | {"least", "share"}


def test_tellings_that_are_alike_have_a_key_in_common() -> None:
    one, other = facts(), facts("b:e1", type="COERCE", trigger=frozenset({"bombi"}), names=frozenset())
    assert looked_up(one, types()["ASSAULT"]) & keys_of(other)
    assert looked_up(other, types()["COERCE"]) & keys_of(one)
    assert not keys_of(one) & keys_of(facts("c:e1", spot=BET, names=frozenset({"bet"}), whole=frozenset({"bet"})))
