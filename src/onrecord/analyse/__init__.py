"""What the record says when it is asked as a whole: the network of actors on a day, disputes, a short account."""

from onrecord.analyse.account import Account, Cell, Tally, account
from onrecord.analyse.disputes import Count, Dispute, Disputes, disputes
from onrecord.analyse.network import Changed, Evidence, Network, Tie, network

__all__ = [
    "Account", "Cell", "Changed", "Count", "Dispute", "Disputes", "Evidence", "Network", "Tally", "Tie", "account",
    "disputes", "network",
]  # fmt: skip
