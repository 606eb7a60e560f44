"""The plain CSV."""

from __future__ import annotations

LIST = """name;kind;other;country;sector;gender;title;of;start;end
Delta River Front;group;DRF|Front for the Delta River;EGY;REB|PTY;;;;;
Zafir Qundali;person;;Egypt;;m;commander;Delta River Front;2011;2013-05
Zafir Qundali;person;;Egypt;;m;president;EGY;2013-06;
Qundal Times;outlet;;EG;MED;;;;;
Aid of Qundal;organisation;;;NGO;;;;;
"Two
lines";group;;EGY;REB;;;;;
Lost Front;group;=1+1;Narnia;QQQ;;;;;
Odd Front;spaceship;;EGY;REB;;;;;
Nobody Qundali;person;;;;;minister;;;
Hamas;group;Movement of Hamas;PSE;REB;;;;;
"""


def test_each_kind_has_its_table(take, rows, notes) -> None:
    done = take(LIST)
    assert (done.form, done.guessed) == ("csv", True)
    assert [(r["id"], r["other"], r["sector"]) for r in rows("groups")] == [
        ("delta-river-front", "DRF|Front for the Delta River", "REB|PTY"),
        ("two-lines", "", "REB"),
        ("lost-front", "", ""),
    ]
    assert [(r["id"], r["gender"]) for r in rows("persons")] == [("zafir-qundali", "m"), ("nobody-qundali", "")]
    assert [(r["id"], r["country"]) for r in rows("outlets")] == [("qundal-times", "EGY")]
    assert [r["id"] for r in rows("organisations")] == ["aid-of-qundal"]
    assert [(r["person"], r["title"], r["of"], r["start"], r["end"]) for r in rows("offices")] == [
        ("zafir-qundali", "commander", "delta-river-front", "2011", "2013-05"),
        ("zafir-qundali", "president", "egypt", "2013-06", ""),
    ]
    assert rows("names") == [{"id": "hamas", "names": "Movement of Hamas"}]
    assert [line for line, _ in notes(done, "left out")] == [9, 9, 9, 11]
    assert [line for line, _ in notes(done, "refused")] == [10]
    assert take(LIST).tables == ()


def test_a_later_list_adds_to_what_the_folder_has(take, rows, mine) -> None:
    take(LIST)
    done = take("name,kind,other,country\nDelta River Front,group,Delta Fighters,EGY\n", name="second.csv")
    assert done.tables == ("actors/names.tsv",)
    assert {"id": "delta-river-front", "names": "Delta Fighters"} in rows("names")
    done = take("name,kind,other,country\nDelta River Front,group,River Fighters,EGY\n", name="third.csv")
    assert {"id": "delta-river-front", "names": "Delta Fighters|River Fighters"} in rows("names")
    assert take(LIST).tables == ()


def test_lines_of_one_s_own_stay(take, mine) -> None:
    (mine / "actors").mkdir(parents=True)
    own = "# my note\nname\tid\nMy Front\tmy-front\n"
    (mine / "actors" / "groups.tsv").write_text(own)
    take("name,kind,country\nDelta River Front,group,EGY\n")
    text = (mine / "actors" / "groups.tsv").read_text()
    assert text.startswith("# my note\nname\tid\tcountry\nMy Front\tmy-front\n# from list.txt (csv), text ")
    assert text.endswith("Delta River Front\tdelta-river-front\tEGY\n")
