"""Files of rows, whatever bytes they are made of."""

import gzip
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.compare.read import FIRST, REASONS, Rows
from onrecord.errors import EmptyInput, InputError, NotText, NotThere
from onrecord.ingest.encoding import bom, is_binary, wide


def events(*paths):
    rows = Rows(paths)
    return list(rows.events()), rows.told


def test_rows_come_with_their_file_and_line(written, gdelt):
    path = written(gdelt(1), "", gdelt(2))
    found, told = events(path)
    assert [(row.id, row.file, row.line) for row in found] == [("1", str(path), 1), ("2", str(path), 3)]
    assert [(one.form, one.rows, one.bad) for one in told] == [("GDELT 2.0 events", 2, {})]


def test_packed_files_give_the_same(written, tmp_path, gdelt, icews):
    plain = written(gdelt(1), gdelt(2))
    packed, zipped = tmp_path / "rows.gz", tmp_path / "20130815.export.CSV.zip"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("inner/20130815.export.CSV", plain.read_bytes())
        out.writestr("events.tab", f"{icews(header=True)}\n{icews(5)}\n")
    assert [row.id for row in events(packed)[0]] == ["1", "2"]
    found, told = events(zipped)
    assert [row.id for row in found] == ["1", "2", "5"]
    assert [one.name for one in told] == [f"{zipped}/inner/20130815.export.CSV", f"{zipped}/events.tab"]


def test_bad_rows_are_counted_with_their_reason_and_first_lines(written, gdelt):
    bad = [gdelt(n, SQLDATE="20130231") for n in range(FIRST + 3)]
    _, [told] = events(written(gdelt(1), "garbage", *bad, gdelt(2, EventCode="xyz"), "a\tb"))
    assert told.rows == 1
    assert {why: (one.number, one.lines) for why, one in told.bad.items()} == {
        "another number of cells than the 61 of GDELT 2.0 events": (2, [2, FIRST + 7]),
        "SQLDATE is no day": (FIRST + 3, [3, 4, 5, 6, 7]),
        "the CAMEO code is not known": (1, [FIRST + 6]),
    }


def test_bad_lines_at_the_head_hide_no_format(written, gdelt):
    found, [told] = events(written("garbage", "more", gdelt(1)))
    assert [row.id for row in found] == ["1"]
    assert told.bad["no header, and no row of the format"].lines == [1, 2]


def test_reasons_are_bounded(written, icews, monkeypatch):
    from onrecord.compare import read

    monkeypatch.setattr(read, "REASONS", 2)
    told = read.Told("x", "y")
    for n in range(REASONS):
        told.wrong(f"reason {n}", n)
    assert list(told.bad) == ["reason 0", "reason 1", "other reasons"]


def test_what_is_no_utf_8_is_latin_and_counted(written, gdelt):
    found, [told] = events(written(gdelt(1), gdelt(2, Actor1Name="S\u00c3O").encode("iso-8859-1")))
    assert found[1].actor.name == "SÃO"
    assert told.latin == 1


def test_marks_at_the_head_and_wide_letters_are_read(written, tmp_path, icews):
    text = f"{icews(header=True)}\n{icews(5, Source_Name='Ḥarbour 😀')}\n"
    for name, data in (
        ("a", b"\xef\xbb\xbf" + text.encode()),
        ("b", text.encode("utf-16")),
        ("c", text.replace("\n", "\r\n").encode()),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert [row.actor.name for row in events(path)[0]] == ["Ḥarbour 😀"]


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path, gdelt):
    path = tmp_path / "rows.gz"
    path.write_bytes(
        gzip.compress("\n".join(gdelt(n, Actor2Name=f"X{n * 7919}") for n in range(5000)).encode())[:-2000]
    )
    found, [told] = events(path)
    assert 0 < len(found) < 5000
    assert told.broken is not None
    assert "cut off" in told.broken


def test_a_line_that_is_too_long_is_passed_over(written, gdelt, monkeypatch):
    from onrecord.compare import files

    monkeypatch.setattr(files, "LONGEST", 2_000)
    found, [told] = events(written(gdelt(1), "x" * 3_000, gdelt(2)))
    assert [row.id for row in found] == ["1", "2"]
    assert told.bad["the line is too long"].lines == [2]


def test_a_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("x.csv", b"\t" * 40_000_000)
    with pytest.raises(InputError, match="grows past"):
        Rows([path])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyInput),
        (b"no rows at all\n", NotText),
        (b"\x00\x01\x02\x03" * 999, NotText),
        (b"PK\x03\x04no zip", InputError),
    ],
)
def test_what_is_in_no_known_format_is_refused_by_name(tmp_path, data, error):
    path = tmp_path / "rows"
    path.write_bytes(data)
    with pytest.raises(error, match="rows"):
        Rows([path])


def test_gdelt_1_is_refused_with_what_to_give_instead(written):
    with pytest.raises(NotText, match=r"GDELT 1\.0") as caught:
        Rows([written("\t".join(["1", "20130814", *[""] * 56]))])
    assert "GDELT 2.0" in caught.value.next_step


def test_what_is_not_there_or_is_a_folder_is_refused(tmp_path):
    with pytest.raises(NotThere):
        Rows([tmp_path / "none"])
    with pytest.raises(NotText):
        Rows([tmp_path])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(noise=st.lists(st.one_of(st.binary(max_size=80), st.text(max_size=60).map(str.encode)), max_size=8))
def test_no_bytes_end_it(written, gdelt, noise):
    path = written(gdelt(1), *noise, gdelt(2))
    data = path.read_bytes()
    if is_binary(data) and not bom(data) and not wide(data):
        with pytest.raises(NotText):
            events(path)
        return
    found, [told] = events(path)
    assert {"1", "2"} <= {row.id for row in found} | ({"2"} if told.broken else set())
