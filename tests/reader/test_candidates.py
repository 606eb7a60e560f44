from onrecord.model import Report
from onrecord.reader.candidates import candidates
from onrecord.reader.mentions import staged
from onrecord.reader.parse import parse
from onrecord.reader.places import places


def found(text):
    parsed = next(parse([Report(id="t", source_id="t", sha256="", text=text)]))
    stage = staged(parsed, places(parsed))
    return {stage.tree.text[c.head]: c for c in candidates(stage)}


def test_pronouns_names_and_nouns_with_what_their_words_tell():
    rows = found("Barack Obama met the Lebanese minister on Friday. He gave her his word.")
    assert rows["Obama"].form == "name"
    assert rows["Obama"].actor == "barack-obama"
    assert rows["Obama"].role == "subject"
    assert (rows["minister"].form, rows["minister"].determiner, rows["minister"].kind) == ("nominal", "the", "person")
    assert rows["minister"].modifiers == {"lebanese"}
    assert (rows["He"].pronoun, rows["He"].gender, rows["He"].case) == ("he", "m", "plain")
    assert (rows["his"].case, rows["his"].role) == ("possessive", "possessive")
    assert rows["He"].sentence == rows["Obama"].sentence + 1
    assert "Friday" not in rows


def test_what_stands_in_a_quotation_knows_which():
    rows = found("“I left,” Hosni Mubarak said. “They stayed.”")
    assert rows["I"].quote != rows["They"].quote
    assert rows["I"].quote >= 0
    assert rows["Mubarak"].quote == -1


def test_boilerplate_holds_no_candidates():
    from onrecord.model import Span

    text = "Hamas left.\n\nWrite to the editor."
    report = Report(id="t", source_id="t", sha256="", text=text, boilerplate=(Span.of(text, 13, len(text)),))
    parsed = next(parse([report]))
    assert [c.form for c in candidates(staged(parsed, ()))] == ["name"]
