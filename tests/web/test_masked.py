"""A masked site: no page names a private person, and what it names instead leads on."""

import re

import pytest
from starlette.routing import Mount

from onrecord.errors import NoSuchRow
from onrecord.ledger import Ledger

PRIVATE = ("Karim", "Saleh", "Nadia", "Farouk", "Omar Sidki", "Sidki", "Mona Adel", "Mona")
OURS = {"origin": "http://testserver"}
SIGNED = {"by": "R. Haddad", "why": "read twice"}


@pytest.fixture
def masked(site, full, client):
    """A masked site of a ledger in which people decided and coded, also on private people."""
    a, c, d = (full.reports_by_letter[letter] for letter in "acd")
    two = full.actor("Karim Saleh")[0].id, full.actor("Nadia Farouk")[0].id
    full.accept(f"{a}:e1", by="R. Haddad", why="as Karim Saleh told it")
    full.correct(f"{c}:a1", {"speaker": two[1]}, by="R. Haddad", why="Nadia Farouk said it")
    full.reject(f"{d}:e1", by="R. Haddad", why="Karim Saleh says no")
    full.merge([full.actor("Omar Sidki")[0].id, two[1]], by="R. Haddad", why="Omar Sidki is Nadia Farouk")
    full.split(full.actor("Omar Sidki")[0].id, [d], name="Nadia Farouk", by="R. Haddad", why="two are two")
    signed = {"name": "all", "size": "9", "seed": "7", "coders": "R. Haddad", **SIGNED}
    client.post("/coding/do/sample.json", data={"section": "claims", **signed}, headers=OURS)
    site.mask = True
    return site


def addresses(client, full):
    """Every address of a page, filled in with what there is."""
    reports = full.reports_by_letter.values()
    actors = [row[0] for row in full.rows("SELECT id FROM ledger_actors")]
    readings = [full.reading(report) for report in reports]
    rows = [f"{one.report.id}:{row.id}" for one in readings for row in (*one.events, *one.attributions, *one.figures)]
    filled = {
        "report": reports, "row": rows, "id": actors, "job": ["1"], "form": ["md", "html"], "sample": ["all"],
        "format": ["jsonl", "csv", "ftm", "obsidian", "dossiers", "prov", "gexf"],
    }  # fmt: skip
    found = []
    for route in client.app.routes:
        if isinstance(route, Mount) or "GET" not in route.methods:
            continue
        names = re.findall(r"{(\w+)(?::\w+)?}", route.path)
        some = [""] if not names else filled[names[0]]
        for one in some:
            path = re.sub(
                r"{(\w+)(?::\w+)?}", lambda m, one=one, names=names: one if m[1] == names[0] else "e1", route.path
            )
            found.append(path)
    return found


def names_in(text):
    """The private names in a page; also as parts of ids."""
    found = {}
    for name in PRIVATE:
        at = max(text.find(name), text.lower().find(name.lower().replace(" ", "-")))
        if at >= 0:
            found[name] = text[max(0, at - 60) : at + 40]
    return found


def test_what_went_wrong_is_masked_too(client, full, site, monkeypatch):
    def unknown(*given, **more):
        raise NoSuchRow("Karim Saleh stands for ledger:karim-saleh", "Ask Karim Saleh.")

    site.mask = True
    monkeypatch.setattr(Ledger, "actor", unknown)
    monkeypatch.setattr(Ledger, "accept", unknown)
    form = {"kind": "accept", "row": "x:e1", **SIGNED}
    for answer in (client.get("/actors/x"), client.get("/actors/x.json"), client.post("/decide.json", data=form)):
        assert answer.status_code in (400, 404)
        assert not names_in(answer.text)


def test_masked_ids_are_links_that_hold(client, full, site):
    site.mask = True
    found = {one["id"]: one for one in client.get("/actors.json").json()["found"]["rows"]}
    hidden = [one for one in found if "masked-" in one]
    assert len(hidden) >= 3
    for one in hidden:
        card = client.get(f"/actors/{one}.json").json()["card"]
        assert (card["id"], card["reports"]) == (one, found[one]["reports"])
        rows = client.get("/claims.json", params={"speaker": one}).json()["found"]["rows"]
        assert all(f"'{one}'" in str(row) for row in rows)
    assert client.get("/network.json", params={"actor": hidden[0]}).status_code == 200
    full.accept(f"{full.reports_by_letter['a']}:e1", by="R. Haddad", why="a new state")
    assert [one["id"] for one in client.get("/actors.json").json()["found"]["rows"]] == list(found)
    assert client.get("/actors/ledger:masked-999").status_code == 404


def test_decisions_name_the_masked_and_never_hold_a_mask(client, full, site):
    two = [full.actor(name)[0].id for name in ("Karim Saleh", "Nadia Farouk")]
    site.mask = True
    cards = client.get("/decide/actors.json?actor=Karim+Saleh&with=Nadia+Farouk").json()["cards"]
    form = {"kind": "merge", "row": cards[0]["id"], "more": cards[1]["id"], **SIGNED}
    answer = client.post("/decide.json", data=form, headers=OURS)
    assert answer.status_code == 200, answer.text
    assert not names_in(answer.text)
    [made] = full.decisions()
    assert [made.target, *made.others] == two
    form = {"kind": "correct", "row": full.reports_by_letter["a"], "field.title": "█████ █████ fled", **SIGNED}
    assert client.post("/decide.json", data=form, headers=OURS).status_code == 400
    assert len(full.decisions()) == 1


def test_no_page_names_a_private_person(client, full, masked):
    asked = addresses(client, full)
    asked += ["/dossier?about=Karim+Saleh", "/dossier/file?about=Karim+Saleh", "/claims?speaker=Nadia+Farouk"]
    asked += ["/decide/actors?actor=Karim+Saleh&with=Omar+Sidki", "/search?q=killed", "/map?place=1", "/actors?q=a"]
    leaks = {}
    for address in asked:
        path, _, query = address.partition("?")
        for form in (path, f"{path}.json"):
            answer = client.get(f"{form}?{query}")
            assert answer.status_code < 500, form
            told = answer.text if not answer.content.startswith(b"PK") else ""
            typed = names_in(f"{path} {query}".replace("+", " "))
            if found := {name: words for name, words in names_in(told).items() if name not in typed}:
                leaks[f"{answer.status_code} {form}"] = found
    assert not leaks, "\n".join(f"{a}: {f}" for a, f in leaks.items())
