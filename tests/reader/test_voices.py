"""Whose words a stretch stands in."""

from onrecord.model import Attribution, Factuality, Span
from onrecord.reader.voices import Voices

TEXT = "Ann said that Bob told her that Cid left. Dan left too."


def row(name: str, cue: str, content: str) -> Attribution:
    def span(words: str) -> Span:
        at = TEXT.index(words)
        return Span.of(TEXT, at, at + len(words))

    return Attribution(
        name,
        (),
        (span(cue),),
        (span(content),),
        "indirect",
        "speech",
        (),
        "none",
        Factuality.of("CT+", "occurred"),
        0.5,
    )


OUTER = row("a1", "said", "that Bob told her that Cid left")
INNER = row("a2", "told", "that Cid left")
VOICES = Voices((OUTER, INNER))


def place(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


def test_innermost_content_speaks() -> None:
    assert VOICES.at(*place("Cid left")) == INNER
    assert VOICES.id_at(*place("Bob told")) == "a1"


def test_report_itself_speaks_outside() -> None:
    assert VOICES.at(*place("Dan left")) is None
    assert VOICES.at(*place("left. Dan")) is None
    assert Voices(()).id_at(0, 3) is None


def test_around_gives_the_next_voice_out() -> None:
    assert VOICES.around(INNER) == OUTER
    assert VOICES.around(OUTER) is None
