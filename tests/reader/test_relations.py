"""Ties: who, with whom, of what kind, how it stands, and in whose words."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import table
from onrecord.model import Attribution, Factuality, Relation, Report, Time
from onrecord.reader import relation_patterns
from onrecord.reader.factuality import Certainty
from onrecord.reader.mentions import cast as find_cast
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.places import places
from onrecord.reader.relations import relations
from onrecord.reader.voices import Voices


def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text)]))


def read(text: str, said: tuple[Attribution, ...] = (), times: tuple[Time, ...] = ()) -> tuple[Relation, ...]:
    p = parsed(text)
    found = places(p)
    voices = Voices(said)
    return relations(p, find_cast(p, found), voices, Certainty(p, voices), times, found, ())


def short(text: str) -> set[tuple[str, str, str, int, str]]:
    """Type, subject, object, sign and state of each; a party by its actor, else by its words."""
    return {
        (r.type, r.subject.actor or r.subject.span.text, r.object.actor or r.object.span.text, r.sign, r.state)
        for r in read(text)
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Iranian-backed Hezbollah held a rally.", ("sponsorship", "iran", "hezbollah", 1, "holds")),
        ("For years Iran has funded Hezbollah.", ("sponsorship", "iran", "hezbollah", 1, "holds")),
        ("Hezbollah is armed by Iran.", ("sponsorship", "iran", "hezbollah", 1, "holds")),
        ("The war cost Hamas much of its support from Iran.", ("sponsorship", "iran", "hamas", 1, "strained")),
        (
            "Hezbollah, which controls southern Lebanon, met.",
            ("control", "hezbollah", "report:south-lebanon", 0, "holds"),
        ),
        ("Russia occupied Georgia in the war.", ("control", "russia", "georgia", 0, "holds")),
        ("The war between Russia and Ukraine goes on.", ("hostility", "russia", "ukraine", -1, "holds")),
        ("A war began between Iran and Iraq.", ("hostility", "iran", "iraq", -1, "holds")),
        ("Fatah broke with Hamas that summer.", ("rift", "fatah", "hamas", -1, "holds")),
        ("Hezbollah has close ties with Syria.", ("cooperation", "hezbollah", "syria", 1, "holds")),
        ("Turkey restored its ties with Israel.", ("cooperation", "turkey", "israel", 1, "restored")),
        ("Turkey severed its ties with Israel.", ("cooperation", "turkey", "israel", 1, "ended")),
        ("Syria is an ally of Iran.", ("alliance", "syria", "iran", 1, "holds")),
        ("Iraq is a former ally of Iran.", ("alliance", "iraq", "iran", 1, "ended")),
        ("Hezbollah and Iran went to the assistance of Syria.", ("alliance", "iran", "syria", 1, "holds")),
        ("Iran has influence over Hezbollah.", ("influence", "iran", "hezbollah", 0, "holds")),
        ("Fatah had its headquarters in Tunis.", ("location", "fatah", "report:tunis", 0, "ended")),
        ("Iran belongs to OPEC.", ("membership", "iran", "opec", 1, "holds")),
    ],
)
def test_wordings(text: str, wanted: tuple[str, str, str, int, str]) -> None:
    assert wanted in short(text)


def test_who_designates_whom_as_what() -> None:
    rows = read("Israel and Canada regard Hamas as a terrorist group.")
    made = {(r.subject.actor, r.object.actor, r.label, r.sign) for r in rows if r.type == "designation"}
    assert made == {("israel", "hamas", "terrorist group", -1), ("canada", "hamas", "terrorist group", -1)}


def test_being_regarded_as_something_harmless_is_no_designation() -> None:
    assert not [r for r in read("Israel regards Canada as a large country.") if r.type == "designation"]


def test_a_title_before_a_name_is_a_role() -> None:
    (row,) = [r for r in read("Hamas official Karim Dardari spoke to reporters.") if r.type == "role"]
    assert row.subject.span.text.endswith("Karim Dardari")
    assert (row.object.actor, row.label) == ("hamas", "official")
    assert row.evidence.text == "Hamas official Karim Dardari"


def test_who_heads_a_part_of_a_body_has_a_role_in_it() -> None:
    rows = read("Karim Dardari, who heads the Hamas education department, spoke to reporters.")
    (row,) = [r for r in rows if r.type in {"role", "leadership"}]
    assert (row.type, row.object.actor, row.label) == ("role", "hamas", "head of education department")


def test_an_appointment() -> None:
    (row,) = [r for r in read("Karim Dardari was elected president of Egypt.") if r.label == "president"]
    assert (row.type, row.object.actor) == ("leadership", "egypt")


def test_an_earlier_name() -> None:
    rows = read("Before becoming an army, Hamas was originally the Palestinian Muslim Brotherhood.")
    (row,) = [r for r in rows if r.type == "predecessor"]
    assert row.object.actor == "hamas"
    assert row.subject.span.text.endswith("Muslim Brotherhood")
    assert row.state == "ended"


def test_a_thing_of_somebody_is_no_party() -> None:
    assert short("Iran's report supports Israel's claim about the budget.") == set()


def test_nobody_known_is_no_tie() -> None:
    assert short("The tall man backed the short man.") == set()


def test_nobody_is_tied_to_himself() -> None:
    assert short("Iran is an ally of Iran.") == set()


def test_words_spans_and_ids() -> None:
    text = "Iran has funded Hezbollah. Syria is an ally of Iran."
    rows = read(text)
    assert [r.id for r in rows] == ["r1", "r2"]
    for row in rows:
        for span in (row.evidence, row.subject.span, row.object.span):
            assert text[span.start : span.end] == span.text
        assert 0 < row.confidence < 1
    assert read(text) == rows


def said(text: str, content: str, form: str = "direct") -> Attribution:
    p = parsed(text)
    at = text.index(content)
    source = p.span(text.index("Karim"), text.index("Karim") + len("Karim Dardari"))
    return Attribution(
        "a1", (source,), (p.span(text.index("said"), text.index("said") + 4),),
        (p.span(at, at + len(content)),), form, "speech", (), "named",  # type: ignore[arg-type]
        Factuality.of("CT+", "occurred"), 0.9,
    )  # fmt: skip


def test_a_tie_that_is_claimed_stays_a_claim() -> None:
    text = "“Syria is an ally of Iran,” Karim Dardari said."
    rows = read(text, (said(text, "“Syria is an ally of Iran,”"),))
    assert [r.attribution for r in rows] == ["a1"]


def test_what_describes_a_name_in_reported_speech_is_the_reports_own() -> None:
    text = "Karim Dardari said the Iranian-backed Hezbollah would wait."
    content = "the Iranian-backed Hezbollah would wait"
    assert [r.attribution for r in read(text, (said(text, content, "indirect"),))] == [None]
    assert [r.attribution for r in read(text, (said(text, content, "direct"),))] == ["a1"]


def test_since_begins_a_tie() -> None:
    text = "Since 1982 Iran has funded Hezbollah."
    year = parsed(text).span(6, 10)
    time = Time("t1", year, "DATE", "1982", "year", "1982-01-01", "1983-01-01")
    (row,) = read(text, times=(time,))
    assert (row.start, row.end) == ("1982-01-01", None)


def test_a_wrong_row_of_the_table_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    lines = table.path_of(relation_patterns.TABLE).read_text(encoding="utf-8").splitlines()
    columns = next(line for line in lines if line.startswith("trigger\t"))
    bad.write_text(f"{columns}\nadore\tverb\tlove\t1\tsubj\tobj\t\t\t0.5\n", encoding="utf-8")
    monkeypatch.setattr(relation_patterns, "TABLE", bad)
    with pytest.raises(DataError, match="adore"):
        relation_patterns.patterns.__wrapped__()


def test_every_wording_has_slots() -> None:
    for found in relation_patterns.patterns().values():
        for pattern in found:
            assert pattern.subject
            assert pattern.object
            assert 0 < pattern.confidence < 1


def test_a_common_noun_heads_and_backs_nothing():
    from onrecord.api import read

    reading = read("The secretary of state, John Kerry, met families. The dead had backed President Mohamed Morsi.")
    assert not [r for r in reading.relations if r.object.span.text == "state"]
    assert not [r for r in reading.relations if r.type == "sponsorship"]


def test_the_organisation_is_the_body_that_was_named_last():
    from onrecord.api import read

    reading = read(
        "Human Rights Watch accused the Muslim Brotherhood of abuses. Two directors of the organisation, Kenneth Roth "
        "and Sarah Leah Whitson, were held in Cairo."
    )
    led = {r.object.actor for r in reading.relations if r.type == "leadership"}
    assert led == {"human-rights-watch"}


def test_an_official_whose_deed_touches_a_tie_stands_for_his_body():
    told = short(
        "Hamas official Osama Hamdan spoke on Friday. "
        "Hamdan's threat may be an attempt to widen the conflict with Israel."
    )
    assert ("hostility", "hamas", "israel", -1, "holds") in told
    assert not {(kind, one, other) for kind, one, other, *_ in told} & {("hostility", "osama-hamdan", "israel")}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Agostinho Neto will be sworn in as Angola's first president in November.", {"first president"}),
        (
            "Russia's prime minister, Vladimir Putin, was president of Russia until May.",
            {"prime minister", "president"},
        ),
    ],
)
def test_an_office_told_twice_is_one_row_and_two_offices_are_two(text: str, labels: set[str]) -> None:
    found = [r.label for r in read(text) if r.type == "leadership"]
    assert sorted(label or "" for label in found) == sorted(labels)


def test_what_held_before_something_and_is_over_ended_with_it() -> None:
    text = (
        "Prior to the outbreak of the Syrian civil war, the Hamas leadership had its headquarters in Damascus but left"
        " in protest."
    )
    import onrecord

    [tie] = [one for one in onrecord.read(text, published="2014-07-22").relations if one.type == "location"]
    assert (tie.state, tie.start, tie.end) == ("ended", None, "2011-03-01")
