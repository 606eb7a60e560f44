"""Terms of office as bars."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import Who
from onrecord.model import Role
from onrecord.web.terms import LEAST, WIDTH, terms

DAYS = st.none() | st.dates().map(str) | st.from_regex(r"(1[0-9]|20)[0-9]{2}(-0[1-9])?", fullmatch=True)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6), st.none() | st.dates().map(str))
def test_every_bar_is_on_the_scale(spans, until):
    drawn = terms([Role("minister", None, start, end) for start, end in spans], until)
    assert len(drawn.rows) == len(spans)
    for term in drawn.rows:
        if term.x is None:
            assert term.width is None
        else:
            assert term.width >= LEAST
            assert 0 <= term.x <= term.x + term.width <= WIDTH + 0.01


def test_open_terms_reach_to_the_last_day():
    roles = [Role("minister", "egypt", "2013"), Role("deputy", "egypt", "2011", "2012"), Role("guest")]
    drawn = terms(roles, "2014-01-01", {"egypt": Who("egypt", "Egypt")})
    assert (drawn.start, drawn.end) == ("2011-01-01", "2014-01-01")
    deputy, minister, guest = drawn.rows
    assert (deputy.x, deputy.open_end) == (0.0, False)
    assert minister.open_end
    assert round(minister.x + minister.width) == WIDTH
    assert guest.x is None
    assert minister.of == Who("egypt", "Egypt")
    assert terms([]).start is None
