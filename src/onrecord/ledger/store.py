"""The file beneath a ledger: opens it, makes it, runs statements, and says in plain errors what SQLite says."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerFull,
    NewerLedger,
    NoPermission,
    NotALedger,
    NotThere,
    OlderLedger,
    OnRecordError,
)
from onrecord.ledger.rows import ACTORS, FOLLOWING, TABLES

APPLICATION_ID = 0x6F6E7265
"""The letters "onre", in the header of every ledger (PRAGMA application_id)."""
SCHEMA_VERSION = 4
MUTABLE = frozenset({
    "current_readings", "ledger_actors", "text_prints", "report_addresses", "origin_links", "report_origins",
    "event_facts", "event_keys", "event_pairs", "event_groups", "happening_rows", "happenings_due", "event_disputes",
    "happenings_outdated",
    "figure_keys", "figure_groups", "figure_disputes", "figures_due", "tallies",
    "judged_rows", "decision_homes", "actor_links", "report_marks", "scouring_due",
})  # fmt: skip
"""Tables that are an index of the record, not the record: rows in them may change."""
DERIVED = {
    "readings": "OLD.base IS NULL",
    "report_versions": "OLD.base IS NULL",
    "reading_bytes": "(SELECT base FROM readings WHERE id = OLD.reading) IS NULL",
    **dict.fromkeys(TABLES, "(SELECT base FROM readings WHERE id = OLD.reading) IS NULL"),
}
"""Tables of which rows that follow from decisions may be deleted, and the condition under which none may."""
CACHE = 64_000
"""KiB of pages that a connection keeps in memory: enough for the indexes that each new report touches all over."""
CHECKPOINT = 10_000
"""Pages that are written before they are moved into the file, so that those which change often are moved once."""
FULL_TEXT = ("text_index", "claim_index", "event_index")

Values = Sequence[Any] | Mapping[str, Any]
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class Store:
    """A connection to one ledger. Statements outside `transaction` are reads."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool, readonly: bool, wait: float) -> Store:
        """Opens or makes the file; see `Ledger.open` for what is raised."""
        make = create and not readonly
        _look(path, make)
        with explained(path):
            connection = sqlite3.connect(_uri(path, make, readonly), uri=True, timeout=wait, isolation_level=None)
            store = cls(path, connection)
            try:
                store._set_up(make, readonly)
            except (sqlite3.Error, OnRecordError):
                connection.close()
                raise
        return store

    def close(self) -> None:
        """Closes the connection."""
        with explained(self.path):
            self._connection.close()

    def rows(self, sql: str, parameters: Values = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        try:
            found: list[sqlite3.Row] = self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as problem:
            raise _error(self.path, problem) from problem
        return found

    def each(self, sql: str, parameters: Values = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query one by one, for more than memory should hold; nothing may be written meanwhile."""
        with explained(self.path):
            yield from self._connection.execute(sql, parameters)

    def value(self, sql: str, parameters: Values = ()) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def put(self, sql: str, parameters: Values = ()) -> int:
        """Runs a statement that writes, inside `transaction`; gives the rowid of the row it added."""
        try:
            return self._connection.execute(sql, parameters).lastrowid or 0
        except sqlite3.Error as problem:
            raise _error(self.path, problem) from problem

    def put_all(self, sql: str, rows: Iterable[Values]) -> None:
        """Runs a statement that writes once for each row, inside `transaction`."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as problem:
            raise _error(self.path, problem) from problem

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept together, or not at all."""
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with explained(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            self._undo()
            raise

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """Inside it, in a transaction, rows of the record may be changed: for erasure alone.

        The triggers come back with its end, or with the end of the transaction if something goes wrong. What is deleted
        is overwritten with zeros.
        """
        guards = {name: sql for name, sql in self.guards().items() if sql is not None}
        with explained(self.path):
            self._connection.execute("PRAGMA secure_delete = ON")
            for name in guards:
                self._connection.execute(f"DROP TRIGGER {name}")
        yield
        with explained(self.path):
            for sql in guards.values():
                self._connection.execute(sql)

    def guards(self) -> dict[str, str | None]:
        """The triggers that keep the record append-only, as they stand in the file; None where one is not as made."""
        there = dict(map(tuple, self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")))
        made = {sql.split()[2]: sql for sql in _guards(self._connection)}
        return {name: sql if there.get(name) == sql else None for name, sql in made.items()}

    def scour(self) -> None:
        """Writes the whole file anew, so that nothing of what was deleted is left in it or in the log beside it.

        Raises:
            LedgerBusy: another process has the file open at this moment. LedgerFull: there is no room for the copy.
        """
        with explained(self.path):
            self._connection.execute("PRAGMA temp_store = FILE")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA temp_store = MEMORY")
        self.checkpoint()

    def checkpoint(self) -> None:
        """Moves all that is in the log into the file, and empties the log.

        Raises:
            LedgerBusy: another process reads.
        """
        with explained(self.path):
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise LedgerBusy(f"{self.path} is being read by another process")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment; inside another snapshot it is that one's."""
        if self._connection.in_transaction:
            yield
            return
        with explained(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._undo()

    def index_is_whole(self, name: str) -> bool:
        """Whether a full-text index matches the table whose words it holds.

        SQLite lets only a connection that may write ask for this; where the file may not be written, a copy in memory
        is asked.
        """
        with explained(self.path):
            asked = _writable(self.path) if os.access(self.path.parent, os.W_OK) else None
            if asked is None:
                asked = sqlite3.connect(":memory:", isolation_level=None)
                self._connection.backup(asked)
            try:
                asked.execute("BEGIN IMMEDIATE")
                asked.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as problem:
                if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
                    return False
                raise
            finally:
                asked.close()
        return True

    def _undo(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _set_up(self, make: bool, readonly: bool) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        if make and _is_blank(connection):
            self._make()
        _check(self.path, connection)
        if readonly:
            connection.execute("PRAGMA query_only = ON")
            return
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        if os.access(self.path, os.W_OK):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")

    def _make(self) -> None:
        """Makes the schema in one transaction: a crash leaves an empty file, which is made again."""
        with self.transaction():
            if not _is_blank(self._connection):
                return
            for statement in _statements(_schema()):
                self._connection.execute(statement)
            for statement in _guards(self._connection):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def now() -> str:
    """This moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _writable(path: Path) -> sqlite3.Connection | None:
    if not os.access(path, os.W_OK):
        return None
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite raises inside into the errors of a ledger.

    Raises:
        LedgerBusy, LedgerFull, NotALedger, LedgerDamaged: see errors.py.
    """
    try:
        yield
    except sqlite3.Error as problem:
        raise _error(path, problem) from problem


def _error(path: Path, problem: sqlite3.Error) -> OnRecordError | sqlite3.Error:
    code = getattr(problem, "sqlite_errorcode", 0)
    primary = code & 0xFF
    if primary in _BUSY:
        return LedgerBusy(f"{path} is locked by another process")
    if primary in _FULL or primary == sqlite3.SQLITE_IOERR:
        return LedgerFull(f"{path} cannot be written: {problem}")
    if primary == sqlite3.SQLITE_NOTADB:
        return NotALedger(f"{path} is not a ledger")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT):
        return LedgerDamaged(f"{path}: {problem}")
    return problem


def _look(path: Path, make: bool) -> None:
    """Looks at the path before SQLite does, which says "unable to open" to everything."""
    if not path.exists():
        if not make:
            raise NotThere(f"no ledger {path}", "Check the path; onrecord add LEDGER INPUT makes a new one.")
        if not path.parent.is_dir():
            raise NotThere(f"no folder {path.parent} to make a ledger in", "Make the folder first, or check the path.")
    elif not path.is_file():
        raise NotALedger(f"{path} is not a file")
    elif not os.access(path, os.R_OK):
        raise NoPermission(f"{path} may not be opened")


def _uri(path: Path, make: bool, readonly: bool) -> str:
    """How SQLite is to open the file.

    A reader opens it for writing too where it may, and is held to reading by `query_only`: only so does SQLite take
    its two helper files away again. In a folder that cannot be written, it reads the file as one that nobody changes.
    """
    mode: Literal["rwc", "rw", "ro", "ro&immutable=1"] = "rwc" if make else "rw"
    if readonly and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        wal = Path(f"{path}-wal")
        mode = "ro" if wal.exists() else "ro&immutable=1"
    return f"{path.absolute().as_uri()}?mode={mode}"


def _is_blank(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables and not connection.execute("PRAGMA application_id").fetchone()[0]


def _check(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotALedger(f"{path} is a database, but not a ledger of onrecord")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise NewerLedger(f"{path} has schema {version}; this onrecord knows schemas up to {SCHEMA_VERSION}")
    meta = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
    if version < 1 or not meta:
        raise LedgerDamaged(f"{path} lacks its table meta")
    if version < SCHEMA_VERSION:
        raise OlderLedger(f"{path} has schema {version}; this onrecord needs schema {SCHEMA_VERSION}")


def _schema() -> str:
    return (resources.files("onrecord.ledger") / "schema.sql").read_text(encoding="utf-8")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit each on its own."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _guards(connection: sqlite3.Connection) -> list[str]:
    """Triggers that refuse to change or delete a row of the record."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
    names = [name for (name,) in map(tuple, found) if name not in MUTABLE and not name.startswith(_HIDDEN)]
    columns = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}
    return [guard(name, verb, columns[name]) for name in names for verb in ("UPDATE", "DELETE")]


def guard(table: str, verb: str, columns: Sequence[str]) -> str:
    """The trigger that keeps the rows of a table as they are.

    Who an actor is may change with what people decide; whom the machine took it for may not.

    Args:
        verb: UPDATE or DELETE. columns: of the table.
    """
    when = ""
    if verb == "DELETE" and table in DERIVED:
        when = f" WHEN {DERIVED[table]}"
    if verb == "UPDATE" and (table in ACTORS or table in FOLLOWING):
        pairs = ACTORS.get(table, ())
        free = {*FOLLOWING.get(table, ()), *(column for pair in pairs for column in pair)}
        old, new = (
            [f"{row}.{column}" for column in columns if column not in free]
            + [f"coalesce({row}.{met}, {row}.{now})" for now, met in pairs]
            for row in ("OLD", "NEW")
        )
        when = f" WHEN ({', '.join(old)}) IS NOT ({', '.join(new)})"
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}{when}"
        f" BEGIN SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed or deleted'); END"
    )


_HIDDEN = (*(f"{name}_" for name in FULL_TEXT), "sqlite_")
