"""A dossier as Markdown: the same rows and words as the page, in plain text that any editor opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.analyse import Evidence, Tie
from onrecord.cli.output import counted
from onrecord.cli.told import looked_into
from onrecord.cli.visible import line
from onrecord.dossier import frame as f
from onrecord.dossier import words as w
from onrecord.dossier.content import Disagreement, Dossier, Network, Part, Source
from onrecord.dossier.escape import code, inner, opened, plain, table
from onrecord.dossier.page import link
from onrecord.ledger import ActorCard, Claim, Happening, Passage

_LINES = {1: "────", -1: "─ ─ ", 0: "····"}
_KEY = "──── + told as standing with   ─ ─  − against   ···· · neither   ▶ from who does to whom"
_AMISS = frozenset("<>|\\`*_")
"""Characters that keep an address from being a link in Markdown."""


def markdown(dossier: Dossier) -> str:
    """The dossier as Markdown (CommonMark with tables). The same dossier gives the same bytes."""
    return "\n\n".join(_parts(dossier)) + "\n"


def _parts(d: Dossier) -> Iterator[str]:
    yield from _head(d)
    if d.who:
        yield "## " + f.heading("who")
        yield from (_card(card) for card in d.who)
    yield from _disputed(d)
    if d.network is not None:
        yield from _network(d, d.network)
    if "timeline" in dict(f.sections(d)):
        yield from ("## " + plain(f.heading("timeline", d)), f.INTRO["timeline"])
        yield from (_event(one, d) for one in d.happened.rows)
        if not d.happened.rows:
            yield f.INTRO["empty"]
        yield from _left(d.happened, "event")
    if d.unreal.rows:
        yield from ("## " + f.heading("unreal"), f.INTRO["unreal"])
        yield from (_event(one, d) for one in d.unreal.rows)
        yield from _left(d.unreal, "event")
    for section, part in (("said", d.said), ("about", d.about)):
        if part.rows:
            yield "## " + plain(f.heading(section, d))
            yield from (_claim(one, d) for one in part.rows)
            yield from _left(part, "claim")
    yield from _sources(d)
    yield from _decided(d)
    yield from _not_read(d)
    yield "## " + f.heading("how")
    yield from (plain(said) for said in f.HOW)


def _head(d: Dossier) -> Iterator[str]:
    yield f"# Dossier: {plain(f.title(d))}"
    yield f"{plain(d.made_by)}, ledger {plain(w.name(d.ledger))}"
    yield f"What news reports tell, in their own words: {f.rests(d)}."
    yield f"> **{f.CAUTION[0]}** {f.CAUTION[1]}"
    if said := f.unhappened(d):
        yield f"> {said}"
    decided = counted(len(d.decided.rows) + d.decided.more, "decision") if d.decided.rows else "none"
    facts = [
        looked_into(d.coverage),
        f"Publishers: {', '.join(plain(w.name(one)) for one in f.publishers(d)) or 'none is known'}",
        f"Asked for: {f.asked(d)}",
        f"Decisions by people on what stands here: {decided}",
    ]
    yield "\n".join(f"- {fact}" for fact in facts)
    yield from (f"> {plain(note)}" for note in d.notes)


def _card(card: ActorCard) -> str:
    called = ", ".join(f"“{inner(w.name(one))}”" for one in card.names[: w.CALLED])
    more = f" and {len(card.names) - w.CALLED} more" if len(card.names) > w.CALLED else ""
    facts = [f"Is: {inner(w.is_a(card))} ({code(card.id)})"]
    if card.roles:
        facts.append(f"Roles known: {'; '.join(inner(w.role(role)) for role in card.roles[: w.ROLES])}")
    facts += [f"Called: {called}{more}", f"In the ledger: {w.met(card)}"]
    return "\n".join([f"### {plain(w.name(card.name))}", "", *(f"- {fact}" for fact in facts)])


def _disputed(d: Dossier) -> Iterator[str]:
    yield "## " + f.heading("disputed")
    if not d.disputed.rows:
        yield f.INTRO["undisputed"]
    for one in d.disputed.rows:
        yield f"### {plain(w.name(one.about))}"
        yield f"{_reach(one)}. {f.INTRO['disputed']}"
        rows = [
            (f"**{inner(w.name(side.says))}**", plain(w.voiced(d.words[side.row].voices)),
             w.sure(side.certainty, None, side.confidence), _marked(side.row, d), _cited(side.row, side.passage, d))
            for side in one.sides
        ]  # fmt: skip
        yield table(("What is said", "By whom", "How certain", "The words", "Where"), rows)
        if more := w.unshown(one):
            yield f"**{more}**"
    yield from _left(d.disputed, "dispute")


def _reach(one: Disagreement) -> str:
    of = f" of {counted(one.origins, 'origin')}" if one.origins is not None else ""
    return counted(one.voices, "voice") + of


def _network(d: Dossier, network: Network) -> Iterator[str]:
    yield f"## {f.heading('network')} on {network.on}"
    ties = network.ties.rows
    if ties:
        yield " ".join(part for part in (f.INTRO["network"], w.reach(network)) if part)
        yield _drawn(ties)
        rows = [
            (str(n), plain(w.ends(tie)), f"{plain(w.tied(tie))}; {w.sure(tie.certainty, None, None)}",
             w.SIGNS[tie.sign][1], w.held(tie), _according(tie), f"{tie.reports}, {tie.origins}")
            for n, tie in enumerate(ties, 1)
        ]  # fmt: skip
        yield table(("No.", "Who, whom", "Tie", "Stands", "When", "According to", "Reports, origins"), rows)
    else:
        yield f.INTRO["untied"]
    yield from _left(network.ties, "tie")
    if ties:
        yield "### The words for each tie"
    for n, tie in enumerate(ties, 1):
        yield f"**{n}. {inner(w.ends(tie))}: {inner(w.tied(tie))}**, {w.held(tie)}"
        yield from (_evidence(told, d) for told in tie.evidence)
        if tie.denied:
            yield f"Denied by {counted(tie.denied.origins, 'origin')}:"
            yield from (_evidence(told, d, denies=True) for told in tie.denied.evidence)
    if network.changes.rows:
        yield from (f"## {f.changes(network)}", f.INTRO["changed"])
        for one in network.changes.rows:
            yield f"**{w.changed(one)}: {inner(w.ends(one.tie))}: {inner(w.tied(one.tie))}**, {w.held(one.tie)}"
            yield from (_evidence(told, d) for told in one.tie.evidence)
        yield from _left(network.changes, "change")


def _drawn(ties: Sequence[Tie]) -> str:
    """The network in plain text, as a block of code: solid lines with, dashed against, dotted neither."""
    wide = max(len(line(tie.subject.name, 36)) for tie in ties)
    rows = []
    for n, tie in enumerate(ties, 1):
        stroke, head = _LINES[tie.sign], "▶" if tie.type in w.DIRECTED else " "
        who = f"{line(tie.subject.name, 36):>{wide}}"
        rows.append(f"{n:>3}  {who}  {stroke} {line(w.tied(tie), 60)} {stroke}{head} {line(tie.object.name, 36)}")
    return "\n".join(f"    {row}".rstrip() for row in (*rows, "", f"     {_KEY}"))


def _according(tie: Tie) -> str:
    said = "; ".join(plain(voice) for voice in w.told_by(tie))
    denied = f". Denied by {plain(w.deniers(tie))}" if tie.denied else ""
    against = f". But also: {', '.join(tie.against)}" if tie.against else ""
    return said + denied + against


def _evidence(told: Evidence, d: Dossier, *, denies: bool = False) -> str:
    sure = w.sure(told.certainty, None, told.confidence)
    voices = plain(w.voiced(d.words[told.row].voices))
    rows = [f"- {voices}; {w.stance(told, denies)}; {sure}", _block(told.row, told.passage, d)]
    if told.cause:
        cause = told.cause
        rows += ["", f"  It gives as the cause ({w.status(cause)}; {cause.type}, {inner(w.when(cause))}):",
                 _block(cause.row, cause.passage, d)]  # fmt: skip
    return "\n".join(rows)


def _event(one: Happening, d: Dossier) -> str:
    mode = f" ({one.mode})" if one.mode else ""
    where = f"; {inner(w.name(one.place.name))}" if one.place else ""
    head = f"- **{inner(w.when(one))}**{where}: *{w.status(one)}*, {one.type}{mode}: {inner(w.sides(one))}"
    sure = w.sure(one.certainty, one.score, one.confidence)
    said = f"  {plain(w.voiced(d.words[one.row].voices))}; {sure}; told by {counted(one.origins, 'origin')}"
    return "\n".join([head, said, _block(one.row, one.passage, d)])


def _claim(one: Claim, d: Dossier) -> str:
    sure = w.sure(one.certainty, None, one.confidence)
    head = f"- *{w.act(one)}*, {inner(w.voiced(one.voices))}; that they did so is {sure}"
    return "\n".join([head, _block(one.row, one.passage, d)])


def _block(row: str, passage: Passage, d: Dossier) -> str:
    """A passage as a quotation within a list, with where it stands."""
    return f"\n  > {_marked(row, d)}\n  >\n  > — {_cited(row, passage, d)}"


def _marked(row: str, d: Dossier) -> str:
    """The words of a row, what shows it in bold."""
    found = ""
    for text, marked in w.parts(d.words[row]):
        words = inner(text)
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if words else ""
        found += f"{before}**{words}**{after}" if marked and words else f"{before}{words}{after}"
    return opened(found)


def _cited(row: str, passage: Passage, d: Dossier) -> str:
    number = next((source.number for source in d.sources if source.report == passage.report), None)
    cite = f" \\[{number}\\]" if number else ""
    return f"{inner(w.stands(passage))}{cite} {code(row)}"


def _sources(d: Dossier) -> Iterator[str]:
    numbers = {source.report: source.number for source in d.sources}
    yield "## " + f.heading("sources")
    yield f"{f.INTRO['sources']} Here: {f.rests(d)}."
    rows = [
        (str(one.number), plain(w.name(one.publisher or "not known")), _report(one), w.dated(one),
         f"{plain(f.origin(one, d))}: {inner(w.come(one, numbers))}")
        for one in d.sources
    ]  # fmt: skip
    yield table(("No.", "Publisher", "Report", "Day", "Origin, and why"), rows)
    yield f"Read by: {'; '.join(inner(one) for one in f.readers(d))}"


def _report(one: Source) -> str:
    """Title, address and id of a report."""
    followed = link(one.url)
    address = f"<{followed}>" if followed and not _AMISS & set(followed) else code(one.url) if one.url else None
    return ", ".join(part for part in (plain(w.name(one.title or one.source_id)), address, code(one.report)) if part)


def _decided(d: Dossier) -> Iterator[str]:
    yield "## " + f.heading("decided")
    if not d.decided.rows:
        yield f.INTRO["undecided"]
        return
    yield f.INTRO["decided"]
    rows = [
        (code(one.id), plain(w.decision(one)), plain(w.name(one.by)), one.at[:10], plain(line(one.why, w.REASON)),
         "yes" if one.in_force else "undone")
        for one in d.decided.rows
    ]  # fmt: skip
    yield table(("Decision", "What", "By", "When", "Why", "In force"), rows)
    yield from _left(d.decided, "decision")


def _not_read(d: Dossier) -> Iterator[str]:
    yield "## " + f.heading("not-read")
    yield f"{looked_into(d.coverage)} {f.INTRO['not-read']}"
    if d.not_read.rows:
        rows = [(plain(w.put_in(one)), plain(line(one.reason, w.REASON))) for one in d.not_read.rows]
        yield table(("Input", "Why"), rows)
    if d.not_read.more:
        yield f"{counted(d.not_read.more, 'input')} more."


def _left(part: Part[Any], thing: str) -> Iterator[str]:
    if said := w.left(part, thing):
        yield f"**{said}**"
    yield from (plain(note) for note in part.notes)
