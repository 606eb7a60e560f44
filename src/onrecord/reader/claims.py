"""What is said, before it is a row: cues with their sources and contents, from the parse and the quote marks."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.knowledge.lexicon import FORMS, Cue, Lexicon, lexicon
from onrecord.reader import sources
from onrecord.reader.closing import closing
from onrecord.reader.frames import Frame, Part, noun_frames, verb_frames
from onrecord.reader.parse import Parsed
from onrecord.reader.quotes import Quotation, quotations
from onrecord.reader.tree import Tree, tree_of

ORDER = ("clause", "that", "as", "small", "passinf", "objinf", "inf", "ing", "rel", "prt", "prep", "obj", "passive")
"""Which shape speaks where a cue has several."""
SOURCELESS = frozenset({"passive", "passinf", "as", "small", "clause"})
LONG_QUOTE = 5
_QUOTE_SHARE = 0.82
_ACCORDING_SHARE = 0.7
_CLOSING_SHARE = 0.7
_NEAR = 160
_FAR = 3000
_STOP = re.compile(r"[.!?][\"”’')]*\s+[\"“‘(A-Z]")
_JOINT = re.compile(r"[\s,;]*\b(?:and|but|or)?[\s,;]*$")
_ADJUNCTS = frozenset({"after", "amid", "because", "despite", "following", "since", "although", "though"})
_FIRST_PERSON = frozenset({"i", "you", "we"})


@dataclass(slots=True)
class Claim:
    """One attribution in the making; offsets in code points.

    Attributes:
        cue: its words. head: token of the cue's head word. source: token of the source's head, or None.
        content: intervals. sense: the cue's entry. share: how often such a phrase is an attribution.
    """

    head: int
    cue: list[tuple[int, int]]
    source: int | None
    content: list[tuple[int, int]]
    sense: Cue
    share: float
    shape: str
    quotes: list[Quotation] = field(default_factory=list)


def claims(parsed: Parsed) -> list[Claim]:
    """The claims of a report in the order of their cues."""
    return _Finder(parsed).found()


def claims_within(parsed: Parsed, parts: Sequence[tuple[int, int]]) -> list[Claim]:
    """The claims that the parse shows inside intervals of the text (code points), in the order of their cues.

    Quotations are given to nobody here: whose they are is known where the intervals come from.
    """
    return _Finder(parsed).within(parts)


class _Finder:
    """Finds the claims of one report."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tree: Tree = tree_of(parsed.doc)
        self.lexicon: Lexicon = lexicon()
        self.quotes = [q for q in quotations(parsed.text) if parsed.is_news(q.start, q.end)]
        self.claims: dict[int, Claim] = {}
        self.quoters: dict[int, list[int]] = defaultdict(list)
        self.inside = self._inside()

    def found(self) -> list[Claim]:
        for sentence in self.parsed.heads:
            for i in range(sentence.start, sentence.end):
                self._look(i)
        self._closing()
        self._give_quotes()
        self._trim()
        return [c for _, c in sorted(self.claims.items()) if c.content]

    def within(self, parts: Sequence[tuple[int, int]]) -> list[Claim]:
        tree = self.tree
        looked: set[int] = set()
        for start, end in parts:
            i = bisect.bisect_left(tree.start, start)
            while i < len(tree) and tree.start[i] < end:
                if i not in looked:
                    looked.add(i)
                    self._look(i)
                i += 1
        self._trim()
        return [c for _, c in sorted(self.claims.items()) if c.content]

    def _closing(self) -> None:
        """Gives the sentence before a cue that closes it to that cue, where the parse gave it nothing."""
        for v in sorted(v for line in self.quoters.values() for v in line):
            sense = self.lexicon.quoting.get(self.tree.lemma[v])
            if v in self.claims or sense is None or sense.commits != "claim":
                continue
            found = closing(self.tree, v)
            content = self._bounds(*found[1]) if found else None
            if found and content and not any(q.start < content[1] and content[0] < q.end for q in self.quotes):
                cue = (self.tree.start[v], self.tree.end[v])
                self.claims[v] = Claim(v, [cue], found[0], [content], sense, _CLOSING_SHARE, "clause")

    def _inside(self) -> list[bool]:
        """Whether each token stands in a quotation."""
        tree, marks, at = self.tree, [False] * len(self.tree), 0
        for i in range(len(tree)):
            while at < len(self.quotes) and self.quotes[at].end <= tree.start[i]:
                at += 1
            marks[i] = at < len(self.quotes) and self.quotes[at].covers(tree.start[i], tree.end[i])
        return marks

    # ------------------------------------------------------------------ from the parse

    def _look(self, i: int) -> None:
        """Keeps the best claim that has this word as its cue."""
        tree = self.tree
        if tree.low[i] == "according" and i + 1 < len(tree) and tree.low[i + 1] == "to":
            self._according(i)
            return
        verbal = tree.tag[i][:1] == "V" or (tree.dep[i] == "relcl" and tree.pos[i] == "NOUN")
        form = "verb" if verbal else FORMS.get(tree.pos[i])
        if form is None or tree.dep[i] in ("aux", "auxpass", "amod", "compound"):
            return
        senses = self.lexicon.cues.get((tree.lemma[i], form))
        if senses is None:
            return
        if form == "verb" and not self.inside[i]:
            quoting = self.lexicon.quoting.get(tree.lemma[i])
            if quoting is not None:
                self.quoters[self._paragraph(tree.start[i])].append(i)
        frames = verb_frames(tree, i) if form == "verb" else noun_frames(tree, i)
        best: tuple[int, Frame, Cue] | None = None
        for frame in frames:
            sense = self.lexicon.shapes.get((tree.lemma[i], form, frame.shape))
            if sense is not None:
                rank = ORDER.index(frame.shape.partition(":")[0])
                if best is None or rank < best[0]:
                    best = (rank, frame, sense)
        if best is None:
            return
        source = self._source(i, form)
        if not self._worth(i, form, best[1], source):
            return
        self._keep(best[1], best[2], source)

    def _source(self, i: int, form: str) -> int | None:
        tree = self.tree
        if form == "noun":
            return sources.of_noun(tree, i)
        if form == "adjective":
            return sources.of_adjective(tree, i)
        outer = self._outer(i)
        return sources.of_verb(tree, i if outer is None else outer)

    def _outer(self, v: int) -> int | None:
        """The speech verb whose speaker also says this one: "said that …, claiming …", or "and added" badly joined."""
        tree = self.tree
        up = tree.head[v]
        if tree.dep[v] == "advcl" and tree.tag[v] == "VBG" and tree.dep[up] == "ccomp":
            over = tree.head[up]
            if (
                tree.lemma[v] in self.lexicon.quoting
                and over < up
                and tree.lemma[over] in self.lexicon.quoting
                and tree.text[tree.left[v] - 1] == ","
            ):
                return over
        if tree.dep[v] == "conj" and tree.tag[v] in ("VBD", "VBZ") and tree.tag[up] in ("VBG", "VB"):
            at = up
            while tree.head[at] != at:
                at = tree.head[at]
            return at if tree.tag[at] == tree.tag[v] and at != v else None
        return None

    def _worth(self, i: int, form: str, frame: Frame, source: int | None) -> bool:
        """Whether a phrase of a fitting shape is taken for an attribution."""
        tree = self.tree
        if source is None:
            return form == "verb" and frame.shape in SOURCELESS and not self.inside[i] and tree.is_passive(i)
        if self.inside[i]:
            return (
                tree.low[source] not in _FIRST_PERSON and form == "verb" and frame.shape in ("clause", "as", "objinf")
            )
        return True

    def _keep(self, frame: Frame, sense: Cue, source: int | None) -> None:
        tree = self.tree
        cue = [(tree.start[frame.cue], tree.end[frame.cue])]
        for extra in frame.extra:
            if extra == frame.cue + 1:
                cue = [(cue[0][0], tree.end[extra])]
            else:
                cue.append((tree.start[extra], tree.end[extra]))
        parts = self._planned(frame) if sense.kind == "intention" else frame.content
        content = [part for first, last in parts if (part := self._bounds(first, last)) is not None]
        share = sense.shapes[frame.shape] * (0.6 if self.inside[frame.cue] else 1.0)
        self.claims[frame.cue] = Claim(frame.cue, cue, source, content, sense, share, frame.shape)

    def _planned(self, frame: Frame) -> list[Part]:
        """The parts of a plan without what tells of its occasion: "considers attacking | after the raid"."""
        tree = self.tree
        found: list[Part] = []
        for first, last in frame.content:
            at = next(
                (k for k in range(first + 1, last + 1) if tree.low[k] in _ADJUNCTS and tree.dep[k] in ("prep", "mark")),
                None,
            )
            found.append((first, last if at is None else at - 1))
        return found

    def _bounds(self, first: int, last: int) -> tuple[int, int] | None:
        """The offsets of a stretch of tokens without commas, stops and spaces at its ends."""
        tree = self.tree
        while first <= last and (tree.text[first] in ",.;:-–—" or tree.text[first].isspace()):
            first += 1
        while last >= first and (tree.text[last] in ",.;:-–—" or tree.text[last].isspace()):
            last -= 1
        if first > last:
            return None
        text = self.parsed.text
        start, end = tree.start[first], tree.end[last]
        if text[start] in '"”' and text[start + 1 : start + 2].isspace():
            start += 1
        return start, end

    def _according(self, i: int) -> None:
        """ "According to X": the clause that it stands by, or the quotation just before."""
        tree = self.tree
        source = tree.kid(i + 1, "pobj")
        if source is None:
            return
        head = tree.head[i]
        last = self._source_end(source)
        if i <= head or tree.left[head] == i:
            content = self._bounds(last + 1, self._sentence_end(i))
        else:
            content = self._bounds(self._clause_start(i, head), i - 1)
        if content is not None:
            cue = [(tree.start[i], tree.end[i + 1])]
            sense = Cue("according to", "verb", "speech", "claim", {"prep:to": _ACCORDING_SHARE}, True)
            self.claims[i] = Claim(i, cue, source, [content], sense, _ACCORDING_SHARE, "according")
            self.quoters[self._paragraph(tree.start[i])].append(i)

    def _source_end(self, source: int) -> int:
        """The last token of a source phrase that opens a sentence: up to the comma after it."""
        tree = self.tree
        last = tree.right[source]
        k = source
        while k < last:
            k += 1
            if tree.text[k] == "," and tree.dep[k] == "punct":
                return k
        return last

    def _sentence_end(self, i: int) -> int:
        tree = self.tree
        k = i
        while k + 1 < len(tree) and tree.sent[k + 1] == tree.sent[i]:
            k += 1
        return k

    def _clause_start(self, i: int, head: int) -> int:
        tree = self.tree
        at = head
        while tree.dep[at] in ("conj", "ccomp") and tree.head[at] != at and tree.left[tree.head[at]] < tree.left[at]:
            at = tree.head[at]
        if tree.is_verb(at) or tree.pos[at] == "AUX":
            return tree.left[at]
        return tree.sent[i]

    # ------------------------------------------------------------------ from the quote marks

    def _paragraph(self, offset: int) -> int:
        """The number of the paragraph of an offset: where its line starts."""
        return self.parsed.text.rfind("\n", 0, offset) + 1

    def _give_quotes(self) -> None:
        """Gives each quotation to a claim whose content it stands in, to a cue beside it, or to the last speaker."""
        by_line: dict[int, list[Claim]] = defaultdict(list)
        for _, known in sorted(self.claims.items()):
            by_line[self._paragraph(known.cue[0][0])].append(known)
        last: Claim | None = None
        line_of_last = -1
        for quote in self.quotes:
            line = self._paragraph(quote.start)
            claim: Claim | None = self._covering(quote, by_line[line])
            spoken = quote.words >= LONG_QUOTE or quote.ends_sentence
            if claim is None and spoken:
                claim = self._beside(quote, line)
                if claim is not None and claim not in by_line[line]:
                    bisect.insort(by_line[line], claim, key=lambda known: known.cue[0][0])
                if claim is None and last is not None and self._continues(quote, last, line, line_of_last):
                    claim = last
                    self._add(claim, quote)
            if claim is not None and (spoken or claim is last):
                last, line_of_last = claim, line

    def _covering(self, quote: Quotation, near: list[Claim]) -> Claim | None:
        """The outermost claim whose content the quotation stands in; where the content ends within, it is drawn out."""
        found: Claim | None = None
        widest = 0
        first = bisect.bisect_left(near, quote.start - _FAR, key=lambda claim: claim.cue[0][0])
        for claim in itertools.takewhile(lambda claim: claim.cue[0][0] < quote.end + _FAR, near[first:]):
            if quote.start <= claim.cue[0][0] < quote.end:
                continue
            for number, (start, end) in enumerate(claim.content):
                whole = start <= quote.start + 1 and quote.end - 1 <= end
                cut = start < quote.end and quote.start < end and quote.words >= 3
                if (whole or cut) and end - start > widest:
                    a, b = min(start, quote.start), max(end, quote.end)
                    if any(a < y and x < b for x, y in claim.cue):
                        continue
                    claim.content[number] = (a, b)
                    found, widest = claim, end - start
        if found is not None:
            found.quotes.append(quote)
        return found

    def _beside(self, quote: Quotation, line: int) -> Claim | None:
        """The claim of the nearest cue that can stand beside a quotation, in the same line."""
        best: tuple[float, int] | None = None
        cues = self.quoters.get(line, [])
        nearest = bisect.bisect_left(cues, quote.start - _NEAR, key=lambda v: self.tree.end[v])
        for v in itertools.takewhile(lambda v: self.tree.start[v] <= quote.end + _NEAR, cues[nearest:]):
            price = self._price(quote, v)
            if price is not None and (best is None or price < best[0]):
                best = (price, v)
        return self._quoted(best[1], quote) if best is not None else None

    def _price(self, quote: Quotation, v: int) -> float | None:
        """How far a cue is from a quotation, in characters; None where a sentence or another quotation parts them."""
        text, start, end = self.parsed.text, self.tree.start[v], self.tree.end[v]
        behind = start >= quote.end
        gap = text[quote.end : start] if behind else text[end : quote.start]
        if _STOP.search(gap + text[quote.start : quote.start + 1]) or any(mark in gap for mark in '\n“”"'):
            return None
        if behind:
            closed = text[quote.end - 2] == "." and text[quote.end : quote.end + 1] != ","
            return len(gap) + (80.0 if closed else 0.0)
        return len(gap) * 1.5 + (0.0 if gap.rstrip()[-1:] in (",", ":") or not gap.strip() else 40.0)

    def _quoted(self, v: int, quote: Quotation) -> Claim | None:
        tree = self.tree
        claim = self.claims.get(v)
        if claim is not None:
            if claim.shape == "according" or claim.shape not in ("clause", "quote", "small"):
                claim.content = []
                claim.shape = "quote"
            self._add(claim, quote)
            return claim
        outer = self._outer(v)
        source = sources.of_verb(tree, v if outer is None else outer)
        if source is None:
            source = self._named_beside(v)
        sense = self.lexicon.quoting[tree.lemma[v]]
        made = Claim(v, [(tree.start[v], tree.end[v])], source, [], sense, _QUOTE_SHARE, "quote")
        self.claims[v] = made
        self._add(made, quote)
        return made

    def _named_beside(self, v: int) -> int | None:
        """A name right after or before a cue that the parser left without a subject."""
        tree = self.tree
        after = v + 1
        if after < len(tree) and tree.pos[after] in ("PROPN", "PRON", "DET"):
            head = after
            while tree.head[head] != head and after <= tree.head[head] <= after + 8 and tree.pos[head] != "PRON":
                head = tree.head[head]
            return head
        if v > 0 and tree.pos[v - 1] in ("PROPN", "PRON"):
            return v - 1
        return None

    def _add(self, claim: Claim, quote: Quotation) -> None:
        claim.quotes.append(quote)
        claim.share = max(claim.share, _QUOTE_SHARE)
        apart = [c for c in claim.content if not (quote.start < c[1] and c[0] < quote.end)]
        claim.content = sorted([*apart, (quote.start, quote.end)])

    def _continues(self, quote: Quotation, last: Claim, line: int, line_of_last: int) -> bool:
        """Whether a quotation without a cue goes on with the last speaker's words."""
        text = self.parsed.text
        if line == line_of_last:
            return True
        end = text.find("\n", quote.start)
        alone = text[line : quote.start].strip() == "" and (end < 0 or text[quote.end : end].strip() == "")
        between = text[last.content[-1][1] : quote.start] if last.content else ""
        return (alone and bool(last.quotes) and between.strip("\n \"”’.,") == "") or (
            alone and bool(last.quotes) and line_of_last >= 0 and text[line_of_last:line].rstrip("\n ").count("\n") == 0
        )  # fmt: skip

    # ------------------------------------------------------------------ at the end

    def _trim(self) -> None:
        """Cuts a content where a further cue of the same speaker takes over ("said …, claiming …")."""
        tree = self.tree
        for v, claim in self.claims.items():
            outer = self._outer(v)
            over = self.claims.get(outer) if outer is not None else None
            if over is None or claim.source is None:
                continue
            at = tree.start[tree.left[v]]
            before = self.parsed.text[max(0, at - 12) : at]
            cut = at - len(before) + len(_JOINT.sub("", before))
            over.content = [(s, cut if s < at < e and cut > s else e) for s, e in over.content]  # fmt: skip
