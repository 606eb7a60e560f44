import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reader.mentions import cast
from onrecord.reader.parse import parse
from onrecord.reader.places import places


def read(text, published=None):
    report = Report(id="t", source_id="t", sha256="", text=text, published=published)
    parsed = next(parse([report]))
    return cast(parsed, places(parsed))


def meant(text, words, nth=0, published=None):
    """Ids of the mentions on exactly these words (their nth occurrence)."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return set(read(text, published).exactly(start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Hezbollah said it had fired rockets.", "Hezbollah", "hezbollah"),
        ("Troops fought Al-Qaeda in the hills.", "Al-Qaeda", "al-qaeda"),
        ("The U.N. sent observers.", "The U.N.", "united-nations"),
        ("They told us that Egypt voted.", "Egypt", "egypt"),
        ("The Lebanese army moved in.", "The Lebanese army", "lebanon.mil"),
        ("Israeli forces crossed the line.", "Israeli forces", "israel.mil"),
        ("Egyptian authorities closed the road.", "Egyptian authorities", "egypt.gov"),
        ("The government of Egypt resigned.", "The government of Egypt", "egypt.gov"),
        ("Sudan's parliament met.", "Sudan's parliament", "sudan.leg"),
        ("Palestinians marched.", "Palestinians", "palestine.people"),
        ("Reporters spoke to the newspaper Al-Ahram.", "the newspaper Al-Ahram", "al-ahram"),
        ("Hamas fighters left the town.", "Hamas fighters", "hamas"),
    ],
)
def test_names_and_bodies(text, words, id):
    assert meant(text, words) == {id}


def test_us_is_a_state_only_in_capitals():
    assert meant("The US sent aid.", "The US") == {"united-states"}
    assert "united-states" not in {m.actor for m in read("They gave us bread and let us go.").mentions}


def test_a_capital_acts_for_its_government_and_else_is_a_place():
    assert meant("Tehran said the talks had failed.", "Tehran") == {"iran.gov"}
    found = read("The talks were held in Tehran.")
    assert [found.by_id[m.actor].kind for m in found.mentions if m.span.text == "Tehran"] == ["place"]


def test_a_state_of_the_same_name_as_a_person_is_not_meant():
    assert "jordan" not in {m.actor for m in read("Michael Jordan scored twice.").mentions}


def test_title_and_owner_become_a_role():
    found = read("Kenyan Trade Minister Jane Wambui resigned.")
    person = found.by_id["report:jane-wambui"]
    assert person.kind == "person"
    assert person.country == "KEN"
    assert [(r.title, r.of) for r in person.roles] == [("trade minister", "kenya")]
    assert "kenya" in found.by_id


def test_surname_before_and_after_the_full_name():
    text = "Wambui resigned. The trade minister, Jane Wambui, gave no reason. Wambui left at once."
    assert meant(text, "Wambui") == {"report:jane-wambui"}
    assert meant(text, "Wambui", 2) == {"report:jane-wambui"}


def test_an_official_who_is_named_in_the_next_sentence():
    text = "A top Fatah official in Lebanon said talks went on. Fatah official Karim Nasr gave no date."
    assert meant(text, "A top Fatah official in Lebanon") == {"report:karim-nasr"}


def test_the_two_groups_are_one_mention_for_each():
    text = "Hamas met Hezbollah on Monday. The two groups signed nothing."
    assert meant(text, "The two groups") == {"hamas", "hezbollah"}


def test_that_country_and_that_town():
    text = "Syria closed the border. Trade with that country stopped."
    assert meant(text, "that country") == {"syria"}


def test_a_known_war_is_an_episode():
    found = read("Thousands died in the Syrian civil war.")
    assert "episode:syrian-civil-war" in found.by_id


def test_the_country_of_rebels_is_that_of_the_place():
    found = read("Gunmen in Damascus attacked a convoy.")
    gunmen = [m for m in found.mentions if m.span.text.startswith("Gunmen")]
    assert [found.by_id[m.actor].country for m in gunmen] == ["SYR"]


def test_boilerplate_is_nobody():
    from onrecord.model import Span

    text = "Hamas left.\n\nWrite to Reuters."
    report = Report(id="t", source_id="t", sha256="", text=text, boilerplate=(Span.of(text, 13, len(text)),))
    parsed = next(parse([report]))
    assert {m.actor for m in cast(parsed, ()).mentions} == {"hamas"}


def test_the_same_text_twice_gives_the_same_cast():
    text = "Hamas and Iran met. A man shouted. Another man ran to his car, and the police took him away in Cairo."
    assert read(text) == read(text)


WORDS = st.sampled_from(
    "Hamas the Egypt army said , he his group . its and two Iran's President Ali Omar of in - “ ” 's US they\n".split(
        " "
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_any_words_give_a_sound_cast(text):
    found = read(text)
    ids = {a.id for a in found.actors}
    assert len(ids) == len(found.actors)
    for mention in found.mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.actor in ids
        assert 0 <= mention.confidence <= 1
    for actor in found.actors:
        assert all(role.of is None or role.of in ids for role in actor.roles)
    assert {m for many in found.heads.values() for m in many} == set(found.mentions)


def test_a_ministry_is_named_with_its_state_and_taken_up_again():
    from onrecord.api import read

    reading = read("CAIRO – The Health Ministry said that three people died in Egypt. The ministry gave no names.")
    named = {m.span.text: m.actor for m in reading.mentions}
    assert named["The Health Ministry"] == named["The ministry"] == "report:egyptian-health-ministry"


def test_a_dateline_is_no_actor():
    from onrecord.api import read

    reading = read("CAIRO (Nile Wire) – The Interior Ministry said it. Cairo said that it was ready.")
    assert [(m.span.text, m.actor) for m in reading.mentions if m.span.text.lower() == "cairo"] == [
        ("CAIRO", "report:cairo"),
        ("Cairo", "egypt.gov"),
    ]


def test_a_spokesman_is_the_one_named_beside_his_body():
    from onrecord.api import read

    reading = read("A spokesman for the Muslim Brotherhood, Gehad el-Haddad, said that he was under house arrest.")
    assert reading.attributions[0].speakers == ("report:gehad-el-haddad",)


def test_a_dateline_is_nobody():
    from onrecord.api import read

    text = "BLAIR (AP) — Officials in Britain said on Friday that the bridge had been closed."
    reading = read(text, published="2003-05-02")
    assert "tony-blair" not in {m.actor for m in reading.mentions}
    assert [p.span.text for p in reading.places if p.id == reading.report.dateline] == ["BLAIR"]


def test_a_dateline_is_a_place_that_is_kept():
    from onrecord.api import read

    reading = read("CAIRO – Cairo said that police had come from Qena on Friday.")
    assert [(p.id, p.span.text) for p in reading.places] == [("p1", "CAIRO"), ("p3", "Qena")]
    assert reading.report.dateline == "p1"


def test_a_dateline_is_not_the_subject_of_the_news():
    from onrecord.api import read

    reading = read("CAIRO (Nile Wire) - Egypt's army arrested two journalists on Friday.")
    assert [p.actor for e in reading.events for p in e.actors] == ["egypt.mil"]
    assert reading.sentences[0].text == "CAIRO (Nile Wire) -"
