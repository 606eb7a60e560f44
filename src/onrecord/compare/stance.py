"""How ours tells what theirs has as done; and each outcome in words."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from onrecord.compare.own import Own
from onrecord.model import HAPPENED

Kind = Literal["status", "both", "theirs", "ours"]
KINDS: tuple[Kind, ...] = ("status", "both", "theirs", "ours")
_ANNOUNCED: dict[str, frozenset[str]] = {
    "planned": frozenset({"AGREE", "CONCEDE", "THREATEN"}),
    "threatened": frozenset({"THREATEN"}),
    "hypothetical": frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST"}),
    "denied": frozenset({"REJECT"}),
}
"""Types that themselves say that something is to come, or is denied: such a row does not have it as done."""

WORDS: dict[str, str] = {
    "denied": "They have it as done; ours says that it is denied.",
    "planned": "They have it as done; ours says that it is planned.",
    "threatened": "They have it as done; ours says that it is threatened.",
    "hypothetical": "They have it as done; ours says that it may be, or might have been.",
    "habitual": "They have it as done; ours says that it is done as a habit, not this once.",
    "disputed": "They have it as done; ours says so and denies it, by source.",
    "claimed": "They have it as done; ours only quotes somebody who says so.",
    "uncertain": "They have it as done; ours says so with doubt.",
    "both": "Both have it.",
    "not_found": "The report is in the ledger; no event in it fits.",
    "not_read": "The report is in the ledger and was not read: it is in another language.",
    "no_report": "The report is not in the ledger.",
    "unnamed": "The row names no report, and no event fits.",
    "again": "It fits an event of ours that another of their rows stands beside.",
    "no_type": "A statement (CAMEO 01): PLOVER has no type for it.",
    "report_coded": "They have rows of a report that tells it, and none is it.",
    "not_coded": "They have rows of that day, and none is it; none is of a report that tells it.",
    "no_rows": "They have no rows of that day.",
    "undated": "Ours has no day; they have no rows of a report that tells it.",
}
"""Each outcome and what it means."""
ORDER = tuple(WORDS)
"""The order in which rows are listed: first what they have as done and we have otherwise."""


def stance(own: Own, reports: frozenset[str], type_: str | None) -> tuple[Kind, str]:
    """Whether ours tells what theirs has as done, and how.

    Args:
        reports: of the ledger that the row names: what these say counts; without one, what all of ours say.
        type_: of the row.
    """
    told = [one for one in own.tellings if one.report in reports] or list(own.tellings)
    done = [one for one in told if one.status in HAPPENED]
    if not done:
        counts = Counter(one.status for one in told)
        status = min(counts, key=lambda one: (-counts[one], ORDER.index(one)))
        announced = type_ in _ANNOUNCED.get(status, ()) and type_ not in {one.type for one in told}
        return ("both", "both") if announced else ("status", status)
    if any(one.status == "denied" for one in told):
        return "status", "disputed"
    if all(one.voiced for one in done):
        return "status", "claimed"
    if not any(one.sure for one in done):
        return "status", "uncertain"
    return "both", "both"
