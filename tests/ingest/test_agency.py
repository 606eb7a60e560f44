from __future__ import annotations

import pytest

from onrecord.ingest.agency import agency_of


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("ALDMERE (Reuters) - The bridge was closed.", "Reuters"),
        ("ALDMERE, Freedonia (AP) — The bridge was closed.", "Associated Press"),
        ("Bridge closed\n\nNew Aldmere (AFP) – The bridge was closed.", "Agence France-Presse"),
        ("ALDMERE, July 3 (Xinhua) -- The bridge was closed.", "Xinhua"),
        ("(UPI) - The bridge was closed.", "United Press International"),
        ("Bridge closed\nBy Ana Novak, Associated Press\n\nThe bridge was closed.", "Associated Press"),
        ("Bridge closed\nANA NOVAK | AFP\n\nThe bridge was closed.", "Agence France-Presse"),
        ("The bridge was closed.\n\n(Reporting by Ana Novak; Editing by Jan Vos)", "Reuters"),
        ("The bridge was closed.\n\n© 2014 AFP", "Agence France-Presse"),
        ("The bridge was closed. (dpa)", "Deutsche Presse-Agentur"),
        ("The mayor told Reuters that the bridge was closed.", None),
        ("The bridge was closed, AFP reported.", None),
        ("A MAP of the bridge\n\nThe bridge was closed.", None),
        ("The old bridge. ANA NOVAK/AFP/Getty Images\n\nThe bridge was closed.", None),
        ("", None),
        ("CAIRO, July 3, 2013 (Nile Wire) - The army moved.", "Nile Wire"),
        ("PORT AMITY (Upland News Agency) — Rain fell.", "Upland News Agency"),
        ("PORT AMITY (the old town) — Rain fell.", None),
        ("SPRINGFIELD (Ill.) - Rain fell.", None),
    ],
)
def test_the_service_is_told_by_where_it_signs(text, agency):
    assert agency_of(text) == agency


def test_an_author_may_be_the_service():
    assert agency_of("The bridge was closed.", ["Ana Novak", "The Associated Press"]) == "Associated Press"
