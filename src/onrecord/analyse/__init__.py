"""What the record says when it is asked as a whole: the network of actors on a day, disputes, origins, a
short account."""

from onrecord.analyse.account import Account, Cell, Tally, account
from onrecord.analyse.disputes import Count, Dispute, Disputes, disputes
from onrecord.analyse.network import Changed, Evidence, Network, Tie, network
from onrecord.analyse.origins import Origins, Story, Traced, origins

__all__ = [
    "Account", "Cell", "Changed", "Count", "Dispute", "Disputes", "Evidence", "Network", "Origins", "Story", "Tally",
    "Tie", "Traced", "account", "disputes", "network", "origins",
]  # fmt: skip
