"""Drafts of fact checks: who claims what and where; never a rating."""

import json

import pytest
import rdflib
from msgspec.structs import replace

from onrecord.export.claimreview import drafts, is_claim
from onrecord.model import Factuality

SDO = "https://schema.org/"


@pytest.fixture
def made(written):
    return lambda ledger, **wanted: [json.loads(line) for line in written(ledger, "claimreview", **wanted).splitlines()]


def test_a_claim_has_its_claimant_its_words_and_where_it_appeared(ledger, tell, made):
    one = tell(source_id="a", url="https://observer.example/1", title="Port Amity shelled")
    [draft] = made(ledger)
    claim = draft["itemReviewed"]
    assert draft["claimReviewed"] == claim["text"] == one.reading.attributions[0].content[0].text
    assert claim["author"] == [{"@type": "Person", "name": "Mona Adel"}]
    assert claim["appearance"]["url"] == "https://observer.example/1"
    assert claim["appearance"]["publisher"] == {"@type": "Organization", "name": "Harbour Observer"}
    assert claim["description"] == "said by Mona Adel, reported by Harbour Observer"
    known = {one["propertyID"]: one["value"] for one in claim["identifier"]}
    content = one.reading.attributions[0].content[0]
    assert known["code points of the content"] == f"{content.start}-{content.end}"
    assert known["onrecord row"] == f"{one.report.id}:a1"


def test_there_is_no_rating_whatever_people_decide(full, made):
    row = f"{full.reports_by_letter['a']}:a1"
    full.accept(row, by="Editor", why="Seen.")
    found = made(full)
    assert found
    assert all("reviewRating" not in draft and "author" not in draft for draft in found)
    assert all(draft["creativeWorkStatus"].startswith("Draft") for draft in found)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "intention"},
        {"kind": "inference"},
        {"polarity": "negative"},
        {"content": ()},
        {"factuality": Factuality.of("CT+", "planned")},
        {"factuality": Factuality.of("CT-", "denied")},
        {"factuality": Factuality.of("PR-", "occurred")},
    ],
)
def test_what_nobody_is_told_to_have_stated_is_no_claim(change, told):
    [claim] = told().reading.attributions
    assert is_claim(claim)
    assert not is_claim(replace(claim, **change))


def test_a_denial_says_that_it_is_one(told):
    reading = told().reading
    [claim] = reading.attributions
    denial = replace(claim, cue=(replace(claim.cue[0], text="denied"),))
    [draft] = drafts(replace(reading, attributions=(denial,)))
    assert draft["claimReviewed"].startswith("Denied: ")


def test_a_source_without_a_name_is_called_as_the_report_calls_it(told):
    reading = told().reading
    [claim] = reading.attributions
    [draft] = drafts(replace(reading, attributions=(replace(claim, speakers=(), source_kind="anonymous"),)))
    [author] = draft["itemReviewed"]["author"]
    assert (author["@type"], author["name"]) == ("Thing", "Mona Adel")
    assert author["description"].endswith("anonymous")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_each_line_is_json_ld_of_schema_org(golden_ledger, made):
    """The context of schema.org is not fetched: its vocabulary stands in for it."""
    found = made(golden_ledger)
    assert found
    for draft in found:
        graph = rdflib.Graph().parse(data=json.dumps({**draft, "@context": {"@vocab": SDO}}), format="json-ld")
        types = {str(kind).removeprefix(SDO) for kind in graph.objects(None, rdflib.RDF.type)}
        assert {"ClaimReview", "Claim", "NewsArticle", "Quotation", "PropertyValue"} <= types
        assert types <= {"ClaimReview", "Claim", "NewsArticle", "Quotation", "PropertyValue", "Person", "Organization",
                         "Thing", "Place", "Event"}  # fmt: skip


def test_an_address_that_is_none_of_the_web_is_left_out(ledger, hostile, made):
    [draft] = made(ledger)
    assert "url" not in draft["itemReviewed"]["appearance"]


def test_a_masked_export_has_no_private_name(full, written):
    masked = written(full, "claimreview", mask=True).decode()
    assert "Mona Adel" in written(full, "claimreview").decode()
    assert not any(name in masked for name in ("Mona", "Karim", "Nadia", "Sidki"))
