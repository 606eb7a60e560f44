from __future__ import annotations

import pytest

from onrecord.ingest.bylines import people


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["By Ana Novak"], ("Ana Novak",)),
        (["BY ANA NOVAK"], ("ANA NOVAK",)),
        (["Ana Novak, Jan Vos and Li Wei"], ("Ana Novak", "Jan Vos", "Li Wei")),
        (["Ana Novak, senior political correspondent"], ("Ana Novak",)),
        (["Ana Novak, Aldmere"], ("Ana Novak",)),
        (["Ana Novak (The Courier)"], ("Ana Novak",)),
        (["https://example.org/ana", "@ana", "ana@example.org", "www.example.org"], ()),
        (["admin", "Staff", "", " ", "123"], ()),
        (["Ana Novak", "ana novak"], ("Ana Novak",)),
        (["The Courier", "Ana Novak"], ("Ana Novak",)),
        (["Byron Vonn"], ("Byron Vonn",)),
    ],
)
def test_names_are_made_clean(given, found):
    assert people(given, {"the courier"}) == found
