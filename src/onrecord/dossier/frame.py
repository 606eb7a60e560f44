"""What stands around the rows of a dossier, the same in every format: title, head, headings, and the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.cli.when import day
from onrecord.dossier.content import Dossier, Network, Source
from onrecord.dossier.words import name, sides


def title(dossier: Dossier) -> str:
    """Whom or what a dossier is about, on one line."""
    match dossier.subject:
        case "event" if dossier.event is not None:
            return f"“{name(dossier.event.trigger)}” ({dossier.event.type}): {sides(dossier.event)}"
        case "dispute":
            return name(dossier.disputed.rows[0].about)
        case _:
            return " and ".join(name(card.name) for card in dossier.who)


def span(dossier: Dossier) -> str | None:
    """From which to which day its reports are; None where none has a date."""
    days = sorted(day(source.published) or "" for source in dossier.sources if source.published)
    if not days:
        return None
    return days[0] if days[0] == days[-1] else f"{days[0]} – {days[-1]}"


def publishers(dossier: Dossier) -> Sequence[str]:
    """The publishers of its reports, each once."""
    return sorted({source.publisher for source in dossier.sources if source.publisher})


def rests(dossier: Dossier) -> str:
    """From how many reports, publishers and origins a dossier is."""
    undated = sum(source.published is None for source in dossier.sources)
    between = span(dossier)
    told = [
        f"{counted(len(dossier.sources), 'report')} by {counted(len(publishers(dossier)), 'publisher')}",
        counted(dossier.origins, "independent origin"),
        between,
        f"{undated} without a date" if undated else None,
    ]
    return ", ".join(part for part in told if part)


def origin(source: Source, dossier: Dossier) -> str:
    """The name of an origin: of the agency or outlet, else the report's."""
    for one in (source, *dossier.sources):
        if one.origin == source.origin:
            told = one.agency if one.reason == "agency" else one.publisher if one.reason == "publisher" else None
            if told:
                return name(told)
    return name(source.origin.partition(":")[2])


def readers(dossier: Dossier) -> Sequence[str]:
    """The readers that made the readings, each once."""
    return sorted({line(source.read_by, 200) for source in dossier.sources})


def unhappened(dossier: Dossier) -> str | None:
    """How many rows are of what did not happen as told."""
    rows, more = len(dossier.unreal.rows), dossier.unreal.more
    if not rows:
        return None
    at_least = "At least " if dossier.unreal.at_least else ""
    are = "is" if rows + more == 1 else "are"
    total = counted(rows + more, "event")
    return (
        f"{at_least}{total} told as planned, threatened, considered, denied or habitual {are} kept apart, and labelled."
    )


def asked(dossier: Dossier) -> str:
    """What was asked for."""
    told = dossier.asked
    days = f"from {told.start}" if told.start else ""
    days = f"{days} to {told.end}".strip() if told.end else days
    network = f"the network on {dossier.network.on}" if dossier.network else ""
    return "; ".join(part for part in (days or "all days", network, f"up to {told.limit} rows a section") if part)


def heading(section: str, dossier: Dossier | None = None) -> str:
    """The heading of a section."""
    if dossier is not None and dossier.who:
        one = name(dossier.who[0].name)
        other = name(dossier.who[1].name) if dossier.subject == "pair" else ""
        if section == "said":
            return f"What {one} says about {other}" if other else f"What {one} says"
        if section == "about":
            return f"What {other} says about {one}" if other else f"What others say about {one}"
    if dossier is not None and section == "timeline" and dossier.subject in ("event", "dispute"):
        return "Who tells of it"
    return _HEADINGS[section]


def changes(network: Network) -> str:
    """The heading of what became of ties, with its days."""
    since = f" since {network.since}," if network.since else ""
    return f"{_HEADINGS['changed']}{since} up to {network.on}"


def sections(dossier: Dossier) -> Iterable[tuple[str, str]]:
    """The sections that a dossier has, with their headings."""
    network = dossier.network
    there = {
        "who": dossier.who,
        "network": network,
        "changed": network and network.changes.rows,
        "timeline": dossier.subject != "dispute" or dossier.happened.rows,
        "unreal": dossier.unreal.rows,
        "said": dossier.said.rows,
        "about": dossier.about.rows,
    }
    for section in _HEADINGS:
        if there.get(section, True):
            yield section, heading(section, dossier)


_HEADINGS = {
    "who": "Who it is about",
    "disputed": "In dispute",
    "network": "The network",
    "changed": "What became of ties",
    "timeline": "Timeline",
    "unreal": "Planned, threatened, considered or denied",
    "said": "What is said",
    "about": "What is said about it",
    "sources": "Sources",
    "decided": "Decisions by people",
    "not-read": "What was not read",
    "how": "How to read this page",
}
HOW = (
    "The words in a frame of quotation are those of the report; what is marked in them shows the row. A code such as "
    "0123456789abcdef:e1 names the row: onrecord show LEDGER 0123456789abcdef opens its report at the text.",
    "“Told as certain” is how the one who vouches puts it, on FactBank’s scale: certain (CT), probable (PR), possible "
    "(PS); + that it is so, - that it is not; from +3 to -3. It says nothing on whether they are right.",
    "“Read with confidence 0.60” is how sure the program is that the words tell what the row says: of ten such rows "
    "about six are read rightly.",
    "An independent origin is an agency, an outlet or a report that others did not only copy. Many reports of one "
    "origin are one witness.",
    "Days are ISO dates; an interval names its first and last day. A report without a date has its relative times left "
    "open. Signs that would change how a page is shown stand as � or as a picture.",
)
"""Sentences at the end of each dossier."""
CAUTION = (
    "This page says what was reported, not what is true.",
    "A row is no fact: each names who vouches for it, how certain they put it, and the words it rests on. A machine "
    "read the reports and makes mistakes: read the passage, and its report, before you rely on a row.",
)
"""What stands at the head of each dossier."""
INTRO = {
    "disputed": "Nothing is averaged, and none of them is preferred here.",
    "undisputed": "No dispute was found in the reports that were read. That is not to say that there is none.",
    "network": "How those named stand to one another on that day, as told. A tie that nobody ended still holds; one "
    "without a beginning holds from the day of its report.",
    "untied": "No tie that holds on that day was found in the reports that were read.",
    "changed": "What reports tell to have become of ties. Those that are only told of for the first time stand above.",
    "timeline": "What is told to have happened or to be going on, by whom. An interval is as exact as the words allow: "
    "what has no day in its own clause has none here.",
    "empty": "No event was found in the reports that were read.",
    "unreal": "None of this is told as having happened.",
    "sources": "The reports that stand behind this page. Copies of one story, versions of one page and stories of one "
    "agency are one origin.",
    "decided": "Decisions on the reports, rows and actors of this page. The machine's rows are never edited, and each "
    "decision can be undone.",
    "undecided": "Nobody has decided anything about what stands here.",
    "not-read": "“Nothing found” above never means more than that.",
}
"""A sentence or two under each heading."""
