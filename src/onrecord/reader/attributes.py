"""spaCy's rules for word classes, forms and lemmas, looked up once for each kind of word instead of matched each time.

The rules ask for a word's tag, letters and dependency, and for a few pairs ("let 's", "there is") the same of the word
beside it. So what they give is known for good once a word of that kind was seen; matching them anew took a fifth of the
time of the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

NAME = "onrecord_attributes"
Kind = tuple[int, ...]
"""Tag, letters and dependency of a word; letters and dependency of the words beside it, 0 where no pair asks."""
_ASKED: list[int | str] = ["TAG", "LOWER", "DEP"]
_GIVEN: list[int | str] = ["POS", "MORPH", "LEMMA"]
_MOST = 100_000
"""Kinds that are remembered; all are forgotten when there are more, so that no text can fill the memory."""


class Attributes:
    """Gives what an attribute ruler gives.

    Args:
        ruler: the pipeline's own; asked once for each kind of word.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        self.known: dict[Kind, tuple[int, ...]] = {}
        self.paired: dict[int, int] = {}
        specs = list(_in_pairs(ruler))
        self.deps = {ruler.vocab.strings[spec["DEP"]] for spec in specs if "DEP" in spec}
        self.forms = [spec["LOWER"] for spec in specs if "LOWER" in spec]

    def __call__(self, doc: Doc) -> Doc:
        """Sets the attributes of a parsed text."""
        if not len(doc):
            return doc
        asked: list[list[int]] = doc.to_array(_ASKED).reshape(-1, len(_ASKED)).tolist()  # type: ignore[assignment]
        beside = [(self._pair(low), dep if dep in self.deps else 0) for _, low, dep in asked]
        edge = [(0, 0)]
        found = [
            self.known.get((*own, *left, *right)) or self._learn(doc, i, (*own, *left, *right))
            for i, (own, left, right) in enumerate(zip(asked, edge + beside[:-1], beside[1:] + edge, strict=True))
        ]
        given = np.array(found, np.uint64)
        doc.from_array(_GIVEN, given[:, : len(_GIVEN)])  # type: ignore[arg-type]
        changed = given[:, len(_GIVEN) :] != np.array(asked, np.uint64)[:, ::2]
        for i in np.flatnonzero(changed.any(axis=1)).tolist():
            doc[i].tag, doc[i].dep = found[i][len(_GIVEN) :]
        return doc

    def _pair(self, low: int) -> int:
        """The letters of a word if some pair asks for them, else 0."""
        if low not in self.paired:
            text = self.ruler.vocab.strings[low]
            self.paired[low] = low if any(_fits(form, text) for form in self.forms) else 0
        return self.paired[low]

    def _learn(self, doc: Doc, i: int, kind: Kind) -> tuple[int, ...]:
        """Asks the ruler for one word between its neighbours."""
        if len(self.known) >= _MOST:
            self.known.clear()
            self.paired.clear()
        near = doc[max(0, i - 1) : i + 2]
        alone = Doc(doc.vocab, [t.text for t in near], tags=[t.tag_ for t in near], heads=list(range(len(near))),
                    deps=[t.dep_ for t in near])  # fmt: skip
        self.ruler.set_annotations(alone, self.ruler.match(alone))  # type: ignore[no-untyped-call]
        token = alone[i - max(0, i - 1)]
        morph: int = token.morph.key  # type: ignore[attr-defined]
        self.known[kind] = (token.pos, morph, token.lemma, token.tag, token.dep)
        return self.known[kind]


def put(nlp: Language) -> None:
    """Puts it in the place of a pipeline's attribute ruler."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    nlp.replace_pipe("attribute_ruler", NAME)
    made = nlp.get_pipe("attribute_ruler")
    assert isinstance(made, _Late)
    made.does = Attributes(ruler)


class _Late:
    """A component of which the pipeline is told what it does once it is there."""

    does: Attributes

    def __call__(self, doc: Doc) -> Doc:
        return self.does(doc)


@Language.factory(NAME)
def _made(nlp: Language, name: str) -> _Late:
    return _Late()


def _in_pairs(ruler: AttributeRuler) -> Iterator[dict[str, Any]]:
    """What the rules for two words ask of each."""
    rules: list[Any] = ruler.patterns
    for rule in rules:
        for pattern in rule["patterns"]:
            if len(pattern) > 1:
                yield from pattern


def _fits(form: str | dict[str, Any], text: str) -> bool:
    if isinstance(form, str):
        return form == text
    if "IN" in form:
        return text in form["IN"]
    return re.search(form["REGEX"], text) is not None
