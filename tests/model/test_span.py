import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span

texts = st.text(st.sampled_from("aé\u0301 \r\n😀𝒜“”\u200f\u0000"), min_size=1)


@given(texts, st.data())
def test_offsets_are_code_points(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.text
    assert span.covers(start, end)
    assert span.overlaps(start, start + 1)
    assert not span.overlaps(end, end + 1)
    assert not span.covers(start, end + 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 0), (2, 1), (0, 4)])
def test_what_is_no_span_is_refused(start, end):
    with pytest.raises(ValueError, match="no span"):
        Span.of("abc", start, end)


def test_rows_are_frozen():
    with pytest.raises(AttributeError):
        Span.of("abc", 0, 1).start = 1  # type: ignore[misc]
