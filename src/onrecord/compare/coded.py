"""A row of another coder, whatever its format: what it says happened, when, where, by whom and after which report."""

from __future__ import annotations

from typing import Literal

import msgspec

CodedForm = Literal["gdelt", "icews", "polecat"]


class CodedSide(msgspec.Struct, frozen=True):
    """Who acts, or is acted upon, as the coder has it.

    Args:
        name: as it stands in the row; `also`: further spellings. code: the coder's own ("EGYGOV"). country: ISO 3166
            alpha-3. sectors: PLOVER's.
    """

    name: str | None = None
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def shown(self) -> str | None:
        """The name, else the code, else the country."""
        return self.name or self.code or self.country


class CodedPlace(msgspec.Struct, frozen=True):
    """Where, as the coder has it.

    Args:
        country: ISO 3166 alpha-3. lat, lon: degrees of WGS 84. km: how exact they are; null of a whole land.
    """

    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    km: float | None = None


class Coded(msgspec.Struct, frozen=True):
    """One event as another coder has it.

    Args:
        form: whose format. file, line: where the row stands, lines counted from 1. id: the coder's own. day: ISO.
        type: PLOVER's; null of a statement, for which it has none. code: CAMEO's, null in POLECAT. mode: PLOVER's.
        meaning: the code or type in the coder's words. url: of the report. publisher: as the row names it, else the
            host of the url.
    """

    form: CodedForm
    file: str
    line: int
    id: str
    day: str
    type: str | None
    code: str | None = None
    mode: str | None = None
    meaning: str | None = None
    actor: CodedSide = CodedSide()
    recipient: CodedSide = CodedSide()
    place: CodedPlace | None = None
    url: str | None = None
    publisher: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """One telling of a GDELT event: the id of the event and the address of a page that tells it."""

    event: str
    url: str


class BadRow(ValueError):
    """A row that says nothing that can be compared; the message is the reason, the same for all rows of its kind."""
