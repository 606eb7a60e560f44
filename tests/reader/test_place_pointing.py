"""There: which named place it means, and where it means none."""

from __future__ import annotations

import pytest

from onrecord.model import Place, Report
from onrecord.reader.parse import parse
from onrecord.reader.places import where


def there(text: str) -> list[str]:
    (parsed,) = parse([Report("r", "r", "", text)])
    return [p.name for p in where(parsed).places if p.span.text == "there"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fishermen on Lake Chad said that gunmen had burned two boats there.", ["Lake Chad"]),
        ("A rocket fell near Eilat on Sunday. Gunmen from Sinai killed eight people on the road there.", ["Eilat"]),
        ("There was fighting in Gao on Sunday.", []),
        ('He left Gao on Sunday. "Nobody works there," he said.', []),
        ("A shop burned in Gao on Sunday. Officers arrested two men there.", ["Gao"]),
        ("He came from Gao. The house was searched and two men were arrested there.", []),
    ],
)
def test_there_means_the_place_named_before(text: str, names: list[str]) -> None:
    assert there(text) == names


def test_there_names_no_party() -> None:
    (parsed,) = parse([Report("r", "r", "", "Soldiers entered Gao on Sunday. Officers arrested two men there.")])
    found = where(parsed)
    assert [p.span.text for p in found.places] == ["Gao", "there"]
    assert [p.span.text for p in found.standing] == ["Gao"]
    assert isinstance(found.places[1], Place)
