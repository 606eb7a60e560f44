"""The set of sentences in which nothing happened: written ones and, by offset, real ones."""

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import no_events

TEXT = "Astral 🚀 start. The team lost. Nobody cared."
SENTENCE = "The team lost."
START = TEXT.index(SENTENCE)


def keep(folder: Path, sha256: str = hashlib.sha256(SENTENCE.encode()).hexdigest()[:16]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "written.jsonl").write_text('{"id": "w0", "text": "Copper stormed past a record."}\n')
    columns = ["set", "id", "start", "end", "sha256"]
    row = ["some-set", "7", str(START), str(START + len(SENTENCE)), sha256]
    (folder / "real.tsv").write_text("\t".join(columns) + "\n" + "\t".join(row) + "\n")
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_both_halves_are_written_with_empty_gold(tmp_path: Path) -> None:
    (tmp_path / "some-set.jsonl").write_text(json.dumps({"id": 7, "text": TEXT}) + "\n")
    assert no_events.export(keep(tmp_path / "kept"), tmp_path, tmp_path / "out")
    assert lines(tmp_path / "out/no-events.jsonl") == [
        {"id": "w0", "text": "Copper stormed past a record.", "language": "en"},
        {"id": "r000", "text": SENTENCE, "language": "en"},
    ]
    assert lines(tmp_path / "out/no-events.gold.jsonl") == [
        {"id": "w0", "events": []},
        {"id": "r000", "events": []},
    ]


def test_without_the_texts_nothing_is_written(tmp_path: Path) -> None:
    assert not no_events.export(keep(tmp_path / "kept"), tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", [TEXT.replace("lost", "won!"), "short", ""])
def test_another_text_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "some-set.jsonl").write_text(json.dumps({"id": 7, "text": text}) + "\n")
    with pytest.raises(GoldError, match="some-set 7"):
        no_events.export(keep(tmp_path / "kept"), tmp_path, tmp_path / "out")


def test_a_missing_row_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some-set.jsonl").write_text(json.dumps({"id": 8, "text": TEXT}) + "\n")
    with pytest.raises(GoldError):
        no_events.export(keep(tmp_path / "kept"), tmp_path, tmp_path / "out")
