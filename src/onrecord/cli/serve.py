"""onrecord serve."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from onrecord.cli import options
from onrecord.cli.group import say

PORT = 8700


@click.command(short_help="Show a ledger as pages in the browser, on this machine alone.")
@options.ledger
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--by", default="", metavar="NAME", help="Who decides on the page, where it is not said there.")
@click.option("--readonly", is_flag=True, help="Nothing can be added or decided.")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@options.mask
def serve(*, ledger: str, port: int, by: str, readonly: bool, opened: bool, mask: bool) -> None:
    """Show a ledger as pages: read, search, see, decide, add reports, and take everything out.

    It answers on 127.0.0.1 alone, to whoever has the address that it prints: the address ends in a token. The pages ask
    nothing of any other machine. Every page is there as JSON too: its address with .json. Ctrl-C ends it.

    \b
    Example:
      onrecord serve spring.onrecord --by "R. Haddad"
      onrecord serve spring.onrecord --port 0 --readonly --mask
    """
    import secrets

    import uvicorn

    from onrecord.ledger import Ledger
    from onrecord.web import Site, create
    from onrecord.web.guard import hosts

    with Ledger.open(ledger, readonly=True):
        pass
    listening = _listen(port)
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(24)
    site = Site(Path(ledger), token, hosts(port), by, readonly, mask)
    address = f"http://127.0.0.1:{port}/?token={token}"
    say(f"The ledger is at {address}")
    say("It answers to this machine alone, until Ctrl-C.")
    if opened:
        click.launch(address)
    settings = uvicorn.Config(
        create(site), log_level="warning", access_log=False, server_header=False, date_header=False, ws="none",
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    uvicorn.Server(settings).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1.

    Raises:
        click.UsageError: the port is taken.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError as problem:
        made.close()
        raise click.UsageError(
            f"port {port} cannot be used ({problem.strerror}): name another one with --port"
        ) from None
    made.listen(128)
    return made
