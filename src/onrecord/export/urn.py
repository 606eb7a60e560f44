"""Names for reports, rows and actors that are the same in every format: urn:onrecord:REPORT:ROW."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def urn(*parts: str) -> str:
    """The name of a report, of a row (report and id), or of whatever the parts name.

    >>> urn("37b9c49c34c6ae5a", "e1"), urn("actor", "ledger:mona-adel")
    ('urn:onrecord:37b9c49c34c6ae5a:e1', 'urn:onrecord:actor:ledger%3Amona-adel')
    """
    return ":".join(("urn:onrecord", *(quote(part, safe="") for part in parts)))


def of_row(row: str) -> str:
    """The name of a row that is given as REPORT:ID.

    >>> of_row("37b9c49c34c6ae5a:e1")
    'urn:onrecord:37b9c49c34c6ae5a:e1'
    """
    report, _, id = row.rpartition(":")
    return urn(report, id)


def address(url: str | None) -> str | None:
    """The address of a page, percent-encoded where it needs to be; None where it is not one of the web.

    >>> address("https://a.example/x?y=1"), address("javascript:alert(1)"), address("https://a.example/<b>")
    ('https://a.example/x?y=1', None, 'https://a.example/%3Cb%3E')
    """
    try:
        found = urlsplit((url or "").strip())
    except ValueError:
        return None
    if (
        found.scheme not in ("http", "https")
        or not found.hostname
        or quote(found.netloc, safe=".-:[]@%") != found.netloc
    ):
        return None
    return quote(found.geturl(), safe=":/?#[]@!$&'()*+,;=%-._~")
