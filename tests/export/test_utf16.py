from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.utf16 import Units


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)) | st.sampled_from("🔥e\u0301\r\n𐎀")))
def test_an_offset_is_what_encoding_the_text_before_it_gives(text):
    units = Units(text)
    for at in range(len(text) + 1):
        assert units.at(at) == len(text[:at].encode("utf-16-le")) // 2
