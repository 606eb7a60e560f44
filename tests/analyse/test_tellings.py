"""What holds on a day and what changed, by the interval that each report gives."""

import pytest

from onrecord.analyse import network

DAY = "2014-01-01"


def changes(ledger, since="2013-01-01", **asked):
    return [changed.change for changed in network(ledger, DAY, since, **asked).changes]


def test_an_end_without_a_day_holds_on_no_day_and_is_said_so(ledger, tell):
    tell(published="2013-08-15", tie=(None, None, "ended"))
    for day in ("1950-01-01", "2013-08-14", "2013-08-15"):
        assert network(ledger, day).ties == ()
    assert any("without a day, are left out: 1" in note for note in network(ledger, "2010-01-01").notes)
    assert not any("without a day" in note for note in network(ledger, DAY).notes)


def test_an_end_without_a_day_still_ends_what_others_say(ledger, tell):
    tell(source_id="a", published="2012-05-01")
    tell(source_id="b", published="2013-08-15", tie=(None, None, "ended"))
    assert len(network(ledger, "2013-08-14").ties) == 1
    assert network(ledger, "2013-08-15").ties == ()


@pytest.mark.parametrize(
    ("tie", "change"),
    [
        (("2013-05-01", None, "holds"), ["formed"]),
        (("2010-05-01", None, "holds"), []),
        ((None, None, "holds"), ["first told"]),
        (("2010-05-01", "2013-06-01", "holds"), ["broken"]),
        ((None, "2013-06-01", "ended"), ["broken"]),
        (("2013-03-01", "2013-06-01", "ended"), ["broken"]),
        ((None, None, "ended"), ["told ended"]),
        ((None, None, "strained"), ["strained"]),
        (("2013-05-01", None, "restored"), ["restored"]),
    ],
)
def test_what_one_report_makes_of_a_tie(ledger, tell, tie, change):
    tell(tie=tie)
    assert changes(ledger) == change


def test_a_tie_that_was_told_before_and_then_strained_and_broken(ledger, tell):
    tell(source_id="a", published="2012-01-01")
    tell(source_id="b", published="2013-03-01", tie=(None, None, "strained"))
    assert changes(ledger) == ["strained"]
    tell(source_id="c", published="2013-09-01", tie=(None, None, "ended"))
    assert changes(ledger) == ["broken"]
    assert changes(ledger, since="2013-09-01") == []


def test_what_changed_comes_before_what_is_only_told_however_widely(ledger, tell):
    tell(source_id="a", tie=("2013-05-01", None, "holds"), sides=(("iran", "Iran"), ("qatar", "Qatar")))
    for n in range(3):
        tell(source_id=str(n), publisher=f"Paper {n}", killed=n + 1)
    assert changes(ledger) == ["formed", "first told"]
    assert changes(ledger, limit=1) == ["formed"]
    assert network(ledger, DAY, "2013-01-01", limit=1).more


def test_only_ties_that_enough_origins_tell(ledger, tell):
    tell(source_id="a", publisher="Delta Post")
    assert network(ledger, DAY, min_origins=2).ties == ()
    tell(source_id="b", publisher="Delta Post", killed=13)
    assert network(ledger, DAY, min_origins=2).totals.ties == 0
    tell(source_id="c", publisher="Coast Times")
    tell(source_id="d", publisher="Coast Times", sides=(("iran", "Iran"), ("qatar", "Qatar")))
    found = network(ledger, DAY, min_origins=2)
    assert [(tie.object.name, tie.origins) for tie in found.ties] == [("Harbour Front", 2)]
    assert (found.totals.ties, found.totals.reports, found.totals.origins) == (1, 3, 2)
    assert changes(ledger, min_origins=2) == ["first told"]
    assert changes(ledger, min_origins=3) == []


def test_only_ties_of_some_actors(ledger, tell):
    tell(source_id="a")
    tell(source_id="b", sides=(("qatar", "Qatar"), ("egypt", "Egypt")))
    assert [tie.object.name for tie in network(ledger, DAY, actors=["Harbour Front"]).ties] == ["Harbour Front"]
    assert network(ledger, DAY, actors=["Qatar", "iran"]).totals.ties == 2
    assert network(ledger, DAY, "2013-01-01", actors=["Qatar"]).changes[0].tie.subject.name == "Qatar"


def test_of_ties_told_alike_the_first_told_comes_first(ledger, tell):
    for n, name in enumerate(("Zafra", "Merja", "Amarra")):
        tell(source_id=str(n), sides=(("iran", "Iran"), (f"g{n}", name)), publisher="Delta Post")
    assert [tie.object.name for tie in network(ledger, DAY).ties] == ["Zafra", "Merja", "Amarra"]


def test_a_telling_of_an_end_holds_since_when_another_says_that_it_began(ledger, tell):
    tell(tie=(None, "2013-06-01", "ended"))
    assert len(network(ledger, "2012-01-01").ties) == 1
    tell(tie=("2013-02-01", None, "holds"), publisher="Coast Times", source_id="b.txt", own_words=True)
    assert network(ledger, "2012-01-01").ties == ()
    assert network(ledger, "2012-01-01").totals.ties == 0
    assert len(network(ledger, "2013-03-01").ties) == 1
    assert [one.change for one in network(ledger, "2013-03-01", "2013-01-01").changes] == ["formed"]


def test_the_network_says_what_is_expected_to_be_wrong(ledger, tell):
    for n in range(3):
        tell(source_id=f"{n}.txt", publisher=f"Outlet {n}")
    before = network(ledger, DAY)
    [tie] = before.ties
    found = before.totals.expected
    assert (found.rows, found.reports, found.origins, found.judged) == (3, 3, 3, 0)
    assert 0 < found.share_wrong < 1
    assert tie.wrong == pytest.approx(found.share_wrong**3, abs=1e-3), "wrong only if all three are"
    [row, *_] = [told.row for told in tie.evidence]
    ledger.accept(row, by="R. Haddad", why="the words say so")
    after = network(ledger, DAY)
    assert (after.totals.expected.rows, after.totals.expected.judged) == (3, 1)
    assert after.totals.expected.share_wrong < found.share_wrong * 2 / 3
    assert after.ties[0].wrong == 0
    ledger.reject(row, by="R. Haddad", why="another group")
    assert network(ledger, DAY).totals.expected.share_wrong > found.share_wrong
