"""According to whom: every statement, belief, plan and inference, with its source, cue and content.

The scheme is that of PARC and PolNeAR (Pareti 2012; Newell, Margolin and Ruths 2018). What was heard comes as bare
intervals (`Heard`); here each becomes a row that says who speaks, of what kind it is, and within whose words it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.knowledge.lexicon import lexicon
from onrecord.model import Attribution, Factuality, Form, Kind
from onrecord.reader.cast import Cast
from onrecord.reader.claims import claims
from onrecord.reader.factuality import Certainty
from onrecord.reader.heard import Heard, Part
from onrecord.reader.medium import Medium
from onrecord.reader.nested import heard_of
from onrecord.reader.parse import Parsed
from onrecord.reader.polarity import is_negative
from onrecord.reader.senses import Sense, sense, tokens_of
from onrecord.reader.speakers import Speakers, is_expletive
from onrecord.reader.tree import Tree, tree_of
from onrecord.reader.voices import Voices

_WORD = re.compile(r"\w")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]*(?:[\"”»]|$)|(?<!\w)[‘'][^‘’'\n]*(?:\w['’]\w[^‘’'\n]*)*['’](?!\w)")
_INFERRING = frozenset({"suggest", "imply", "indicate", "mean", "signal", "hint", "demonstrate", "show", "reflect"})
_SURE = frozenset({"preposition", "adverb", ""})
"""Forms of cues that are no happening of their own: "according to", "in", "reportedly", a colon."""


def heard_by_rules(parsed: Parsed) -> list[Heard]:
    """What the rules of `claims` find, as intervals."""
    tree = tree_of(parsed.doc)
    return [heard_of(tree, claim) for claim in claims(parsed)]


def rows(parsed: Parsed, cast: Cast, heard: Sequence[Heard]) -> tuple[Attribution, ...]:
    """The rows of what was heard, in text order.

    Args:
        parsed: the report. cast: its mentions, by which speakers are known.
        heard: intervals of the report's text; what lies in its boilerplate is left out.
    """
    writer = _Writer(parsed, cast)
    made = sorted((row for one in heard if (row := writer.row(one)) is not None), key=_place)
    numbered = [msgspec.structs.replace(row, id=f"a{n}") for n, row in enumerate(made, 1)]
    return tuple(_placed(numbered))


def _place(row: Attribution) -> tuple[int, int, int]:
    start = min(s.start for s in (*row.content, *row.cue))
    return start, row.cue[0].start if row.cue else start, -row.content[-1].end


def _placed(rows: list[Attribution]) -> Iterable[Attribution]:
    """Says of each row in whose content it stands."""
    voices = Voices(tuple(rows))
    for row in rows:
        outer = voices.around(row)
        yield row if outer is None else msgspec.structs.replace(row, within=outer.id)


def form_of(text: str) -> Form:
    """direct, mixed or indirect: whether words stand outside the quote marks, or there are none.

    >>> form_of("“We are ready”"), form_of("they were “ready”"), form_of("they were ready")
    ('direct', 'mixed', 'indirect')
    """
    rest = _QUOTED.sub(" ", text)
    if rest == text:
        return "indirect"
    return "mixed" if _WORD.search(rest) else "direct"


class _Writer:
    """Makes rows of what was heard."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self.parsed = parsed
        self.tree: Tree = tree_of(parsed.doc)
        self.certainty = Certainty(parsed, Voices(()))
        self.speakers = Speakers(parsed, cast)
        self.medium = Medium(parsed, cast)
        self.acts = lexicon().sources["act"]

    def row(self, heard: Heard) -> Attribution | None:
        """The row; its id is given later. None where its content is no news."""
        if not all(self.parsed.is_news(start, end) for start, end in heard.content):
            return None
        content = tuple(self.parsed.span(start, end) for start, end in heard.content)
        form = form_of(" ".join(span.text for span in content))
        meant = sense(self.tree, self._tokens(heard.cue), self._tokens(heard.content), quoted=form == "direct")
        source = self._source(heard, meant)
        tokens = self._tokens(source)
        head = self.speakers.head(tokens)
        kind = self._kind(meant, head, form)
        negative = is_negative(self.tree, meant)
        return Attribution(
            id="",
            source=tuple(self.parsed.span(start, end) for start, end in source),
            cue=tuple(self.parsed.span(start, end) for start, end in heard.cue),
            content=content,
            form=form,
            kind=kind,
            speakers=() if kind == "inference" or head is None else self.speakers.of(head, tokens),
            source_kind=self.speakers.kind(head, source),
            factuality=self._factuality(meant, negative=negative),
            confidence=round(heard.confidence, 2),
            polarity="negative" if negative else "positive",
            medium=self.medium.of(meant.head) if meant.head is not None else None,
        )

    def _tokens(self, parts: Sequence[Part]) -> list[int]:
        return tokens_of(self.tree, parts)

    def _source(self, heard: Heard, meant: Sense) -> tuple[Part, ...]:
        """The source, but not the "it" of "it is believed"."""
        passive = meant.head is not None and (self.tree.is_passive(meant.head) or meant.form == "adjective")
        return () if is_expletive(self.tree, self._tokens(heard.source), passive=passive) else heard.source

    def _kind(self, meant: Sense, source: int | None, form: Form) -> Kind:
        """The cue's kind; inference where the report reads something into what somebody said or did."""
        tree = self.tree
        if meant.kind == "inference" or source is None or meant.head is None or form == "direct":
            return meant.kind
        if tree.lemma[meant.head] in _INFERRING and (tree.lemma[source] in self.acts or tree.pos[source] == "VERB"):
            return "inference"
        return meant.kind

    def _factuality(self, meant: Sense, *, negative: bool) -> Factuality:
        """Whether the saying, believing … took place; what is negated did not, also where no verb says so."""
        if meant.head is None or meant.form in _SURE or self.tree.low[meant.head] == "according":
            return Factuality.of("CT+", "occurred")
        found = self.certainty.of(self.parsed.doc[meant.head])
        return Factuality.of("CT-", "denied") if negative and found.score > 0 else found
