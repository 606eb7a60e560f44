"""What a file is, by its content."""

import gzip
import zipfile

import pytest

from onrecord.corrected import kind_of
from onrecord.corrected.files import Files
from onrecord.errors import Damaged, EmptyInput, NotText, NotThere


def test_each_kind_is_told_by_its_content_whatever_its_name(full, path, leave, tmp_path):
    lines = leave(full, "jsonl", "readings.onrecord.txt")
    with gzip.open(tmp_path / "packed", "wb") as packed:
        packed.write(lines.read_bytes())
    (tmp_path / "wa").write_text('{\n "type": "AnnotationPage", "items": []}')
    (tmp_path / "wa2").write_text('[{"type": "Annotation", "id": "x"}]')
    assert kind_of(path) == "ledger"
    assert kind_of(lines) == kind_of(tmp_path / "packed") == "readings"
    assert kind_of(leave(full, "brat")) == kind_of(leave(full, "brat", "b.zip")) == "brat"
    folder = leave(full, "uima-cas")
    assert kind_of(folder) == kind_of(next(folder.glob("*.xmi"))) == "uima-cas"
    assert kind_of(tmp_path / "wa") == kind_of(tmp_path / "wa2") == "web-annotation"


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyInput), (b"hello", NotText), (b'{"a": 1}\n', NotText),
                                             (b"\x1f\x8bxx", Damaged), (b"<html></html>", NotText)])  # fmt: skip
def test_nothing_else_is_taken(tmp_path, data, error):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(error):
        kind_of(tmp_path / "x")


def test_folders_without_annotations_and_what_is_not_there(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(NotText):
        kind_of(tmp_path / "a")
    with pytest.raises(NotThere):
        kind_of(tmp_path / "b")


def test_an_archive_is_read_without_being_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("../../evil.ann", "T1\tActor 0 1\tx")
    files = Files(tmp_path / "a.zip")
    assert files.names(".ann") == ["../../evil.ann"]
    assert files.read("../../evil.ann").startswith(b"T1")
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["a.zip"]


def test_a_broken_archive_is_said_to_be_broken(full, leave):
    packed = leave(full, "brat", "b.zip")
    data = bytearray(packed.read_bytes())
    data[40:4000] = bytes(3960)
    packed.write_bytes(data)
    files = Files(packed)
    with pytest.raises(Damaged):
        [files.read(name) for name in files.names()]
