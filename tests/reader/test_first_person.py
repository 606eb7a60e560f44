from onrecord.model import Attribution, Factuality, Report
from onrecord.reader.first_person import speaking
from onrecord.reader.mentions import cast
from onrecord.reader.parse import parse
from onrecord.reader.places import places


def told(text, source, content, speaker=None, extra=()):
    """Mentions by words once the content is the speaker's; with the attributions."""
    parsed = next(parse([Report(id="t", source_id="t", sha256="", text=text)]))
    found = cast(parsed, places(parsed))

    def span(words):
        start = text.index(words)
        return parsed.span(start, start + len(words))

    sure = Factuality("CT+", 3.0, "occurred")
    rows = []
    for number, (s, c) in enumerate([(source, content), *extra]):
        who = (
            found.exactly(span(s).start, span(s).end)
            if number
            else speaker or found.exactly(span(s).start, span(s).end)
        )
        rows.append(Attribution(f"a{number}", (span(s),), (), (span(c),), "direct", "speech", who, "named", sure, 0.9))
    new, said = speaking(parsed, found, rows)
    by_words = {}
    for m in new.mentions:
        by_words.setdefault(m.span.text, set()).add(m.actor)
    return by_words, said, new


def test_i_is_the_speaker():
    text = "“I will not resign,” said Hosni Mubarak. “My time has not come.”"
    words, _, _ = told(text, "Hosni Mubarak", "“I will not resign,”")
    assert words["I"] == {"hosni-mubarak"}


def test_we_is_the_body_that_speaks_or_that_the_speaker_serves():
    words, _, _ = told("Hamas said: “We will wait.”", "Hamas", "“We will wait.”")
    assert words["We"] == {"hamas"}
    text = "“We will wait,” Hamas official Karim Nasr said."
    words, _, _ = told(text, "Hamas official Karim Nasr", "“We will wait,”", ("report:karim-nasr",))
    assert words["We"] == {"hamas"}


def test_outside_quote_marks_i_is_not_the_speaker():
    text = "Hamas said that I was late."
    words, _, _ = told(text, "Hamas", "that I was late")
    assert "hamas" not in words.get("I", set())


def test_a_voice_inside_takes_the_speaker_over():
    text = "“I believe that I will win,” said Hosni Mubarak."
    inner = ("I", "that I will win")
    words, said, _ = told(text, "Hosni Mubarak", "“I believe that I will win,”", extra=[inner])
    assert said[1].speakers == ("hosni-mubarak",)
    assert words["I"] == {"hosni-mubarak"}


def test_nothing_changes_where_nobody_says_i():
    text = "“No,” said Hosni Mubarak."
    parsed = next(parse([Report(id="t", source_id="t", sha256="", text=text)]))
    found = cast(parsed, ())
    assert speaking(parsed, found, ()) == (found, ())
