"""What is known of the actors while a report is read: who has come up, where, and as what."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from onrecord.knowledge.folding import words
from onrecord.knowledge.registry import nouns, registry
from onrecord.model import Actor, ActorKind, Mention, MentionForm
from onrecord.reader.names import Hit
from onrecord.reader.parse import Parsed
from onrecord.reader.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REMEMBERED = 1000
"""Phrases back, some 5,000 words, that a noun may mean; beyond it the time would grow with the square of a text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that came up and that a later pronoun may mean.

    Attributes:
        actor: id; None for what is no actor but may still be meant. token: of its head. sentence: number of it.
        rank: 2 subject, 1 object, 0 else. plural: whether the words are. lemma: of the head. name: whether a name.
    """

    actor: str | None
    token: int
    sentence: int
    rank: int
    plural: bool
    lemma: str
    name: bool


@dataclass(slots=True)
class Stage:
    """Filled from the first word to the last.

    Attributes:
        hit_at: token to the name that it is part of. titles: person to (title, id served) as the report gives them.
        gender: id to m or f. capital_of: id of a place to the state whose seat of government it is.
        history: in text order. heads: head token to mentions. named: ids that a name stood for.
        sentence: token to the number of its sentence; -1 in boilerplate.
    """

    parsed: Parsed
    tree: Tree
    hit_at: dict[int, Hit] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))
    gender: dict[str, str] = field(default_factory=dict)
    capital_of: dict[str, str] = field(default_factory=dict)
    history: deque[Entry] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    heads: dict[int, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    named: set[str] = field(default_factory=set)
    sentence: list[int] = field(default_factory=list)

    def actor(self, id: str) -> Actor:
        """An actor of this report, fetched from the registry where it is not here yet."""
        found = self.actors.get(id)
        if found is None:
            found = self.actors[id] = registry().on(id, self.parsed.report.published)
            if id in registry().gender:
                self.gender[id] = registry().gender[id]
        return found

    def own(self, name: str, kind: ActorKind, *, fresh: bool = False, **facts: object) -> str:
        """The id of an actor met only here, made where it is new; with `fresh` always a new one."""
        base = "report:" + "-".join(words(name))
        found, number = base, 1
        while fresh and found in self.actors:
            number += 1
            found = f"{base}-{number}"
        if found not in self.actors:
            self.actors[found] = Actor(found, name, kind, **facts)  # type: ignore[arg-type]
        return found

    def add(self, words: tuple[int, int], head: int, actor: str, form: MentionForm, confidence: float) -> None:
        """A mention, and its place in the history. words: its first and last token."""
        self.actor(actor)
        span = self.parsed.of_tokens(self.parsed.doc[words[0]], self.parsed.doc[words[1]])
        self.heads[head].append(Mention(span, actor, form, round(confidence, 3)))
        if form == "name":
            self.named.add(actor)
        self.note(head, actor, name=form == "name")

    def note(self, head: int, actor: str | None, *, name: bool) -> None:
        """Something has come up."""
        tree = self.tree
        dep = tree.dep[head]
        if dep == "conj":
            dep = tree.dep[_first_of(tree, head)]
        rank = 2 if dep in SUBJECTS else 1 if dep in ("dobj", "agent", "dative", "pobj") else 0
        plural = tree.tag[head] in ("NNS", "NNPS") or tree.low[head] in ("they", "them", "their", "people", "police")
        self.history.append(Entry(actor, head, self.sentence[head], rank, plural, tree.lemma[head], name))

    def here(self, token: int) -> tuple[str, ...]:
        """Ids at a head token, or of the name that the token is part of."""
        if token in self.heads:
            return tuple(dict.fromkeys(m.actor for m in self.heads[token]))
        hit = self.hit_at.get(token)
        return (hit.actor,) if hit else ()

    def gender_of(self, actor: str) -> str:
        """m, f or "" where it is not known."""
        return self.gender.get(actor, "")

    def state_of(self, actor: str) -> str | None:
        """The state that a person serves, or that a body is of."""
        found = self.actor(actor)
        if found.kind == "state":
            return actor
        for _, of in self.titles.get(actor, ()):
            if of and self.actor(of).kind == "state":
                return of
        date = (self.parsed.report.published or "")[:10]
        served = [r for r in found.roles if r.of and self.actor(r.of).kind == "state"]
        if date:
            now = [r for r in served if (r.start or "") <= date < (r.end or "9999")]
            served = now or served
        return served[-1].of if served else None

    def definite(self, head: int) -> bool:
        """Whether "the", "this", "that" or a possessor stands before a noun."""
        tree = self.tree
        kids = tree.kids[head]
        if head > 1 and tree.text[head - 1] == "-" and head - 2 in kids:  # "Hezbollah's secretary-general"
            kids = [*tree.kids[head - 2], *kids]
        return any(
            (tree.dep[k] == "det" and tree.low[k] in ("the", "this", "that", "these", "those", "both"))
            or tree.dep[k] == "poss"
            for k in kids
        )


def _first_of(tree: Tree, head: int) -> int:
    while tree.dep[head] == "conj":
        head = tree.head[head]
    return head


def noun_key(tree: Tree, i: int) -> str | None:
    """The entry of the table of nouns that a head noun is: two words where they stand there, else its lemma."""
    known = nouns()
    lemma = tree.lemma[i]
    if i and tree.sent[i - 1] == tree.sent[i]:
        pair = f"{tree.low[i - 1]} {lemma}"
        if pair in known:
            return pair
    if lemma in known:
        return lemma
    low = tree.low[i]
    return low if low in known else None
