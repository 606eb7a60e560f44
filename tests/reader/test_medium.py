"""To which outlet it was said."""

import pytest

from onrecord.model import Actor, Mention, Report
from onrecord.reader.cast import Cast
from onrecord.reader.medium import Medium
from onrecord.reader.parse import parse


def medium(text: str, cue: str, kind: str = "outlet") -> str | None:
    """The medium of a cue where the word Herald stands for an outlet and Lund for a person."""
    report = next(parse([Report(id="r", source_id="r", sha256="", text=text)]))
    actors = {"Herald": Actor("herald", "The Herald", kind), "Lund": Actor("lund", "Marta Lund", "person")}  # type: ignore[arg-type]
    heads = {
        t.i: (Mention(report.of(t), actors[t.text].id, "name", 1.0),) for t in report.doc if t.text in actors
    }  # fmt: skip
    cast = Cast(tuple(actors.values()), tuple(m for ms in heads.values() for m in ms), heads)
    return Medium(report, cast).of(next(t.i for t in report.doc if t.text == cue))


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Lund told the Herald that the road was closed.", "told"),
        ("Lund told the Herald on Monday that the road was closed.", "told"),
        ("In an interview with the Herald, Lund said the road was closed.", "said"),
        ("“The road is closed,” Lund said in an interview with the newspaper Herald.", "said"),
        ("Lund said in a statement to the Herald that the road was closed.", "said"),
        ("Speaking to the Herald, Lund said the road was closed.", "said"),
        ("“The road is closed,” Lund wrote on Herald.", "wrote"),
        ("“The road is closed,” Lund wrote in the Herald.", "wrote"),
        ("Lund said in a letter to the Herald that the road was closed.", "said"),
        ("Lund said on the Herald’s morning show that the road was closed.", "said"),
        ("Lund wrote in an article published by the Herald that the road was closed.", "wrote"),
    ],
)
def test_outlets(text: str, cue: str) -> None:
    assert medium(text, cue) == "herald"


@pytest.mark.parametrize(
    "text",
    [
        "Lund said the road was closed.",
        "Lund said that the Herald had told him of the road.",
        "Lund told reporters that the road was closed.",
        "Lund said the Herald knew that the road was closed.",
    ],
)
def test_none_is_named(text: str) -> None:
    assert medium(text, "told" if "told reporters" in text else "said") is None


def test_who_gives_an_interview_may_be_unknown_as_an_outlet() -> None:
    assert medium("In an interview with the Herald, Lund said the road was closed.", "said", "unknown") == "herald"
    assert medium("Lund told the Herald that the road was closed.", "told", "unknown") is None
