"""Dictionaries of actors and of agents."""

from __future__ import annotations

import gzip

import pytest

ACTORS = """# a dictionary of our own
EGYPT_ [EGY]
+EGIPT_
+EGYPTIAN_
+SAINT_TROPEZ_
+GOVERNMENT_OF_EGYPT_

ZAFIR_QUNDALI_ # CountryInfo.txt
+PRESIDENT_ZAFIR_KUNDALI_
+QUNDALI_
\t[EGYELI 700101-110101]
\t[EGYGOV 110101-130703]
\t[EGYGOVMIL >140609]
\t[EGYELI]
DELTA_RIVER_FRONT_(DRF)_ [EGYREB]# note
+FRONT_FOR_THE_DELTA_RIVER_
DELTA_RIVER_FRONT_ [EGYREB]
MUSLIM_BROTHERHOOD_ [SDNREB]
NOBODY_AT_ALL_
HALF_OPEN_FRONT_ [EGYREB
MOHAMED_MORSI_ [EGYGOV 120630-130703]
"""


def test_actors_are_told_apart_and_filed(take, rows, notes) -> None:
    done = take(ACTORS)
    assert (done.form, done.guessed) == ("phoenix", True)
    [front, brothers] = rows("groups")
    assert (front["id"], front["name"], front["other"]) == (
        "delta-river-front",
        "Delta River Front",
        "DRF|Front for the Delta River",
    )
    assert (front["country"], front["sector"]) == ("EGY", "REB")
    assert (brothers["name"], brothers["country"]) == ("Muslim Brotherhood (Sudan)", "SDN")
    [person] = rows("persons")
    assert (person["name"], person["other"], person["country"]) == ("Zafir Qundali", "Zafir Kundali", "EGY")
    assert [(r["title"], r["of"], r["start"], r["end"]) for r in rows("offices")] == [
        ("official", "egypt", "2011-01-01", "2013-07-04"),
        ("official", "egypt", "2014-06-09", ""),
    ]
    assert rows("names") == [{"id": "egypt", "names": "Egipt"}]
    assert (17, "the same as in line 15") in notes(done, "merged")
    assert [line for line, _ in notes(done, "apart")] == [18]
    assert [line for line, _ in notes(done, "refused")] == [19, 20]
    assert any("bracket is not closed" in why for _, why in notes(done, "left out"))
    assert any("it is a place" in why for _, why in notes(done, "left out"))
    assert {line for line, _ in notes(done, "known")} == {21}


def test_the_same_list_again_adds_nothing(take, mine) -> None:
    take(ACTORS)
    before = {path: path.read_bytes() for path in mine.rglob("*.tsv")}
    again = take(ACTORS)
    assert (again.tables, again.rows, again.counts["new"]) == ((), {}, 0)
    assert {path: path.read_bytes() for path in mine.rglob("*.tsv")} == before


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ("110101-130703", "2011-01-01", "2013-07-04"),
        (">20070101", "2007-01-01", ""),
        ("> 070101", "2007-01-01", ""),
        ("<990101", "", "1999-01-01"),
        ("941006-19960720", "1994-10-06", "1996-07-21"),
    ],
)
def test_dated_codes_become_dated_roles(dates, start, end, take, rows) -> None:
    take(f"ZAFIR_QUNDALI_ [EGYGOV {dates}]\n")
    assert [(r["start"], r["end"]) for r in rows("offices")] == [(start, end)]


@pytest.mark.parametrize("dates", ["2004017-20061201", "130703-110101", "990230-990301", "990101", "soon"])
def test_dates_that_are_none_are_left_out_with_their_line(dates, take, rows, notes) -> None:
    done = take(f"\nZAFIR_QUNDALI_ [EGYGOV {dates}]\n")
    assert (rows("offices"), [r["name"] for r in rows("persons")]) == ([], ["Zafir Qundali"])
    [(line, why)] = notes(done, "left out")
    assert line == 2
    assert why.startswith("the dates of a code: ")


def test_bytes_that_are_no_utf_8_and_lines_that_were_encoded_twice(take, rows, notes) -> None:
    first = "BARZAN_GÜLEN_PARTY_ [IRQPTY]\n".encode("cp1252")
    second = "FRENTE_PÚBLICO_ [MEXREB]\n".encode().decode("cp1252").encode()
    done = take(gzip.compress(first + second), name="list.gz")
    assert {r["name"] for r in rows("groups")} == {"Barzan Gülen Party", "Frente Público"}
    assert [line for line, _ in notes(done, "mended")] == [1, 2]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("=CMD|A1", "a formula"),
        ("../../ETC/PASSWD", "a path"),
        ("RED\x1b[31m_ALERT", "bracket"),
        ("BELL\x07_FRONT", "U+0007"),
        ("RIGHT\u202e_FRONT", "U+202E"),
        ("A|B_FRONT", "holds |"),
        ("X" * 300, "160 are the most"),
        ("7", "fewer than two letters"),
    ],
)
def test_a_name_that_is_none_is_refused_and_the_rest_is_read(name, why, take, rows, notes) -> None:
    done = take(f"{name} [EGYREB]\nDELTA_RIVER_FRONT_ [EGYREB]\n", "phoenix")
    assert [r["name"] for r in rows("groups")][-1:] == ["Delta River Front"]
    assert any(line == 1 and why in text for line, text in notes(done, "refused") + notes(done, "left out"))


def test_sets_of_words_are_spelled_out(take, rows) -> None:
    take(
        "!SIDE! = NORTH, SOUTH\n&WING\n+LEFT\n+RIGHT\n"
        "DELTA_!SIDE!_FRONT [EGYREB]\nDELTA_&WING_PARTY [EGYPTY]\nM&T_BANK [MNCUSA]\n",
        "phoenix",
    )
    assert [(r["name"], r["other"]) for r in rows("groups")] == [
        ("Delta North Front", "Delta South Front"),
        ("Delta Left Party", "Delta Right Party"),
        ("M&T Bank", ""),
    ]


def test_codes_of_organisations(take, rows) -> None:
    take("QUNDAL_AID_SOCIETY_ [NGOHLH]\nQUNDAL_FUND_ [NGOGBRHRI]\nZAFIR_QUNDALI_ [IGOUNO 090915-100914]\n", "phoenix")
    assert [(r["name"], r["sector"]) for r in rows("organisations")] == [("Qundal Aid Society", "NGO|MED")]
    assert [(r["name"], r["country"], r["sector"]) for r in rows("groups")] == [("Qundal Fund", "GBR", "NGO|SOC")]
    assert [(r["of"], r["start"]) for r in rows("offices")] == [("united-nations", "2009-09-15")]


def test_a_code_that_is_none_is_told(take, notes) -> None:
    done = take("DELTA_RIVER_FRONT_ [EGYREBQQQ]\nOTHER_FRONT_ [EG12]\n", "phoenix")
    assert (1, "the part QQQ of the code EGYREBQQQ is not known") in notes(done, "left out")
    assert (2, "'EG12' is no code of three-letter parts") in notes(done, "left out")
    assert (2, "it has no code that can be read") in notes(done, "refused")


def test_a_leader_is_no_further_name_of_a_group(take, rows, notes) -> None:
    done = take("DELTA_RIVER_FRONT_ [PSEREB]\n+KHALED_MESHAAL_\n+AHMED_QUNDALI_\n+DRF_\n", "phoenix")
    assert [r["other"] for r in rows("groups")] == ["DRF"]
    assert [why.rpartition(": ")[2] for _, why in notes(done, "left out")] == [
        "it is a name of khaled-meshaal",
        "it looks like the name of a person",
    ]


AGENTS = """!PERSON! = MAN, WOMAN
ARMY_ {ARMIES_} [~MIL]
ZOUAVE_FORCE_ [~MIL]
CROFTS!PERSON! [~AGR] # note
POLITICIAN [~PTY]
QUUX [~MIL]
MINISTRY_OF_AD!PERSON!ISTRATION [~GOV]
WRONG [~QQQ]
BROKEN [~MIL}
"""


def test_agents_become_nouns(take, rows, notes) -> None:
    done = take(AGENTS)
    assert (done.form, done.guessed) == ("agents", True)
    assert {(r["sector"], r["kind"], r["words"]) for r in rows("sectors")} == {
        ("MIL", "body", "zouave force"),
        ("BUS", "person", "croftsman|croftswoman"),
        ("GOV", "body", "ministry of adpersonistration"),
    }
    assert notes(done, "known") == [(2, "the noun is known with this sector")]
    [(line, why)] = notes(done, "apart")
    assert (line, why.startswith("known as GOV, here PTY: not taken")) == (5, True)
    assert [line for line, _ in notes(done, "refused")] == [6, 8, 9]
    assert take(AGENTS).tables == ()
