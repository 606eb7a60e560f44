from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BadDate
from onrecord.ingest import inputs
from onrecord.ingest.given import Failure, Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.ingest.make import report_id

from .conftest import PARAGRAPHS, page

SEED = Path(__file__).parents[2] / "../shared/cases/seed.txt"


def one(rows):
    assert len(rows) == 1, rows
    return rows[0]


def test_a_file_is_a_report_with_its_path_as_source(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Rain fell.\r\n\r\nIt stopped.\r\n")
    found = one(list(read_inputs([str(path)], Options(published="2014-07-22", publisher="The Courier"))))
    assert isinstance(found, Given)
    report = found.report
    assert report.text == "Rain fell.\r\n\r\nIt stopped.\r\n"
    assert report.source_id == str(path)
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert report.id == report_id(report.sha256, str(path))
    assert (report.published, report.published_basis, report.publisher) == ("2014-07-22", "given", "The Courier")
    assert (found.original, found.media, found.state) == (path.read_bytes(), "text/plain", "read")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.sampled_from(["\n", "\r\n", "\r", "\u2028"]),
)
def test_plain_text_is_kept_to_the_last_character(words, end):
    text = f"Ra\u0301in 😀 fell.{end}{words}{end}"
    found = one(list(read_inputs(["-"], stdin=io.BytesIO(text.encode()))))
    assert found.report.text == text
    assert found.original == text.encode()


@given(st.text(max_size=60).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t)))
def test_the_text_of_a_json_line_is_kept_too(words):
    text = f"Rain fell. {words}"
    line = json.dumps({"id": "a", "text": text}).encode()
    found = one(list(read_inputs(["-"], stdin=io.BytesIO(line))))
    assert found.report.text == text
    assert found.report.sha256 == hashlib.sha256(text.encode()).hexdigest()


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(data):
    for found in read_inputs(["-"], stdin=io.BytesIO(data)):
        assert isinstance(found, Given | Failure)


@given(st.binary(max_size=120), st.integers(0, 200), st.integers(1, 60))
def test_no_damage_to_a_gzip_makes_it_fail(noise, start, length):
    packed = bytearray(gzip.compress(b'{"id":"a","text":"Rain fell."}\n' * 20))
    packed[start : start + length] = noise
    for found in read_inputs(["-"], stdin=io.BytesIO(bytes(packed))):
        assert isinstance(found, Given | Failure)


def test_a_mark_at_the_start_is_no_part_of_the_text(piped):
    found = one(piped(b"\xef\xbb\xbfRain fell."))
    assert found.report.text == "Rain fell."
    assert found.report.sha256 == hashlib.sha256(b"\xef\xbb\xbfRain fell.").hexdigest()


def test_the_same_text_packed_is_the_same_report(piped):
    plain, packed = one(piped(b"Rain fell.")), one(piped(gzip.compress(b"Rain fell.")))
    assert packed.report == plain.report


def test_a_bad_date_of_the_call_is_raised_before_anything_is_read():
    with pytest.raises(BadDate, match="yesterday"):
        read_inputs(["nowhere.txt"], Options(published="yesterday"))


UNREADABLE = {
    "nothing": (b"", "I203"),
    "white space": (b" \r\n\t", "I203"),
    "a mark alone": (b"\xef\xbb\xbf", "I203"),
    "two zeros": (b"\0\0", "I203"),
    "every byte": (bytes(range(256)) * 20, "I204"),
    "zeros": (b"\0" * 4000, "I204"),
    "pdf": (b"%PDF-1.7 and more", "I204"),
    "zip": (b"PK\x03\x04and more", "I204"),
    "feed": (b"<?xml version='1.0'?><rss></rss>", "I204"),
    "json laid out": (b'{\n  "id": "a",\n  "text": "Rain fell."\n}', "I204"),
    "json list": (b'[{"id": "a", "text": "Rain fell."}]', "I204"),
    "packed twice": (gzip.compress(gzip.compress(b"Rain fell.")), "I204"),
    "one long line": (b"a" * 50_000_000, "I205"),
    "one long line packed": (gzip.compress(b"a" * 50_000_000, 1), "I205"),
    "cut gzip": (gzip.compress(random.Random(1).randbytes(20_000).hex().encode())[:9_000], "I206"),
    "head of a gzip": (gzip.compress(b"Rain fell.")[:6], "I206"),
    "menu": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "I208"),
    "empty page": (b"<html></html>", "I208"),
    "deep page": (b"<html><body>" + b"<div>" * 9_000, "I208"),
    "deeper page": (b"<html><body>" + b"<div>" * 100_000, "I205"),
}


def test_a_text_that_begins_with_a_tag_is_kept_whole_and_a_page_named_as_text_is_a_page(tmp_path):
    words = "<script>alert(1)</script> The mayor resigned on Monday.\n\n<svg/onload=x> The council met on Tuesday."
    (tmp_path / "a.txt").write_text(words)
    assert one(list(read_inputs([str(tmp_path / "a.txt")]))).report.text == words
    (tmp_path / "b.txt").write_text(page())
    assert one(list(read_inputs([str(tmp_path / "b.txt")]))).media == "text/html"


@pytest.mark.parametrize(("data", "code"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_a_failure_with_its_code(piped, data, code):
    found = one(piped(data))
    assert isinstance(found, Failure)
    assert found.code == code
    assert found.source_id == "-"
    assert found.message
    assert found.next_step
    assert found.state == ("no_article" if code == "I208" else "unreadable")


def test_one_bad_input_does_not_stop_the_rest(tmp_path):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("Rain fell.")
    empty.touch()
    rows = list(read_inputs([str(tmp_path / "none.txt"), str(empty), "no*.such", "a\0b", str(good)]))
    assert [getattr(r, "code", "read") for r in rows] == ["I201", "I203", "I201", "I201", "read"]


def test_inputs_are_read_as_they_are_asked_for(tmp_path):
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text("Rain fell.")
    rows = read_inputs([str(first), str(second)])
    assert isinstance(next(rows), Given)
    second.write_text("Snow fell.")
    assert next(rows).report.text == "Snow fell."


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Rain fell.")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(inputs, "open", refuse, raising=False)
    assert one(list(read_inputs([str(path)]))).code == "I202"


def test_a_name_that_is_no_utf8_is_still_written_down(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")
    try:
        with open(path, "wb") as file:
            file.write(b"Rain fell.")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    found = one(list(read_inputs([str(tmp_path)])))
    assert found.report.source_id.encode() == os.path.join(os.fsencode(tmp_path), "\ufffd.txt".encode())


def test_content_counts_more_than_the_name(tmp_path):
    (tmp_path / "a.txt").write_text(page("<title>The bridge</title>"))
    (tmp_path / "b.html").write_text("Rain fell on Aldmere.")
    (tmp_path / "c.txt").write_text('{"id": "x", "text": "Snow fell."}\n')
    (tmp_path / "d.html").write_bytes(gzip.compress(b'{"id": "y", "text": "Hail fell."}'))
    rows = list(read_inputs([str(tmp_path)]))
    assert [r.media for r in rows] == ["text/html", "text/plain", "text/plain", "text/plain"]
    assert [r.report.source_id for r in rows][2:] == ["x", "y"]


def test_a_page_is_its_article(piped):
    html = page("<title>The bridge</title><meta property='article:published_time' content='2013-07-03T09:30:00Z'>")
    found = one(piped(html.encode(), publisher="The Courier"))
    assert found.report.text == "\n\n".join(PARAGRAPHS)
    assert found.original == html.encode()
    assert found.report.sha256 == hashlib.sha256(html.encode()).hexdigest()
    assert (found.report.title, found.report.publisher) == ("The bridge", "The Courier")
    assert (found.report.published, found.report.published_basis) == ("2013-07-03T09:30:00+00:00", "page")


def test_what_is_given_wins_over_the_page(piped):
    html = page("<title>The bridge</title><meta property='article:published_time' content='2013-07-03T09:30:00Z'>")
    line = {"id": "a", "html": html, "title": "Closed", "published": "2013-07-04", "url": "https://example.org/b"}
    found = one(piped(json.dumps(line).encode()))
    report = found.report
    assert (report.title, report.published, report.published_basis) == ("Closed", "2013-07-04", "given")
    assert report.id == report_id(report.sha256, "https://example.org/b")


def test_another_language_is_told(piped):
    text = "Der Stadtrat hat am Montag beschlossen, die alte Brücke über den Fluss zu sperren. " * 4
    found = one(piped(text.encode()))
    assert (found.state, found.report.language) == ("not_english", "de")


def test_the_seed_report_is_whole_and_only_its_last_line_is_no_news():
    if not SEED.exists():
        pytest.skip("the shared cases are not beside the repository")
    found = one(list(read_inputs([str(SEED)])))
    text = found.report.text
    assert text.encode() == SEED.read_bytes()
    (span,) = found.report.boilerplate
    assert span.text == text.rstrip().split("\n")[-1].strip()
    assert span.end == len(text.rstrip())
