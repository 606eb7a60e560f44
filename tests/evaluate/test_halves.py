"""The halves of a gold set: drawn the same way every time, apart, and frozen by what they hold."""

import json

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import halves

STRATA = {f"t{n:02d}": n % 3 == 0 for n in range(21)}


def test_each_stratum_is_halved_for_itself_and_nothing_is_left_out():
    parts = halves.drawn(STRATA, 5)
    assert sorted(parts["train"] + parts["test"]) == sorted(STRATA)
    many = [sum(STRATA[id_] for id_ in parts[part]) for part in ("train", "test")]
    assert abs(many[0] - many[1]) <= 1
    assert abs(len(parts["train"]) - len(parts["test"])) <= 1
    assert parts["train"] == sorted(parts["train"])


def test_the_seed_decides_and_the_order_given_does_not():
    turned = dict(reversed(STRATA.items()))
    assert set(halves.drawn(turned, 5)["train"]) == set(halves.drawn(STRATA, 5)["train"])
    assert halves.drawn(STRATA, 6) != halves.drawn(STRATA, 5)


def test_a_digest_is_of_the_content_and_of_no_order():
    rows = [{"id": "b", "text": "Rain."}, {"id": "a", "text": "Sun."}]
    assert halves.digest(rows) == halves.digest([{"text": "Sun.", "id": "a"}, rows[0]])
    assert halves.digest(rows) != halves.digest([rows[0], {"id": "a", "text": "Sun!"}])


def test_a_half_is_written_as_a_set_and_an_unknown_text_is_refused(tmp_path):
    (tmp_path / "texts.jsonl").write_text('{"id": "a", "text": "Rain.", "published": "2001-01-01"}\n')
    (tmp_path / "annotations.jsonl").write_text('{"id": "a", "wet": true}\n')
    (tmp_path / "split.json").write_text('{"train": ["a"], "test": ["b"]}')
    halves.export(
        tmp_path, "train", "x-train", tmp_path / "new", lambda row, text: {"wet": row["wet"], "of": len(text)}
    )
    given, asked = (json.loads((tmp_path / "new" / f"x-train.{end}").read_text()) for end in ("jsonl", "gold.jsonl"))
    assert given == {"id": "a", "text": "Rain.", "published": "2001-01-01", "language": "en"}
    assert asked == {"id": "a", "wet": True, "of": 5}
    with pytest.raises(GoldError, match="b of the part test"):
        halves.export(tmp_path, "test", "x-test", tmp_path / "new", lambda row, text: {})
