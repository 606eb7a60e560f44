"""How certain a happening is: what happened comes out as real, and what is only weighed never does."""

import pytest

from onrecord.model import HAPPENED, Factuality, Report
from onrecord.reader.attribution import heard_by_rules
from onrecord.reader.attribution import rows as rows_of
from onrecord.reader.cast import Cast
from onrecord.reader.factuality import Certainty, predicates
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.voices import Voices


def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text)]))


def fact(text: str, word: str) -> Factuality:
    """The factuality of the last token with this form."""
    report = parsed(text)
    voices = Voices(rows_of(report, Cast((), (), {}), heard_by_rules(report)))
    token = [t for t in report.doc if t.text == word][-1]
    return Certainty(report, voices).of(token)


REAL = [
    ("The army shelled the town.", "shelled", "occurred"),
    ("Rebels have left the valley.", "left", "occurred"),
    ("The army is shelling the town.", "shelling", "ongoing"),
    ("The movement controls the valley.", "controls", "ongoing"),
    ("He was ousted last year by the military, forcing the party to hide.", "ousted", "occurred"),
    ("Protests grew after the abduction of two students.", "abduction", "occurred"),
    ("The council met after its air strikes on the valley.", "strikes", "occurred"),
    ("The envoy said that the army shelled the town.", "shelled", "occurred"),
    ("The troops managed to cross the river.", "cross", "occurred"),
    ("The government was openly supportive of the strike.", "supportive", "occurred"),
    ("The governor knows that the dam broke.", "broke", "occurred"),
    ("Tensions rose when a man was burned alive.", "burned", "occurred"),
    ("The army immediately moved in to halt the fighting.", "moved", "occurred"),
    ("The mayor condemned the attack.", "attack", "occurred"),
]
UNREAL = [
    ("The army is considering whether to launch a ground assault.", "launch", "hypothetical"),
    ("The army is considering whether to launch a ground assault.", "assault", "hypothetical"),
    ("The premier repeated his threat of a military response.", "response", "threatened"),
    ("The general threatened to bomb the port.", "bomb", "threatened"),
    ("A decision to send troops could result in a long battle.", "battle", "hypothetical"),
    ("A decision to send troops could result in a long battle.", "send", "planned"),
    ("The state would be forced to open a two-front conflict.", "open", "hypothetical"),
    ("The state would be forced to open a two-front conflict.", "conflict", "hypothetical"),
    ("They are strong enough to confront any ground operation.", "operation", "hypothetical"),
    ("They are capable of withstanding attacks.", "withstanding", "hypothetical"),
    ("The police will arrest the singer.", "arrest", "planned"),
    ("The police plan to arrest the singer.", "arrest", "planned"),
    ("If the army shells the town, the mayor will leave.", "shells", "hypothetical"),
    ("The army wants to attack the town.", "attack", "hypothetical"),
    ("The rebels tried to seize the port.", "seize", "hypothetical"),
    ("The minister called for a withdrawal.", "withdrawal", "hypothetical"),
    ("The possible attack worries the town.", "attack", "hypothetical"),
]
DENIED = [
    ("The army did not attack the town.", "attack"),
    ("The envoy denied that the army attacked the town.", "attacked"),
    ("The rebels failed to seize the port.", "seize"),
    ("The guards prevented an attack.", "attack"),
    ("They left without firing a shot.", "firing"),
    ("The pilots could not find the ship.", "find"),
    ("No attack was reported.", "attack"),
]


@pytest.mark.parametrize(("text", "word", "status"), REAL)
def test_real(text: str, word: str, status: str) -> None:
    found = fact(text, word)
    assert (found.value, found.status) == ("CT+", status)
    assert found.score >= 2


@pytest.mark.parametrize(("text", "word", "status"), UNREAL)
def test_what_is_only_weighed_never_happened(text: str, word: str, status: str) -> None:
    found = fact(text, word)
    assert found.status == status
    assert found.status not in HAPPENED
    assert found.value in ("PS+", "PR+", "Uu")


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The group may have had prior knowledge of the raid.", "had", "PS+"),
        ("The group may have had prior knowledge of the raid.", "knowledge", "PS+"),
        ("Did the army attack the town?", "attack", "Uu"),
        ("It is not known whether the army attacked the town.", "attacked", "Uu"),
    ],
)
def test_whether_it_took_place_is_left_open(text: str, word: str, value: str) -> None:
    found = fact(text, word)
    assert (found.value, found.status) == (value, "unknown")


@pytest.mark.parametrize(
    "text",
    ["Couriers brought cash every Friday.", "Gangs attack voters before every election.", "She often attacked him."],
)
def test_what_is_done_again_and_again_is_habitual(text: str) -> None:
    assert fact(text, text.split()[1] if "often" not in text else "attacked").status == "habitual"


@pytest.mark.parametrize(("text", "word"), DENIED)
def test_denied(text: str, word: str) -> None:
    found = fact(text, word)
    assert (found.value, found.status) == ("CT-", "denied")


def test_hope_that_something_did_not_happen_is_only_possible() -> None:
    found = fact("The army moved in with the hope it did not escalate the war.", "escalate")
    assert found.value == "PS-"


def test_hedges_and_habits() -> None:
    assert fact("The alleged attack shook the town.", "attack").value == "PR+"
    assert fact("The army probably attacked the town.", "attacked").value == "PR+"
    assert fact("The guards often search the houses.", "search").status == "habitual"


def test_what_somebody_did_not_say_is_open() -> None:
    assert fact("The envoy did not say that the army attacked.", "attacked").value == "Uu"


def test_joined_verbs_share_their_modal() -> None:
    assert fact("The war would divide the army but also enlarge the conflict.", "enlarge").value == "PS+"


def test_predicates_name_every_happening_and_its_voice() -> None:
    report = parsed("The envoy said that the army had shelled the town. It was dark.")
    rows = rows_of(report, Cast((), (), {}), heard_by_rules(report))
    voices = Voices(rows)
    found = {p.span.text: p for p in predicates(report, voices, Certainty(report, voices))}
    assert set(found) == {"said", "shelled", "dark"}
    assert found["shelled"].attribution == rows[0].id
    assert found["said"].attribution is None


def test_deep_nesting_ends() -> None:
    text = "He said " + "that she knew that he said " * 400 + "it rained."
    report = parsed(text)
    certainty = Certainty(report, Voices(()))
    assert all(certainty.of(token).value for token in report.doc)
