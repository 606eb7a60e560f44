"""Office-holders of Wikidata."""

from __future__ import annotations

LIST = """jurisdiction_repo,position,person,wikidata_id,start,end
egypt-ministers,Minister of Foreign Affairs,Zafir Qundali,Q999999991,2001-05-15,2004-07
egypt-ministers,President,Zafir Qundali,Q999999991,2004-07-14T00:00:00Z,
egypt-ministers,President,Mohamed Morsi,Q4631,2012-06-30,2013-07-03
egypt-ministers,ambassador to Italy,Mohamed Morsi,Q4631,1995,1996
sudan,Minister of Health,Sameh Shoukry,Q999999992,2001,2003
narnia-cabinet,Prime Minister,Lucy Pevensie,Q999999993,1950,1951
egypt-ministers,Minister of Health,Backward Qundali,Q999999994,2009,2005
egypt-ministers,Minister of Health,Late Qundali,Q999999995,2014s,2015
egypt-ministers,Minister of Health,Q999999996,Q999999996,2014,2015
egypt-ministers,Minister of Health,خيري العريدي,Q999999997,2014,2015
"""


def test_persons_and_their_terms(take, rows, notes) -> None:
    done = take(LIST)
    assert (done.form, done.guessed) == ("wikidata", True)
    people = {r["id"]: r for r in rows("persons")}
    assert (people["zafir-qundali"]["wikidata"], people["zafir-qundali"]["country"]) == ("Q999999991", "EGY")
    assert people["sameh-shoukry-sudan"]["name"] == "Sameh Shoukry (Sudan)"
    assert people["q999999997"]["name"] == "خيري العريدي"
    held = [(r["person"], r["title"], r["of"], r["start"], r["end"]) for r in rows("offices")]
    assert held[:3] == [
        ("zafir-qundali", "minister of foreign affairs", "egypt", "2001-05-15", "2004-07"),
        ("zafir-qundali", "president", "egypt", "2004-07-14", ""),
        ("mohamed-morsi", "ambassador to Italy", "egypt", "1995", "1996"),
    ]
    assert "mohamed-morsi" not in people
    assert [line for line, _ in notes(done, "left out")] == [7, 8, 9]
    assert [line for line, _ in notes(done, "refused")] == [10]
    assert take(LIST).tables == ()


def test_other_dates_for_a_known_term_are_told_and_not_taken(take, rows, notes) -> None:
    done = take("country,position,person,start,end\nEGY,President,Mohamed Morsi,2012-10-30,2013-07-03\n")
    assert rows("offices") == []
    assert (2, "president 2012-10-30 to 2013-07-03: known as president 2012-06-30 to 2013-07-03, which stays") in notes(
        done, "known"
    )
