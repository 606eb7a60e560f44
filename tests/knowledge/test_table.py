"""The tables, and how a researcher's own join them: each way of joining, an error for each thing that can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import joining, table
from onrecord.knowledge.events import lexicon
from onrecord.knowledge.lexicon import lexicon as cue_lexicon
from onrecord.knowledge.registry import registry
from onrecord.knowledge.row import path_of
from onrecord.knowledge.table import in_use, line_at, rows, use
from onrecord.reader.relation_patterns import patterns

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a table of one's own: its name, then its lines, cells parted by spaces; _ is an empty cell, ~ a space."""

    def put(name: str, *lines: str) -> Path:
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        cells = (("" if cell == "_" else cell.replace("~", " ") for cell in line.split(" ")) for line in lines)
        path.write_text("".join("\t".join(line) + "\n" for line in cells), encoding="utf-8")
        return tmp_path / "mine"

    return put


@pytest.fixture(autouse=True)
def _only_the_package_s() -> Iterator[None]:
    yield
    use(None)


def test_every_table_can_be_joined_and_none_else() -> None:
    data = path_of("")
    there = {path.relative_to(data).as_posix() for path in data.rglob("*.tsv")} - {"tables.tsv"}
    there = {name for name in there if not name.startswith("alike_")}  # how a ledger compares is the same for all
    there -= {"expected.tsv"}  # what was measured is nobody's to say
    there -= {"country_codes.tsv"}  # nor are the conventions of others
    there -= {"compare_rules.tsv"}  # nor how rows of others are matched: figures of two people would differ
    assert set(joining.ways()) == there | set(joining.COLUMNS)


@pytest.mark.parametrize("name", [name for name in joining.ways() if name not in joining.COLUMNS])
def test_the_package_s_tables_are_what_is_asked_of_own_ones(name: str) -> None:
    way, found = joining.ways()[name], rows(name)
    assert way.how in ("before", "into", "instead")
    assert {*way.key, *way.once, *way.needs, *way.numbers, *way.single, *way.known} <= set(found[0])
    assert bool(way.words) == (way.how == "into")
    assert bool(way.key) == (way.how != "before")
    joining._check(found, way, found)


def test_an_own_verb_counts_before_the_package_s(write: Write) -> None:
    before = lexicon().verbs["shell"][0].meaning
    use(write("event_verbs.tsv", "# a note", "verb type cameo", "shell|zap AID 07"))
    assert [entry.meaning.row for entry in lexicon().verbs["zap"]] == ["own event_verbs.tsv:3 zap"]
    first, *rest = (entry.meaning for entry in lexicon().verbs["shell"])
    assert (first.type, first.row) == ("AID", "own event_verbs.tsv:3 shell")
    assert rest[0].row == before.row
    row = line_at("own event_verbs.tsv:3")
    assert row is not None
    assert (row["cameo"], row["to"], row.own) == ("07", "", True)
    use(None)
    assert "zap" not in lexicon().verbs
    assert lexicon().verbs["shell"][0].meaning.row == before.row
    assert line_at("own event_verbs.tsv:3") is None


def test_even_where_the_package_s_row_asks_for_more(write: Write) -> None:
    assert lexicon().verbs["call"][0].weight > 0
    use(write("event_verbs.tsv", "verb type cameo", "call ACCUSE 111"))
    assert lexicon().verbs["call"][0].weight == 0
    use(write("event_nouns.tsv", "noun type cameo alone", "attack PROTEST 140 yes"))
    assert lexicon().nouns["attack"][0].meaning.type == "PROTEST"


def test_words_join_a_class_and_make_a_new_one(write: Write) -> None:
    talks = lexicon().classes["talks"]
    write("event_classes.tsv", "class words", "talks jirga|shura", "checkpoints checkpoint|road~block")
    use(write("event_verbs.tsv", "verb object type cameo", "swarm @checkpoints ASSAULT 190"))
    assert lexicon().classes["talks"] == talks | {"jirga", "shura"}
    assert lexicon().verbs["swarm"][0].objects == {"checkpoint", "road block"}


def test_a_word_of_one_class_only_moves(write: Write) -> None:
    assert "population" in cue_lexicon().not_events
    use(write("happenings.tsv", "class words", "event population"))
    assert "population" in cue_lexicon().nouns
    assert "population" not in cue_lexicon().not_events


def test_an_own_actor_takes_the_place_of_one_of_the_same_id(write: Write) -> None:
    write(
        "actors/groups.tsv", "id name other country", "hamas Hamas~Movement Hamas PSE", "delta-front Delta~Front DF EGY"
    )
    use(write("actors/offices.tsv", "person title of start", "mohamed-morsi member delta-front 2001"))
    assert registry().get("hamas").name == "Hamas Movement"
    assert [actor.id for actor in registry().find("Delta Front")] == ["delta-front"]
    titles = [role.title for role in registry().get("mohamed-morsi").roles]
    assert "member" in titles
    assert len(titles) > 1


def test_an_own_cue_and_an_own_wording(write: Write) -> None:
    write("cues.tsv", "lemma form kind commits shapes", "tweet verb belief doubt clause=0.9")
    head = "trigger pos type sign subject object confidence"
    use(write("relation_patterns.tsv", head, "back|champion verb alliance 1 subj obj 0.9"))
    assert cue_lexicon().shapes["tweet", "verb", "clause"].commits == "doubt"
    assert patterns()["verb", "champion"][0].own
    assert [pattern.type for pattern in patterns()["verb", "back"]][:2] == ["alliance", "sponsorship"]


def test_every_other_kind_of_knowledge_can_be_read_with(write: Write) -> None:
    """A row of the package given again as an own one changes nothing that a table says."""
    for name in joining.ways():
        if name in joining.COLUMNS:
            continue
        found = rows(name)
        folder = write(name)
        lines = ["\t".join(found[0]), *("\t".join(row.values()) for row in found[:1])]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    use(folder)
    for name, way in joining.ways().items():
        use(None)
        plain = [dict(row) for row in rows(name)]
        use(folder)
        both = [dict(row) for row in rows(name)]
        if way.how == "before":
            assert both == [plain[0], *plain], name
        elif way.how == "instead":
            assert both == plain, name
        else:
            assert [row[way.key[0]] for row in both] == [row[way.key[0]] for row in plain], name


def test_the_digest_is_of_the_tables(write: Write) -> None:
    folder = write("event_stop.tsv", "word", "regatta")
    use(folder)
    first = in_use()
    use(folder)
    assert in_use() == first
    use(write("event_stop.tsv", "word", "sonata"))
    assert first is not None
    assert in_use() != first
    assert "sonata" in lexicon().stop
    assert "regatta" not in lexicon().stop


@pytest.mark.parametrize(
    ("name", "lines", "says"),
    [
        ("event_verbs.tsv", ("verb typ cameo", "zap AID 07"), r"event_verbs.tsv, line 1: no column .* 'typ'"),
        ("event_verbs.tsv", ("verb cameo", "zap 07"), "line 1: the column 'type' is missing"),
        ("event_verbs.tsv", ("verb verb type cameo", "zap x AID 07"), "line 1: a column stands twice"),
        ("event_verbs.tsv", ("verb type cameo", "zap AID 07 more"), "line 2: 4 cells, but 3 columns"),
        ("event_verbs.tsv", ("verb type cameo", "# note", "zap AID"), "line 3: the column 'cameo' is empty"),
        ("event_verbs.tsv", ("verb type cameo", "zap AIDE 07"), "line 2: 'AIDE' is no type of PLOVER's"),
        ("event_verbs.tsv", ("verb type cameo", "zap AID 0007"), "line 2: CAMEO has no code 0007"),
        ("event_verbs.tsv", ("verb type mode cameo", "zap AID aerial 07"), "line 2: AID has no mode aerial"),
        ("event_verbs.tsv", ("verb object type cameo", "zap @none-such AID 07"), "line 2: .* no class @none-such"),
        ("event_verbs.tsv", ("verb type cameo", "give~up AID 07"), "line 2: 'give up' .* not one word"),
        ("event_verbs.tsv", ("verb type cameo", "Zap AID 07"), "line 2: 'Zap' .* small letters"),
        ("event_nouns.tsv", ("noun type cameo alone", "zap AID 07 maybe"), "line 2: 'maybe' .* 'alone' can have"),
        ("contexts.tsv", ("context words", "weather rain"), "line 2: 'weather' .* 'context' can have"),
        ("cues.tsv", ("lemma form kind commits", "say verb gossip claim"), "line 2: 'gossip'"),
        ("cues.tsv", ("lemma form kind commits shapes", "say verb speech claim clause"), "line 2: .* no shape"),
        ("modality.tsv", ("form effect words", "verb not dodge"), "line 2: dodge has no slot"),
        ("modality.tsv", ("form slots effect words", "verb inf will dodge"), "line 2: dodge has the effect 'will'"),
        ("relation_patterns.tsv",
         ("trigger pos type sign subject object confidence", "adore verb love 1 subj obj 0.5"), "line 2: 'love'"),
        ("numbers.tsv", ("word kind value", "umpteen number lots"), "line 2: 'lots' .* no number"),
        ("boilerplate.tsv", ("where how longest phrase", "any has 4.5 subscribe"), "line 2: '4.5' .* no whole number"),
        ("episodes.tsv", ("id name start end kind", "x X~war 2011-03 2010 war"), "line 2: x: start, end or kind"),
        ("episodes.tsv", ("id name start kind", "x X~war March war"), "line 2: 'March' .* in ISO"),
        ("actors/groups.tsv", ("id name", "Delta.Front Delta~Front"), "line 2: 'Delta.Front' .* no id"),
        ("actors/groups.tsv", ("id name", "df DF", "df Delta~Front"), "line 3: 'df' stands in line 2 already"),
        ("actors/groups.tsv", ("id name", "egypt Egypt"), "groups.tsv, line 2: the id egypt stands twice: in act"),
        ("actors/states.tsv", ("id name", "hamas Hamas"), "states.tsv, line 2: the id hamas stands twice: in act"),
        ("actors/offices.tsv", ("person title of", "nobody king egypt"), "line 2: there is no person nobody"),
        ("actors/offices.tsv", ("person title of", "mohamed-morsi king no-land"), "line 2: no actor has the id no-l"),
        ("actors/changes.tsv", ("actor kind date", "hamas founded lately"), "line 2: 'lately' in the column 'date'"),
        ("actors/changes.tsv", ("actor kind date", "hamas vanished 2001"), "line 2: 'vanished' is nothing that"),
        ("actors/changes.tsv", ("actor kind date", "no-body founded 2001"), "line 2: no actor has the id no-body"),
        ("actors/changes.tsv", ("actor kind date other", "hamas joined 2001 no-body"), "no actor has the id no-b"),
        ("event_verb.tsv", ("verb",), "no table event_verb.tsv"),
        ("groups.tsv", ("id name",), "no table groups.tsv"),
        ("plover.yaml", ("types",), "no table plover.yaml"),
        ("tables.tsv", ("table",), "no table tables.tsv"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(name: str, lines: tuple[str, ...], says: str, write: Write) -> None:
    stop = write("event_stop.tsv", "word", "regatta")
    use(stop)
    with pytest.raises(DataError, match=says) as told:
        use(write(name, *lines))
    assert told.value.next_step.endswith(".")
    assert "event_stop.tsv" in getattr(in_use(), "paths", {})
    assert "regatta" in lexicon().stop


def test_an_empty_folder_or_one_that_is_no_text(tmp_path: Path, write: Write) -> None:
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "notes").write_text("x")
    with pytest.raises(DataError, match="no table in this folder"):
        use(tmp_path)
    folder = write("event_stop.tsv", "word")
    (folder / "event_stop.tsv").write_bytes(b"word\n\xff\xfe\n")
    with pytest.raises(DataError, match=r"event_stop\.tsv"):
        use(folder)
    (folder / "event_stop.tsv").write_bytes(b"\xef\xbb\xbfword\r\nregatta\r\n")
    use(folder)
    assert "regatta" in lexicon().stop


def test_a_plain_path_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("a\tb\n1\t\n")
    assert table.rows(path) == [{"a": "1", "b": ""}]
    path.write_text("a\tb\n1\n")
    with pytest.raises(DataError, match="line 2: 1 cells, but 2 columns"):
        table.rows(path)


def test_names_of_one_s_own_join_a_known_actor(write: Write) -> None:
    use(write("actors/names.tsv", "id names", "hamas Harakat~Hamas|Hamas", "mohamed-morsi Mursi~Issa"))
    assert [actor.id for actor in registry().find("Harakat Hamas")] == ["hamas"]
    assert [actor.id for actor in registry().find("Mursi Issa")] == ["mohamed-morsi"]
    assert registry().get("hamas").name == "Hamas"
    assert [pair for pair in registry().names() if pair == ("Hamas", "hamas")] == [("Hamas", "hamas")]


def test_names_for_nobody_are_wrong(write: Write) -> None:
    with pytest.raises(DataError, match=r"names\.tsv, line 2: no actor has the id nobody-at-all"):
        use(write("actors/names.tsv", "id names", "nobody-at-all Nobody"))


def test_a_group_may_be_a_member_of_another(write: Write) -> None:
    use(write("actors/offices.tsv", "person title of", "hezbollah member hamas"))
    assert [(role.title, role.of) for role in registry().get("hezbollah").roles] == [("member", "hamas")]


def test_every_wrong_line_is_told(write: Write) -> None:
    write("actors/names.tsv", "id names", "Hamas One", "hamas Two", "hamas _")
    folder = write("actors/groups.tsv", "id nam", "one One")
    told = [problem.message.rpartition("mine/")[2] for problem in table.wrong_lines(folder)]
    assert told == [
        "actors/groups.tsv, line 1: no column of this table is called 'nam'",
        "actors/names.tsv, line 2: 'Hamas' in the column 'id' is no id (small letters and digits, parted by hyphens)",
        "actors/names.tsv, line 4: the column 'names' is empty",
    ]
