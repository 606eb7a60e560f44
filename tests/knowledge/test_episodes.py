from __future__ import annotations

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import episodes
from onrecord.knowledge.episodes import Episode
from onrecord.knowledge.table import Row


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], episode.id) for start, end, episode in episodes.matches(text)]


def test_the_table_holds_two_hundred_or_more_and_ids_do_not_repeat() -> None:
    everything = episodes.episodes()
    assert len(everything) >= 200
    assert len({e.id for e in everything}) == len(everything)


def test_no_name_belongs_to_two_episodes() -> None:
    owners: dict[str, str] = {}
    for episode in episodes.episodes():
        for name in episode.names:
            assert owners.setdefault(name.lower(), episode.id) == episode.id, name


@pytest.mark.parametrize("episode", episodes.episodes(), ids=lambda e: e.id)
def test_each_episode_is_found_by_each_of_its_names(episode: Episode) -> None:
    for name in episode.names:
        assert [(start, end, e.id) for start, end, e in episodes.matches(f"The {name}.")] == [
            (4, 4 + len(name), episode.id)
        ]


@pytest.mark.parametrize("episode", episodes.episodes(), ids=lambda e: e.id)
def test_dates_are_real_and_in_order(episode: Episode) -> None:
    for date in filter(None, (episode.start, episode.end)):
        year, month, day = ([int(p) for p in date.split("-")] + [1, 1])[:3]
        assert 1800 < year < 2100
        assert 1 <= month <= 12
        assert 1 <= day <= 31
    assert episode.end is None or episode.start < episode.end


def test_the_longest_name_wins() -> None:
    assert found("after Russia's full-scale invasion of Ukraine began") == [
        ("Russia's full-scale invasion of Ukraine", "episode:ukraine-invasion-2022")
    ]


def test_capitals_curly_apostrophes_and_dashes_do_not_matter() -> None:
    assert found("SYRIA’S CIVIL WAR and the Iran–Iraq War") == [
        ("SYRIA’S CIVIL WAR", "episode:syrian-civil-war"),
        ("Iran–Iraq War", "episode:iran-iraq-war"),
    ]


def test_a_name_is_whole_words() -> None:
    assert found("pre-Oslo Accordsman, the Cold Warrior") == []
    assert found("the Cold War's end") == [("Cold War", "episode:cold-war")]


def test_the_civil_war_alone_names_nothing() -> None:
    assert found("The civil war went on.") == []


def test_offsets_hold_where_small_letters_are_longer() -> None:
    assert found("İİİ saw the Arab Spring") == [("Arab Spring", "episode:arab-spring")]


def test_an_episode_as_an_actor() -> None:
    war = episodes.get("episode:syrian-civil-war")
    assert war is not None
    assert war.start == "2011-03"
    made = episodes.actor(war)
    assert (made.id, made.kind, made.country, made.wikidata) == (
        "episode:syrian-civil-war",
        "episode",
        "SYR",
        "Q178810",
    )
    assert episodes.get("episode:none") is None


def test_a_wrong_row_is_named() -> None:
    cells = {"id": "x", "name": "X war", "names": "", "start": "2011-03", "end": "2010", "kind": "war", "country": ""}
    with pytest.raises(DataError, match="line 3: x: start, end or kind"):
        episodes._episode(Row(cells | {"wikidata": ""}, "episodes.tsv", 3))
