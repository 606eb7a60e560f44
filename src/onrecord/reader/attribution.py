"""According to whom: every statement, belief, plan and inference, with its source, cue and content.

The scheme is that of PARC and PolNeAR (Pareti 2012; Newell, Margolin and Ruths 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.knowledge.lexicon import lexicon
from onrecord.model import Attribution, Factuality, Form, Kind, SourceKind, Span
from onrecord.reader import sources
from onrecord.reader.cast import Cast
from onrecord.reader.claims import Claim, claims
from onrecord.reader.factuality import Certainty
from onrecord.reader.mood import verb_stand
from onrecord.reader.parse import Parsed
from onrecord.reader.tree import Tree, tree_of
from onrecord.reader.voices import Voices

_WORD = re.compile(r"\w")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]*(?:[\"”»]|$)|(?<!\w)[‘'][^‘’'\n]*(?:\w['’]\w[^‘’'\n]*)*['’](?!\w)")
_INFERRING = frozenset({"suggest", "imply", "indicate", "mean", "signal", "hint", "demonstrate", "show"})
_PERSONAL = frozenset(
    "comment remark statement implication decision move speech tweet letter testimony action response".split()
)
_BODIES = frozenset(
    "army government military police ministry parliament court administration party congress senate council committee "
    "commission agency department force navy regime embassy team company union group".split()
)
_PRONOUNS = frozenset({"PRP", "WP", "DT", "PRP$"})


def attributions(parsed: Parsed, cast: Cast) -> tuple[Attribution, ...]:
    """The attributions of a report in text order.

    Args:
        parsed: the report. cast: its mentions, by which speakers are known.
    """
    writer = _Writer(parsed, cast)
    rows = sorted((row for claim in claims(parsed) if (row := writer.row(claim)) is not None), key=_place)
    numbered = [_numbered(row, f"a{n}") for n, row in enumerate(rows, 1)]
    return tuple(_nested(numbered))


def _place(row: Attribution) -> tuple[int, int]:
    return min(s.start for s in (*row.content, *row.cue)), row.cue[0].start


def _numbered(row: Attribution, name: str) -> Attribution:
    return Attribution(
        name, row.source, row.cue, row.content, row.form, row.kind, row.speakers, row.source_kind, row.factuality,
        row.confidence, row.polarity, row.medium, row.within,
    )  # fmt: skip


def _nested(rows: list[Attribution]) -> Iterable[Attribution]:
    """Says of each row in whose content it stands."""
    voices = Voices(tuple(rows))
    for row in rows:
        outer = voices.around(row)
        if outer is None:
            yield row
        else:
            yield Attribution(
                row.id, row.source, row.cue, row.content, row.form, row.kind, row.speakers, row.source_kind,
                row.factuality, row.confidence, row.polarity, row.medium, outer.id,
            )  # fmt: skip


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
    """Makes rows of claims."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self.parsed = parsed
        self.cast = cast
        self.tree: Tree = tree_of(parsed.doc)
        self.lexicon = lexicon()
        self.certainty = Certainty(parsed, Voices(()))
        self.mediums: dict[int, str | None] = {}

    def row(self, claim: Claim) -> Attribution | None:
        """The row of a claim; its id is given later. None where its content is no news."""
        if not all(self.parsed.is_news(s, e) for s, e in claim.content):
            return None
        content = tuple(self.parsed.span(s, e) for s, e in claim.content)
        source = self._source(claim)
        kind = self._kind(claim)
        words = self.lexicon.words
        negative = verb_stand(self.tree, words, claim.head).sign < 0 if claim.sense.form == "verb" else False
        return Attribution(
            id="",
            source=source,
            cue=tuple(self.parsed.span(s, e) for s, e in claim.cue),
            content=content,
            form=form_of(" ".join(span.text for span in content)),
            kind=kind,
            speakers=() if kind == "inference" else self._speakers(claim.source),
            source_kind=self._source_kind(claim, source),
            factuality=self._factuality(claim),
            confidence=round(min(0.95, claim.share), 2),
            polarity="negative" if negative else "positive",
            medium=self._medium(claim),
        )

    def _factuality(self, claim: Claim) -> Factuality:
        """Whether the saying, believing … took place."""
        if claim.sense.lemma == "according to":
            return Factuality.of("CT+", "occurred")
        return self.certainty.of(self.parsed.doc[claim.head])

    def _source(self, claim: Claim) -> tuple[Span, ...]:
        if claim.source is None:
            return ()
        first, last = sources.phrase(self.tree, claim.source, claim.head)
        return (self.parsed.of_tokens(self.parsed.doc[first], self.parsed.doc[last]),)

    def _kind(self, claim: Claim) -> Kind:
        """The cue's kind; inference where the report reads something into what somebody said or did."""
        tree = self.tree
        if claim.sense.lemma not in _INFERRING or claim.shape == "quote":
            return claim.sense.kind
        if claim.source is None:
            return claim.sense.kind
        if tree.lemma[claim.source] in _PERSONAL or (tree.pos[claim.source] == "VERB"):
            return "inference"
        return claim.sense.kind

    def _speakers(self, head: int | None) -> tuple[str, ...]:
        """Ids of the actors that a source and its conjuncts stand for."""
        if head is None:
            return ()
        doc = self.parsed.doc
        found: list[str] = []
        line = [head]
        while line:
            at = line.pop(0)
            found.extend(self.cast.at(doc[at]))
            line.extend(k for k in self.tree.kids[at] if self.tree.dep[k] == "conj")
        return tuple(dict.fromkeys(found))

    def _source_kind(self, claim: Claim, source: tuple[Span, ...]) -> SourceKind:
        head = claim.source
        if head is None or not source:
            return "none"
        tree, lists = self.tree, self.lexicon.sources
        words = source[0].text.lower()
        if any(phrase in words for phrase in lists["hidden"]) or tree.lemma[head] in lists["anonymous"]:
            return "anonymous"
        if tree.tag[head] in _PRONOUNS or tree.pos[head] == "PRON":
            return self._pronoun_kind(head)
        if tree.pos[head] == "PROPN":
            return "named"
        lemma = tree.lemma[head]
        if lemma in lists["document"]:
            return "document"
        if lemma in _BODIES and self._has_name(head):
            return "named"
        if self._hidden_sentence(head):
            return "anonymous"
        if tree.tag[head] == "NNS" or (lemma in lists["collective"] and tree.tag[head] != "NN"):
            return "collective"
        return "role"

    def _has_name(self, head: int) -> bool:
        tree = self.tree
        return any(
            tree.dep[k] in ("amod", "compound", "poss", "nmod") and tree.text[k][:1].isupper() for k in tree.kids[head]
        )

    def _pronoun_kind(self, head: int) -> SourceKind:
        """The kind of what a pronoun stands for, by its actor."""
        actors = [self.cast.by_id[a] for a in self.cast.at(self.parsed.doc[head]) if a in self.cast.by_id]
        if actors:
            return "named" if actors[0].name[:1].isupper() else "role"
        return "collective" if self.tree.low[head] in ("they", "many", "some", "others", "everyone", "we") else "role"

    def _hidden_sentence(self, head: int) -> bool:
        """Whether the sentence says that its source is kept unnamed."""
        index = self.parsed.sentence_at(self.tree.start[head])
        if index is None:
            return False
        text = self.parsed.sentences[index].text.lower()
        return (
            "anonymity" in text
            or "not authorized" in text
            or "not authorised" in text
            or "declined to be named" in text
        )

    def _medium(self, claim: Claim) -> str | None:
        """The outlet that it was said to: "told the …", "in an interview with the …" in the same sentence."""
        tree, doc = self.tree, self.parsed.doc
        for k in tree.kids[claim.head]:
            if tree.dep[k] in ("dobj", "dative") and tree.lemma[claim.head] in ("tell", "assure", "inform"):
                outlet = self._outlet(k, must=True)
                if outlet is not None:
                    return outlet
        first = tree.sent[claim.head]
        if first not in self.mediums:
            self.mediums[first] = None
            for i in range(first, len(doc)):
                if tree.sent[i] != first:
                    break
                if tree.lemma[i] == "interview":
                    self.mediums[first] = self._interviewer(i)
        return self.mediums[first]

    def _interviewer(self, i: int) -> str | None:
        tree = self.tree
        for k in tree.kids[i]:
            if tree.dep[k] == "prep" and tree.low[k] in ("with", "on", "for", "by"):
                inner = tree.kid(k, "pobj")
                if inner is not None:
                    return self._outlet(inner, must=False)
        return None

    def _outlet(self, head: int, must: bool) -> str | None:
        """The outlet that a phrase names; any actor where it need not be known as an outlet."""
        tree = self.tree
        near = [head, *(k for k in tree.kids[head] if tree.dep[k] in ("compound", "appos", "nmod"))]
        found = [a for k in near for a in self.cast.at(self.parsed.doc[k])]
        for actor in found:
            if actor in self.cast.by_id and self.cast.by_id[actor].kind == "outlet":
                return actor
        if must:
            return None
        return next(
            (a for a in found if a in self.cast.by_id and self.cast.by_id[a].kind in ("organisation", "unknown")), None
        )
