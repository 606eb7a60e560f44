"""Web Annotations: against the Recommendation's terms, with offsets that land on the words in both ways of counting."""

import json

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.export.utf16 import Units
from onrecord.export.web_annotation import MOTIVATION, annotated
from onrecord.ledger.fields import said
from onrecord.ledger.names import ledger_ids
from onrecord.mask import BLOCK

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
"""Those that the Recommendation names."""
OA = "http://www.w3.org/ns/oa#"


@pytest.fixture
def lines(written):
    return lambda ledger, **wanted: [
        json.loads(line) for line in written(ledger, "web-annotation", **wanted).splitlines()
    ]


def selectors(one):
    for target in one["target"]:
        if "selector" in target:
            position, quote = target["selector"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            yield target, position, quote


def check(found, text):
    units = text.encode("utf-16-le")
    for one in found:
        for _, position, quote in selectors(one):
            assert text[position["start"] : position["end"]] == quote["exact"]
            wide = position["onrecord:utf16"]
            assert units[2 * wide["start"] : 2 * wide["end"]].decode("utf-16-le") == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_each_row_is_an_annotation_with_its_own_name(golden_ledger, golden, lines):
    _, reading = golden
    found = lines(golden_ledger)
    assert len({one["id"] for one in found}) == len(found)
    ids = {one["id"] for one in found}
    for row in (*reading.attributions, *reading.events, *reading.relations, *reading.figures):
        assert f"urn:onrecord:{reading.report.id}:{row.id}" in ids
    assert all(one["type"] == "Annotation" and one["motivation"] in MOTIVATIONS for one in found)
    assert {*MOTIVATION.values()} <= MOTIVATIONS


def test_positions_land_on_the_words_in_code_points_and_in_utf16(golden_ledger, golden, hostile, lines):
    _, reading = golden
    found = lines(golden_ledger)
    for id, text in ((reading.report.id, reading.report.text), (hostile.report.id, hostile.text)):
        mine = [one for one in found if one["id"].startswith(f"urn:onrecord:{id}:")]
        assert sum(len(list(selectors(one))) for one in mine) > 10
        check(mine, text)


@given(preface=st.text(alphabet="a🔥𐎀e\u0301\r\n é", max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_positions_hold_behind_any_words(preface, told):
    one = told(preface=preface)
    check(list(annotated(one.reading, {})), one.text)


def test_positions_differ_behind_an_emoji(hostile, ledger, lines):
    [event] = [one for one in lines(ledger) if one["id"].endswith(":e1")]
    _, position, _ = next(selectors(event))
    assert position["onrecord:utf16"]["start"] == position["start"] + 1 == Units(hostile.text).at(position["start"])


def test_tags_say_the_fields_that_can_be_corrected(golden_ledger, golden, lines):
    _, reading = golden
    [event] = [one for one in lines(golden_ledger) if one["id"].endswith(":e1")]
    tags = [body["value"] for body in event["body"] if body["purpose"] == "tagging"]
    wanted = said(reading, reading.events[0], ledger_ids(reading))
    assert tags == ["event", *(f"{name}={value}" for name, value in wanted.items() if value)]


def test_certainty_and_voice_are_beside_the_words(ledger, tell, lines):
    tell(source_id="d", speaker="Nadia Farouk", said=True, denied=True)
    [tie] = [one for one in lines(ledger) if one["id"].endswith(":r1")]
    assert (tie["onrecord:status"], tie["onrecord:certainty"]) == ("denied", "CT-")
    assert tie["onrecord:voice"] == "said by Nadia Farouk, reported by Harbour Observer"
    assert "denied, CT-" in tie["body"][0]["value"]


def test_a_verdict_is_a_tag(full, lines):
    row = f"{full.reports_by_letter['a']}:e1"
    full.accept(row, by="Editor", why="Seen.")
    [one] = [one for one in lines(full) if one["id"] == f"urn:onrecord:{row}"]
    assert one["body"][-1]["value"] == "verdict=accepted"


def test_a_rejected_row_is_gone(full, lines):
    row = f"{full.reports_by_letter['a']}:e1"
    full.reject(row, by="Editor", why="No.")
    assert f"urn:onrecord:{row}" not in {one["id"] for one in lines(full)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_each_line_is_json_ld_with_the_terms_of_the_recommendation(golden_ledger, lines):
    """The context of the Recommendation is not fetched: one of a few of its terms stands in for it."""
    link = {"@type": "@id"}
    terms = {"@vocab": OA, "onrecord": "urn:onrecord:terms:", "id": "@id", "type": "@type",
             "target": {"@id": OA + "hasTarget", **link},
             "body": {"@id": OA + "hasBody", **link}, "source": {"@id": OA + "hasSource", **link},
             "selector": {"@id": OA + "hasSelector", **link}}  # fmt: skip
    for one in lines(golden_ledger):
        graph = rdflib.Graph().parse(data=json.dumps({**one, "@context": terms}), format="json-ld")
        me = rdflib.URIRef(one["id"])
        assert (me, rdflib.RDF.type, rdflib.URIRef(OA + "Annotation")) in graph
        assert len(list(graph.objects(me, rdflib.URIRef(OA + "hasTarget")))) == len(one["target"])


def test_a_masked_export_has_no_private_name(full, written):
    plain, masked = (written(full, "web-annotation", mask=mask).decode() for mask in (False, True))
    assert "Mona Adel" in plain
    assert BLOCK in masked
    for name in ("Mona", "Karim Saleh", "Nadia", "Sidki"):
        assert name not in masked
    assert "mona-adel" not in masked


def test_the_same_ledger_gives_the_same_bytes(full, written):
    assert written(full, "web-annotation") == written(full, "web-annotation")


def test_an_address_that_is_none_of_the_web_is_no_scope(ledger, hostile, lines):
    assert not any("scope" in target for one in lines(ledger) for target in one["target"])
