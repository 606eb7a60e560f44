"""The seed report: the rift of Hamas and Hezbollah, the sponsor lost, the return that is claimed."""

from pathlib import Path

import pytest

import onrecord
from onrecord.dossier import gather, markdown
from onrecord.ingest.given import Given
from onrecord.model import HAPPENED

SEED = Path(__file__).parents[2] / "../shared/cases/seed.txt"


@pytest.fixture
def seed(ledger):
    if not SEED.is_file():
        pytest.skip("the shared cases are not beside the repository")
    text = SEED.read_text(encoding="utf-8")
    reading = onrecord.read(text, published="2014-07-22", publisher="WND")
    ledger.add(Given(reading.report, text.encode(), "text/plain"), reading)
    return ledger


def test_the_rift_and_the_claimed_return_stand_side_by_side(seed):
    found = gather(seed, "Hamas")
    [dispute] = [one for one in found.disputed.rows if one.about == "How Hamas and Hezbollah stand to one another"]
    said = {side.says: found.words[side.row].voices for side in dispute.sides}
    assert said["rift"] == "reported by WND in its own words"
    assert said["cooperation"].startswith("said by Osama Hamdan")


def test_the_sponsor_lost_and_the_cause_of_the_rift(seed):
    network = gather(seed, "Hamas").network
    ties = {(tie.subject.name, tie.type, tie.object.name): tie for tie in network.ties.rows}
    changes = {(one.tie.subject.name, one.tie.type): one.change for one in network.changes.rows}
    lost = ties.get(("Iran", "sponsorship", "Hamas"))
    assert changes[("Iran", "sponsorship")] in ("strained", "broken", "told ended")
    assert lost is None or lost.state == "strained"
    [rift] = [tie for tie in ties.values() if tie.type == "rift" and "Hezbollah" in (tie.subject.name, tie.object.name)]
    cause = rift.evidence[0].cause
    assert cause is not None
    assert "assistance of Syria" in cause.passage.text


def test_each_tie_of_the_page_has_its_interval_and_its_voice(seed):
    text = markdown(gather(seed, "Hamas", "Hezbollah"))
    rows = [line for line in text.splitlines() if line.startswith("| 1 |") or line.startswith("| 2 |")]
    assert any("− rift" in row and "told 2014-07-22" in row and "WND itself" in row for row in rows)
    assert any("cooperation" in row and "told 2014-07-22" in row and "Osama Hamdan" in row for row in rows)


def test_what_is_only_considered_is_no_event_of_the_timeline(seed):
    found = gather(seed, "Israel")
    assert found.unreal.rows
    assert all(one.status in HAPPENED for one in found.happened.rows)
    assert not any(one.status in HAPPENED for one in found.unreal.rows)
