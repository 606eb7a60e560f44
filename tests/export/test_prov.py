"""PROV: read by the prov library; rows quoted from a text, corrected and rejected by people."""

import json

import pytest
from prov.model import ProvActivity, ProvAgent, ProvDocument, ProvEntity


@pytest.fixture
def made(written):
    def make(ledger, **wanted):
        raw = written(ledger, "prov", **wanted)
        document = ProvDocument.deserialize(content=raw.decode(), format="json")
        for bundle in document.bundles:
            known = {str(one.identifier) for one in bundle.get_records((ProvEntity, ProvActivity, ProvAgent))}
            for record in bundle.get_records():
                if record.is_relation():
                    ends = {str(value) for name, value in record.formal_attributes if value is not None}
                    assert {end for end in ends if ":" in end and " " not in end} <= known
        return json.loads(raw)

    return make


def bundle(found, report):
    return found["bundle"][f"report:{report}.bundle"]


def links(records, kind):
    return [
        {name.removeprefix("prov:"): value for name, value in one.items()} for one in records.get(kind, {}).values()
    ]


def test_a_row_is_generated_by_the_reading_and_quoted_from_the_text(golden_ledger, golden, made):
    _, reading = golden
    id = reading.report.id
    found = bundle(made(golden_ledger), id)
    [event] = [one for one in reading.events if one.id == "e1"]
    row = found["entity"][f"report:{id}.e1"]
    assert (row["onrecord:start"], row["onrecord:text"]) == (event.trigger.start, event.trigger.text)
    assert row["onrecord:status"] == event.factuality.status
    assert "onrecord:voice" in row
    assert {"entity": f"report:{id}.e1", "activity": f"report:{id}.reading"} in links(found, "wasGeneratedBy")
    [quoted] = [one for one in links(found, "wasDerivedFrom") if one["generatedEntity"] == f"report:{id}.e1"]
    assert (quoted["usedEntity"], quoted["type"]["$"]) == (f"report:{id}.text", "prov:Quotation")
    assert links(found, "wasAssociatedWith")[0]["activity"] == f"report:{id}.reading"


def test_a_correction_is_a_revision_by_a_person(full, made):
    id = full.reports_by_letter["a"]
    decision = full.correct(f"{id}:e1", {"type": "COERCE"}, by="An Editor", why="Seen.")
    found = bundle(made(full), id)
    assert "onrecord:status" not in found["entity"][f"report:{id}.e1"]
    decided = found["entity"][f"report:{id}.e1.decided"]
    assert decided["onrecord:words"].startswith("COERCE")
    assert {"entity": f"report:{id}.e1.decided", "activity": f"decision:{decision.id}"} in links(
        found, "wasGeneratedBy"
    )
    activity = found["activity"][f"decision:{decision.id}"]
    assert (activity["prov:startTime"], activity["onrecord:why"]) == (decision.at, "Seen.")
    assert {"activity": f"decision:{decision.id}", "agent": "agent:An%20Editor"} in links(found, "wasAssociatedWith")


def test_a_rejected_row_is_invalidated_and_one_that_is_taken_back_stands_again(full, made):
    id = full.reports_by_letter["a"]
    decision = full.reject(f"{id}:e1", by="Editor", why="No.")
    found = bundle(made(full), id)
    assert {"entity": f"report:{id}.e1", "activity": f"decision:{decision.id}"} in links(found, "wasInvalidatedBy")
    assert "onrecord:status" not in found["entity"][f"report:{id}.e1"]
    undone = full.undo(decision.id, by="Editor", why="Yes.")
    found = bundle(made(full), id)
    assert links(found, "wasInvalidatedBy") == []
    assert links(found, "wasInformedBy") == [
        {"informed": f"decision:{undone.id}", "informant": f"decision:{decision.id}"}
    ]


def test_an_accepted_row_is_used_by_the_decision(full, made):
    id = full.reports_by_letter["a"]
    decision = full.accept(f"{id}:e1", by="Editor", why="Yes.")
    found = bundle(made(full), id)
    assert {"activity": f"decision:{decision.id}", "entity": f"report:{id}.e1"} in links(found, "used")
    assert found["entity"][f"report:{id}.e1"]["onrecord:verdict"] == "accepted"


def test_a_corrected_report_is_a_revision_of_it(full, made):
    id = full.reports_by_letter["b"]
    full.correct(id, {"published": "2013-08-19"}, by="Editor", why="The page says so.")
    entities = bundle(made(full), id)["entity"]
    assert entities[f"report:{id}.decided"]["onrecord:published"] == "2013-08-19"
    assert "onrecord:published" not in entities[f"report:{id}"]


def test_what_was_decided_on_no_report_is_beside_the_bundles_of_a_whole_ledger(full, made):
    decision = full.merge(["iran", "ledger:mona-adel"], by="Editor", why="A test.")
    assert f"decision:{decision.id}" in made(full)["activity"]
    assert "activity" not in made(full, reports=(full.reports_by_letter["c"],))


def test_hostile_words_stay_words(ledger, hostile, made):
    ledger.accept(f"{hostile.report.id}:e1", by="O'Hara <x>:~%", why="\x00")
    found = bundle(made(ledger), hostile.report.id)
    assert "agent:O%27Hara%20%3Cx%3E%3A%7E%25" in found["agent"]


def test_a_masked_export_has_no_private_name(full, written):
    full.merge(["iran", "ledger:mona-adel"], by="Editor", why="Mona Adel is meant.")
    full.accept(f"{full.reports_by_letter['c']}:e1", by="Editor", why="Karim Saleh said so.")
    masked = written(full, "prov", mask=True).decode()
    assert "Karim Saleh" in written(full, "prov").decode()
    assert not any(name in masked for name in ("Karim", "Nadia", "Sidki", "karim-saleh"))
