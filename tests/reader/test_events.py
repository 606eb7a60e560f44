"""Events: what the words tell, who stands on which side, and what never becomes an event that happened."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.knowledge.ontology import ontology
from onrecord.model import HAPPENED, Report, Span
from onrecord.reader.reader import Reader

READER = Reader()


def read(text, boilerplate=(), published="2014-07-22"):
    return READER.read(
        Report(id="t", source_id="t", sha256="", text=text, published=published, boilerplate=tuple(boilerplate))
    )


def found(text, type_):
    return [e for e in read(text).events if e.type == type_]


def words(side):
    return [party.span.text for party in side]


SENTENCES = [
    ("France and Jordan signed a treaty in Amman.", "SUPPORT", "057"),
    ("The rebels released nine prisoners on Monday.", "RETREAT", "0841"),
    ("The army lifted a curfew in the city.", "CONCEDE", "0813"),
    ("Kenya agreed to send aid to Somalia.", "AGREE", "033"),
    ("Norway gave Malawi a grant of two million dollars.", "AID", "071"),
    ("Turkish and Greek officials held talks in Geneva.", "CONSULT", "046"),
    ("Chile shared intelligence with Peru.", "COOPERATE", "064"),
    ("Spain called on Morocco to release the fishermen.", "REQUEST", "025"),
    ("Brazil condemned the attack on the embassy.", "ACCUSE", "111"),
    ("Kenya refused to meet the rebels.", "REJECT", "125"),
    ("Iran threatened to attack Iraq.", "THREATEN", "138"),
    ("Thousands of students staged a protest against the government.", "PROTEST", "141"),
    ("Canada imposed sanctions on Belarus.", "SANCTION", "163"),
    ("India deployed troops along the border with Pakistan.", "MOBILIZE", "154"),
    ("Police arrested four journalists in Cairo.", "COERCE", "173"),
    ("Rebels shelled the town of Goma.", "ASSAULT", "194"),
]


@pytest.mark.parametrize(("text", "type_", "cameo"), SENTENCES)
def test_one_sentence_of_each_type(text, type_, cameo):
    assert [e.cameo for e in found(text, type_)] == [cameo]


def test_an_event_says_what_made_it():
    (event,) = found("Rebels shelled the town of Goma.", "ASSAULT")
    assert any(re.fullmatch(r"event_verbs\.tsv:\d+ shell", part) for part in event.basis)
    (event,) = found("Kenya agreed to meet the rebels.", "AGREE")
    assert "rule content CONSULT" in event.basis


def test_numbers_follow_from_type_and_mode():
    (event,) = found("Drone strikes on Gaza went on.", "ASSAULT")
    kind = ontology().types["ASSAULT"]
    assert (event.quad, event.intensity) == (kind.quad, kind.modes[event.mode])
    assert event.codes == ontology().codes("ASSAULT", event.mode, event.cameo)


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("The minister was arrested by soldiers.", "COERCE", ["soldiers"], ["The minister"]),
        ("Israeli air assaults on Gaza went on.", "ASSAULT", ["Israeli"], ["Gaza"]),
        (
            "Officials condemned the abduction of three students by militants.",
            "ASSAULT",
            ["militants"],
            ["three students"],
        ),
        ("Soldiers who shot a protester fled.", "ASSAULT", ["Soldiers"], ["a protester"]),
        ("Guards raided the office and beat up a clerk.", "ASSAULT", ["Guards"], ["a clerk"]),
        ("Hamas launched an attack on Israel.", "ASSAULT", ["Hamas"], ["Israel"]),
        ("Iran went to the assistance of Syria.", "AID", ["Iran"], ["Syria"]),
        ("Jordan was openly supportive of Egypt.", "SUPPORT", ["Jordan"], ["Egypt"]),
        ("Egypt met Jordan.", "CONSULT", ["Egypt", "Jordan"], []),
        ("Egypt and Jordan met.", "CONSULT", ["Egypt", "Jordan"], []),
        ("Poland demanded that Russia withdraw.", "REQUEST", ["Poland"], ["Russia"]),
        ("Kenya offered to negotiate with Somalia.", "AGREE", ["Kenya"], ["Somalia"]),
    ],
)
def test_sides(text, type_, actors, recipients):
    event = found(text, type_)[0]
    assert (words(event.actors), words(event.recipients)) == (actors, recipients)


def test_an_attacker_who_is_not_named_stays_without_a_name():
    (event,) = found("A rocket attack on Israel hurt two men.", "ASSAULT")
    assert event.actors == ()
    assert words(event.recipients) == ["Israel"]


def test_a_date_is_nobody():
    (event,) = found("Serbia declared a ceasefire on Wednesday.", "CONCEDE")
    assert event.recipients == ()


def test_triggers_cover_light_verb_and_noun():
    (event,) = found("Ethiopia launched a ground assault against Eritrea.", "ASSAULT")
    assert event.trigger.text == "launched a ground assault"
    (event,) = found("Peru took the miners hostage.", "ASSAULT")
    assert event.trigger.text.startswith("took")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Portugal will support Turkey.", "AGREE"),
        ("The president of France will visit Chad in June.", "AGREE"),
        ("The farmers said they would blockade Paris.", "THREATEN"),
        ("Nigeria announced that it will withdraw its troops from Chad.", "CONCEDE"),
        ("Kenya said it will not meet the rebels.", "REJECT"),
        ("The rebels vowed to attack the capital.", "THREATEN"),
    ],
)
def test_what_is_to_come_is_coded_for_what_is_said(text, type_):
    reading = read(text)
    assert type_ in {e.type for e in reading.events}
    acts = {"SUPPORT", "CONSULT", "COERCE", "RETREAT", "ASSAULT"}
    assert not [e for e in reading.events if e.type in acts and e.factuality.status in HAPPENED]


def test_a_duty_that_a_voice_names_is_a_request():
    (event,) = found("Russia said on Tuesday that Sudan must return the helicopter.", "REQUEST")
    assert (words(event.actors), words(event.recipients)) == (["Russia"], ["Sudan"])


@pytest.mark.parametrize(
    "text",
    [
        "The results did not meet expectations.",
        "The striker scored a goal and attacked the defender after the match.",
        "The Attack Helicopter Museum opened on Monday.",
        "She said it was warm.",
        "Shares were hit as investors attacked the stock.",
    ],
)
def test_no_event(text):
    assert read(text).events == ()


def test_criticism_is_no_assault():
    assert [e.type for e in read("The senator attacked the policy of the government.").events] == ["ACCUSE"]


def test_a_claim_has_its_voice():
    reading = read("The minister said that rebels shelled the town.")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert event.attribution in {a.id for a in reading.attributions}


def test_what_is_weighed_has_not_happened():
    reading = read("Ethiopia is considering whether to invade Eritrea.")
    assert not [e for e in reading.events if e.type == "ASSAULT" and e.factuality.status in HAPPENED]


def test_boilerplate_is_not_read():
    text = "Egypt met Jordan.\n\nRebels attacked the town."
    mark = Span.of(text, text.index("Rebels"), len(text))
    assert [e.type for e in read(text, [mark]).events] == ["CONSULT"]


def test_time_stays_in_its_clause():
    text = "Troops killed two men on Monday after rebels had burned a school."
    reading = read(text, published="2014-07-23")
    by_word = {e.trigger.text: e for e in reading.events}
    assert by_word["killed"].start == "2014-07-21"
    assert by_word["burned"].time is None


def test_time_of_a_speaking_verb_is_not_the_time_of_what_it_tells():
    reading = read("Officials said on Tuesday that troops had killed two men.", published="2014-07-23")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert event.time is None


def test_place_is_where_not_whom():
    reading = read("Police arrested two men in Nairobi.")
    (event,) = reading.events
    assert {p.id: p.name for p in reading.places}[event.place] == "Nairobi"
    (event,) = found("Hamas launched an attack on Israel.", "ASSAULT")
    assert event.place is None


def test_after():
    reading = read("Troops arrested the mayor after rebels attacked the town.")
    ids = {e.type: e.id for e in reading.events}
    (arrest,) = [e for e in reading.events if e.type == "COERCE"]
    assert arrest.after == (ids["ASSAULT"],)


def test_told_twice_is_one_event():
    text = "A rocket attack on Israel hurt two men on Monday. Egypt condemned the rocket attack on Israel."
    (event,) = found(text, "ASSAULT")
    assert [m.trigger.start for m in event.mentions] == [text.index("rocket"), text.rindex("rocket")]
    assert event.mentions[0].trigger == event.trigger


def test_two_attacks_stay_two():
    text = "Rebels carried out an attack on Goma. The attack on Israel was worse."
    assert len(found(text, "ASSAULT")) == 2


def test_counts():
    reading = read("Rebels killed 14 civilians in Goma.")
    (event,) = reading.events
    assert [f.best for f in reading.figures if f.id in event.counts] == [14]


def test_ids_run_in_order():
    reading = read(" ".join(text for text, _, _ in SENTENCES))
    assert [e.id for e in reading.events] == [f"e{n}" for n in range(1, len(reading.events) + 1)]
    starts = [e.trigger.start for e in reading.events]
    assert starts == sorted(starts)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from([text for text, _, _ in SENTENCES] + ["“", "\n\n", "He did.", "attack", "of by on"]), max_size=6
    )
)
def test_spans_and_references_hold(pieces):
    text = " ".join(["The report.", *pieces])
    reading = read(text)
    ids = {e.id for e in reading.events}
    voices = {a.id for a in reading.attributions}
    for event in reading.events:
        spans = [event.trigger, event.evidence, *(p.span for p in (*event.actors, *event.recipients))]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert event.evidence.covers(event.trigger.start, event.trigger.end)
        assert set(event.after) <= ids - {event.id}
        assert event.attribution is None or event.attribution in voices
        assert 0 < event.confidence < 1


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Police fired tear gas at students and arrested 23 of them.", "arrested", ["Police"], ["23 of them"]),
        ("The rebels promised to lay down their arms.", "promised", ["The rebels"], []),
        ("The president's critics attacked the prime minister.", "attacked", ["The president's critics"], None),
        (
            "A spokesman said that two aid workers kidnapped in Dadaab in 2011 might have been killed by al-Shabab.",
            "kidnapped", [], ["two aid workers"],
        ),
    ],
)  # fmt: skip
def test_nobody_does_it_to_himself(text, trigger, actors, recipients):
    from onrecord.api import read

    (event,) = (e for e in read(text, language="en").events if e.trigger.text == trigger)
    assert [p.span.text for p in event.actors] == actors
    assert recipients is None or [p.span.text for p in event.recipients] == recipients
    sides = [p.actor for p in (*event.actors, *event.recipients) if p.actor]
    assert len(sides) == len(set(sides))
    assert "report:president" not in sides


@pytest.mark.parametrize("text", ["He would appeal.", "She pleaded guilty to theft in court."])
def test_an_appeal_to_nobody_is_no_request(text):
    from onrecord.api import read

    assert not [e for e in read(text, language="en").events if e.type == "REQUEST"]


def test_the_dead_do_not_storm_the_camp():
    from onrecord.api import read

    reading = read(
        "The Health Ministry said that 235 civilians were killed in Egypt on Wednesday after the police, backed by the "
        "army, stormed two camps of supporters of the ousted president, Mohamed Morsi."
    )
    stormed = next(event for event in reading.events if event.trigger.text == "stormed")
    assert [party.actor for party in stormed.actors] == ["egypt.police"]
    assert "mohamed-morsi" not in [party.actor for party in stormed.recipients]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Chile and Peru accused each other of spying.", "ACCUSE", ["Chile", "Peru"], ["Chile", "Peru"]),
        ("The king of Spain telephoned the emir of Qatar.", "CONSULT", ["The king of Spain", "the emir of Qatar"], []),
        ("Kenya held talks with Uganda in Nairobi.", "CONSULT", ["Kenya", "Uganda"], []),
        ("The king of Spain visited the emir of Qatar.", "CONSULT", ["The king of Spain"], ["the emir of Qatar"]),
    ],
)  # fmt: skip
def test_the_sides_of_what_both_do(text, type_, actors, recipients):
    (event,) = found(text, type_)
    assert (words(event.actors), words(event.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Police killed two men in the collapse of the truce.", "ASSAULT"),
        ("Rebels killed 30 people in a wave of attacks.", "ASSAULT"),
        ("Thousands protested in Cairo against the military on the anniversary of the coup.", "PROTEST"),
        ("Students protested against the new law after the funeral of a slain student.", "PROTEST"),
    ],
)
def test_what_only_stands_near_bars_nothing(text, type_):
    assert found(text, type_)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Two hikers were killed by a rockfall near the hut.", "ASSAULT"),
        ("Twelve people were killed in an avalanche on Monday.", "ASSAULT"),
        ("Thousands marched through Harvo on Sunday to mark the anniversary of the earthquake.", "PROTEST"),
    ],
)
def test_what_has_no_will_or_only_remembers_is_no_event(text, type_):
    assert not [e for e in found(text, type_) if e.factuality.status in HAPPENED]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The general declared war on the rebels.", True),
        ("Ethiopia has waged war on Tigray.", True),
        ("They waged war on their own people.", True),
        ("The government declared war on drugs.", False),
        ("The gardeners are waging war on slugs.", False),
    ],
)
def test_a_war_is_waged_on_somebody(text, told):
    assert any(event.type == "ASSAULT" for event in read(text).events) is told
