"""The scorer of the project's own gold set for events, on cases worked out by hand."""

import json

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import score
from onrecord.evaluate.gold import Pair
from onrecord.evaluate.own_events import judged

SHELLED = "The army shelled Qena and Luxor. It will free the miners. Unions denied striking."
MARCH = "Troops may march."
RAIN = "Rain fell."


def at(text, words, nth=1):
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def wanted(text, kind, trigger, actors=(), recipients=(), status="occurred", mentions=()):
    """A gold event; a party is its words, or a pronoun and the words that it stands for; a mention words and status."""

    def party(words):
        if isinstance(words, str):
            return {"text": words, "span": at(text, words)}
        return {"text": words[0], "span": at(text, words[0]), "is": at(text, words[1])}

    return {
        "trigger": at(text, trigger),
        "type": kind,
        "actors": [party(words) for words in actors],
        "recipients": [party(words) for words in recipients],
        "status": status,
        "value": "CT+",
        "voice": [],
        "mentions": [{"trigger": at(text, words), "status": told} for words, told in mentions],
    }


def given(text, kind, trigger, actors=(), recipients=(), status="occurred", mentions=()):
    """An output event, as the reading format has it."""
    return {
        "type": kind,
        "trigger": at(text, trigger),
        "actors": [{"span": at(text, words), "actor": f"report:{n}"} for n, words in enumerate(actors)],
        "recipients": [{"span": at(text, words), "actor": None} for words in recipients],
        "factuality": {"status": status},
        "mentions": [{"trigger": at(text, words)} for words in (trigger, *mentions)],
    }


@pytest.fixture
def figures(tmp_path):
    def run(*rows, kind="own-events", texts=True):
        """Scores rows of text, gold events and output events; None for a row without an output."""
        with (
            (tmp_path / "s.jsonl").open("w") as t,
            (tmp_path / "s.gold.jsonl").open("w") as g,
            (tmp_path / "out.jsonl").open("w") as o,
        ):
            for n, (text, gold, out) in enumerate(rows):
                if texts:
                    t.write(json.dumps({"id": f"r{n}", "text": text}) + "\n")
                g.write(json.dumps({"id": f"r{n}", "events": gold}) + "\n")
                if out is not None:
                    o.write(json.dumps({"report": {"source_id": f"r{n}", "text": text}, "events": out}) + "\n")
        return score(tmp_path / "s.gold.jsonl", tmp_path / "out.jsonl", kind=kind)

    return run


@pytest.fixture
def mixed():
    """A row with an event right but for a party, one of the wrong type, one missed, one too many; two quiet rows."""
    return (
        (
            SHELLED,
            [
                wanted(SHELLED, "ASSAULT", "shelled", ["The army"], ["Qena", "Luxor"]),
                wanted(SHELLED, "CONCEDE", "free", [("It", "The army")], ["the miners"], "planned"),
                wanted(SHELLED, "PROTEST", "striking", ["Unions"], [], "denied"),
            ],
            [
                given(SHELLED, "ASSAULT", "shelled", ["army"], ["Qena"]),
                given(SHELLED, "RETREAT", "will free", ["The army"], ["miners"], "planned"),
                given(SHELLED, "ACCUSE", "denied", ["Unions"]),
            ],
        ),
        (
            MARCH,
            [wanted(MARCH, "MOBILIZE", "march", ["Troops"], [], "hypothetical")],
            [given(MARCH, "MOBILIZE", "march", ["Troops"])],
        ),
        (RAIN, [], None),
    )


def test_the_scorer_is_told_by_the_voice(figures, mixed):
    assert figures(*mixed, kind=None)["scorer"] == "own-events"
    assert figures(*reversed(mixed), kind=None)["scorer"] == "own-events"


def test_found_and_type(figures, mixed):
    found = figures(*mixed)
    assert found["found"] == {"p": 0.75, "r": 0.75, "f1": 0.75, "hits": 3, "out": 4, "gold": 4}
    assert found["type"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "hits": 2, "out": 4, "gold": 4}
    assert found["type_of_found"] == 0.6667
    assert (found["documents"], found["missing"]) == (3, 1)


def test_status(figures, mixed):
    found = figures(*mixed)
    assert found["by_status"] == {
        "occurred": {"gold": 1, "found": 1, "out": 2, "hits": 1, "f1": 0.6667, "f1_found": 0.6667},
        "planned": {"gold": 1, "found": 1, "out": 1, "hits": 1, "f1": 1.0, "f1_found": 1.0},
        "hypothetical": {"gold": 1, "found": 1, "out": 0, "hits": 0, "f1": 0.0, "f1_found": 0.0},
        "denied": {"gold": 1, "found": 0, "out": 0, "hits": 0, "f1": 0.0, "f1_found": None},
    }
    assert found["status_macro_f1"] == round((2 / 3 + 1) / 4, 4)
    assert found["status_macro_f1_found"] == round((2 / 3 + 1) / 3, 4)


def test_sides(figures, mixed):
    found = figures(*mixed)
    assert found["sides"] == {"actors": 0.75, "recipients": 0.5, "both": 0.5}
    assert found["sides_lenient"] == {"actors": 0.75, "recipients": 0.75, "both": 0.75}
    assert found["sides_of_found"] == {"actors": 1.0, "recipients": 0.6667, "both": 0.6667}
    assert found["sides_lenient_of_found"] == {"actors": 1.0, "recipients": 1.0, "both": 1.0}


def test_whole_and_false_alarm(figures, mixed):
    found = figures(*mixed)
    assert found["whole"] == {"r": 0.25, "p": 0.3333, "hits": 1, "gold": 4, "happened_hits": 1, "happened_out": 3}
    assert found["whole_strict"] == {"r": 0.0, "p": 0.0, "hits": 0, "gold": 4, "happened_hits": 0, "happened_out": 3}
    assert (found["false_alarm"], found["quiet_rows"], found["quiet_rows_with_event"]) == (0.5, 2, 1)


def test_a_status_that_only_the_output_has_is_shown_but_not_averaged(figures):
    gold, out = wanted(MARCH, "MOBILIZE", "march", ["Troops"]), given(MARCH, "MOBILIZE", "march", ["Troops"])
    found = figures((MARCH, [gold], [out | {"factuality": {"status": "planned"}}]))
    assert found["by_status"]["planned"] == {"gold": 0, "found": 0, "out": 1, "hits": 0, "f1": 0.0, "f1_found": 0.0}
    assert (found["status_macro_f1"], found["status_macro_f1_found"]) == (0.0, 0.0)


def test_a_planned_event_that_is_whole_is_no_part_of_the_precision(figures):
    gold = wanted(MARCH, "MOBILIZE", "march", ["Troops"], [], "planned")
    found = figures((MARCH, [gold], [given(MARCH, "MOBILIZE", "march", ["Troops"], [], "planned")]))
    assert (found["whole_strict"]["r"], found["whole_strict"]["p"]) == (1.0, None)
    assert (found["false_alarm"], found["quiet_rows"]) == (0.0, 1)
    more = given(SHELLED, "ASSAULT", "shelled")
    found = figures(
        (MARCH, [gold], [given(MARCH, "MOBILIZE", "march", ["Troops"], [], "planned")]), (SHELLED, [], [more])
    )
    assert (found["whole"]["r"], found["whole"]["p"]) == (1.0, 0.0)


def test_an_output_without_a_status_happened_and_is_wrong(figures):
    out = given(MARCH, "MOBILIZE", "march", ["Troops"]) | {"factuality": None}
    found = figures((MARCH, [wanted(MARCH, "MOBILIZE", "march", ["Troops"])], [out]), (MARCH, [], [out]))
    assert (found["whole"]["hits"], found["whole"]["happened_out"], found["false_alarm"]) == (0, 2, 1.0)
    assert found["status_macro_f1"] == 0.0


def test_no_event_in_the_gold(figures):
    found = figures((RAIN, [], []), (MARCH, [], [given(MARCH, "MOBILIZE", "march", status="planned")]))
    assert found["found"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hits": 0, "out": 1, "gold": 0}
    assert (found["status_macro_f1"], found["sides"]["both"], found["whole"]["r"]) == (None, None, None)
    assert found["false_alarm"] == 0.0
    assert figures((RAIN, [], []))["found"]["f1"] is None


def test_no_event_in_the_output(figures):
    gold = [wanted(MARCH, "MOBILIZE", "march", ["Troops"])]
    for out in ([], None):
        found = figures((MARCH, gold, out))
        assert found["found"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hits": 0, "out": 0, "gold": 1}
        assert (found["type"]["r"], found["status_macro_f1"], found["whole"]["r"]) == (0.0, 0.0, 0.0)
        assert found["sides_lenient"] == {"actors": 0.0, "recipients": 0.0, "both": 0.0}
        assert (found["type_of_found"], found["status_macro_f1_found"], found["sides_of_found"]["both"]) == (None,) * 3
        assert (found["whole"]["p"], found["false_alarm"], found["quiet_rows"]) == (None, None, 0)


def test_no_row_at_all(figures):
    found = figures()
    assert (found["documents"], found["found"]["f1"], found["false_alarm"]) == (0, None, None)


@pytest.mark.parametrize(("words", "right"), [("It", 1.0), ("army", 1.0), ("the miners", 0.0)])
def test_a_pronoun_is_right_on_itself_and_on_what_it_stands_for(figures, words, right):
    gold = wanted(SHELLED, "CONCEDE", "free", [("It", "The army")], [], "planned")
    found = figures((SHELLED, [gold], [given(SHELLED, "CONCEDE", "free", [words], [], "planned")]))
    assert (found["sides"]["actors"], found["sides_lenient"]["actors"]) == (right, right)


def test_a_pronoun_and_its_name_are_two_parties_of_the_output(figures):
    gold = wanted(SHELLED, "CONCEDE", "free", [("It", "The army")])
    found = figures((SHELLED, [gold], [given(SHELLED, "CONCEDE", "free", ["It", "The army"])]))
    assert (found["sides"]["actors"], found["sides_lenient"]["actors"]) == (0.0, 1.0)


def test_swapped_sides_are_wrong_on_both(figures):
    gold = wanted(SHELLED, "ASSAULT", "shelled", ["The army"], ["Qena"])
    found = figures((SHELLED, [gold], [given(SHELLED, "ASSAULT", "shelled", ["Qena"], ["The army"])]))
    assert found["type"]["r"] == 1.0
    assert found["sides_lenient"] == {"actors": 0.0, "recipients": 0.0, "both": 0.0}
    assert found["whole"]["r"] == 0.0


def test_a_party_where_there_is_none_is_wrong(figures):
    gold, out = wanted(SHELLED, "PROTEST", "striking", ["Unions"]), given(SHELLED, "PROTEST", "striking")
    assert figures((SHELLED, [gold], [out]))["sides_lenient"] == {"actors": 0.0, "recipients": 1.0, "both": 0.0}
    gold, out = wanted(SHELLED, "PROTEST", "striking"), given(SHELLED, "PROTEST", "striking", ["Unions"])
    assert figures((SHELLED, [gold], [out]))["sides_lenient"] == {"actors": 0.0, "recipients": 1.0, "both": 0.0}


def test_parties_are_paired_one_to_one(figures):
    gold = wanted(SHELLED, "ASSAULT", "shelled", ["The army"], ["Qena", "Luxor"])
    row = (SHELLED, [gold])
    one = given(SHELLED, "ASSAULT", "shelled", ["The army"], ["Qena and Luxor"])
    assert figures((*row, [one]))["sides"]["recipients"] == 0.0
    assert figures((*row, [one]))["sides_lenient"]["recipients"] == 1.0
    both = given(SHELLED, "ASSAULT", "shelled", ["The army"], ["Luxor", "Qena and Luxor"])
    assert figures((*row, [both]))["sides"]["recipients"] == 1.0
    apart = given(SHELLED, "ASSAULT", "shelled", ["The army"], ["Luxor", "the miners"])
    assert figures((*row, [apart]))["sides"]["recipients"] == 0.0


def test_members_on_the_same_words_are_one_party(figures):
    gold = wanted(SHELLED, "PROTEST", "striking", ["Unions"])
    found = figures((SHELLED, [gold], [given(SHELLED, "PROTEST", "striking", ["Unions", "Unions"])]))
    assert found["sides"]["actors"] == 1.0


def test_a_party_without_words_is_a_wrong_one(figures):
    gold, out = wanted(SHELLED, "PROTEST", "striking"), given(SHELLED, "PROTEST", "striking")
    found = figures((SHELLED, [gold], [out | {"actors": [{"span": None, "actor": "Q1"}]}]))
    assert (found["sides"]["actors"], found["sides_lenient"]["actors"]) == (0.0, 0.0)


TWICE = "Raiders burned a mill. The raid, the burning of the mill, was filmed."


def test_a_mention_on_either_side_finds_the_event(figures):
    gold = wanted(TWICE, "ASSAULT", "burned", ["Raiders"], mentions=[("raid", "occurred")])
    assert figures((TWICE, [gold], [given(TWICE, "ASSAULT", "raid")]))["found"]["f1"] == 1.0
    assert figures((TWICE, [gold], [given(TWICE, "ASSAULT", "filmed", mentions=["raid"])]))["found"]["f1"] == 1.0
    assert figures((TWICE, [gold], [given(TWICE, "ASSAULT", "burning")]))["found"]["f1"] == 0.0


def test_an_event_told_as_two_is_found_once(figures):
    gold = wanted(TWICE, "ASSAULT", "burned", mentions=[("raid", "occurred")])
    found = figures((TWICE, [gold], [given(TWICE, "ASSAULT", "burned"), given(TWICE, "ASSAULT", "raid")]))["found"]
    assert (found["p"], found["r"], found["hits"]) == (0.5, 1.0, 1)


def test_two_events_told_as_one_are_found_once(figures):
    gold = [wanted(TWICE, "ASSAULT", "burned"), wanted(TWICE, "ASSAULT", "raid")]
    found = figures((TWICE, gold, [given(TWICE, "ASSAULT", "burned", mentions=["raid"])]))["found"]
    assert (found["p"], found["r"], found["hits"]) == (1.0, 0.5, 1)


def test_the_same_type_goes_before_more_characters(figures):
    text = "They launched an assault."
    gold = wanted(text, "ASSAULT", "launched an assault")
    out = [given(text, "MOBILIZE", "launched an assault"), given(text, "ASSAULT", "assault")]
    assert figures((text, [gold], out))["type"]["hits"] == 1
    two = [gold, wanted(text, "MOBILIZE", "launched")]
    assert figures((text, two, out))["type"]["hits"] == 2


def test_more_characters_decide_among_the_same_type(figures):
    text = "They launched an assault."
    gold = wanted(text, "ASSAULT", "launched an assault", ["They"])
    out = [given(text, "ASSAULT", "an"), given(text, "ASSAULT", "launched", ["They"])]
    assert figures((text, [gold], out))["sides"]["actors"] == 1.0


def test_as_many_pairs_as_can_be_are_made(figures):
    text = "They launched an assault."
    gold = [wanted(text, "ASSAULT", words) for words in ("launched an assault", "assault")]
    out = [given(text, "MOBILIZE", words) for words in ("launched an assault", "launched")]
    for order in (1, -1):
        assert figures((text, gold[::order], out))["found"]["f1"] == 1.0


def test_the_sides_decide_where_two_events_share_a_trigger(figures):
    text = "Oslo sent tents and Bern blankets."
    gold = [wanted(text, "AID", "sent", ["Oslo"]), wanted(text, "AID", "sent", ["Bern"])]
    out = [given(text, "AID", "sent", ["Bern"]), given(text, "AID", "sent", ["Oslo"])]
    assert figures((text, gold, out))["sides"]["both"] == 1.0
    assert figures((text, gold[1:], out[::-1]))["sides"]["both"] == 1.0


def test_a_text_is_not_quiet_where_a_mention_tells_that_it_happened(figures):
    gold = wanted(TWICE, "ASSAULT", "burned", status="denied", mentions=[("raid", "occurred")])
    found = figures((TWICE, [gold], [given(TWICE, "ASSAULT", "burned")]))
    assert (found["quiet_rows"], found["false_alarm"]) == (0, None)


ANNOTATED = {
    "trigger": "fire", "nth": 2, "type": "ASSAULT", "status": "occurred", "value": "CT+", "voice": ["Ali"],
    "actors": [{"text": "He", "nth": 1, "is": {"text": "Ali", "nth": 1}}], "recipients": [],
    "mentions": [{"trigger": "fire", "nth": 3, "status": "occurred", "value": "CT+", "voice": []}],
}  # fmt: skip


def test_substrings_are_found_by_their_occurrence(figures):
    text = "Ali saw a fire. He opened fire. The fire lasted."
    out = given(text, "ASSAULT", "fire", ["Ali"])
    for nth, right in ((1, 0), (2, 1), (3, 1)):
        found = figures((text, [ANNOTATED], [out | {"trigger": at(text, "fire", nth), "mentions": []}]), kind=None)
        assert (found["scorer"], found["found"]["hits"], found["whole_strict"]["hits"]) == ("own-events", right, right)


def test_a_substring_that_is_not_in_the_text_is_refused(figures):
    with pytest.raises(GoldError, match="occurrence 2, is not in the text"):
        figures(("He opened fire at Ali.", [ANNOTATED], []))


def test_substrings_without_a_text_are_refused(figures):
    with pytest.raises(GoldError, match="without its text"):
        figures((RAIN, [ANNOTATED], None), texts=False)


def test_each_output_event_is_right_or_wrong_as_a_whole(mixed):
    text, gold, out = mixed[0]
    told = judged(Pair({"id": "r0", "events": gold}, {"events": out}, text))
    assert [(row["trigger"]["text"], right) for row, right in told] == [
        ("shelled", True),
        ("will free", False),
        ("denied", False),
    ]
    text, gold, out = mixed[1]
    assert [right for _, right in judged(Pair({"id": "r1", "events": gold}, {"events": out}, text))] == [False]
    assert judged(Pair({"id": "r2", "events": []}, {}, RAIN)) == []
