"""The actors of UCDP."""

from __future__ import annotations

HEAD = (
    "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NameChange,NewName,NewNameFullEng,Org,Splinter,ActorIdPrev,"
    "Alliance,ActorIdAlliance,JoinGroup,ActorIdGroup,Location\n"
)
LIST = (
    "\ufeff"
    + HEAD
    + (
        "1,Government of Egypt,Government of Egypt,n/a,Government of Egypt,0,,,4,0,,0,,0,,Egypt\n"
        '2,DRF,DRF,n/a,Delta River Front (DRF),1,"NRF, Nile Front","Nile River Front, Nile Front",1,0,,1,3,0,,Egypt\n'
        '3,Nile Alliance,Nile Alliance,n/a,n/a,0,,,1,0,,0,,0,,"Egypt, Sudan"\n'
        "4,DRF - S,DRF - S,n/a,n/a,0,,,1,1,2,0,,1,1,Egypt\n"
        "5,Hamas,Hamas,Harakat al-Muqawarna al-Islamiyya,Islamic Resistance Movement,0,,,1,0,,0,,0,,Israel\n"
        "6,Uzbek,Uzbek,n/a,Uzbek,0,,,3,0,,0,,0,,\n"
        "x,Wrong,Wrong,n/a,n/a,0,,,1,0,,0,,0,,Egypt\n"
        "4,Twice,Twice,n/a,n/a,0,,,1,0,,0,,0,,Egypt\n"
        "8,Short,line\n"
        "9,Military faction (navy),,n/a,n/a,0,,,1,0,,0,,0,,Thailand\n"
    )
)


def test_names_ties_and_those_who_are_known(take, rows, notes) -> None:
    done = take(LIST)
    assert (done.form, done.guessed) == ("ucdp", True)
    groups = {r["id"]: r for r in rows("groups")}
    assert set(groups) == {"drf", "nile-alliance", "drf-s", "military-faction-navy"}
    assert groups["drf"]["other"] == "Delta River Front|NRF|Nile Front|Nile River Front"
    assert (groups["drf"]["country"], groups["drf"]["sector"]) == ("EGY", "REB")
    assert groups["nile-alliance"]["country"] == ""
    assert {(r["person"], r["title"], r["of"]) for r in rows("offices")} == {
        ("drf", "member", "nile-alliance"),
        ("drf-s", "splinter", "drf"),
        ("drf-s", "member", "egypt.gov"),
    }
    assert [r["id"] for r in rows("names")] == ["hamas"]
    assert (2, "the name is known") in notes(done, "known")
    assert [line for line, _ in notes(done, "refused")] == [7, 8, 9, 10]
    assert take(LIST).tables == ()


def test_roles_of_groups_are_read(take, mine) -> None:
    from onrecord.knowledge.registry import registry
    from onrecord.knowledge.table import use

    take(LIST)
    use(mine)
    assert [(role.title, role.of) for role in registry().get("drf-s").roles] == [
        ("splinter", "drf"),
        ("member", "egypt.gov"),
    ]
