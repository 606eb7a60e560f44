"""What share of rows is expected to be wrong: by confidence, and by what people decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse import account
from onrecord.ledger import Expected, Ledger
from onrecord.ledger.expected import Shares, Weighed, bins, tenth
from onrecord.ledger.verify import verify

SIGNED = {"by": "R. Haddad", "why": "read it again"}
MEASURED = ("attributions", "events", "relations")


@pytest.fixture(scope="module")
def nobody(tmp_path_factory):
    """What is known where nobody decided anything."""
    with Ledger.open(tmp_path_factory.mktemp("expected") / "e.onrecord", create=True) as ledger:
        yield Shares(ledger.store)


@pytest.mark.parametrize("section", MEASURED)
def test_the_table_begins_with_nothing_and_rises(section):
    some = bins()[section]
    assert some[0].least == 0
    assert all(0 <= one.right <= one.rows for one in some)
    shares = [one.right / one.rows for one in some]
    assert shares == sorted(set(shares))


ROWS = st.lists(
    st.builds(
        Weighed,
        st.sampled_from((*MEASURED, "figures")),
        st.floats(0, 1),
        st.sampled_from("abc"),
        st.sampled_from("xyz"),
        st.sampled_from((None, None, "accepted", "corrected", "rejected")),
    )
)


@given(rows=ROWS)
def test_a_share_lies_between_nothing_and_all(nobody, rows):
    found = nobody.expected(rows)
    assert found.rows == len(rows)
    assert found.reports == len({row.report for row in rows})
    assert found.origins == len({row.origin for row in rows})
    if found.share_wrong is None:
        assert found.low is found.high is None
    else:
        assert 0 <= found.low <= found.share_wrong <= found.high <= 1
    together = nobody.jointly(rows)
    assert together is None or 0 <= together <= 1


@given(section=st.sampled_from(MEASURED), one=st.floats(0, 1), other=st.floats(0, 1))
def test_more_confidence_is_never_more_wrong(nobody, section, one, other):
    low, high = sorted((one, other))
    assert 0 < nobody.wrong(section, high) <= nobody.wrong(section, low) < 1


@given(rows=ROWS.filter(bool))
def test_what_was_accepted_makes_a_list_no_worse(nobody, rows):
    accepted = [row._replace(verdict="accepted") if row.verdict is None else row for row in rows]
    before, after = nobody.expected(rows), nobody.expected(accepted)
    if before.share_wrong is not None:
        assert after.share_wrong == 0 <= before.share_wrong


def test_of_figures_nothing_is_said_before_somebody_judged(nobody):
    assert nobody.expected([Weighed("figures", None, "a", "x")]) == Expected(1, 1, 1, unknown=1)
    assert nobody.expected([]) == Expected(0, 0, 0)


def test_what_cannot_be_judged_stands_beside_the_share(nobody):
    event = Weighed("events", 0.95, "a", "x")
    alone, both = nobody.expected([event]), nobody.expected([event, Weighed("figures", None, "b", "x")])
    assert both.share_wrong == alone.share_wrong
    assert (alone.unknown, both.unknown) == (0, 1)


def test_a_tie_is_wrong_if_no_origin_is_right(nobody):
    row = Weighed("relations", 0.65, "a", "x")
    alone = nobody.jointly([row])
    assert alone == pytest.approx(nobody.wrong("relations", 0.65), abs=1e-4)
    assert nobody.jointly([row, row._replace(report="b")]) == alone, "a copy repeats the error"
    assert nobody.jointly([row, row._replace(confidence=0.1, report="b")]) == alone, "the surest row of an origin"
    assert nobody.jointly([row, row._replace(origin="y")]) == pytest.approx(alone**2, abs=1e-4)
    assert nobody.jointly([row, row._replace(origin="y", verdict="accepted")]) == 0
    assert nobody.jointly([row._replace(verdict="rejected")]) is None
    assert nobody.jointly([row._replace(origin=str(n)) for n in range(100)]) == 0.0001, "never certain"


@given(st.integers(0, 100))
def test_a_tenth_holds_what_its_decimals_say(hundredths):
    assert tenth(hundredths / 100) == min(9, hundredths // 10)


@pytest.fixture
def many(ledger, told):
    """A ledger of six reports of three publishers, and the row of the event of each."""
    rows = []
    for n in range(6):
        made = told(source_id=f"{n}.txt", publisher=f"Outlet {n % 3}", own_words=True)
        ledger.add(*made.pair)
        rows.append(f"{made.report.id}:e1")
    return ledger, rows


def test_a_list_says_from_how_much_it_comes(many):
    ledger, _ = many
    found = ledger.events().expected
    assert (found.rows, found.reports, found.origins) == (6, 6, 3)
    assert found.judged == 0
    assert found.basis == "confidence"
    assert ledger.claims().expected.reports == 6
    assert ledger.search("shelled").expected.origins == 3


def test_rejections_raise_it_and_acceptances_lower_it(many):
    ledger, rows = many
    first = ledger.events().expected.share_wrong
    ledger.reject(rows[0], **SIGNED)
    after = ledger.events().expected
    assert after.share_wrong > first
    assert (after.rows, after.judged, after.basis) == (5, 1, "confidence and 1 decision")
    for row in rows[1:3]:
        ledger.accept(row, **SIGNED)
    assert ledger.events().expected.share_wrong < after.share_wrong


def test_the_formula(many):
    ledger, rows = many
    confidence = ledger.events().rows[0].confidence
    first = Shares(ledger.store).wrong("events", confidence)
    ledger.reject(rows[0], **SIGNED)
    ledger.accept(rows[1], **SIGNED)
    ledger.reject(rows[2], **SIGNED)
    assert Shares(ledger.store).wrong("events", confidence) == pytest.approx((20 * first + 2) / 23)


def test_a_correction_tells_of_an_error_and_mends_it(many):
    ledger, rows = many
    confidence = ledger.events().rows[0].confidence
    first = Shares(ledger.store).wrong("events", confidence)
    ledger.correct(rows[0], {"type": "PROTEST"}, **SIGNED)
    assert Shares(ledger.store).wrong("events", confidence) > first
    assert ledger.events(type="PROTEST").expected.share_wrong == 0


def test_what_is_undone_counts_no_more(many):
    ledger, rows = many
    first = ledger.events().expected
    decision = ledger.reject(rows[0], **SIGNED)
    ledger.undo(decision.id, **SIGNED)
    assert ledger.events().expected == first


def test_decisions_on_figures_say_something_of_figures(many):
    ledger, rows = many
    assert account(ledger).expected["figures"].share_wrong is None
    ledger.reject(rows[0].replace(":e1", ":f1"), **SIGNED)
    found = account(ledger).expected["figures"]
    assert found.share_wrong == pytest.approx(2 / 3, abs=1e-4)
    assert (found.rows, found.judged, found.basis) == (5, 1, "1 decision")


def test_tallies_and_rows_say_the_same(many):
    ledger, rows = many
    ledger.reject(rows[0], **SIGNED)
    ledger.accept(rows[1], **SIGNED)
    ledger.correct(rows[2], {"type": "PROTEST"}, **SIGNED)
    whole = account(ledger).expected
    assert whole["events"] == ledger.events(status="all").expected
    assert whole["attributions"] == ledger.claims().expected
    assert verify(ledger) == []


def test_rejected_rows_have_no_share(many):
    ledger, rows = many
    ledger.reject(rows[0], **SIGNED)
    found = ledger.events(rejected=True).expected
    assert (found.rows, found.reports, found.share_wrong) == (1, 1, None)


def test_rows_by_their_names(many):
    ledger, rows = many
    ledger.accept(rows[1], **SIGNED)
    events = ledger.events()
    by_name = Shares(ledger.store).named((event.row, event.origin) for event in events)
    assert by_name == events.expected


def test_an_actor_says_from_how_much_it_comes(many):
    ledger, rows = many
    [card] = ledger.actor("Harbour Front")
    assert (card.reports, card.origins) == (6, 3)
    assert card.expected.rows == card.claims + card.events + card.relations
    ledger.accept(rows[0], **SIGNED)
    [after] = ledger.actor("Harbour Front")
    assert after.events == card.events
    assert after.expected.share_wrong < card.expected.share_wrong


def test_a_happening_told_by_two_origins_is_less_likely_wrong(many):
    ledger, _ = many
    shares = Shares(ledger.store)
    for happening in ledger.happenings():
        origins = len({telling.origin for telling in happening.tellings})
        wrong = shares.wrong("events", happening.shown.confidence)
        assert happening.wrong == pytest.approx(wrong**origins, abs=1e-3)
