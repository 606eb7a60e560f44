"""A dossier as one HTML page that needs nothing else: no script, no font, no image, no request to any machine."""

from __future__ import annotations

import functools
import re
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.cli.output import counted
from onrecord.cli.told import looked_into
from onrecord.cli.visible import line
from onrecord.dossier import frame, words
from onrecord.dossier.content import Disagreement, Dossier
from onrecord.dossier.drawing import draw
from onrecord.dossier.isolate import shown
from onrecord.dossier.ranges import ranges
from onrecord.ledger import Who
from onrecord.mask import BLOCK

TEMPLATE = "dossier.html"
_LINK = re.compile(r"[\x21-\x7e]+")


def page(dossier: Dossier) -> str:
    """The dossier as HTML. The same dossier gives the same bytes."""
    network = dossier.network
    actors = [Who(card.id, card.name) for card in dossier.who]
    drawn = draw(actors, network.ties.rows, network.on) if network else None
    return _environment().get_template(TEMPLATE).render(
        d=dossier,
        numbers={source.report: source.number for source in dossier.sources},
        drawing=Markup(drawn.svg) if drawn else None,
        not_drawn=drawn.left_out if drawn else 0,
        numbers_of=_numbers_of,
        looked_into=looked_into(dossier.coverage),
    )  # fmt: skip


def _numbers_of(one: Disagreement) -> Markup | None:
    """The drawing of disputed numbers."""
    drawn = ranges(one)
    return Markup(drawn) if drawn else None


@functools.cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.dossier", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals.update(w=words, f=frame, counted=counted, line=line)
    made.filters["link"] = link
    return made


def _shown(value: Any) -> Any:
    """What a template writes: text without characters that change how others are shown."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def link(url: str | None) -> str | None:
    """An address that can be followed: http or https, of plain characters, and not masked; else None.

    >>> link("https://example.org/a"), link("javascript:alert(1)"), link("https://example.org/a b")
    ('https://example.org/a', None, None)
    """
    if url is None or BLOCK in url or not _LINK.fullmatch(url):
        return None
    try:
        whole = urlsplit(url)
    except ValueError:
        return None
    return url if whole.scheme in ("http", "https") and whole.netloc else None
