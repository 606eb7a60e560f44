"""Each scorer on a case small enough to work out by hand; no data set needed."""

import gzip
import json

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import score
from onrecord.evaluate.gold import rows

TEXT = "The minister said the army attacked Qena on Friday. She denied it."


def at(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def pair(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


@pytest.fixture
def files(tmp_path):
    def write(gold: dict, out: dict | None):
        (tmp_path / "s.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
        (tmp_path / "s.gold.jsonl").write_text(json.dumps({"id": "a"} | gold) + "\n")
        rows = [] if out is None else [{"report": {"source_id": "a", "text": TEXT}} | out]
        (tmp_path / "out.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        return score(tmp_path / "s.gold.jsonl", tmp_path / "out.jsonl")

    return write


def test_attribution_needs_content_and_source(files):
    gold = {
        "attributions": [
            {
                "source": [pair("The minister")],
                "cue": [pair("said")],
                "content": [pair("the army attacked Qena on Friday")],
            }
        ]
    }
    right = {"source": [at("minister")], "cue": [at("said")], "content": [at("army attacked Qena on Friday")]}
    wrong = right | {"source": [at("the army")]}
    assert files(gold, {"attributions": [right]})["full"]["f"] == 1.0
    other = files(gold, {"attributions": [wrong]})
    assert (other["full"]["f"], other["content_iou"]["f"]) == (0.0, 1.0)
    assert files(gold, None)["missing"] == 1


def test_an_event_that_did_not_happen_does_not_count(files):
    gold = {"events": [{"type": "ASSAULT", "actors": [{"text": "army", "span": pair("the army")}], "recipients": []}]}
    out = {"type": "ASSAULT", "confidence": 0.5, "actors": [], "recipients": []}
    assert files(gold, {"events": [out | {"factuality": {"status": "occurred"}}]})["root15"]["f1"] == 1.0
    assert files(gold, {"events": [out | {"factuality": {"status": "planned"}}]})["root15"]["f1"] == 0.0


def test_a_time_needs_its_value(files):
    gold = {"times": [{"span": pair("Friday"), "type": "DATE", "value": "2013-07-26"}]}
    found = {"span": at("on Friday"), "type": "DATE", "value": "2013-07-26"}
    figures = files(gold, {"times": [found]})
    assert (figures["relaxed"]["f1"], figures["strict"]["f1"], figures["value_f1"]) == (1.0, 0.0, 1.0)
    assert files(gold, {"times": [found | {"value": "2013-07-19"}]})["value_f1"] == 0.0


def test_a_place_within_161_km_is_right(files):
    gold = {"places": [{"span": pair("Qena"), "lat": 26.16, "lon": 32.72, "geonames": 350550}]}
    near = {"span": at("Qena"), "lat": 26.2, "lon": 32.7, "geonames": 1}
    far = near | {"lat": 31.0}
    assert files(gold, {"places": [near]})["end_to_end"]["a161"] == 1.0
    assert files(gold, {"places": [far]})["end_to_end"]["a161"] == 0.0
    assert files(gold, {"places": [{"span": at("Qena"), "geonames": 350550}]})["end_to_end"]["a161"] == 1.0


def test_coreference_clusters_and_pronouns(files):
    gold = {
        "clusters": [[pair("The minister"), pair("She")]],
        "entity_types": ["person"],
        "pronouns": [{"span": pair("She"), "kind": "person", "names": [pair("The minister")]}],
    }
    mentions = [{"span": at(w), "actor": "m", "form": f} for w, f in (("The minister", "name"), ("She", "pronoun"))]
    figures = files(gold, {"mentions": mentions})
    assert figures["actors_conll"] == 1.0
    assert figures["pronoun_name"]["f"] == 1.0
    assert files(gold, {"mentions": mentions[:1]})["actors_conll"] == 0.0


def test_factuality_prefers_the_closest_predicate(files):
    gold = {"events": [{"span": pair("attacked"), "value": -3.0, "source": "author"}]}
    near = {"span": at("attacked"), "factuality": {"value": "CT-"}}
    wide = {"span": at("army attacked"), "factuality": {"value": "CT+"}}
    figures = files(gold, {"predicates": [wide, near]})
    assert (figures["coverage"], figures["mae"], figures["macro_f1"]) == (1.0, 0.0, 1.0)


def test_pages_take_the_boilerplate_out(files):
    gold = {"text": TEXT[:51], "published": "2013-07-27T10:00:00+02:00", "title": "Army in Qena"}
    report = {"source_id": "a", "text": TEXT, "boilerplate": [at("She denied it.")]}
    report |= {"published": "2013-07-27T08:00:00Z", "title": "Army in Qena | A Paper"}
    figures = files(gold, {"report": report})
    assert (figures["body"]["f1"], figures["date"]["time"], figures["title"]["right"]) == (1.0, 1.0, 1.0)


def test_an_unknown_set_is_refused(files):
    with pytest.raises(GoldError, match="no scorer"):
        files({"colour": "blue"}, None)


def test_a_cut_file_is_refused(tmp_path):
    packed = gzip.compress(b'{"id": "a"}\n' * 100)
    (tmp_path / "x.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(GoldError):
        list(rows(tmp_path / "x.jsonl.gz"))
    (tmp_path / "y.jsonl").write_text('{"id": "a"}\n{"id"\n')
    with pytest.raises(GoldError, match="line 2"):
        list(rows(tmp_path / "y.jsonl"))
