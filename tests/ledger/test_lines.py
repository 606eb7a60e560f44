"""JSON lines of readings, taken back."""

import gzip
import hashlib

import msgspec
import pytest
from msgspec.structs import replace

from onrecord.errors import NotThere
from onrecord.export import Source, load
from onrecord.ingest.given import Failure, Given
from onrecord.ledger import Ledger
from onrecord.ledger.lines import readings
from onrecord.ledger.verify import verify
from onrecord.mask import BLOCK


def lines_of(ledger, mask=False):
    """What the export of a ledger gives."""
    from io import BytesIO

    from onrecord.export import Wanted

    out = BytesIO()
    with ledger.snapshot():
        for _ in load("jsonl").file(Source(ledger, Wanted(mask=mask)), out):
            pass
    return out.getvalue()


@pytest.fixture
def other(tmp_path):
    with Ledger.open(tmp_path / "other.onrecord", create=True) as opened:
        yield opened


@pytest.fixture
def taken(tmp_path):
    """Takes bytes into a ledger: what each line did, and the failures."""

    def take(ledger, data, name="in.jsonl"):
        (tmp_path / name).write_bytes(data)
        items = list(readings(ledger.store, tmp_path / name))
        return ledger.add_batch(items), [item for item in items if isinstance(item, Failure)]

    return take


@pytest.fixture
def mixed(ledger, golden, told):
    """A ledger of a text, a page whose bytes are not its text, a report in another language, and decisions."""
    ledger.add(*golden)
    one = told(preface="🔥 e\u0301 \r\n", source_id="b.txt")
    page = f"<p>{one.text}</p>".encode()
    report = replace(one.report, sha256=hashlib.sha256(page).hexdigest(), id="0123456789abcdef")
    ledger.add(Given(report, page, "text/html"), replace(one.reading, report=report))
    ledger.add(*told(language="fr", source_id="c.txt").pair)
    ledger.correct("0123456789abcdef:e1", {"status": "planned"}, by="Omar", why="so")
    ledger.merge(["iran", "Harbour Front"], by="Omar", why="so")
    return ledger


def test_the_same_bytes_come_out_again(mixed, other, taken):
    data = lines_of(mixed)
    steps, failures = taken(other, data)
    assert steps == ("report",) * 3
    assert not failures
    assert lines_of(other) == data
    assert not verify(other)
    assert other.coverage().not_english == 1
    assert set(taken(other, data)[0]) == {"nothing"}


def test_packed_lines_are_taken_too(mixed, other, taken):
    assert taken(other, gzip.compress(lines_of(mixed)))[0] == ("report",) * 3


def test_the_text_stands_for_bytes_that_are_not_there_and_the_hash_says_so(mixed, other, taken):
    taken(other, lines_of(mixed))
    reading = other.reading("0123456789abcdef")
    assert other.original("0123456789abcdef") == reading.report.text.encode()
    assert reading.report.sha256 == mixed.reading("0123456789abcdef").report.sha256
    [[sha256, media]] = other.rows("SELECT r.sha256, o.media FROM report_rows r JOIN originals o USING (sha256)"
                                   " WHERE r.id = '0123456789abcdef'")  # fmt: skip
    assert (sha256, media) == (hashlib.sha256(reading.report.text.encode()).hexdigest(), "text/plain")


def test_two_ledgers_of_which_one_has_the_page_take_from_each_other(mixed, other, taken):
    taken(other, lines_of(mixed))
    other.reject("0123456789abcdef:r1", by="Dana", why="no")
    done = mixed.take(other, by="Omar", why="both halves")
    assert (done.decisions, done.erased) == (1, 0)
    assert other.take(mixed, by="Dana", why="both halves").erased == 0
    assert not verify(mixed)
    assert not verify(other)


def test_a_ledger_without_the_page_can_be_taken_into_a_new_one(mixed, other, taken, tmp_path):
    taken(other, lines_of(mixed))
    with Ledger.open(tmp_path / "third.onrecord", create=True) as third:
        assert third.take(other, by="", why="").reports == 3
        assert lines_of(third) == lines_of(other)
        assert not verify(third)


def test_words_can_be_erased_where_the_text_stands_for_the_page(mixed, other, taken):
    taken(other, lines_of(mixed))
    other.erase(["0123456789abcdef"], words=["Mona Adel"], by="Dana", why="asked for")
    assert not verify(other)
    steps, _ = taken(other, lines_of(mixed))
    assert steps.count("erased") == 1


def test_masked_lines_never_replace_what_is_there(mixed, other, taken):
    masked = lines_of(mixed, mask=True)
    assert BLOCK.encode() in masked
    before = lines_of(mixed)
    _, failures = taken(mixed, masked)
    assert failures
    assert all("masked" in one.message for one in failures)
    assert lines_of(mixed) == before
    assert taken(other, masked)[1] == []


def changed(reading, **fields):
    return msgspec.json.encode({**msgspec.to_builtins(reading), **fields})


def test_lines_that_are_no_readings_are_failures_and_the_rest_is_taken(told, ledger, taken):
    reading = told().reading
    plain = msgspec.to_builtins(reading)
    bad = [
        b"{",
        b'{"format": 2}',
        changed(reading, report={**plain["report"], "id": "../../etc"}),
        changed(reading, report={**plain["report"], "text": "  "}),
        changed(reading, sentences=[{"start": 0, "end": 4, "text": "Nope"}]),
        changed(reading, events=[{**plain["events"][0], "id": "e1|x"}]),
        changed(reading, events=plain["events"] * 2),
        changed(reading, events=[{**plain["events"][0], "time": "t77"}]),
        b'{"format": 1, "reader": "\\ud800"}',
    ]
    steps, failures = taken(ledger, b"\n".join([*bad, reading.to_json(), b""]))
    assert steps[-1] == "report"
    assert [one.line for one in failures] == list(range(1, len(bad) + 1))
    assert len(ledger.failures()) == len(bad)
    assert not verify(ledger)


def test_a_file_that_is_not_there(ledger, tmp_path):
    with pytest.raises(NotThere):
        list(readings(ledger.store, tmp_path / "no.jsonl"))
