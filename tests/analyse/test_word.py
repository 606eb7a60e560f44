"""On whose word a tie stands: an actor's, a body's officials', an outlet's."""

import pytest

from onrecord.analyse import network
from onrecord.analyse.word import _speaks_for
from onrecord.errors import BadQuery, NoSuchRow
from onrecord.model import Factuality, Party, Relation

DAY = "2014-01-01"


def rows(ledger, **asked):
    return sorted(told.row.partition(":")[0] for tie in network(ledger, DAY, **asked).ties for told in tie.evidence)


def role(one, **changes):
    """The speaker of a made report is an official of the Harbour Front, as the same report has it."""
    speaker, body = one.span(one.speaker), one.span(one.actor)
    said = {"factuality": Factuality.of("CT+", "occurred"), "confidence": 0.8, "state": "holds", **changes}
    return Relation(
        "r2", "role", Party(speaker, "report:" + one.speaker.lower().replace(" ", "-")), Party(body, one.actor_id), 1,
        said.pop("state"), said.pop("factuality"), one.span(one.actor), said.pop("confidence"), **said,
    )  # fmt: skip


def test_only_the_ties_on_the_word_of_an_actor(ledger, tell):
    hers = tell(said=True, source_id="a")
    tell(said=True, source_id="b", speaker="Karim Haddad")
    tell(source_id="c")
    assert rows(ledger, voices=["Mona Adel"]) == [hers.report.id]
    assert len(rows(ledger)) == 3
    found = network(ledger, DAY, voices=["Mona Adel"])
    assert [who.name for who in found.voices] == ["Mona Adel"]
    assert (found.totals.ties, found.totals.reports, found.totals.origins) == (1, 1, 1)


def test_what_two_voices_say_is_what_either_says(ledger, tell):
    hers, his = tell(said=True, source_id="a"), tell(said=True, source_id="b", speaker="Karim Haddad")
    tell(source_id="c")
    assert rows(ledger, voices=["Mona Adel", "Karim Haddad"]) == sorted((hers.report.id, his.report.id))


def test_an_outlet_in_its_own_voice(ledger, tell):
    tell(said=True, source_id="a", publisher="Delta Post")
    own = tell(source_id="b", publisher="Delta Post")
    tell(source_id="c", publisher="Coast Times")
    assert rows(ledger, publishers=["delta  post"]) == [own.report.id]


def test_a_voice_and_an_outlet_together_are_either(ledger, tell):
    hers, own = tell(said=True, source_id="a"), tell(source_id="b", publisher="Delta Post")
    tell(source_id="c", publisher="Coast Times")
    assert rows(ledger, voices=["Mona Adel"], publishers=["Delta Post"]) == sorted((hers.report.id, own.report.id))


def test_for_a_body_speak_those_whom_a_report_has_in_its_offices(ledger, tell):
    official = tell(said=True, source_id="a", roles=(role,))
    tell(said=True, source_id="b", speaker="Karim Haddad")
    assert rows(ledger, voices=["Harbour Front"], actors=["iran"]) == [official.report.id]


@pytest.mark.parametrize(
    ("office", "speaks"),
    [
        ({"start": "2012-01-01"}, True),
        ({"start": "2013-08-16"}, False),
        ({"end": "2013-01-01"}, False),
        ({"end": "2014-01-01"}, True),
        ({"factuality": Factuality.of("CT-", "denied")}, False),
    ],
)
def test_an_official_speaks_for_the_body_while_in_office(ledger, tell, office, speaks):
    tell(said=True, source_id="a", published="2013-08-15", roles=(lambda one: role(one, **office),))
    assert len(rows(ledger, voices=["Harbour Front"], actors=["iran"])) == speaks


def test_the_registry_knows_officials_too_and_when(ledger, tell):
    change = {"tie": ("2003-01-01", None, "holds"), "speaker": "Khaled Meshaal"}
    for source, published in (("a", "2003-05-01"), ("b", "2010-05-01")):
        tell(said=True, source_id=source, published=published, words=None, **change)
    ledger_id = "ledger:khaled-meshaal"
    assert len(rows(ledger, voices=[ledger_id])) == 2
    assert rows(ledger, voices=["hamas"]) == []


def test_unnamed_officials_speak_for_their_body(ledger, tell):
    unnamed = tell(said=True, source_id="a", speaker="A senior Harbour Front official", words="role")
    tell(said=True, source_id="b", speaker="A rival of the Harbour Front", words="role")
    assert rows(ledger, voices=["Harbour Front"]) == [unnamed.report.id]


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("senior hamas official in lebanon", True),
        ("spokesman for hamas", True),
        ("sources inside the hamas", True),
        ("hamas political bureau member", True),
        ("rival of hamas", False),
        ("israeli official who met hamas", False),
        ("hamas", False),
    ],
)
def test_the_words_of_unnamed_officials(words, speaks):
    assert bool(_speaks_for(["hamas"]).search(words)) is speaks


def test_names_that_nobody_bears(ledger, tell):
    tell()
    with pytest.raises(NoSuchRow):
        network(ledger, DAY, voices=["Zebulon Quix"])
    with pytest.raises(NoSuchRow):
        network(ledger, DAY, publishers=["The Other Paper"])
    with pytest.raises(BadQuery):
        network(ledger, DAY, publishers=["..."])
