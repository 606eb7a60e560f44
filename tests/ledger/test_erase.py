"""What is erased is gone from the file, all else stays as it was, and the tombstone proves it."""

import hashlib
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.errors import BadDecision, BadQuery, Erased, LedgerBusy, NoSuchRow, NotText
from onrecord.ingest.given import Failure
from onrecord.ledger import Ledger, taken_out, verify
from onrecord.ledger.rows import TABLES
from onrecord.ledger.store import Store
from onrecord.mask import Mask
from onrecord.model import FORMAT, Reading, Span

SIGNED = {"by": "R. Haddad", "why": "The witness asked for it."}
NAME = "Mona Adel"


def dump(ledger) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    tables = [row[0] for row in ledger.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")]
    return {table: sorted(map(tuple, ledger.rows(f"SELECT * FROM {table}")), key=repr) for table in tables}


@pytest.fixture
def full(ledger, told, is_in):
    """Two reports that name the witness, one that does not, a correction, a failure and a newer reading."""
    first = told()
    second = told(
        source_id="in/mona-adel.txt", publisher="Delta Post", url="https://post.example/mona%20adel",
        title="Mona Adel tells",
        authors=("Möna Adel", "Karim Saleh"), own_words=True, killed=300, day="2013-08-14", published="2013-08-16",
    )  # fmt: skip
    third = told(speaker="Karim Saleh", source_id="c.txt", publisher="Third Times", own_words=True, killed=40)
    ledger.add_batch([first.pair, second.pair, third.pair])
    ledger.add(first.given, structs.replace(first.reading, reader="reader 2"))
    ledger.correct(second.report.id, {"published": "2013-08-15"}, by="Mona Adel", why="MONA ADEL has the paper.")
    ledger.add_failure(Failure.of(NotText("mona_adel.jpg is binary"), "mona_adel.jpg", original=b"by Mona\xa0Adel"))
    assert is_in(ledger.path, NAME, "adel")
    return first, second, third


def test_words_are_gone_from_the_file_and_the_rest_stays(ledger, full, path, is_in):
    first, second, third = full
    before = {one.report.id: ledger.reading(one.report.id) for one in full}
    numbers = [tuple(row) for row in ledger.rows("SELECT rowid, reading, id FROM event_rows ORDER BY 1")]
    found = ledger.look_at_erasure(words=["mona adel"], everywhere=True)
    assert {one.report: one.places for one in found.reports} == {first.report.id: 1, second.report.id: 5}
    assert (found.failures, found.decisions, found.made) == (1, 1, None)
    done = ledger.erase(words=["mona adel"], everywhere=True, **SIGNED)
    assert structs.replace(done, made=None) == found
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")
    for report, old in before.items():
        new = ledger.reading(report)
        assert [span.start for span in new.sentences] == [span.start for span in old.sentences]
        assert len(new.report.text) == len(old.report.text)
        assert (new == old) == (report == third.report.id)
    text = ledger.report(first.report.id).text
    assert text.startswith("████ ████ said that the Harbour Front shelled Port Amity")
    assert ledger.report(second.report.id).title == "████ ████ tells"
    assert ledger.report(second.report.id).authors == ("████ ████", "Karim Saleh")
    assert ledger.search("harbour").rows
    assert not ledger.search("adel").rows
    speakers = sorted(claim.voice.name for claim in ledger.claims(kind="speech"))
    assert speakers == ["Karim Saleh", "████ ████", "████ ████"]
    # the machine's rows keep their numbers: all but the decided reading, which is made anew
    kept = [tuple(row) for row in ledger.rows("SELECT rowid, reading, id FROM event_rows ORDER BY 1")]
    assert kept[:4] == numbers[:4]
    ledger.close()
    assert not is_in(path, "mona", "adel")
    with Ledger.open(path, readonly=True) as opened:
        assert verify(opened) == []


def test_no_hash_is_left_from_which_words_could_be_guessed(ledger, full, path, is_in):
    """But for those that the docs name: the ids of reports, and the chain of decisions."""
    old = [hashlib.sha256(one.text.encode()).hexdigest() for one in full[:2]]
    ties = [row[0] for row in ledger.rows("SELECT tie FROM relation_rows")]
    prints = [row[0] for row in ledger.rows("SELECT print FROM text_prints WHERE text IN (SELECT min(id) FROM texts)")]
    assert is_in(path, *old)
    ledger.erase(words=[NAME, "Harbour Front"], everywhere=True, **SIGNED)
    assert not is_in(path, *old)
    assert not {row[0] for row in ledger.rows("SELECT tie FROM relation_rows")} & set(ties)
    assert len({row[0] for row in ledger.rows("SELECT print FROM text_prints")} & set(prints)) < len(prints)


def test_nobody_is_known_by_a_covered_name(ledger, full):
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    people = [tuple(row) for row in ledger.rows("SELECT id, name FROM ledger_actors WHERE kind = 'person' ORDER BY 1")]
    assert people == [
        ("ledger:karim-saleh", "Karim Saleh"),
        *sorted((f"report:{one.report.id}:erased-1", "████ ████") for one in full[:2]),
    ]
    assert not [row for row in ledger.rows("SELECT * FROM actor_names") if "█" in row["name"]]
    with pytest.raises(NoSuchRow):
        ledger.actor(NAME)


def test_what_lay_in_free_parts_of_the_file_goes_too(ledger, full, path, is_in):
    ledger.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as shell:
        shell.execute("PRAGMA secure_delete = OFF")
        shell.execute("CREATE TABLE old (words TEXT)")
        shell.executemany("INSERT INTO old VALUES (?)", [(f"{'Harbour ' * 60}Nadia Karam",)] * 50)
        shell.execute("DROP TABLE old")
        shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert is_in(path, "Nadia Karam")
    with Ledger.open(path) as opened:
        opened.erase(words=[NAME], everywhere=True, **SIGNED)
        assert not is_in(path, "Nadia Karam")


def test_what_is_left_of_a_name_joins_nobody(ledger, told):
    ledger.add_batch([
        told(speaker="Mona Ali Adel").pair, told(speaker="Mona Adel", source_id="b.txt", publisher="Delta Post").pair,
    ])  # fmt: skip
    ledger.erase(words=["Ali"], everywhere=True, **SIGNED)
    assert [card.reports for card in ledger.actor("Mona Adel")] == [1]
    names = [
        tuple(row) for row in ledger.rows("SELECT id, name FROM ledger_actors WHERE kind = 'person' ORDER BY name")
    ]
    assert names == [("ledger:mona-adel", "Mona Adel"), (f"report:{told(speaker='Mona Ali Adel').report.id}:erased-1",
                                                         "Mona ███ Adel")]  # fmt: skip
    assert verify(ledger) == []


def test_words_in_one_report_stay_in_the_others(ledger, full, path, is_in):
    first, second, _ = full
    done = ledger.erase([first.report.id], words=[NAME], **SIGNED)
    assert done.elsewhere == 1
    assert [one.report for one in done.reports] == [first.report.id]
    assert verify(ledger) == []
    assert NAME not in ledger.report(first.report.id).text
    assert ledger.reading(second.report.id).report.text == second.text
    assert [card.reports for card in ledger.actor(NAME)] == [1]
    ledger.erase([second.report.id], words=["Karim Saleh"], **SIGNED)
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "mona adel", "mona-adel")
    assert ledger.coverage().covered == 2


def test_a_whole_report_is_gone(ledger, full, path, is_in):
    first, second, third = full
    before = third.reading
    done = ledger.erase([second.report.id[:8]], **SIGNED)
    assert [(one.report, one.size) for one in done.reports] == [(second.report.id, len(second.text.encode()))]
    assert verify(ledger) == []
    assert not is_in(path, "Delta Post", "post.example", "has the paper", "Möna")
    assert ledger.reading(third.report.id) == before
    assert {card.id for card in ledger.reports()} == {first.report.id, third.report.id}
    assert (ledger.coverage().read, ledger.coverage().erased) == (2, 1)
    assert [(row["what"], row["reports"]) for row in ledger.rows("SELECT * FROM erasures")] == [("report", 1)]
    assert [row["state"] for row in ledger.rows("SELECT state FROM not_read WHERE code = 'I210'")] == ["erased"]
    for ask in (ledger.find, ledger.reading, ledger.original, ledger.kept):
        with pytest.raises(Erased, match=r"erased by R\. Haddad on 20.*: The witness asked for it\."):
            ask(second.report.id)
    with pytest.raises(Erased):
        ledger.erase([second.report.id], **SIGNED)
    assert ledger.erased() == tuple(f"report {second.report.id} was erased by R. Haddad on {done.made.at[:10]}: "
                                    "The witness asked for it." for _ in range(1))  # fmt: skip


def test_all_reports_can_go(ledger, full, path, is_in):
    ledger.erase([one.report.id for one in full], **SIGNED)
    assert verify(ledger) == []
    for table in (*TABLES, "texts", "originals", "actor_names", "ledger_actors", "text_prints", "origin_links",
                  "event_keys", "figure_keys", "tallies", "report_versions", "readings"):  # fmt: skip
        assert ledger.rows(f"SELECT * FROM {table}") == [], table
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert not is_in(path, "mona", "adel", "karim", "harbour")


def test_the_indexes_follow(ledger, told, tmp_path):
    """After an erasure the ledger is as if the report had never been there, or had come without the words."""
    reports = [
        told(source_id=f"{n}.txt", publisher=f"Paper {n}", killed=10 * n + 1, own_words=n != 2) for n in range(4)
    ]
    ledger.add_batch([one.pair for one in reports])
    ledger.erase([reports[1].report.id], **SIGNED)
    with Ledger.open(tmp_path / "other.onrecord", create=True) as other:
        other.add_batch([one.pair for one in reports if one is not reports[1]])
        for ask in (Ledger.events, Ledger.claims, Ledger.reports, Ledger.happenings):
            assert ask(ledger).rows == ask(other).rows
        for table in ("report_origins", "tallies", "actor_names", "ledger_actors", "report_addresses"):
            assert dump(ledger)[table] == dump(other)[table]


def test_copies_stay_together_without_the_one_that_joined_them(ledger, told):
    """Each copy is linked with one other alone; those that only the erased one joined are linked anew."""
    copies = [
        told(source_id=f"{n}.txt", publisher=f"Paper {n}", preface=f"{'Long words about it all. ' * 30}")
        for n in range(4)
    ]
    ledger.add_batch([one.pair for one in copies])
    assert len({row["origin"] for row in ledger.rows("SELECT origin FROM report_origins")}) == 1
    for gone in copies[:2]:
        assert ledger.erase([gone.report.id], **SIGNED).copies == len(ledger.rows("SELECT 1 FROM report_rows"))
        assert len({row["lead"] for row in ledger.rows("SELECT lead FROM report_origins")}) == 1
        assert verify(ledger) == []


@pytest.mark.parametrize("what", ["words", "report"])
def test_what_was_erased_does_not_come_back(ledger, full, path, what, is_in):
    first, second, _ = full
    if what == "words":
        ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    else:
        ledger.erase([first.report.id, second.report.id], **SIGNED)
    for one in (first, second):
        newer = structs.replace(one.reading, reader="reader 3")
        assert ledger.refusal(one.report).code == "I210"
        assert ledger.add(one.given, newer) == "erased"
        assert ledger.add(one.given, newer) == "erased"
    assert ledger.add_batch([first.pair]) == ("erased",)
    told = [tuple(row) for row in ledger.rows("SELECT source_id, code, bytes FROM failures WHERE code = 'I210'")]
    names = ["a.txt", "in/█████████.txt"] if what == "words" else [first.report.id, second.report.id]
    assert told == [(name, "I210", None) for name in names]
    assert verify(ledger) == []
    assert not is_in(path, "in/mona")
    if what == "words":
        assert not is_in(path, "adel")


def test_the_covered_text_can_be_read_anew(ledger, full, path):
    first = full[0]
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    kept = ledger.kept(first.report.id)
    assert kept.original == b""
    reading = structs.replace(ledger.reading(first.report.id), reader="reader 9", report=kept.report)
    assert ledger.refusal(kept.report) is None
    assert ledger.add(kept, reading) == "reading"
    assert ledger.reading(first.report.id).reader == "reader 9"
    assert verify(ledger) == []
    other = structs.replace(kept.report, text=first.text)
    assert ledger.refusal(other) is not None
    with pytest.raises(Erased, match="went with its words erased by R"):
        ledger.original(first.report.id)


def test_decisions_keep_their_chain(ledger, full):
    hashes = [one.hash for one in ledger.decisions()]
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    made = ledger.decisions()
    assert [one.hash for one in made][:1] == hashes
    assert (made[0].by, made[0].why) == ("████ ████", "████ ████ has the paper.")
    assert made[0].changes == {"published": "2013-08-15"}
    assert made[1].kind == "erase"
    assert ledger.erasures() == (made[1],)
    ledger.undo(made[0].id, **SIGNED)
    with pytest.raises(BadDecision, match="cannot be undone"):
        ledger.undo(made[1].id, **SIGNED)
    assert verify(ledger) == []
    ledger.erase([full[1].report.id], **SIGNED)
    assert ledger.decisions()[0].changes == {}
    assert verify(ledger) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET why = 'other' WHERE kind = 'correct'",
        "UPDATE decisions SET why = 'other' WHERE kind = 'erase'",
        "UPDATE decisions SET changes = '{}' WHERE kind = 'erase'",
        "DELETE FROM decisions WHERE kind = 'erase'",
        "DELETE FROM erased_reports",
        "UPDATE erased_reports SET what = 'report'",
        "INSERT INTO erased_reports VALUES ('0123456789abcdef', 'd0', 'report', NULL, NULL)",
        "UPDATE report_rows SET sha256 = (SELECT sha256 FROM originals WHERE sha256 NOT LIKE 'erased%')",
        "INSERT INTO scouring_due SELECT id FROM decisions WHERE kind = 'erase'",
    ],
)
def test_verify_finds_what_does_not_fit_the_tombstone(ledger, full, path, statement, unguarded):
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    ledger.close()
    with unguarded(path) as shell:
        assert shell.execute(statement).rowcount > 0
    with Ledger.open(path, readonly=True) as opened:
        assert {problem.kind for problem in verify(opened)} & {"decision", "erasure"}


def test_the_guards_are_there_again(ledger, full):
    guards = ledger.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    after = ledger.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    assert [tuple(row) for row in after] == [tuple(row) for row in guards]
    for table in ("texts", "decisions", "erased_reports"):
        with pytest.raises(Exception, match="append-only"), ledger.store.transaction():
            ledger.store.put(f"DELETE FROM {table}")


class Cut(Exception):
    """What the tests raise in the middle."""


@pytest.mark.parametrize("what", ["words", "report"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_crash_in_the_middle_leaves_all_as_it_was(ledger, full, path, monkeypatch, what, share):
    call = (
        (lambda: ledger.erase(words=[NAME], everywhere=True, **SIGNED))
        if what == "words"
        else (lambda: ledger.erase([full[0].report.id], **SIGNED))
    )
    before = dump(ledger)
    put, count = Store.put, [0]

    def counted(store, *arguments):
        count[0] += 1
        if limit is not None and count[0] > limit:
            raise Cut
        return put(store, *arguments)

    limit = None
    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", counted)
        patch.setattr(Store, "transaction", _rolled_back(Store.transaction))
        with pytest.raises(Cut):
            call()
        limit, count[0] = int(count[0] * share), 0
        patch.undo()
        patch.setattr(Store, "put", counted)
        with pytest.raises(Cut):
            call()
    assert dump(ledger) == before
    assert verify(ledger) == []
    call()
    assert verify(ledger) == []


def _rolled_back(transaction):
    """A transaction that is cut at its very end: it tells how many statements there are."""
    from contextlib import contextmanager

    @contextmanager
    def cut(store):
        with transaction(store):
            yield
            raise Cut

    return cut


@pytest.mark.parametrize("point", ["scour", "checkpoint"])
def test_a_crash_before_the_file_is_written_anew_is_made_good(ledger, full, path, monkeypatch, point, is_in):
    with monkeypatch.context() as patch:
        patch.setattr(Store, point, _cut)
        with pytest.raises(Cut):
            ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert [problem.kind for problem in verify(ledger)] == ["erasure"]
    ledger.close()
    with Ledger.open(path) as opened:
        assert opened.scour()
        assert not opened.scour()
        assert verify(opened) == []
    assert not is_in(path, "mona", "adel")


def _cut(*arguments):
    raise Cut


def test_one_who_reads_meanwhile_is_told_of(ledger, full, path, is_in):
    ledger.close()
    with Ledger.open(path, wait=0.1) as opened, Ledger.open(path, readonly=True) as reader:
        with reader.snapshot():
            reader.coverage()
            with pytest.raises(LedgerBusy):
                opened.erase(words=[NAME], everywhere=True, **SIGNED)
        assert opened.coverage().covered == 2
        assert opened.scour()
        assert not is_in(path, "mona", "adel")


@pytest.mark.parametrize(
    ("targets", "more", "error"),
    [
        ((), {}, BadDecision),
        ((), {"words": [NAME]}, BadDecision),
        (("nobody",), {}, NoSuchRow),
        (("c.txt",), {"words": [NAME]}, NoSuchRow),
        ((), {"words": ["Nobody Here"], "everywhere": True}, NoSuchRow),
        ((), {"words": ["M"], "everywhere": True}, BadQuery),
        (("a.txt",), {"everywhere": True}, BadDecision),
        (("a.txt",), {"words": [NAME], "everywhere": True}, BadDecision),
        (("a.txt",), {"by": " "}, BadDecision),
        (("a.txt",), {"words": [NAME], "why": "mona  adel asked"}, BadDecision),
        (("a.txt",), {"words": [NAME], "by": "Mona Adel"}, BadDecision),
    ],
)
def test_a_wrong_call_changes_nothing(ledger, full, targets, more, error):
    before = dump(ledger)
    with pytest.raises(error):
        ledger.erase(targets, **{**SIGNED, **more})
    assert dump(ledger) == before


def test_parts_that_still_stand_alone_are_told(ledger, told):
    one = told(preface="Adel fled. Mona Adel, later Adel, told it. ")
    ledger.add(*one.pair)
    assert ledger.look_at_erasure([one.report.id], words=[NAME]).alone == (("Adel", 2),)


def test_words_that_stand_in_the_page_alone_take_its_bytes(ledger, told, path, is_in):
    one = told(speaker="Karim Saleh")
    page = f"<!-- Mona Adel --><p>{one.text}</p>".encode()
    report = structs.replace(one.report, sha256=hashlib.sha256(page).hexdigest())
    ledger.add(
        structs.replace(one.given, report=report, original=page, media="text/html"),
        structs.replace(one.reading, report=report),
    )
    assert is_in(path, NAME)
    done = ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert [(told.places, told.rows, told.media) for told in done.reports] == [(0, 0, "text/html")]
    assert ledger.report(report.id).text == one.text
    assert not is_in(path, NAME)
    assert verify(ledger) == []


def test_a_name_of_the_registry_and_a_place_leave_nothing_that_tells_who(ledger, told, path, is_in):
    ledger.add(*told(actor="Hamas", actor_id="hamas").pair)
    ledger.erase(words=["Hamas", "Port Amity", "Iran"], everywhere=True, **SIGNED)
    [report] = [card.id for card in ledger.reports()]
    reading = ledger.reading(report)
    assert [(a.id, a.country, a.sector) for a in reading.actors if a.name == "████"] == [("report:erased-1", None, ())]
    assert [(p.name, p.country) for p in reading.places] == [("████ █████", None)] or reading.places[0].geonames is None
    assert not is_in(path, "hamas", "amity")
    assert verify(ledger) == []


def test_what_is_in_another_language_is_covered_too(ledger, told, path, is_in):
    one = told(language="fr", title="Mona Adel raconte")
    ledger.add(*one.pair)
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert verify(ledger) == []
    assert ledger.coverage().not_english == 1
    assert ledger.report(one.report.id).title == "████ ████ raconte"
    assert not is_in(path, "mona", "adel")


def test_older_versions_and_readings_are_covered_too(ledger, told, path, is_in):
    one = told()
    older = structs.replace(one.report, title="Mona Adel tells", authors=("Mona Adel",))
    newer = structs.replace(
        one.report, title="A nurse tells", authors=("A. Reporter",), text=one.text.replace("Mona", "Nona")
    )
    ledger.add(structs.replace(one.given, report=older), structs.replace(one.reading, report=older))
    ledger.add(structs.replace(one.given, report=newer), Reading(FORMAT, "reader 2", newer))
    assert ledger.look_at_erasure(words=[NAME], everywhere=True).rows > 0
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert verify(ledger) == []
    assert ledger.report(one.report.id).text == newer.text
    assert not is_in(path, NAME)


def test_two_addresses_of_the_same_bytes_are_two_reports(ledger, told, path, is_in):
    one, other = told(url="https://post.example/a"), told(url="https://gazette.example/b")
    ledger.add_batch([one.pair, other.pair])
    assert len(ledger.rows("SELECT 1 FROM originals")) == len(ledger.rows("SELECT 1 FROM texts")) == 1
    ledger.erase([one.report.id], words=[NAME], **SIGNED)
    assert verify(ledger) == []
    assert ledger.original(other.report.id) == other.text.encode()
    assert ledger.report(other.report.id).text == other.text
    ledger.erase([other.report.id], **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, NAME)


def test_masks_and_a_second_erasure_follow(ledger, full, path, is_in):
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    mask = Mask.of_rows(ledger.rows)
    assert mask.text("Karim Saleh") == "█████ █████"
    ledger.erase(words=["Karim Saleh"], everywhere=True, **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "karim", "saleh", "mona")
    assert len(ledger.erasures(full[1].report.id)) == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("ab \r\n\u0301\U0001f600\U0001d400é’-."), max_size=30),
    st.sampled_from(["Mona Adel", "Möna Ade\u0301l", "MONA\r\nADEL", "\U0001d40cona Adel", "Mo\u00adna-Adel"]),
)
def test_offsets_hold_whatever_stands_around(is_in, tmp_path_factory, told, around, name):
    preface = f"{around} {name} told it to {around}. "
    one = told(preface=preface, speaker="Karim Saleh")
    path = tmp_path_factory.mktemp("erased") / "any.onrecord"
    with Ledger.open(path, create=True) as ledger:
        start = len(around) + 1
        span = Span(start, start + len(name), name)
        reading = one.reading
        ledger.add(one.given, structs.replace(reading, sentences=(span, *reading.sentences)))
        rows = {table: _offsets(ledger, table) for table in TABLES}
        ledger.erase(words=["Mona Adel"], everywhere=True, **SIGNED)
        assert verify(ledger) == []
        assert {table: _offsets(ledger, table) for table in TABLES} == rows
        text = ledger.report(one.report.id).text
        assert len(text) == len(one.text)
        assert [sign for n, sign in enumerate(text) if not span.start <= n < span.end] == [
            sign for n, sign in enumerate(one.text) if not span.start <= n < span.end
        ]
        assert not {*text[span.start : span.end]} - {"█", "\r", "\n", " "}
    assert not is_in(path, name)


def _offsets(ledger, table):
    columns = [row["name"] for row in ledger.rows(f"PRAGMA table_info({table})")]
    places = [name for name in columns if name.endswith(("start_at", "end_at", "_start", "_end"))]
    return [tuple(row) for row in ledger.rows(f"SELECT {', '.join(['reading', *places])} FROM {table}")]


def test_a_defect_that_leaves_words_takes_all_back(ledger, full, monkeypatch):
    before = dump(ledger)
    monkeypatch.setattr(taken_out, "covered", lambda reading, words: reading)
    with pytest.raises(Exception, match="still stand in"):
        ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    assert dump(ledger) == before
