"""Our figures are those of the scorers that count, on outputs made from the gold sets by seeded damage."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.evaluate import score
from onrecord.evaluate.gold import rows

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score").is_dir(), reason="../shared is not beside this checkout: nothing to compare with"
)
SETS = [
    ("polnear-dev", "attribution", "score_attribution.py", 12),
    ("coref-dev", "coreference", "score_coreference.py", 10),
    ("plover-gsr", "events", "score_events.py", 200),
    ("plv-train", "events", "score_events.py", 200),
    ("petr2-gsr", "events", "score_events.py", 80),
    ("factuality-uds-dev", "factuality", "score_factuality.py", 300),
    ("tempeval-dev", "times", "score_times.py", 40),
    ("lgl", "places", "score_places.py", 60),
    ("geovirus", "places", "score_places.py", 40),
    ("pages-metadata-dev", "pages", "score_pages.py", 40),
]


def span(text: str, pair: list[int], dice: random.Random) -> dict[str, object]:
    """A contract span on a gold interval, sometimes off by some characters."""
    start, end = pair
    if dice.random() < 0.3:
        start, end = max(0, start - dice.randint(0, 9)), min(len(text), end + dice.randint(0, 9))
    return {"start": start, "end": end, "text": text[start:end]}


def spans(text, pairs, dice):
    return [span(text, p, dice) for p in pairs if dice.random() < 0.9]


def damaged(kind: str, gold: dict, text: str, dice: random.Random) -> dict[str, object]:
    """An output that is right in part."""
    keep = [row for row in gold.get(f"{kind}s", gold.get("events", [])) or [] if dice.random() < 0.8]
    if kind == "attribution":
        made = [{role: spans(text, a[role], dice) for role in ("source", "cue", "content")} for a in keep]
        return {"attributions": made + made[:1]}
    if kind == "coreference":
        mentions = [
            {"span": span(text, m, dice), "actor": f"x{(i if dice.random() < 0.8 else i // 2)}", "confidence": 0.5}
            | ({"form": "name"} if dice.random() < 0.4 else {})
            for i, cluster in enumerate(gold["clusters"])
            for m in cluster
        ]
        return {"mentions": mentions}
    if kind == "times":
        keep = [t for t in gold["times"] if dice.random() < 0.8]
        return {
            "times": [
                {
                    "span": span(text, t["span"], dice),
                    "type": dice.choice([t["type"], "DATE"]),
                    "value": dice.choice([t["value"], "2001"]),
                }
                for t in keep
            ]
        }
    if kind == "places":
        shift = [0.0, 0.0, 0.5, 3.0, None]
        made = []
        for p in gold["places"]:
            off = dice.choice(shift)
            at = p.get("lat") is not None and off is not None
            made.append(
                {"span": span(text, p["span"], dice), "geonames": dice.choice([p.get("geonames"), 1])}
                | ({"lat": p["lat"] + off, "lon": p["lon"]} if at else {})
            )
        return {"places": made}
    if kind == "factuality":
        value = dice.choice(["CT+", "PS-", "Uu"])
        told = [{"span": span(text, e["span"], dice), "factuality": {"value": value}} for e in keep]
        cues = [{"cue": [span(text, e["span"], dice)], "polarity": "negative"} for e in gold["events"]]
        return {
            "predicates": told[::2],
            "events": [{"trigger": t["span"], "factuality": {"score": 1.5}} for t in told[1::2]],
            "attributions": cues,
        }
    if kind == "events":
        return events(gold, text, dice)
    return pages(gold, dice)


def events(gold, text, dice):
    actors, made = [], []
    for event in gold["events"]:
        sides = {}
        for side in ("actors", "recipients"):
            sides[side] = []
            for party in event.get(side, []):
                actors.append(
                    {"id": f"x{len(actors)}", "name": party.get("text") or "", "country": party.get("country")}
                )
                place = span(text, party["span"], dice) if party.get("span") else None
                sides[side].append({"span": place, "actor": actors[-1]["id"]})
        kind = event["type"] if event.get("type") and dice.random() < 0.7 else "RETREAT"
        status = dice.choice(["occurred", "occurred", "unknown", "planned"])
        if dice.random() < 0.2:
            sides["actors"], sides["recipients"] = sides["recipients"], sides["actors"]
        made.append({"type": kind, "factuality": {"status": status}, "confidence": dice.random()} | sides)
    return {"events": made, "actors": actors}


def pages(gold, dice):
    report = {"text": (gold.get("text") or "")[: dice.randint(100, 5000)], "boilerplate": []}
    if len(report["text"]) > 60:
        report["boilerplate"] = [{"start": 10, "end": 40, "text": report["text"][10:40]}]
    report["published"] = dice.choice(
        [gold.get("published"), "2020-01-01", (gold.get("published") or "")[:10] or None, None]
    )
    report["title"] = dice.choice([gold.get("title"), f"{gold.get('title')} | Paper", "Other"])
    report["authors"] = dice.choice([gold.get("authors") or [], ["Somebody Else"]])
    return {"report": report}


@pytest.mark.parametrize(("name", "kind", "script", "some"), SETS, ids=[s[0] for s in SETS])
def test_same_figures(name, kind, script, some, tmp_path):
    data = SHARED / "data"
    texts = data / f"{name}.jsonl"
    given = {row["id"]: row for row in rows(texts if texts.is_file() else data / f"{name}.jsonl.gz")}
    gold = list(rows(data / f"{name}.gold.jsonl"))[:some]
    dice = random.Random(name)
    gold_file, out_file = tmp_path / "set.gold.jsonl", tmp_path / "out.jsonl"
    with gold_file.open("w") as g, out_file.open("w") as o, (tmp_path / "set.jsonl").open("w") as t:
        for row in gold:
            text = given[row["id"]].get("text", "")
            g.write(json.dumps(row) + "\n")
            if kind != "pages":
                t.write(json.dumps({"id": row["id"], "text": text}) + "\n")
            if dice.random() < 0.95:
                out = damaged(kind, row, text, dice)
                report = {"source_id": row["id"], "text": text} | out.pop("report", {})
                o.write(json.dumps({"report": report} | out) + "\n")
    ours = score(gold_file, out_file, kind=kind)
    theirs = last_line(SHARED / "score" / script, gold_file, out_file)
    assert ours["scorer"] == kind
    compared = {key: value for key, value in ours.items() if key != "scorer" and key in theirs}
    assert len(compared) >= 4
    assert compared == {key: theirs[key] for key in compared}
    assert set(theirs) - set(ours) <= {"rows", "missing", "extra", "partial"}


def last_line(script: Path, *arguments: Path) -> dict:
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_negatives_are_the_same(tmp_path):
    dice = random.Random(7)
    kinds = ["ASSAULT", "REQUEST", "CONSULT", "AID"]
    gold, out = tmp_path / "none.gold.jsonl", tmp_path / "out.jsonl"
    ids = [f"n{i}" for i in range(50)]
    gold.write_text("".join(json.dumps({"id": i, "events": []}) + "\n" for i in ids))
    made = [
        {
            "report": {"source_id": i},
            "events": [
                {"type": dice.choice(kinds), "factuality": {"status": dice.choice(["occurred", "planned"])}}
                for _ in range(dice.randint(0, 2))
            ],
        }
        for i in ids
    ]
    out.write_text("".join(json.dumps(row) + "\n" for row in made))
    done = subprocess.run(
        [sys.executable, SHARED / "score" / "score_events.py", gold, out, "--negatives"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = json.loads(done.stdout.splitlines()[-1])
    ours = score(gold, out, kind="negatives")
    assert {key: ours[key] for key in ours if key != "scorer"} == {key: theirs[key] for key in ours if key != "scorer"}
