"""CoNLL-U: words, one a line, and the rows that stand on them.

A word is a run of letters and digits with the marks on them, or one other sign. The text can be put together again:
`SpaceAfter=No` and UDPipe's `SpacesAfter` and `SpacesBefore` say what stands between words, `TokenRange` where each
stands in code points. What is in no sentence has blocks of its own ("# outside = sentences"). Each row is a comment in
JSON over the sentence in which it begins; `Event=B-e1` on a word says that the row e1 begins there, `I-` that it goes
on. The parse is not kept in a ledger, so that lemma, tags and heads are empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from onrecord.export.format import Format
from onrecord.export.marks import Mark, Part, marks, verdicts
from onrecord.export.source import Source
from onrecord.model import Reading

WORD = re.compile(r"(?:\w[\u0300-\u036f\u064b-\u065f]*)+|[^\w\s][\u0300-\u036f\u064b-\u065f\ufe0f\u200d]*")
"""A word, or one other sign."""
NAMES = {
    "mentions": "Mention", "times": "Time", "places": "Place", "attributions": "Claim", "events": "Event",
    "relations": "Relation", "figures": "Figure",
}  # fmt: skip
"""Section to the attribute of a word."""
_ESCAPES = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One document a report."""
    for number, reading in enumerate(source.readings(), 1):
        found = list(marks(reading, verdicts(source, reading.report.id)))
        out.write(document(reading, found).encode())
        yield number


def document(reading: Reading, found: Sequence[Mark]) -> str:
    """A report as sentences of words."""
    report = reading.report
    words = [(one.start(), one.end()) for one in WORD.finditer(report.text)]
    on = _on_words(words, found)
    begins: dict[int, list[Mark]] = defaultdict(list)
    blocks = list(_blocks(reading, words))
    firsts = [first for first, _, _ in blocks]
    for mark in found:
        at = bisect_right(words, mark.parts[0][0], key=lambda word: word[1])
        begins[max(0, bisect_right(firsts, at) - 1)].append(mark)
    lines = [f"# newdoc id = {_line(report.id)}"]
    told = {"published": report.published, "publisher": report.publisher, "title": report.title, "url": report.url}
    lines += [f"# {name} = {_line(value)}" for name, value in told.items() if value]
    for number, (first, last, inside) in enumerate(blocks, 1):
        lines.append(f"# sent_id = {_line(report.id)}-{number}")
        lines += [] if inside else ["# outside = sentences"]
        lines.append(f"# text = {_plain(report.text, words[first:last])}")
        lines += [f"# onrecord = {_row(mark)}" for mark in begins[number - 1]]
        for index in range(first, last):
            misc = _misc(report.text, words, index) + on[index]
            form = _CONTROL.sub("\ufffd", report.text[slice(*words[index])])
            lines.append(f"{index - first + 1}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{'|'.join(misc)}")
        lines.append("")
    return "".join(f"{line}\n" for line in lines) if blocks else ""


def _blocks(reading: Reading, words: Sequence[Part]) -> Iterator[tuple[int, int, bool]]:
    """First and last word (exclusive) of each sentence, and of what lies between sentences."""
    at = 0
    for span in sorted(reading.sentences, key=lambda one: one.start):
        first = max(at, bisect_left(words, span.start, key=lambda word: word[0]))
        last = max(first, bisect_left(words, span.end, key=lambda word: word[0]))
        if first > at:
            yield at, first, False
        if last > first:
            yield first, last, True
        at = last
    if at < len(words):
        yield at, len(words), False


def _on_words(words: Sequence[Part], found: Sequence[Mark]) -> dict[int, list[str]]:
    """What stands on each word: Event=B-e1,I-e2."""
    told: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mark in found:
        roles = [("", mark.parts)]
        roles += [(f".{side.role}", side.parts) for side in mark.sides if side.role != "actor"]
        for role, parts in roles:
            begun = False
            for start, end in parts:
                first = bisect_right(words, start, key=lambda word: word[1])
                last = bisect_left(words, end, key=lambda word: word[0])
                for index in range(first, last):
                    told[index][NAMES[mark.section]].append(f"{'I' if begun else 'B'}-{mark.row}{role}")
                    begun = True
    named = {at: [f"{name}={','.join(rows)}" for name, rows in some.items()] for at, some in told.items()}
    return defaultdict(list, named)


def _misc(text: str, words: Sequence[Part], index: int) -> list[str]:
    start, end = words[index]
    after = text[end : words[index + 1][0] if index + 1 < len(words) else len(text)]
    found = []
    if index == 0 and start:
        found.append(f"SpacesBefore={_spaces(text[:start])}")
    if not after:
        found.append("SpaceAfter=No")
    elif after != " ":
        found.append(f"SpacesAfter={_spaces(after)}")
    return [*found, f"TokenRange={start}:{end}"]


def _spaces(text: str) -> str:
    return _CONTROL.sub(_coded, "".join(_ESCAPES.get(one, one) for one in text))


def _plain(text: str, words: Sequence[Part]) -> str:
    """The words of a sentence as its comment has them: with one space where anything stands between two."""
    made = ""
    for n, (start, end) in enumerate(words):
        made += " " if n and start > words[n - 1][1] else ""
        made += _CONTROL.sub("\ufffd", text[start:end])
    return made


def _row(mark: Mark) -> str:
    told = {
        "row": mark.row, "section": mark.section, "parts": mark.parts, **mark.fields, **mark.more,
        **{f"{name}_row": row for name, row in mark.refers.items()},
        "sides": [{"role": one.role, "parts": one.parts, "actors": one.actors} for one in mark.sides],
        "verdict": mark.verdict,
    }  # fmt: skip
    kept = {name: value for name, value in told.items() if value not in ("", None, [], ())}
    return _CONTROL.sub(_coded, msgspec.json.encode(kept).decode())


def _coded(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


FORMAT = Format(
    name="conllu",
    title="CoNLL-U",
    suffix=".conllu",
    media="text/plain",
    standard="CoNLL-U, Universal Dependencies v2; SpacesAfter and TokenRange as UDPipe writes them",
    holds=("report", "text", "span", "certainty", "status", "voice", "confidence", "interval", "verdict"),
    loses=(
        "lemmas, tags and heads, which no ledger keeps, predicates, second tellings of one event, and which tellings"
        " are one happening; where a row begins inside a word, its comment alone has the exact place."
    ),
    file=write,
)
