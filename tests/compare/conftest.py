"""Rows in the exact layout of each format, written by hand, and a ledger of a few made reports."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.compare import Asked, Comparison
from onrecord.knowledge.columns import GDELT_EVENTS as EVENTS
from onrecord.knowledge.columns import GDELT_MENTIONS as MENTIONS
from onrecord.knowledge.columns import ICEWS, POLECAT

_path = Path(__file__).parents[1] / "ledger" / "conftest.py"
_spec = importlib.util.spec_from_file_location("ledger_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger = _made.told, _made.path, _made.ledger
URL = "https://observer.example/port-amity"


def line(columns: tuple[str, ...], cells: dict[str, object]) -> str:
    """A line of a format; a column that it has not is a mistake of the test."""
    assert cells.keys() <= set(columns), cells.keys() - set(columns)
    return "\t".join(str(cells.get(column, "")) for column in columns)


@pytest.fixture
def gdelt() -> Callable[..., str]:
    """A row of GDELT events: the Harbour Front shells Port Amity in Egypt on 14 August 2013, unless said otherwise."""

    def made(id: object = 1, **cells: object) -> str:
        usual: dict[str, object] = {
            "GLOBALEVENTID": id, "SQLDATE": "20130814", "MonthYear": 201308, "Year": 2013, "FractionDate": 2013.6137,
            "Actor1Code": "EGYREB", "Actor1Name": "HARBOUR FRONT", "Actor1CountryCode": "EGY",
            "Actor1Type1Code": "REB", "Actor2Code": "EGYCVL", "Actor2Name": "CIVILIAN", "Actor2CountryCode": "EGY",
            "Actor2Type1Code": "CVL", "IsRootEvent": 1, "EventCode": "194", "EventBaseCode": "194",
            "EventRootCode": "19", "QuadClass": 4, "GoldsteinScale": -10, "NumMentions": 4, "NumSources": 1,
            "NumArticles": 4, "AvgTone": -3.1, "ActionGeo_Type": 4,
            "ActionGeo_FullName": "Port Amity, Bur Sa'id, Egypt", "ActionGeo_CountryCode": "EG",
            "ActionGeo_Lat": 31.26, "ActionGeo_Long": 32.3, "ActionGeo_FeatureID": "-1",
            "DATEADDED": "20130815121500", "SOURCEURL": URL,
        }  # fmt: skip
        return line(EVENTS, usual | cells)

    return made


@pytest.fixture
def mention() -> Callable[..., str]:
    """A row of GDELT mentions."""

    def made(id: object = 1, url: str = URL, **cells: object) -> str:
        usual: dict[str, object] = {
            "GLOBALEVENTID": id, "EventTimeDate": "20130815121500", "MentionTimeDate": "20130815121500",
            "MentionType": 1, "MentionSourceName": "observer.example", "MentionIdentifier": url, "SentenceID": 1,
            "Actor1CharOffset": -1, "Actor2CharOffset": -1, "ActionCharOffset": 60, "InRawText": 1, "Confidence": 60,
            "MentionDocLen": 1200, "MentionDocTone": -3.1,
        }  # fmt: skip
        return line(MENTIONS, usual | cells)

    return made


@pytest.fixture
def icews() -> Callable[..., str]:
    """A row of ICEWS, or its header."""

    def made(id: object = 100, *, header: bool = False, **cells: object) -> str:
        usual: dict[str, object] = {
            "Event ID": id, "Event Date": "2013-08-14", "Source Name": "Harbour Front",
            "Source Sectors": "Rebel,Insurgents", "Source Country": "Egypt",
            "Event Text": "Use unconventional violence", "CAMEO Code": "180", "Intensity": "-9.0",
            "Target Name": "Citizen (Egypt)", "Target Sectors": "General Population / Civilian / Social",
            "Target Country": "Egypt", "Story ID": 7, "Sentence Number": 2, "Publisher": "Agence France-Presse",
            "City": "Port Amity", "Country": "Egypt", "Latitude": 31.26, "Longitude": 32.3,
        }  # fmt: skip
        return "\t".join(ICEWS) if header else line(ICEWS, usual | {k.replace("_", " "): v for k, v in cells.items()})

    return made


@pytest.fixture
def polecat() -> Callable[..., str]:
    """A row of POLECAT, or its header."""

    def made(id: object = "p1", *, header: bool = False, **cells: object) -> str:
        usual: dict[str, object] = dict.fromkeys(POLECAT, "None") | {
            "Event ID": id, "Event Date": "2013-08-14", "Event Type": "ASSAULT", "Event Mode": "heavy-weapons",
            "Intensity": "-8.5", "Quad Code": "4", "Actor Name": "Harbour Front", "Actor Country": "EGY",
            "Primary Actor Sector": "REB", "Recipient Name": "civilians; townspeople", "Recipient Country": "EGY",
            "Primary Recipient Sector": "CVL", "City": "Port Amity", "Country": "Egypt", "Latitude": "31.26",
            "Longitude": "32.3", "Source": "Harbour Observer", "Publication Date": "2013-08-15", "Language": "en",
            "Version": "1",
        }  # fmt: skip
        named = {k.replace("_", " "): v for k, v in cells.items()}
        return "\t".join(POLECAT) if header else line(POLECAT, usual | named)

    return made


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes lines to a file."""

    def made(*lines: str | bytes, name: str = "rows.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(b"".join((one.encode() if isinstance(one, str) else one) + b"\n" for one in lines))
        return path

    return made


@pytest.fixture
def add(ledger, told):
    """Adds a made report that stands at URL unless another address is given."""

    def made(**facts):
        one = told(**{"url": URL, "own_words": True, **facts})
        ledger.add(*one.pair)
        return one

    return made


@pytest.fixture
def compared(ledger):
    """The rows and the summary of a comparison."""

    def made(*paths: Path, **asked: str):
        with ledger.store.snapshot(), Comparison(ledger, paths, Asked.of(ledger, **asked)) as found:
            return list(found.rows()), found.summary()

    return made
