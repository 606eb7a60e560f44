"""Dossiers: what a ledger holds about an actor, a pair, an event or a dispute, as one page for an editor."""

from onrecord.dossier.content import Dossier
from onrecord.dossier.gather import gather
from onrecord.dossier.markdown import markdown
from onrecord.dossier.page import page

__all__ = ["Dossier", "gather", "markdown", "page"]
