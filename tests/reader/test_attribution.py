"""Who says what: sources, cues, contents, and what is said about them. People and places here are made up."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Actor, Attribution, Mention, Report, Span
from onrecord.reader.attribution import heard_by_rules
from onrecord.reader.attribution import rows as rows_of
from onrecord.reader.cast import Cast
from onrecord.reader.heard import Heard
from onrecord.reader.parse import Parsed, parse

NOBODY = Cast((), (), {})


def parsed(text: str, boilerplate: str = "") -> Parsed:
    at = text.index(boilerplate) if boilerplate else 0
    junk = (Span.of(text, at, at + len(boilerplate)),) if boilerplate else ()
    return next(parse([Report(id="r", source_id="r", sha256="", text=text, boilerplate=junk)]))


def by_rules(report: Parsed, cast: Cast) -> tuple[Attribution, ...]:
    return rows_of(report, cast, heard_by_rules(report))


def read(text: str) -> tuple[Attribution, ...]:
    return by_rules(parsed(text), NOBODY)


def words(spans: Sequence[Span]) -> list[str]:
    return [span.text for span in spans]


def one(text: str) -> Attribution:
    rows = read(text)
    assert len(rows) == 1, [(words(r.source), words(r.cue), words(r.content)) for r in rows]
    return rows[0]


def cast_of(report: Parsed, actors: dict[str, Actor]) -> Cast:
    """A cast in which each of the words given stands for its actor."""
    heads: dict[int, tuple[Mention, ...]] = {}
    for token in report.doc:
        if token.text in actors:
            heads[token.i] = (Mention(report.of(token), actors[token.text].id, "name", 1.0),)
    return Cast(tuple(actors.values()), tuple(m for ms in heads.values() for m in ms), heads)


def test_indirect_speech() -> None:
    row = one("A senior official said the talks had ended without a result.")
    assert words(row.source) == ["A senior official"]
    assert words(row.cue) == ["said"]
    assert words(row.content) == ["the talks had ended without a result"]
    assert (row.form, row.kind, row.source_kind, row.polarity) == ("indirect", "speech", "role", "positive")
    assert row.factuality.value == "CT+"


def test_two_quotations_round_the_cue_are_one_attribution() -> None:
    row = one("“The road is closed,” Marta Lund said, “and nobody will open it this week.”")
    assert words(row.content) == ["“The road is closed,”", "“and nobody will open it this week.”"]
    assert words(row.source) == ["Marta Lund"]
    assert row.form == "direct"


def test_quotation_after_the_sentence_of_the_cue_goes_on() -> None:
    row = one("“The road is closed to all of us,” Marta Lund said. “Therefore, we wait. It may take some days.”")
    assert words(row.content)[1] == "“Therefore, we wait. It may take some days.”"


def test_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = "Marta Lund said: “The road is closed and we wait here.\n\n“It may take some days before we know more.”"
    row = one(text)
    assert len(row.content) == 2
    assert words(row.source) == ["Marta Lund"]


def test_according_to_takes_the_quotation_before_it() -> None:
    row = one("“The road is closed to everyone,” according to the mayor in a letter to the town.")
    assert words(row.cue) == ["according to"]
    assert words(row.content) == ["“The road is closed to everyone,”"]


def test_according_to_at_the_head_takes_the_rest_of_the_sentence() -> None:
    row = one("According to the ministry, three bridges were destroyed in the night.")
    assert words(row.content) == ["three bridges were destroyed in the night"]
    assert words(row.source) == ["the ministry"]


def test_mixed_form() -> None:
    row = one("Marta Lund said the plan was “a waste of time and money.”")
    assert row.form == "mixed"


def test_scare_quotes_and_titles_are_no_attributions() -> None:
    assert read("The “Blue Line” bridge was built in 1950 near the old “Star” hotel.") == ()


@pytest.mark.parametrize(
    ("text", "cue", "kind", "content"),
    [
        ("The army is considering whether to cross the river.", "considering", "intention", "cross the river"),
        ("The party believes that the vote was fair.", "believes", "belief", "the vote was fair"),
        ("The governor threatened to close the border.", "threatened", "speech", "close the border"),
        ("The farmers hope the rain will come.", "hope", "belief", "the rain will come"),
        ("The neighbours knew that the dam was weak.", "knew", "knowledge", "the dam was weak"),
        ("The minister called for an end to the strike.", "called for", "speech", "an end to the strike"),
    ],
)
def test_more_than_said(text: str, cue: str, kind: str, content: str) -> None:
    row = one(text)
    assert (words(row.cue), row.kind) == ([cue], kind)
    assert content in " ".join(words(row.content))


def test_regard_as_takes_both_parts() -> None:
    row = one("Two neighbouring states regard the movement as a criminal band.")
    assert words(row.content) == ["the movement", "as a criminal band"]
    assert row.kind == "belief"


def test_owner_of_a_noun_is_the_source() -> None:
    row = next(
        r for r in read("The markets fell after Marta Lund’s threat to close the border.") if "threat" in words(r.cue)
    )
    assert words(row.source) == ["Marta Lund"]


def test_report_draws_its_own_inference() -> None:
    text = "Lund’s remarks suggest that her party may have known of the plan."
    report = parsed(text)
    row = by_rules(report, cast_of(report, {"Lund": Actor("lund", "Marta Lund", "person")}))[0]
    assert (row.kind, row.speakers, row.source_kind) == ("inference", (), "document")


def test_negative_polarity() -> None:
    row = one("Marta Lund did not say that the bridge was safe.")
    assert row.polarity == "negative"
    assert row.factuality.value == "CT-"


def test_rows_of_intervals_whoever_found_them() -> None:
    text = "Marta Lund was not sure about the bridge. “It is closed.” The road reportedly opened. It is believed safe."

    def part(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    heard = [
        Heard(part("It"), part("is believed"), part("safe"), 0.6),
        Heard((), part("reportedly"), part("The road"), 0.7),
        Heard((), (), part("“It is closed.”"), 0.8),
        Heard(part("Marta Lund"), part("not sure about"), part("the bridge"), 0.9),
    ]
    found = rows_of(parsed(text), NOBODY, heard)
    assert [(r.id, r.kind, r.form, r.polarity, r.source_kind, r.factuality.value, r.confidence) for r in found] == [
        ("a1", "belief", "indirect", "negative", "named", "CT-", 0.9),
        ("a2", "speech", "direct", "positive", "none", "CT+", 0.8),
        ("a3", "speech", "indirect", "positive", "none", "CT+", 0.7),
        ("a4", "belief", "indirect", "positive", "none", "CT+", 0.6),
    ]
    assert found[1].cue == found[3].source == ()


def test_claiming_after_a_comma_is_the_speakers() -> None:
    rows = read("The envoy said his group is training in the hills, claiming their aims are the same.")
    assert [words(r.source) for r in rows] == [["The envoy"], ["The envoy"]]
    assert words(rows[0].content) == ["his group is training in the hills"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("One source said the talks had failed.", "anonymous"),
        ("The report said the talks had failed.", "document"),
        ("Many critics said the talks had failed.", "collective"),
        ("Marta Lund said the talks had failed.", "named"),
        ("The Norwegian army said the talks had failed.", "named"),
        ("A spokeswoman said the talks had failed.", "role"),
    ],
)
def test_kinds_of_source(text: str, kind: str) -> None:
    assert one(text).source_kind == kind


def test_speakers_and_medium_come_from_the_cast() -> None:
    report = parsed("Lund and Berg told the Herald that the talks had failed.")
    actors = {
        "Lund": Actor("lund", "Marta Lund", "person"),
        "Berg": Actor("berg", "Ole Berg", "person"),
        "Herald": Actor("herald", "The Herald", "outlet"),
    }
    (row,) = by_rules(report, cast_of(report, actors))
    assert row.speakers == ("lund", "berg")
    assert row.medium == "herald"


def test_nested_attribution_says_within() -> None:
    rows = read("The mayor said that the police had denied that the bridge was unsafe.")
    assert len(rows) == 2
    assert rows[1].within == rows[0].id
    assert words(rows[1].source) == ["the police"]


def test_boilerplate_is_not_read() -> None:
    text = "The mayor said the road was closed.\n\nThe editor says you can write to us."
    report = parsed(text, "The editor says you can write to us.")
    assert [words(r.source) for r in by_rules(report, NOBODY)] == [["The mayor"]]


def test_ids_follow_the_text_and_repeat() -> None:
    text = "Lund said it rained. Berg said it snowed. “It was dry all week,” said Dahl."
    rows = read(text)
    assert [r.id for r in rows] == ["a1", "a2", "a3"]
    assert rows == read(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(
    ["“", "”", '"', "Lund", "said", "that", "told", "the", "paper", ",", ".", "according", "to", "threat", "of", "war",
     "and", "claiming", "\n\n", "hopes", "as", "regard", "we", "will", "not", "?", ":"]), max_size=40))  # fmt: skip
def test_any_words_give_rows_on_their_own_text(tokens: list[str]) -> None:
    text = " ".join(tokens)
    for row in read(text) if text.strip() else ():
        assert row.content
        for span in (*row.source, *row.cue, *row.content):
            assert text[span.start : span.end] == span.text
            assert span.text.strip()


@pytest.mark.parametrize(
    ("content", "source", "rest"),
    [
        ("Two soldiers were killed near Qena", "police chief Sami Wahba", " said."),
        ("Gunmen killed three policemen in Sinai", "security officials and witnesses", " said on Friday."),
        ("Rebels shelled the town, killing two people", "the interior minister, Ann Lee", ", said on Friday."),
        ("The attack killed 30 people", "the government's media office in Gaza", " reported."),
    ],
)
def test_who_says_it_at_the_end_is_found_where_the_parser_lost_him(content, source, rest):
    from onrecord.api import read

    reading = read(f"{content}, {source}{rest}", language="en")
    (row,) = reading.attributions
    assert [span.text for span in row.source] == [source]
    assert [span.text for span in row.content] == [content]
    assert {event.attribution for event in reading.events} == {row.id}


@pytest.mark.parametrize(
    "text",
    [
        "The general, who led the attack, said that he was tired.",
        "In Cairo on Friday, the ministry said.",
        "Rebels burned houses and left, and the mayor said: no.",
        "Rebels burned houses, but the mayor said little.",
    ],
)
def test_what_stands_before_a_cue_is_not_always_its_content(text):
    from onrecord.reader.closing import closing
    from onrecord.reader.tree import tree_of

    (parsed,) = parse([Report("r", "r", "0", text)])
    tree = tree_of(parsed.doc)
    assert closing(tree, tree.low.index("said")) is None


def test_what_stands_before_a_semicolon_is_not_said_after_it():
    from onrecord.api import read

    reading = read("The judge sentenced Ann Lee to six years; Amnesty International called the verdict a travesty.")
    (event,) = (e for e in reading.events if e.trigger.text.startswith("sentenced"))
    assert (event.attribution, event.factuality.status) == (None, "occurred")


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("“Never,” said Karl Reuss.", "positive"),
        ("Maud Ellery replied: “Never. Not a cent.”", "positive"),
        ("Ana Ruiz did not say that the bridge was safe.", "negative"),
    ],
)
def test_a_no_that_is_said_is_no_silence(text, polarity):
    from onrecord.api import read

    assert [row.polarity for row in read(text, language="en").attributions] == [polarity]
