from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from onrecord.export.xml import legal


@given(st.text())
def test_xml_takes_what_is_legal_and_it_is_as_long_as_before(text):
    made = etree.Element("a")
    made.text = legal(text)
    assert len(made.text) == len(text)
    assert etree.fromstring(etree.tostring(made)).text in (legal(text), None if not text else legal(text))


def test_controls_and_halves_of_pairs_are_replaced_and_emoji_stay():
    assert legal("\x00\ud800\ufffe🔥\t") == "\ufffd\ufffd\ufffd🔥\t"
