"""spaCy's rules for word classes, forms and lemmas, looked up once for each kind of word instead of matched each time.

The rules ask for a word's tag and dependency, for the letters of some hundred words, and for a few pairs ("let 's",
"there is") of the word beside it. So what they give is known for good once a word of that kind was seen, and there are
few kinds; matching them anew took a fifth of the time of the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

NAME = "onrecord_attributes"
Kind = tuple[int, ...]
"""Tag, letters and dependency of a word; letters and dependency of the words beside it; 0 for what no rule asks."""
_ASKED: list[int | str] = ["TAG", "LOWER", "DEP"]
_GIVEN: list[int | str] = ["POS", "MORPH", "LEMMA"]


class Attributes:
    """Gives what an attribute ruler gives.

    The rules may ask for a word's tag, letters, dependency and whether it is white space, and of the word beside it for
    letters and dependency.

    Args:
        ruler: the pipeline's own; asked once for each kind of word.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        self.known: dict[Kind, tuple[int, ...]] = {}
        self.letters: dict[int, tuple[int, int]] = {}
        every, paired = list(_asked(ruler, 1)), list(_asked(ruler, 2))
        self.deps = {ruler.vocab.strings[spec["DEP"]] for spec in paired if "DEP" in spec}
        self.forms = _Forms(spec["LOWER"] for spec in every if "LOWER" in spec)
        self.paired = _Forms(spec["LOWER"] for spec in paired if "LOWER" in spec)

    def __call__(self, doc: Doc) -> Doc:
        """Sets the attributes of a parsed text."""
        if not len(doc):
            return doc
        asked = doc.to_array(_ASKED)
        words: list[list[int]] = asked.tolist()
        letters = [self._letters(low) for _, low, _ in words]
        own = [(tag, low, dep) for (tag, _, dep), (low, _) in zip(words, letters, strict=True)]
        beside = [(pair, dep if dep in self.deps else 0) for (*_, dep), (_, pair) in zip(words, letters, strict=True)]
        edge = [(0, 0)]
        found = [
            self.known.get((*kind, *left, *right)) or self._learn(doc, i, (*kind, *left, *right))
            for i, (kind, left, right) in enumerate(zip(own, edge + beside[:-1], beside[1:] + edge, strict=True))
        ]
        given = np.array(found, np.uint64)
        doc.from_array(_GIVEN, given[:, : len(_GIVEN)])  # type: ignore[arg-type]
        for i in np.flatnonzero((given[:, len(_GIVEN) :] != asked[:, ::2]).any(axis=1)).tolist():
            doc[i].tag, doc[i].dep = found[i][len(_GIVEN) :]
        return doc

    def _letters(self, low: int) -> tuple[int, int]:
        """The letters of a word if some rule asks for them, and if some pair does; else 0."""
        if low not in self.letters:
            text = self.ruler.vocab.strings[low]
            self.letters[low] = low * (text.isspace() or text in self.forms), low * (text in self.paired)
        return self.letters[low]

    def _learn(self, doc: Doc, i: int, kind: Kind) -> tuple[int, ...]:
        """Asks the ruler for one word between its neighbours."""
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


def _asked(ruler: AttributeRuler, least: int) -> Iterator[dict[str, Any]]:
    """What the rules for at least so many words ask of each."""
    rules: list[Any] = ruler.patterns
    for rule in rules:
        for pattern in rule["patterns"]:
            if len(pattern) >= least:
                yield from pattern


class _Forms:
    """The letters that rules ask for, each given as they are, as a list (IN) or as a pattern (REGEX)."""

    def __init__(self, forms: Iterable[str | dict[str, Any]]) -> None:
        self.words: set[str] = set()
        self.patterns: list[re.Pattern[str]] = []
        for form in forms:
            if isinstance(form, str):
                self.words.add(form)
            elif "IN" in form:
                self.words.update(form["IN"])
            else:
                self.patterns.append(re.compile(form["REGEX"]))

    def __contains__(self, text: str) -> bool:
        return text in self.words or any(pattern.search(text) for pattern in self.patterns)
