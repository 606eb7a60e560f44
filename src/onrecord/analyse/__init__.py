"""What the record says when it is asked as a whole: the network of actors on a day, disputes, origins, a
short account."""

from onrecord.analyse.account import Account, Cell, Tally, account
from onrecord.analyse.disputes import Dispute, Disputes, Saying, Side, disputes
from onrecord.analyse.network import Network, network
from onrecord.analyse.origins import Origins, Story, Traced, origins
from onrecord.analyse.structure import Places, Three, Triads, places, triads
from onrecord.analyse.ties import Changed, Denied, Evidence, Stated, Tie

__all__ = [
    "Account", "Cell", "Changed", "Denied", "Dispute", "Disputes", "Evidence", "Network", "Origins", "Places",
    "Saying", "Side", "Stated", "Story", "Tally", "Three", "Tie", "Traced", "Triads", "account", "disputes",
    "network", "origins", "places", "triads",
]  # fmt: skip
