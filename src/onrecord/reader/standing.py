"""Where a happening stands: what its own clause says, changed by each governor above it.

A word's own clause answers first (`mood`), then each governor changes the answer by what the lexicon says that it does
to its complement: "tried to", "failed to", "denied that", "threat of". What a voice says is as
certain as it presents it.
"""

from __future__ import annotations

from onrecord.knowledge.lexicon import FORMS, Lexicon, lexicon
from onrecord.reader.mood import NOT, OPEN, POSSIBLE, REAL, Stand, auxiliaries, is_past, noun_words, verb_stand
from onrecord.reader.senses import Sense, sense, tokens_of
from onrecord.reader.tree import Tree
from onrecord.reader.voices import Voices

_DEEPEST = 40
_CREATING = frozenset(
    "launch carry conduct stage mount wage begin start hold perform commit do undertake trigger provoke spark cause "
    "resume make open lead result".split()
)
_RELATIVE = frozenset({"WDT", "WP", "WRB", "WP$"})
_TIME_MARKS = frozenset("when whenever once after before as until till while where".split())
_SURE_ENDINGS = ("tion", "sion", "ment", "cide")


class Standing:
    """Answers for the words of one report, by index of token.

    Args:
        tree: its words. voices: its attributions.
    """

    def __init__(self, tree: Tree, voices: Voices) -> None:
        self._tree = tree
        self._voices = voices
        self._lexicon: Lexicon = lexicon()
        self.words = self._lexicon.words
        self._known: dict[int, Stand] = {}
        self._meant: dict[str, Sense] = {}

    def of(self, i: int) -> Stand:
        """The stand of the happening that a word tells of."""
        return self._stand(i, 0)

    # ------------------------------------------------------------------ which word carries the mood

    def carrier(self, i: int) -> int:
        """The copula of a predicative word, the verb of its particle or auxiliary; else the word itself."""
        tree = self._tree
        up = tree.head[i]
        if tree.dep[i] in ("acomp", "attr", "oprd") and tree.pos[up] in ("AUX", "VERB") and tree.lemma[up] in (
            "be", "become", "remain", "seem", "stay", "appear"
        ):  # fmt: skip
            return up
        if tree.dep[i] in ("aux", "auxpass", "prt") and up != i:
            return up
        return i

    def is_clause(self, i: int) -> bool:
        """Whether a word heads a clause."""
        return self._tree.tag[i][:1] == "V" or self._tree.tag[i] == "MD" or self._tree.pos[i] in ("AUX", "VERB")

    # ------------------------------------------------------------------ stand

    def _stand(self, i: int, depth: int) -> Stand:
        known = self._known.get(i)
        if known is None:
            if depth > _DEEPEST:
                return REAL
            known = self._verb(i, depth) if self.is_clause(i) else self._noun(i, depth)
            self._known[i] = known
        return known

    def _own(self, v: int) -> Stand:
        """What a verb's own clause says, borrowed from the verb it is joined to where it has nothing of its own."""
        tree = self._tree
        own = verb_stand(tree, self.words, v)
        first = tree.head[v]
        if tree.dep[v] == "conj" and self.is_clause(first) and not auxiliaries(tree, v) and tree.subject(v) is None:
            borrowed = verb_stand(tree, self.words, first)
            alike = tree.tag[v] == tree.tag[first] or tree.tag[v] in ("VB", "VBN", "VBG")
            if alike and borrowed.status:
                own = Stand(own.sign, min(own.degree, borrowed.degree), borrowed.status)
            if borrowed.sign < 0 and any(tree.low[k] in ("or", "nor") for k in tree.kids[first]):
                own = Stand(-own.sign, own.degree, own.status)
        return own

    def _verb(self, v: int, depth: int) -> Stand:
        own = self._own(v)
        context = self._clause_context(v, depth)
        if own.status == "hypothetical" and own.degree >= 1 and self._backshifted(v) and own.sign > 0:
            own = Stand(1, 2, "planned")
        return own.under(context)

    def _backshifted(self, v: int) -> bool:
        """Whether "would" is the future as seen from a past "said" or "promised"."""
        tree = self._tree
        up = tree.head[v]
        return (
            tree.dep[v] == "ccomp"
            and tree.tag[up] == "VBD"
            and any(tree.low[k] in ("would", "'d") for k in tree.kids[v] if tree.dep[k] == "aux")
            and not any(tree.low[k] == "have" for k in tree.kids[v] if tree.dep[k] == "aux")
            and not any(tree.dep[k] == "advcl" for k in tree.kids[v])
        )

    def _clause_context(self, v: int, depth: int) -> Stand:
        tree = self._tree
        dep, up = tree.dep[v], tree.head[v]
        marks = {tree.low[k] for k in tree.kids[v] if tree.dep[k] in ("mark", "advmod") and k < v}
        if marks & self.words["if"] and not (marks & {"until", "till"} and is_past(tree, v)):
            weighed = tree.dep[v] in ("ccomp", "xcomp") and self._effect(up, ("clause", "inf")) == "maybe"
            return OPEN if "whether" in marks and not weighed else POSSIBLE
        if up == v:
            return self._top(v, depth)
        if dep == "conj":
            return self._joined(v, up, depth)
        if dep in ("acl", "relcl"):
            return self._relcl(v, up, depth) if dep == "relcl" else self._acl(v, up, depth)
        if dep == "advcl":
            return self._advcl(v, up, marks, depth)
        if dep == "pcomp":
            return self._pcomp(v, up, depth)
        if dep in ("ccomp", "xcomp"):
            return self._complement(v, up, depth)
        if dep in ("csubj", "csubjpass") and tree.has_to(v):
            return self._stand(up, depth + 1)
        return REAL if dep in ("aux", "auxpass", "amod", "compound", "csubj", "csubjpass") else self._top(v, depth)

    def _joined(self, v: int, up: int, depth: int) -> Stand:
        """A verb joined by "and": it stands under what the first stands under, unless it alone is tensed."""
        tree = self._tree
        if tree.tag[v] in ("VBD", "VBZ") and tree.tag[up] in ("VB", "VBG") and not auxiliaries(tree, up):
            return self._top_of_voice(v)
        return self._clause_context(up, depth + 1) if depth < _DEEPEST and self.is_clause(up) else REAL

    def _relcl(self, v: int, noun: int, depth: int) -> Stand:
        """A relative clause is told as real; without a pronoun it may be what a noun holds: "the hope it ends"."""
        tree = self._tree
        if tree.pos[noun] == "NOUN" and not any(tree.tag[k] in _RELATIVE for k in tree.kids[v]):
            effect = self._effect(noun, ("rel",))
            if effect is not None:
                return self._apply(effect, noun, depth)
        return self._top_of_voice(v)

    def _top_of_voice(self, v: int) -> Stand:
        """What the voice as a whole does, where its cue does not stand above the word in the parse."""
        start = self._tree.start[v]
        voice = self._voices.at(start, start + 1)
        return OPEN if voice is not None and voice.polarity == "negative" else REAL

    def _top(self, v: int, depth: int) -> Stand:
        """A main clause: open in a question or a command."""
        tree = self._tree
        if self._asks(v):
            return OPEN
        bare = tree.tag[v] == "VB" and tree.subject(v) is None
        if bare and not any(tree.low[k] not in ("do", "don't", "not", "n't", "please") for k in auxiliaries(tree, v)):
            return OPEN
        return self._committed(v, depth)

    def _committed(self, v: int, depth: int) -> Stand:
        """A main clause in what somebody hopes, plans, doubts …, where the cue does not stand above it in the parse."""
        start = self._tree.start[v]
        voice = self._voices.at(start, start + 1)
        if voice is None or voice.polarity == "negative" or voice.form == "direct" or not voice.cue:
            return self._top_of_voice(v)
        meant = self._meant.get(voice.id)
        if meant is None:
            cue = tokens_of(self._tree, [(part.start, part.end) for part in voice.cue])
            content = tokens_of(self._tree, [(part.start, part.end) for part in voice.content])
            meant = self._meant[voice.id] = sense(self._tree, cue, content, quoted=False)
        if meant.head is None or meant.head == v or meant.commits in ("fact", "claim", "stance"):
            return REAL
        return self._apply(meant.commits, meant.head, depth)

    def _asks(self, v: int) -> bool:
        """Whether a main clause is a question: a question mark closes it."""
        tree = self._tree
        last = tree.right[v]
        while last > v and (tree.text[last] in "\"”’'»)" or tree.text[last].isspace()):
            last -= 1
        return tree.text[last] == "?"

    def _acl(self, v: int, noun: int, depth: int) -> Stand:
        tree = self._tree
        if tree.has_to(v):
            return self._changed(noun, ("inf",), "maybe", depth)
        if tree.tag[v] in ("VBG", "VBN"):
            above = self._stand(noun, depth + 1) if self.is_event(noun) else REAL
            return above if above.degree < 3 and above.sign > 0 else REAL
        if any(tree.low[k] == "that" and tree.dep[k] == "mark" for k in tree.kids[v]):
            return self._changed(noun, ("clause",), "claim", depth)
        return REAL

    def _advcl(self, v: int, up: int, marks: set[str], depth: int) -> Stand:
        tree = self._tree
        if tree.has_to(v):
            return self._changed(up, ("inf",), "try", depth) if tree.pos[up] == "ADJ" else POSSIBLE
        above = self._stand(up, depth + 1) if self.is_clause(up) else REAL
        if marks & {"as"} and (up_effect := self._effect(up, ("as",))) is not None:
            return self._apply(up_effect, up, depth)
        timed = not marks or bool(marks & _TIME_MARKS)
        if (
            above.degree < 3
            and above.status
            and timed
            and tree.tag[v] in ("VBG", "VBZ", "VBP")
            and not is_past(tree, v)
        ):
            return Stand(1, min(above.degree, 1), "hypothetical")
        return REAL

    def _pcomp(self, v: int, prep: int, depth: int) -> Stand:
        tree = self._tree
        name, over = tree.low[prep], tree.head[prep]
        if name in self.words["without"]:
            return NOT
        if name in ("of", "than") and over != prep and tree.low[over] in ("instead", "rather"):
            return NOT
        if over == prep:
            return REAL
        return self._changed(
            over, (f"prep:{name}", "ing", "noun"), "same" if name in ("by", "in", "from") else "claim", depth
        )

    def _complement(self, v: int, up: int, depth: int) -> Stand:
        tree = self._tree
        if tree.has_to(v):
            special = self._to(v, up, depth)
            if special is not None:
                return special
            shapes = ("passinf", "inf") if tree.is_passive(up) else ("inf", "objinf")
            default = "possible" if tree.pos[up] == "ADJ" else "try"
            if tree.lemma[up] == "be":
                adjective = tree.kid(up, "acomp", "attr")
                return self._changed(adjective, ("inf",), "possible", depth) if adjective is not None else POSSIBLE
            return self._changed(up, shapes, default, depth)
        if tree.tag[v] == "VBG" and tree.dep[v] == "xcomp":
            return self._changed(up, ("ing",), "same", depth)
        if tree.dep[v] == "xcomp" or tree.lemma[up] in ("make", "let", "help", "see", "hear", "watch"):
            return self._changed(up, ("small", "inf"), "same", depth)
        if tree.lemma[up] == "be":
            adjective = tree.kid(up, "acomp", "attr")
            if adjective is not None:
                return self._changed(adjective, ("clause",), "fact", depth)
        return self._changed(up, ("clause", "that"), "claim", depth)

    def _to(self, v: int, up: int, depth: int) -> Stand | None:
        """Verbs whose infinitive is a tense: going to, used to, had to."""
        tree = self._tree
        lemma, tag = tree.lemma[up], tree.tag[up]
        if lemma == "go" and tag == "VBG":
            return Stand(1, 2, "planned").under(self._stand(up, depth + 1))
        if lemma == "use" and tag in ("VBD", "VBN") and not auxiliaries(tree, up):
            return self._stand(up, depth + 1)
        if lemma in ("have", "be") and tree.kid(up, "dobj", "acomp", "attr") is None:
            if lemma == "have" and is_past(tree, up):
                return self._stand(up, depth + 1)
            return Stand(1, 2, "planned") if lemma == "be" else POSSIBLE
        if lemma == "able" and self.is_clause(tree.head[up]) and is_past(tree, tree.head[up]):
            return self._stand(up, depth + 1)
        return None

    # ------------------------------------------------------------------ nouns

    def _noun(self, n: int, depth: int) -> Stand:
        tree = self._tree
        own = noun_words(tree, self._lexicon, n)
        dep, up = tree.dep[n], tree.head[n]
        if tree.pos[n] == "ADJ" and dep in ("acomp", "attr", "oprd") and up != n:
            return own.under(self._stand(up, depth + 1))
        if up == n:
            return own.under(OPEN) if self._asks(n) else own
        if dep == "conj":
            above = self._noun_context(up, depth + 1, self._definite(n) or self._definite(up))
            return own.under(above) if depth < _DEEPEST else own
        if dep in ("compound", "amod", "nmod"):
            return own
        above = self._noun_context(n, depth, self._definite(n))
        if own.sign < 0:
            above = Stand(1, above.degree, above.status)
        return own.under(above)

    def _definite(self, n: int) -> bool:
        """Whether a noun phrase takes its thing as known: the, its, Israel's, last week's."""
        tree = self._tree
        return any(
            (tree.dep[k] == "poss") or (tree.dep[k] in ("det", "predet") and tree.low[k] in self.words["definite"])
            or tree.low[k] in ("last", "recent", "previous", "earlier", "past", "yesterday", "latest")
            for k in tree.kids[n]
        )  # fmt: skip

    def _noun_context(self, n: int, depth: int, definite: bool) -> Stand:
        tree = self._tree
        dep, up = tree.dep[n], tree.head[n]
        if up == n or depth > _DEEPEST:
            return REAL
        if dep in ("conj", "appos"):
            return self._noun_context(up, depth + 1, definite)
        if dep in ("attr", "acomp", "oprd"):
            return self._stand(up, depth + 1) if self.is_clause(up) else REAL
        shapes: tuple[str, ...] = ("noun", "obj")
        if dep == "pobj":
            name, over = tree.low[up], tree.head[up]
            if name in self.words["without"]:
                return NOT
            if over == up:
                return REAL
            if tree.low[over] in self.words["case"] and name == "of":
                return POSSIBLE
            if name in ("by", "after", "since", "during", "following", "amid", "despite", "because", "before"):
                return self._beside(over, depth, definite)
            shapes = (
                (f"prep:{name}", "noun")
                if name in ("of", "for", "to", "on", "against", "about", "in", "with", "at", "into", "from")
                else ()
            )
            up = over
        elif dep in ("nsubj", "nsubjpass", "csubj"):
            if dep == "nsubj" or tree.lemma[up] in _CREATING:
                return self._subject(up, depth, definite)
        elif dep not in ("dobj", "dative"):
            return REAL
        return self._object(up, shapes, depth, definite)

    def _object(self, up: int, shapes: tuple[str, ...], depth: int, definite: bool) -> Stand:
        effect = self._effect(up, shapes) if shapes else None
        if effect == "refuse":
            effect = "not"
        if effect is None or effect in ("same", "fact", "claim", "stance", "likely", "possible"):
            creating = self._tree.lemma[up] in _CREATING
            if effect == "same" and creating:
                return self._stand(up, depth + 1)
            direct = effect is not None or not shapes or shapes[0] == "noun"
            return self._loose(up, depth, definite) if direct else self._beside(up, depth, definite)
        return self._apply(effect, up, depth)

    def _subject(self, up: int, depth: int, definite: bool) -> Stand:
        lemma = self._tree.lemma[up]
        if lemma in ("occur", "happen", "erupt", "unfold", "ensue") or (lemma in _CREATING and not definite):
            return self._stand(up, depth + 1)
        if lemma == "take" and any(self._tree.low[k] == "place" for k in self._tree.kids[up]):
            return self._stand(up, depth + 1)
        if definite:
            return REAL
        above = self._stand(up, depth + 1) if self.is_clause(up) else REAL
        return Stand(1, above.degree, above.status) if above.status else REAL

    def _beside(self, up: int, depth: int, definite: bool) -> Stand:
        """A noun in an adverbial: possible where its verb is only possible, but not denied with it."""
        above = self._loose(up, depth, definite)
        return Stand(1, above.degree, above.status) if above.status else REAL

    def _loose(self, up: int, depth: int, definite: bool) -> Stand:
        """No word governs the noun: a definite one is taken as real, another is as real as what it belongs to."""
        if definite:
            return REAL
        if self.is_clause(up) or self.is_event(up):
            above = self._stand(up, depth + 1)
            if above.status or above.degree < 2:
                return Stand(above.sign, min(above.degree, 1), above.status or "hypothetical")
            return above if self.is_clause(up) else REAL
        return REAL

    # ------------------------------------------------------------------ governors

    def _effect(self, up: int, shapes: tuple[str, ...]) -> str | None:
        """What the lexicon says that a word does to its complement in one of these shapes."""
        tree = self._tree
        form = FORMS.get(tree.pos[up])
        if form is None:
            return None
        lemma = tree.lemma[up]
        for shape in shapes:
            slot = (
                "inf"
                if shape in ("objinf", "passinf")
                else "clause"
                if shape == "that"
                else "noun"
                if shape == "obj"
                else shape
            )
            found = self._lexicon.effects.get((lemma, form, slot))
            if found is not None:
                return found
            cue = self._lexicon.shapes.get((lemma, form, shape))
            if cue is not None:
                return cue.commits
        return None

    def _changed(self, up: int, shapes: tuple[str, ...], default: str, depth: int) -> Stand:
        effect = self._effect(up, shapes)
        if effect is None and "clause" in shapes:
            senses = self._lexicon.cues.get((self._tree.lemma[up], FORMS.get(self._tree.pos[up], "")))
            effect = (
                senses[0].commits
                if senses and senses[0].commits in ("want", "ask", "deny", "doubt", "threat")
                else None
            )
        return self._apply(effect or default, up, depth)

    def _apply(self, effect: str, up: int, depth: int) -> Stand:
        """The stand of a complement under a governor with this effect."""
        if effect == "fact":
            return REAL
        above = self._stand(self.carrier(up), depth + 1)
        real = not above.status and above.degree >= 2
        if effect == "same":
            return above
        if effect in ("claim", "stance"):
            return _claimed(above, real)
        if effect in ("not", "refuse"):
            return Stand(-above.sign, above.degree, above.status)
        if effect == "deny":
            return Stand(-above.sign, 3 if real else 1, "" if real else "hypothetical")
        if effect in ("likely", "unlikely"):
            sign = above.sign if effect == "likely" else -above.sign
            return Stand(sign, 2 if real else min(1, above.degree), "" if real else "hypothetical")
        if effect == "doubt":
            return Stand(-above.sign, 1, "hypothetical")
        if effect == "ask":
            return OPEN
        status = {"plan": "planned", "threat": "threatened"}.get(effect, "hypothetical")
        return Stand(above.sign, 1, status)

    def is_event(self, n: int) -> bool:
        """Whether a word is a noun that names a happening."""
        tree = self._tree
        return tree.pos[n] == "NOUN" and is_event_noun(self._lexicon, tree.lemma[n])


def _claimed(above: Stand, real: bool) -> Stand:
    """What somebody says: real to them; open where they did not say it; possible where they only may say it."""
    if real:
        return REAL if above.sign > 0 else OPEN
    return POSSIBLE


def is_event_noun(lexicon: Lexicon, lemma: str) -> bool:
    """Whether a noun names a happening: it is listed, or it ends like one and is not listed as another thing.

    >>> from onrecord.knowledge.lexicon import lexicon
    >>> is_event_noun(lexicon(), "bombardment"), is_event_noun(lexicon(), "government")
    (True, False)
    """
    if lemma in lexicon.nouns:
        return True
    return lemma not in lexicon.not_events and lemma.endswith(_SURE_ENDINGS) and len(lemma) > 6
