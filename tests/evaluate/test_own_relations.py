"""The scorer of the project's own gold set for relations, on cases worked out by hand."""

import copy
import json

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import own_relations, score
from onrecord.evaluate.gold import Pair

TEXT = (
    "Cuba has armed the league since 1998, Oman says. 🚀 Its leader, Ana Mir, broke with Peru over the raid. Rain fell."
)


def words(text, nth=1):
    return {"text": text, "nth": nth}


def told(type_, subject, object_, **facts):
    plain = {
        "type": type_, "kind": [], "subject": subject, "object": object_, "label": None, "sign": 1, "state": "holds",
        "start": None, "end": None, "time": [], "cause": None, "status": "ongoing", "value": "CT+", "voice": [],
        "evidence": words("league"),
    }  # fmt: skip
    return plain | facts


ARMED = told("sponsorship", words("Cuba"), words("the league"), kind=["arms"], start="1998", voice=["Oman"])
LEADER = told("leadership", words("Ana Mir"), words("Its") | {"is": words("the league")}, label="leader")
BROKE = told("rift", words("Ana Mir"), words("Peru"), sign=-1, cause=words("raid"))
GOLD = [ARMED, LEADER, BROKE]


def at(part):
    start = TEXT.index(part)
    return {"start": start, "end": start + len(part), "text": part}


def read(kind, subject, object_, **facts):
    plain = {
        "type": kind,
        "subject": {"span": at(subject), "actor": subject},
        "object": {"span": at(object_)},
        "sign": 1,
    }
    plain |= {"state": "holds", "factuality": {"status": "ongoing", "value": "CT+"}}
    return plain | facts


RIGHT = [
    read("sponsorship", "Cuba", "league", start="1998-01-01", attribution="a1"),
    read("leadership", "Ana Mir", "the league", label="Leader"),
    read("rift", "Peru", "Ana", sign=-1, cause="e1"),
]


@pytest.fixture
def scored(tmp_path):
    def run(relations, gold=GOLD, mentions=()):
        kept = tmp_path / "kept"
        kept.mkdir(exist_ok=True)
        texts = [{"id": id_, "text": TEXT, "published": "2001-01-01"} for id_ in ("t1", "quiet")]
        annotated = [{"id": "t1", "relations": gold}, {"id": "quiet", "relations": []}]
        for name, lines in (("texts", texts), ("annotations", annotated)):
            (kept / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        (kept / "split.json").write_text('{"train": ["t1", "quiet"], "test": []}')
        assert own_relations.export(kept, "train", tmp_path) == "relations-train"
        out = {
            "report": {"id": "a", "source_id": "t1", "text": TEXT},
            "relations": relations,
            "mentions": [{"span": at(part), "actor": actor} for part, actor in mentions],
            "attributions": [{"id": "a1", "source": [at("Oman")]}, {"id": "a2", "source": [at("Peru")]}],
            "events": [{"id": "e1", "trigger": at("raid")}],
        }
        quiet = out | {"report": {"id": "b", "source_id": "quiet", "text": TEXT}, "relations": relations[:1]}
        (tmp_path / "out.jsonl").write_text(json.dumps(out) + "\n" + json.dumps(quiet) + "\n")
        return score(tmp_path / "relations-train.gold.jsonl", tmp_path / "out.jsonl")

    return run


def changed(number, **facts):
    made = copy.deepcopy(RIGHT)
    made[number] |= facts
    return made


def test_a_right_reading_is_right_in_all(scored):
    found = scored(RIGHT)
    assert found["scorer"] == "own-relations"
    assert (found["typed"]["r"], found["ends"]["hits"], found["typed"]["out"], found["whole"]) == (1.0, 3, 4, 1.0)
    assert set(found["fields"].values()) == {1.0, None}
    assert found["types"]["rift"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "hits": 1, "out": 1, "gold": 1}


def test_a_relation_in_a_text_that_has_none_is_a_false_alarm(scored):
    assert (scored(RIGHT)["false_alarm"], scored(RIGHT)["quiet_rows"]) == (1.0, 1)
    assert scored([])["false_alarm"] == 0.0


def test_a_reading_without_relations_finds_nothing(scored):
    found = scored([])
    assert (found["typed"]["f1"], found["ends"]["f1"], found["fields"]["state"]) == (0.0, 0.0, None)


@pytest.mark.parametrize(
    ("number", "facts", "field"),
    [
        (0, {"sign": -1}, "sign"),
        (0, {"state": "ended"}, "state"),
        (0, {"factuality": {"status": "ongoing", "value": "PR+"}}, "value"),
        (0, {"factuality": {"status": "planned", "value": "CT+"}}, "status"),
        (0, {"attribution": "a2"}, "claimed"),
        (0, {"attribution": None}, "claimed"),
        (1, {"attribution": "a2"}, "plain"),
        (0, {"start": "1999-01-01"}, "start_dated"),
        (0, {"start": None}, "start_dated"),
        (1, {"start": "1999-01-01"}, "start"),
        (0, {"end": "1999-01-01"}, "end"),
        (1, {"label": "spokesman"}, "label"),
        (1, {"label": None}, "label"),
        (2, {"cause": None}, "cause"),
    ],
)
def test_one_wrong_field_is_wrong_alone(scored, number, facts, field):
    found = scored(changed(number, **facts))
    assert found["typed"]["hits"] == 3
    assert found["fields"][field] < 1
    wrong = {name for name, share in found["fields"].items() if share not in (1.0, None)}
    assert wrong - {"voice", "start"} <= {field}
    assert (found["whole"] < 1) == (field in {"sign", "state", "value", "status", "claimed", "plain"})


def test_another_type_has_the_ends_alone(scored):
    found = scored(changed(0, type="alliance"))
    assert (found["typed"]["hits"], found["ends"]["hits"]) == (2, 3)
    assert found["types"]["sponsorship"]["r"] == found["types"]["alliance"]["p"] == 0.0


def test_direction_counts_where_the_type_has_one(scored):
    turned = changed(0, subject=RIGHT[0]["object"], object=RIGHT[0]["subject"])
    assert scored(RIGHT)["types"]["rift"]["hits"] == 1, "given the other way round than in the gold"
    assert (scored(turned)["typed"]["hits"], scored(turned)["ends"]["hits"]) == (2, 3)


def test_role_for_leadership_is_right_only_where_the_two_are_one(scored):
    found = scored(changed(1, type="role"))
    assert (found["typed"]["hits"], found["offices"]["hits"]) == (2, 3)


def test_an_end_is_wrong_elsewhere_and_right_by_a_mention_of_its_actor(scored):
    elsewhere = changed(2, subject={"span": at("Rain"), "actor": "x"})
    assert scored(elsewhere)["ends"]["hits"] == 2
    assert scored(elsewhere, mentions=[("Peru", "x")])["typed"]["hits"] == 3
    assert scored(elsewhere, mentions=[("Peru", "y")])["typed"]["hits"] == 2


def test_a_pronoun_is_right_by_itself_and_by_what_it_stands_for(scored):
    assert scored(changed(1, object={"span": at("Its")}))["typed"]["hits"] == 3
    assert scored(changed(1, object={"span": at("Oman")}))["typed"]["hits"] == 2


def test_a_name_that_a_pronoun_was_wrongly_taken_for_is_wrong(scored):
    wrong = changed(1, object={"span": at("Oman"), "actor": "oman"})
    assert scored(wrong, mentions=[("Its", "oman")])["typed"]["hits"] == 2


def test_a_wide_mention_that_holds_the_name_of_another_is_not_that_other(scored):
    wrong = changed(2, subject={"span": at("Rain"), "actor": "x"})
    wide = ("broke with Peru over the raid", "x")
    assert scored(wrong, mentions=[wide])["typed"]["hits"] == 3
    assert scored(wrong, mentions=[wide, ("Peru", "peru")])["typed"]["hits"] == 2


def test_each_relation_counts_once(scored):
    found = scored([*RIGHT, RIGHT[0]])
    assert (found["typed"]["hits"], found["typed"]["out"]) == (3, 5)


def test_of_two_with_the_same_ends_the_one_with_the_right_fields_is_taken(scored):
    denied = told("sponsorship", words("Cuba"), words("the league"), status="denied", value="CT-", voice=["Peru"])
    told_so = read("sponsorship", "Cuba", "league", attribution="a2", factuality={"status": "denied", "value": "CT-"})
    found = scored([told_so, *RIGHT], [*GOLD, denied])
    assert (found["typed"]["hits"], found["fields"]["voice"], found["fields"]["value"]) == (4, 1.0, 1.0)


@pytest.mark.parametrize(
    ("end", "right"), [("2001-01-01", 1.0), ("2000-07", 1.0), ("2001", 1.0), ("2001-01-02", 0.0), (None, 0.0)]
)
def test_an_end_is_exclusive_in_the_reading(scored, end, right):
    gold = [ARMED | {"end": "2000"}]
    assert scored(changed(0, end=end)[:1], gold)["fields"]["end_dated"] == right


def test_words_that_are_not_there_are_refused(scored):
    with pytest.raises(GoldError, match="Chad"):
        scored(RIGHT, [ARMED | {"object": words("Chad")}])


def judged(relations):
    gold = {"id": "t1", "relations": [own_relations.placed(one, TEXT) for one in GOLD]}
    return [right for _, right in own_relations.judged(Pair(gold, {"relations": relations}, TEXT))]


@pytest.mark.parametrize(
    ("facts", "right"),
    [
        ({}, True),
        ({"start": None}, True),
        ({"type": "alliance"}, False),
        ({"sign": -1}, False),
        ({"state": "ended"}, False),
        ({"factuality": {"status": "denied", "value": "CT-"}}, False),
    ],
)
def test_a_row_is_right_by_type_ends_sign_state_and_status(facts, right):
    assert judged(changed(0, **facts)) == [right, True, True]


def test_a_row_too_many_is_wrong():
    assert sorted(judged([*RIGHT, dict(RIGHT[0])])) == [False, True, True, True]
