"""The names that the encoder finds, as spaCy's."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reader.parse import parse


def names(text: str) -> list[tuple[str, str]]:
    (parsed,) = parse([Report("r", "r", "0" * 64, text)])
    return [(ent.text, ent.label_) for ent in parsed.doc.ents]


def test_names_have_their_kinds() -> None:
    found = names("Angela Merkel met officials of the European Union in Paris on Tuesday.")
    assert ("Angela Merkel", "PERSON") in found
    assert ("Paris", "GPE") in found
    assert ("Tuesday", "DATE") in found


@given(st.text(alphabet="aB .,\n\u0301𝔘字“”", max_size=80))
def test_any_text_gets_names_or_none(text: str) -> None:
    last = 0
    (parsed,) = parse([Report("r", "r", "0" * 64, text)])
    for ent in parsed.doc.ents:
        assert ent.start >= last
        last = ent.end
