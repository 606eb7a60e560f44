"""Everything that can go wrong, as a tree.

    OnRecordError                 code, exit status, one sentence, what to do next
    ├── UsageError                exit 2: the call itself is off
    │   ├── BadDate       U101    a date that is no ISO date
    │   ├── BadPart       U102    a section that the format does not have
    │   ├── BadQuery      U103    a filter or a search that cannot be understood
    │   └── BadDecision   U104    a decision that is of no known kind, is not signed, or would change nothing
    ├── InputError                one input cannot be read; a batch goes on without it
    │   ├── NotThere      I201    no such file, folder or glob
    │   ├── NoPermission  I202    it may not be opened
    │   ├── EmptyInput    I203    it holds nothing
    │   ├── NotText       I204    it is binary, or of a format that is not read
    │   ├── TooLarge      I205    larger than a report can be, or grows past all bounds when unpacked
    │   ├── Damaged       I206    cut off or broken: a truncated gzip
    │   ├── BadLine       I207    a line of JSON lines that is no report
    │   ├── NoArticle     I208    a page without an article
    │   ├── ReaderFailed  I209    the reader itself failed on this report
    │   └── WasErased     I210    it was erased from this ledger, or words of it were
    ├── LedgerError               the ledger cannot be used
    │   ├── NotALedger    L301    the file is no ledger
    │   ├── NewerLedger   L302    made by a newer version
    │   ├── OlderLedger   L307    made before ledgers had what this version needs
    │   ├── LedgerBusy    L303    locked by another process
    │   ├── LedgerFull    L304    no room on the disk, or the file may not be written
    │   ├── NoSuchRow     L305    no report, row or actor of that id
    │   ├── LedgerDamaged L306    a row, a hash or a reference is wrong
    │   └── Erased        L308    what is asked for was erased
    ├── OutputError       O601    an output cannot be written
    ├── DataError         D401    a data file of the package, or of the researcher, is wrong
    └── GoldError         G501    a gold set or an output to score is not what it should be

Example:
    >>> error = NotThere("no file reports/", next_step="Check the path.")
    >>> error.code, error.exit_status
    ('I201', 1)
    >>> print(error)
    no file reports/
"""

from __future__ import annotations

from typing import ClassVar


class OnRecordError(Exception):
    """The root. Raised only through its children.

    Args:
        message: one sentence on what is wrong, naming the thing.
        next_step: one sentence on what to do; each class has one of its own.
    """

    code: ClassVar[str] = "E000"
    exit_status: ClassVar[int] = 1
    advice: ClassVar[str] = "Run the command with --help."

    def __init__(self, message: str, next_step: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step or self.advice


class UsageError(OnRecordError):
    """The call is off: raised before anything is read or written."""

    code = "U100"
    exit_status = 2


class BadDate(UsageError):
    """Raised where a date is given that is no ISO date or date-time."""

    code = "U101"
    advice = "Write it as 2014-07-22 or 2014-07-22T09:30:00+02:00."


class BadPart(UsageError):
    """Raised where --only names a section that the format does not have."""

    code = "U102"


class BadQuery(UsageError):
    """Raised where a filter or a full-text query cannot be understood."""

    code = "U103"


class BadDecision(UsageError):
    """Raised where a decision is of no known kind, is not signed, or would change nothing."""

    code = "U104"
    advice = "Run onrecord decide --help."


class InputError(OnRecordError):
    """One input cannot be read. In a batch it becomes a recorded failure."""

    code = "I200"


class NotThere(InputError):
    """Raised where a path or a glob names nothing."""

    code = "I201"
    advice = "Check the path; quote a glob so that it reaches onrecord."


class NoPermission(InputError):
    """Raised where the system refuses to open a file or a folder."""

    code = "I202"
    advice = "Give yourself read permission on it, or copy it elsewhere."


class EmptyInput(InputError):
    """Raised where a file or a text field holds nothing but white space."""

    code = "I203"
    advice = "Save the report again; there is nothing in it to read."


class NotText(InputError):
    """Raised where the bytes are binary or of a format that is not read."""

    code = "I204"
    advice = "Give plain text, HTML or JSON lines (plain or gzipped)."


class TooLarge(InputError):
    """Raised where an input passes the size that a report can have, also while it is unpacked."""

    code = "I205"
    advice = "Split it into one report a file, or one a line."


class Damaged(InputError):
    """Raised where a file is cut off or broken."""

    code = "I206"
    advice = "Copy or download the file again."


class BadLine(InputError):
    """Raised where a line of JSON lines is no report; the other lines are read."""

    code = "I207"
    advice = "Mend or drop that line; the rest was read."


class NoArticle(InputError):
    """Raised where a page holds no article text."""

    code = "I208"
    advice = "Open the page and save its article as text."


class ReaderFailed(InputError):
    """Raised at the edge of a batch where the reader itself failed on one report."""

    code = "I209"
    advice = "This is a defect of onrecord: please report it with the text."


class WasErased(InputError):
    """Raised where a report is to be added that was erased from this ledger, or of which words were."""

    code = "I210"
    advice = "Leave it out; onrecord erase LEDGER lists what was erased, by whom and why."


class LedgerError(OnRecordError):
    """The ledger cannot be used as asked; nothing in it was changed."""

    code = "L300"


class NotALedger(LedgerError):
    """Raised where the file is there and is no ledger."""

    code = "L301"
    advice = "Name another file; onrecord makes a new ledger where there is none."


class NewerLedger(LedgerError):
    """Raised where a newer version of onrecord made the ledger."""

    code = "L302"
    advice = "Update onrecord (pip install -U onrecord) and try again."


class OlderLedger(LedgerError):
    """Raised where a ledger was made before it had the tables that this version needs."""

    code = "L307"
    advice = "Add the reports again, to a new ledger."


class LedgerBusy(LedgerError):
    """Raised where another process keeps the ledger locked."""

    code = "L303"
    advice = "Wait until the other onrecord is done, then run the same command again."


class LedgerFull(LedgerError):
    """Raised where the system refuses to write: no room, or no permission."""

    code = "L304"
    advice = (
        "Make room, give yourself permission to write there, or choose another place; then run the same command again: "
        "it goes on where it stopped."
    )


class NoSuchRow(LedgerError):
    """Raised where an id or a name is in no row of the ledger."""

    code = "L305"
    advice = "onrecord search LEDGER WORDS finds ids."


class LedgerDamaged(LedgerError):
    """Raised where a stored row, hash or reference is wrong."""

    code = "L306"
    advice = "Run onrecord verify LEDGER; restore the file from a copy."


class Erased(LedgerError):
    """Raised where a report, or the bytes it was read from, were erased for good."""

    code = "L308"
    advice = "It cannot be brought back from this ledger; onrecord erase LEDGER lists what was erased, by whom and why."


class OutputError(OnRecordError):
    """Raised where the file that was asked for cannot be written; nothing of it is kept."""

    code = "O601"
    advice = "Check that its folder is there, may be written and has room; then run the same command again."


class DataError(OnRecordError):
    """Raised where a data file is wrong; the message names the file and the line."""

    code = "D401"
    advice = "Mend the line; the head of the file says what belongs there."


class GoldError(OnRecordError):
    """Raised where a gold set or an output to be scored is not what it should be."""

    code = "G501"
    advice = "docs/scores.md says what a gold set looks like."
