from __future__ import annotations

import gzip
import json
import random

import pytest

from onrecord.ingest.given import Failure, Given
from onrecord.ingest.inputs import read_inputs


def lines(*rows):
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def codes(given):
    return [w.code for w in given.warnings]


def test_a_broken_line_is_told_by_its_number_and_the_rest_is_read(piped):
    rows = piped(
        lines({"id": "a", "text": "Rain fell."}, b'{"id": "b", "text": ', b"", {"id": "c", "text": "Snow fell."})
    )
    assert [r.report.source_id for r in rows if isinstance(r, Given)] == ["a", "c"]
    (failure,) = (r for r in rows if isinstance(r, Failure))
    assert (failure.code, failure.line, failure.source_id) == ("I207", 2, "-:2")
    assert failure.original == b'{"id": "b", "text": '
    assert "line 2" in failure.message


BAD = {
    "list": (b"[1]", "I207"),
    "null": (b"null", "I207"),
    "string": (b'"Rain"', "I207"),
    "no body": (b'{"id": "x"}', "I207"),
    "id a list": (b'{"id": ["x"], "text": "Rain fell."}', "I207"),
    "text a number": (b'{"id": "x", "text": 5}', "I207"),
    "endless number": (b'{"id": "x", "text": "Rain", "n": 1' + b"0" * 5000 + b"}", "I207"),
    "too deep": (b'{"id": "x", "text": ' + b"[" * 100_000 + b"}", "I207"),
    "white text": (b'{"id": "x", "text": " \\n "}', "I203"),
    "empty page": (b'{"id": "x", "html": ""}', "I203"),
    "menu": (b'{"id": "x", "html": "<p>Menu</p>"}', "I208"),
    "long text": (b'{"id": "x", "text": "' + b"a" * 20_000_001 + b'"}', "I205"),
    "long line": (b'{"id": "x", "text": "' + b"a" * 50_000_000 + b'"}', "I205"),
}


@pytest.mark.parametrize(("line", "code"), BAD.values(), ids=BAD.keys())
def test_a_line_that_is_no_report(piped, line, code):
    first, bad, last = piped(lines({"id": "a", "text": "Rain fell."}, line, {"id": "c", "text": "Snow fell."}))
    assert isinstance(first, Given)
    assert isinstance(last, Given)
    assert isinstance(bad, Failure)
    assert (bad.code, bad.line) == (code, 2)


def test_a_second_report_of_the_same_id_is_kept_and_told(piped):
    first, second = piped(lines({"id": "a", "text": "Rain fell."}, {"id": "a", "text": "Snow fell."}))
    assert codes(first) == []
    assert codes(second) == ["duplicate_id"]
    assert second.report.text == "Snow fell."
    assert first.report.id != second.report.id


def test_an_id_is_a_name_and_never_a_path(piped, tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("Nobody reads this.")
    monkeypatch.chdir(tmp_path)
    (found,) = piped(lines({"id": "../secret.txt", "text": "Rain fell."}))
    assert (found.report.source_id, found.report.text) == ("../secret.txt", "Rain fell.")
    assert [p.name for p in tmp_path.iterdir()] == ["secret.txt"]


def test_a_line_without_an_id_has_its_place_for_one(piped):
    first, second = piped(lines({"text": "Rain fell."}, {"id": 5, "text": "Snow fell."}))
    assert (first.report.source_id, second.report.source_id) == ("-:1", "5")


def test_a_bad_date_is_dropped_and_named(piped):
    row = {"id": "a", "text": "Rain fell.", "published": "2014-02-30", "captured": "soon"}
    (found,) = piped(lines(row), published="2014-03-01")
    assert codes(found) == ["bad_date", "bad_date"]
    assert "2014-02-30" in found.warnings[0].message
    assert (found.report.published, found.report.captured) == ("2014-03-01", None)


def test_the_fields_of_a_line_are_taken(piped):
    row = {
        "id": "a",
        "text": "Rain fell.",
        "title": " Rain ",
        "published": "2014-07-22 09:30Z",
        "captured": "2014-07-23",
        "publisher": "The Courier",
        "url": "https://example.org/rain",
        "language": "eng",
        "author": ["Ana Novak", "Ana Novak", "Jan Vos"],
    }
    (found,) = piped(lines(row), publisher="Another", published="1999-01-01")
    report = found.report
    assert (report.title, report.publisher, report.url) == ("Rain", "The Courier", "https://example.org/rain")
    assert (report.published, report.captured) == ("2014-07-22T09:30:00+00:00", "2014-07-23")
    assert (report.language, report.authors) == ("en", ("Ana Novak", "Jan Vos"))


def test_fields_of_the_wrong_kind_are_dropped_and_named(piped):
    row = {"id": "a", "text": "Rain fell.", "title": 5, "author": [{"name": "Ana"}], "language": "klingon"}
    (found,) = piped(lines(row))
    assert codes(found) == ["bad_field", "bad_field", "bad_language"]
    assert (found.report.title, found.report.authors, found.report.language) == (None, (), "en")


def test_a_lone_surrogate_becomes_one_replacement_character(piped):
    (found,) = piped(b'{"id": "a", "text": "Rain \\ud800 fell \\ud83d\\ude00."}')
    assert found.report.text == "Rain � fell 😀."
    assert codes(found) == ["surrogates"]


def test_a_given_language_is_trusted(piped):
    german, english = piped(
        lines(
            {"id": "a", "text": "Rain fell on the town of Aldmere. " * 10, "language": "de-AT"},
            {"id": "b", "text": "Der Rat schloss am Montag die alte Brücke. " * 10, "language": "English"},
        )
    )
    assert (german.report.language, german.state) == ("de", "not_english")
    assert (english.report.language, english.state) == ("en", "read")


def test_text_and_html_together_are_told(piped):
    (found,) = piped(lines({"id": "a", "text": "Rain fell.", "html": "<p>Snow fell.</p>"}))
    assert found.report.text == "Rain fell."
    assert codes(found) == ["two_bodies"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
def test_lines_in_other_encodings(piped, encoding):
    text = '{"id": "a", "text": "Rain fell — all day."}\r\n{"id": "b", "text": "Snow fell."}\r\n'
    rows = piped(text.encode(encoding))
    assert [r.report.text for r in rows] == ["Rain fell — all day.", "Snow fell."]


def packed(number):
    return gzip.compress(lines(*({"id": str(i), "text": f"Rain fell {i * 7919}."} for i in range(number))))


def test_lines_before_the_cut_are_read(piped):
    data = packed(400)
    *read, failure = piped(data[: len(data) // 2])
    assert len(read) > 50
    assert [r.report.source_id for r in read] == [str(i) for i in range(len(read))]
    assert (failure.code, failure.line) == ("I206", len(read) + 1)


def test_lines_before_a_wrong_checksum_are_read(piped):
    data = packed(100)
    *read, failure = piped(data[:-8] + b"12345678")
    assert len(read) >= 90
    assert failure.code == "I206"


@pytest.mark.parametrize(("tail", "wrong"), [(b"\0" * 100, False), (b"junk", True)])
def test_what_follows_a_gzip(piped, tail, wrong):
    rows = piped(packed(5) + tail)
    assert [isinstance(r, Failure) for r in rows] == [False] * 5 + [True] * wrong


def test_several_gzips_in_one_file(piped):
    assert len(piped(packed(3) + packed(4))) == 7


def test_a_bomb_is_stopped_while_it_grows(piped):
    bomb = gzip.compress(b'{"id": "a", "text": "Rain fell."}\n' + b"a" * 200_000_000, 1)
    first, failure = piped(bomb)
    assert isinstance(first, Given)
    assert failure.code == "I205"


def test_much_repeated_news_is_no_bomb(piped):
    rows = piped(gzip.compress(lines({"id": "a", "text": random.Random(1).randbytes(300).hex()}) * 300))
    assert len(rows) == 300
    assert all(isinstance(r, Given) for r in rows)


def test_a_file_of_empty_lines_is_empty(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\n\n \n")
    (failure,) = read_inputs([str(path)])
    assert (failure.code, failure.source_id) == ("I203", str(path))
