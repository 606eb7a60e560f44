"""How a dossier words its rows, the same in every format: a status, a certainty, a tie, a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.analyse import Changed, Evidence, Tie, Traced
from onrecord.cli.origins import why
from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.cli.when import day, interval
from onrecord.dossier.content import Decided, Disagreement, Network, NotRead, Part, Source, Words
from onrecord.dossier.isolate import isolated
from onrecord.knowledge.registry import registry
from onrecord.ledger import ActorCard, Claim, Happening, Passage, Voice, Who
from onrecord.model import Role
from onrecord.model.factuality import SCORES

NAME = 90
"""Code points of a name that are shown."""
REASON = 400
"""Code points of a reason that are shown."""
CALLED, ROLES = 12, 8
"""Names and roles of an actor that are shown."""
SHARES = ((0.8, "high"), (0.6, "fair"), (0.0, "low"))
"""From which confidence on a row is read with which, in a word."""
_CERTAIN = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "Uu": "not settled",
    "PS-": "possibly not",
    "PR-": "probably not",
    "CT-": "certainly not",
}
_REPORTED = {
    "occurred": "reported to have happened",
    "ongoing": "reported to be going on",
    "unknown": "not told whether it happened",
    "planned": "planned, not told as done",
    "threatened": "threatened, not told as done",
    "hypothetical": "only considered, not told as done",
    "denied": "denied",
    "habitual": "told as a habit, not as one event",
}
_SAID = {"occurred": "said to have happened", "ongoing": "said to be going on", "denied": "denied"}
SIGNS = {1: ("+", "with"), 0: ("·", "neither with nor against"), -1: ("−", "against")}
DIRECTED = frozenset(
    {
        "sponsorship",
        "membership",
        "role",
        "leadership",
        "designation",
        "location",
        "predecessor",
        "control",
        "influence",
    }
)
"""Types of relation in which it matters who is first."""


def name(text: str) -> str:
    """A name on one line, cut where it is very long."""
    return isolated(line(text, NAME))


def names(people: Iterable[Who]) -> str:
    """Names with commas between; empty where there are none."""
    return ", ".join(name(who.name) for who in people)


def sides(event: Happening) -> str:
    """Who acts, and upon whom."""
    acts, upon = names(event.actors) or "somebody", names(event.recipients)
    return f"{acts} → {upon}" if upon else acts


def status(event: Happening) -> str:
    """How an event is told: nothing that somebody says reads as if it were so."""
    said = event.voice.attribution is not None
    return _SAID.get(event.status, _REPORTED[event.status]) if said else _REPORTED[event.status]


def when(event: Happening) -> str:
    """The interval of an event as such, how precise it is, and the words of its time."""
    between = interval(event.start, event.end)
    told = f"“{line(event.when, 60)}”" if event.when else None
    if between is None:
        return f"without a date ({told})" if told else "without a date"
    if event.precision in (None, "unknown") and not _one_day(event):
        between = f"some time in {between}"
    how = f"to the {event.precision}" if event.precision not in (None, "unknown") else None
    return f"{between} ({', '.join(part for part in (how, told) if part)})" if how or told else between


def _one_day(event: Happening) -> bool:
    """Whether an interval is a single day, or has one end alone."""
    return event.start is None or event.end is None or interval(event.start, event.end) == event.start


def held(tie: Tie) -> str:
    """From when to when a tie is told to hold."""
    between = interval(tie.start, tie.end)
    first, last = tie.told_first, tie.told_last
    told = f"told {first}" if first == last else f"told {first} – {last}"
    return f"{between or 'beginning and end not told'}; {told if first else 'told without a date'}"


def tied(tie: Tie) -> str:
    """What a tie is: its sign, type, label and state."""
    label = f" ({line(tie.evidence[0].label, 60)})" if tie.evidence[0].label else ""
    state = "" if tie.state == "holds" else f", {tie.state}"
    return f"{SIGNS[tie.sign][0]} {tie.type}{label}{state}"


def ends(tie: Tie) -> str:
    """Between whom a tie is, with an arrow where it has a direction."""
    return f"{name(tie.subject.name)} {'→' if tie.type in DIRECTED else '–'} {name(tie.object.name)}"


def certain(value: str | None, score: float | None = None) -> str | None:
    """A certainty as a word and its number.

    >>> certain("PR+"), certain("CT-", -2.5)
    ('probable (PR+, +2 of 3)', 'certainly not (CT-, -2.5 of 3)')
    """
    if value is None:
        return None
    number = SCORES.get(value, 0.0) if score is None else score  # type: ignore[call-overload]
    return f"{_CERTAIN.get(value, value)} ({value}, {number:+g} of 3)"


def confident(share: float | None) -> str | None:
    """How sure the reader is that it read a row rightly, as a word and its number.

    >>> confident(0.91), confident(0.6)
    ('read with high confidence (0.91)', 'read with fair confidence (0.60)')
    """
    if share is None:
        return None
    word = next(word for least, word in SHARES if share >= least)
    return f"read with {word} confidence ({share:.2f})"


def sure(value: str | None, score: float | None, confidence: float | None) -> str:
    """How certain a row is as told, and how sure it is that this is what the words tell."""
    told = certain(value, score)
    return (
        ", ".join(part for part in (f"told as {told}" if told else None, confident(confidence)) if part) or "not graded"
    )


def parts(words: Words) -> list[tuple[str, bool]]:
    """The words of a passage in pieces, with whether each is marked; white space closed up, at the ends taken off."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in words.marks:
        found += [(words.text[at:start], False), (words.text[start:end], True)]
        at = end
    found.append((words.text[at:], False))
    closed = [(_closed(text), marked) for text, marked in found if text]
    if closed:
        closed[0] = (closed[0][0].lstrip(), closed[0][1])
        closed[-1] = (closed[-1][0].rstrip(), closed[-1][1])
    if words.cut:
        closed = [("… ", False), *closed, (" …", False)]
    return [(text, marked) for text, marked in closed if text]


def _closed(text: str) -> str:
    """Text on one line; a space at an end stays."""
    inner = line(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"


def voiced(voices: str) -> str:
    """A chain of voices on one line."""
    return line(voices, 400)


def speaks(voice: Voice) -> str:
    """The one who vouches for a row, in short."""
    own = voice.attribution is None
    return f"{name(voice.publisher)} itself" if own and voice.publisher else name(voice.name)


def stands(passage: Passage) -> str:
    """Publisher and day of the report of a passage."""
    return ", ".join(part for part in (name(passage.publisher or ""), dated(passage)) if part)


def dated(of: Passage | Source) -> str:
    """The day of a report; without one, what its own text pins down, as inferred."""
    if of.published:
        basis = {"page": " (from the page)", "decided": " (decided by a person)"}
        return f"{day(of.published)}{basis.get(of.basis or '', '') if isinstance(of, Source) else ''}"
    bounds = of.published_between
    pinned = interval(bounds.start, bounds.end) if bounds else None
    return f"undated (inferred: {pinned})" if pinned else "undated"


def come(source: Source, numbers: dict[str, int]) -> str:
    """Why a report has its origin, in words; reports of the dossier by their numbers."""
    told = why(Traced(source.report, None, None, None, None, None, source.reason, source.of, source.share))
    if source.of is None:
        return {"agency": f"names the agency {name(source.agency or '')}", "publisher": "its publisher’s own",
                "alone": "names no publisher: stands alone"}[source.reason]  # fmt: skip
    other = f"[{numbers[source.of]}]" if source.of in numbers else f"report {source.of}"
    return told.replace(source.of, other)


def left(part: Part[Any], thing: str, things: str | None = None) -> str | None:
    """What is said of rows that are not shown.

    >>> left(Part(("a",), 2, at_least=True), "event")
    'At least 2 events more are not shown here: narrow the days with --from and --to, or raise --limit.'
    """
    if not part.more and not part.at_least:
        return None
    if not part.more:
        return f"There may be more {things or thing + 's'}: narrow the days with --from and --to."
    number = counted(part.more, thing, things)
    said = f"At least {number}" if part.at_least else number
    are = "is" if part.more == 1 else "are"
    return f"{said} more {are} not shown here: narrow the days with --from and --to, or raise --limit."


def unshown(one: Disagreement) -> str | None:
    """What is said of the numbers of a disagreement that are not shown."""
    return f"{counted(one.more, 'number')} more between these." if one.more else None


def decision(one: Decided) -> str:
    """What was decided, in words."""
    changed = " ".join(f"{field}={value}" for field, value in one.changes.items())
    about = ", ".join((one.target, *one.others))
    return line(" ".join(part for part in (one.kind, about, changed) if part), 300)


def role(one: Role) -> str:
    """A role and when it was held."""
    between = interval(one.start, one.end)
    of = f", {_registered(one.of)}" if one.of else ""
    return line(f"{one.title}{of}{f' ({between})' if between else ''}", 120)


def is_a(card: ActorCard) -> str:
    """What somebody is: kind, country, sectors as PLOVER's codes."""
    state = registry().state_of(card.country) if card.country else None
    told = [
        card.kind,
        state.name if state else card.country,
        f"sector {', '.join(card.sector)}" if card.sector else None,
        f"Wikidata {card.wikidata}" if card.wikidata else None,
    ]
    return line("; ".join(part for part in told if part))


def _registered(actor: str) -> str:
    """The name of an actor of the registry, else its id."""
    try:
        return registry().get(actor).name
    except KeyError:
        return actor


def deniers(tie: Tie) -> str:
    """Who denies a tie."""
    return ", ".join(dict.fromkeys(speaks(told.voice) for told in (tie.denied.evidence if tie.denied else ())))


def changed(one: Changed) -> str:
    """What became of a tie, in words."""
    return {"told ended": "told to have ended, without a day"}.get(one.change, one.change)


def stance(told: Evidence, denies: bool) -> str:
    """In which state somebody tells a tie to be, or that they deny it."""
    return "denies or doubts it" if denies else told.state


def told_by(tie: Tie) -> tuple[str, ...]:
    """Those on whose word a tie is shown, each once."""
    return tuple(dict.fromkeys(speaks(told.voice) for told in tie.evidence))


def met(card: ActorCard) -> str:
    """How much the ledger has of somebody."""
    claims, events, ties = counted(card.claims, "claim"), counted(card.events, "event"), counted(card.relations, "tie")
    return f"named in {counted(card.reports, 'report')}, makes {claims}, takes part in {events} and {ties} as told"


def reach(network: Network) -> str | None:
    """In how much the ties of a day are told."""
    if network.reports is None or network.origins is None:
        return None
    return f"Told in {counted(network.reports, 'report')} of {counted(network.origins, 'origin')}."


def act(claim: Claim) -> str:
    """What kind of claim it is."""
    return f"{'not ' if claim.polarity == 'negative' else ''}{claim.kind}"


def put_in(one: NotRead) -> str:
    """An input that was not read."""
    return f"{line(one.source_id, 200)}{f', line {one.place}' if one.place else ''}"
