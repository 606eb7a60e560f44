from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.encoding import decode

TEXT = "The mayor of Aldmere said “no” – again.\r\nIt’s over, said Zoë.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_a_warning(encoding):
    found = decode(TEXT.encode(encoding))
    assert (found.text, found.warnings) == (TEXT, ())


def test_windows_is_guessed_and_told():
    found = decode(TEXT.encode("cp1252"))
    assert found.text == TEXT
    assert [w.code for w in found.warnings] == ["encoding_guessed"]
    assert "Windows-1252" in found.warnings[0].message


def test_a_few_foreign_bytes_in_utf8_are_read_as_windows():
    found = decode(TEXT.encode() + "It’s late.".encode("cp1252"))
    assert found.text == TEXT + "It’s late."
    assert [w.code for w in found.warnings] == ["encoding_mixed"]


def test_another_script_is_guessed_by_its_bytes():
    text = "Совет города решил закрыть мост через реку до весны, сообщил мэр города в понедельник. " * 4
    found = decode(text.encode("cp1251"))
    assert found.text == text
    assert [w.code for w in found.warnings] == ["encoding_guessed"]


@pytest.mark.parametrize(
    "declared", ["<meta charset=ISO-8859-2>", "<META http-equiv=x content='text/html; charset=iso-8859-2'>"]
)
def test_a_page_is_believed(declared):
    html = f"<html><head>{declared}</head><body>Łódź</body></html>"
    assert decode(html.encode("iso-8859-2"), page=True).text == html
    assert decode(html.encode("iso-8859-2"), page=False).text != html


def test_a_page_that_declares_nonsense_is_not():
    html = "<html><head><meta charset=klingon></head><body>Café</body></html>"
    found = decode(html.encode("cp1252"), page=True)
    assert found.text == html
    assert found.warnings


def test_a_page_that_is_utf8_but_declares_latin_is_utf8():
    html = "<html><head><meta charset=iso-8859-1></head><body>Café “Zoë”</body></html>"
    assert decode(html.encode(), page=True).text == html


def test_broken_utf16_is_told():
    found = decode(b"\xff\xfe" + "Rain fell.".encode("utf-16-le") + b"\x00\xd8")
    assert found.text.startswith("Rain fell.")
    assert [w.code for w in found.warnings] == ["encoding_broken"]


@given(st.binary(max_size=400), st.booleans())
def test_nothing_makes_it_fail_and_no_surrogate_comes_out(data, page):
    decode(data, page).text.encode("utf-8")


@given(st.text().filter(lambda t: not t.startswith("\ufeff") and "\0" not in t))
def test_utf8_is_always_told(text):
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert decode(text.encode()).text == text
