"""FollowTheMoney: every entity validated by the followthemoney library, which has an interpreter of its own."""

import json
import subprocess
from pathlib import Path

import pytest

from onrecord.export.ftm import key, schema_of
from onrecord.model import Factuality

ROOT = Path(__file__).parents[2]
CHECK = Path(__file__).parent / "ftm_check.py"
PLACES = (ROOT / ".venv-ftm/bin/python", ROOT / ".venv-ftm/Scripts/python.exe")


@pytest.fixture
def made(written):
    return lambda ledger, **wanted: [json.loads(line) for line in written(ledger, "ftm", **wanted).splitlines()]


@pytest.fixture
def checked(written, tmp_path):
    """The counts of a ledger's entities, once the library found nothing wrong with any."""
    python = next((str(path) for path in PLACES if path.is_file()), None)
    if python is None:
        pytest.skip("followthemoney is not installed: make ftm, or see requirements-ftm.txt")

    def check(ledger, **wanted):
        path = tmp_path / "entities.ftm.json"
        path.write_bytes(written(ledger, "ftm", **wanted))
        done = subprocess.run([python, str(CHECK), str(path)], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        assert found["wrong"] == []
        return found["counts"]

    return check


def of(found, schema):
    return [one["properties"] for one in found if one["schema"] == schema]


def test_the_library_takes_every_entity(full, happening, checked):
    happening(source_id="z", publisher="Z", start="2001-05-01", end="2001-06-01", precision="month", said=True)
    counts = checked(full)
    assert counts["Article"] == 6
    assert min(counts[schema] for schema in ("Person", "Event", "Documentation", "Mention", "UnknownLink")) > 0


def test_the_library_takes_the_golden_reading(golden_ledger, checked):
    assert checked(golden_ledger)["Article"] == 1


def test_the_library_takes_hostile_words(ledger, hostile, checked):
    assert checked(ledger)["Event"] == 1


def test_the_library_takes_a_masked_export(full, checked):
    assert checked(full, mask=True)["Article"] == 5


def test_nothing_points_to_what_was_not_asked_for(full, checked):
    id = full.reports_by_letter["a"]
    counts = checked(full, reports=(id,))
    assert (counts["Article"], counts["Event"], counts["Documentation"]) == (1, 1, 1)


def test_a_telling_ties_the_event_to_its_article_with_its_words(ledger, happening, made):
    one = happening(said=True)
    found = made(ledger)
    [event] = [entity for entity in found if entity["schema"] == "Event"]
    [telling] = of(found, "Documentation")
    assert telling["entity"] == [event["id"]]
    assert telling["document"] == [f"report.{one.report.id}"]
    assert telling["summary"][0].startswith("According to Mona Adel, 2013-08-14 (to the day), characters 0-")
    assert telling["status"] == ["occurred, CT+, confidence 0.80"]
    assert telling["recordId"] == [f"{one.report.id}:e1"]
    assert event["properties"]["date"] == ["2013-08-14"]


def test_a_month_is_a_month(ledger, happening, made):
    happening(start="2013-08-01", end="2013-09-01", precision="month")
    [event] = of(made(ledger), "Event")
    assert event["date"] == ["2013-08"]


def test_the_last_day_is_in_the_interval(ledger, happening, made):
    happening(start="2013-08-14", end="2013-08-17")
    [event] = of(made(ledger), "Event")
    assert (event["startDate"], event["endDate"]) == (["2013-08-14"], ["2013-08-16"])


@pytest.mark.parametrize("status", ["planned", "threatened", "denied", "hypothetical", "habitual"])
def test_what_did_not_happen_is_no_entity(status, ledger, happening, made):
    happening(status=status)
    found = made(ledger)
    assert of(found, "Event") == of(found, "Documentation") == []


@pytest.mark.parametrize("fact", [Factuality.of("CT-", "denied"), Factuality.of("PS+", "planned")])
def test_a_tie_that_does_not_hold_is_no_entity(fact, ledger, tell, made):
    tell(source_id="a", change={"factuality": fact})
    assert of(made(ledger), "UnknownLink") == []


def test_a_tie_carries_who_says_so(ledger, tell, made):
    one = tell(source_id="a", said=True, tie=("2012-01-01", "2013-01-01", "holds"))
    [link] = of(made(ledger), "UnknownLink")
    assert link["summary"][0].startswith("According to Mona Adel (occurred, CT+, confidence 0.80), characters ")
    assert (link["startDate"], link["endDate"], link["role"]) == (["2012-01-01"], ["2012-12-31"], ["sponsorship"])
    assert link["proof"] == [f"report.{one.report.id}"]


def test_a_membership_is_one(ledger, tell, made):
    tell(source_id="a", change={"type": "membership"})
    [link] = of(made(ledger), "Membership")
    assert link["member"] == ["actor.iran"]


def test_ids_are_of_letters_digits_dots_and_hyphens():
    assert key("actor", "ledger:x") == key("actor", "ledger:x") != key("actor", "ledger:y")
    for id in ("ledger:mona-adel", "../x", "a b", "é", "", "-x-"):
        assert set(key("actor", id)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")


def test_bodies_of_a_state_are_public():
    assert (schema_of("organisation", ("MIL",)), schema_of("group", ("REB",))) == ("PublicBody", "Organization")
    assert (schema_of("person"), schema_of("unknown"), schema_of("episode")) == ("Person", "LegalEntity", "Event")


def test_a_masked_export_has_no_private_name(full, written):
    masked = written(full, "ftm", mask=True).decode()
    assert "Mona Adel" in written(full, "ftm").decode()
    assert not any(name in masked for name in ("Mona", "Karim", "Nadia", "Sidki"))
    assert written(full, "ftm", mask=True).decode() == masked
