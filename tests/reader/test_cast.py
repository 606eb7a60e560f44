from onrecord.model import Actor, Mention, Report, Span
from onrecord.reader.cast import Cast
from onrecord.reader.parse import parse

TEXT = "The two groups met Iran."


def made():
    both, state = Span.of(TEXT, 0, 14), Span.of(TEXT, 19, 23)
    one = Mention(both, "fatah", "nominal", 0.6)
    two = Mention(both, "hamas", "nominal", 0.6)
    iran = Mention(state, "iran", "name", 0.9)
    actors = (Actor("fatah", "Fatah", "group"), Actor("hamas", "Hamas", "group"), Actor("iran", "Iran", "state"))
    return Cast(actors, (one, two, iran), {2: (one, two), 4: (iran,)})


def test_at_gives_every_member_of_a_plural():
    parsed = next(parse([Report(id="t", source_id="t", sha256="", text=TEXT)]))
    assert made().at(parsed.doc[2]) == ("fatah", "hamas")
    assert made().at(parsed.doc[3]) == ()


def test_exactly_asks_for_the_very_interval():
    assert made().exactly(0, 14) == ("fatah", "hamas")
    assert made().exactly(0, 13) == ()


def test_within_gives_mentions_that_lie_inside():
    assert [m.actor for m in made().within(15, 24)] == ["iran"]
    assert made().within(1, 14) == ()


def test_by_id():
    assert made().by_id["iran"].kind == "state"
