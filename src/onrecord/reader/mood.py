"""What a clause says of its own happening: negation, modals, tense, aspect and the small words of certainty."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.lexicon import Lexicon
from onrecord.model import SCORES, Factuality, FactValue, Status
from onrecord.reader.tree import Tree

_VALUES: dict[tuple[int, int], FactValue] = {
    (3, 1): "CT+", (2, 1): "PR+", (1, 1): "PS+", (0, 1): "Uu",
    (3, -1): "CT-", (2, -1): "PR-", (1, -1): "PS-", (0, -1): "Uu",
}  # fmt: skip
GRADES: dict[tuple[FactValue, Status], float] = {
    ("CT+", "occurred"): 2.7, ("CT+", "ongoing"): 2.5, ("CT+", "habitual"): 2.2, ("CT-", "denied"): -2.0,
    ("PR+", "occurred"): 1.8, ("PS+", "unknown"): 0.7, ("PR+", "planned"): 1.2, ("PR-", "denied"): -1.3,
    ("PR-", "planned"): -1.2, ("PS+", "planned"): 0.9, ("PS+", "threatened"): 0.5, ("PS+", "hypothetical"): 0.7,
    ("PS-", "hypothetical"): -1.0,
}  # fmt: skip
"""How sure readers were on average that such a thing happened, between what It Happened (web) and UW (newswire) show;
the two differ most in plans, which web readers take as not happened and newswire readers as likely."""
STATES = frozenset(
    "be have know want need believe think hope love like hate own control contain belong remain stay live exist depend "
    "mean matter consist include involve cost hold lack possess support oppose fear understand expect see appear seem "
    "regard consider suggest say show indicate face".split()
)

_OCCASIONS = frozenset({"on", "at", "before", "after", "during"})
_TURNING = frozenset({"neg", "advmod", "preconj", "det"})
_MARKS = frozenset('"“”„«»')
_LONGEST_QUOTED = 12
"""Words between an answer such as “Never” and the marks round it at most."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a happening stands.

    Attributes:
        sign: 1, or -1 where it is said not to be. degree: 3 certain, 2 probable, 1 possible, 0 open.
        status: "" where it is told as real, else planned, threatened, hypothetical, or unknown (it may have been so).
    """

    sign: int
    degree: int
    status: str

    def under(self, outer: Stand) -> Stand:
        """This one inside another: no more certain, and of the outer status first."""
        return Stand(self.sign * outer.sign, min(self.degree, outer.degree), outer.status or self.status)


REAL = Stand(1, 3, "")
POSSIBLE = Stand(1, 1, "hypothetical")
OPEN = Stand(1, 0, "hypothetical")
NOT = Stand(-1, 3, "")


def verb_stand(tree: Tree, words: dict[str, frozenset[str]], v: int) -> Stand:
    """The stand that a verb's own auxiliaries, negations and adverbs give it, its governors aside."""
    sign, degree, status = 1, 3, ""
    modal = ""
    perfect = False
    for k in tree.kids[v]:
        low, dep = tree.low[k], tree.dep[k]
        if dep in _TURNING and _quoted_apart(tree, k, v):
            continue
        if dep in ("aux", "auxpass"):
            modal = modal or modal_class(words, low, tree.tag[k])
            perfect = perfect or (low in ("have", "'ve", "has", "had"))
        elif dep == "neg" or (low in words["negative"] and dep in ("advmod", "preconj", "det") and not _only(tree, k)):
            sign = -sign
        elif dep == "advmod":
            if low in words["hardly"] or low in words["nearly"]:
                sign, degree = -sign, min(degree, 2)
            elif low in words["maybe"]:
                degree, status = 1, "hypothetical"
            elif low in words["probably"]:
                degree = min(degree, 2)
        elif dep in ("nsubj", "nsubjpass") and _is_none(tree, words, k):
            sign = -sign
    if modal:
        degree, status = _with_modal(modal, sign, degree, perfect)
    return Stand(sign, degree, status)


def _quoted_apart(tree: Tree, k: int, v: int) -> bool:
    """Whether a word stands in a quotation that its verb is not in: “Never,” she said."""
    for step in (-1, 1):
        at = k + step
        while 0 <= at < len(tree) and tree.text[at] not in _MARKS:
            if at == v or abs(at - k) > _LONGEST_QUOTED:
                return False
            at += step
        if not 0 <= at < len(tree):
            return False
    return True


def modal_class(words: dict[str, frozenset[str]], low: str, tag: str) -> str:
    """will, would, can, possible, must, or "" of an auxiliary."""
    if tag != "MD":
        return ""
    if low in ("can", "ca", "could"):
        return "can"
    return next((name for name in ("will", "would", "possible", "must") if low in words[name]), "")


def _with_modal(modal: str, sign: int, degree: int, perfect: bool) -> tuple[int, str]:
    """Degree and status under a modal."""
    if modal == "will":
        return min(degree, 2), "planned"
    if modal == "would":
        return (min(degree, 2) if sign < 0 else 1), "hypothetical"
    if modal == "can" and sign < 0 and not perfect:
        return 3, ""
    if modal == "must" and perfect:
        return min(degree, 2), ""
    if modal == "possible" and perfect:
        return 1, "unknown"
    return 1, "hypothetical"


def _only(tree: Tree, k: int) -> bool:
    """Whether a negation is that of "not only"."""
    return k + 1 < len(tree) and tree.low[k + 1] in ("only", "just", "least")


def _is_none(tree: Tree, words: dict[str, frozenset[str]], k: int) -> bool:
    """Whether a noun phrase is empty: nobody, no troops."""
    if tree.low[k] in words["none"]:
        return True
    return any(tree.low[d] in ("no", "neither") and tree.dep[d] in ("det", "neg") for d in tree.kids[k])


def auxiliaries(tree: Tree, v: int) -> list[int]:
    """The auxiliaries of a verb."""
    return tree.with_dep(v, "aux", "auxpass")


def is_past(tree: Tree, v: int) -> bool:
    """Whether a verb phrase stands in a past tense or the perfect."""
    aux = auxiliaries(tree, v)
    if aux:
        return any(tree.tag[k] == "VBD" or tree.low[k] in ("have", "has", "'ve") for k in aux)
    return tree.tag[v] == "VBD" or (tree.tag[v] == "VBN" and tree.dep[v] not in ("aux", "amod"))


def tense(tree: Tree, words: dict[str, frozenset[str]], v: int) -> Status | None:
    """occurred, ongoing or habitual of a tensed verb; None of a form that borrows its governor's tense."""
    tag = tree.tag[v]
    aux = auxiliaries(tree, v)
    if tag == "VBG":
        return "ongoing" if any(tree.lemma[k] == "be" for k in aux) else None
    if is_past(tree, v):
        usual = tag == "VBD" and any(tree.low[k] in words["usually"] for k in tree.kids[v])
        if usual or _repeated(tree, v):
            return "habitual"
        return (
            "ongoing"
            if tag in ("VBD", "VBN") and tree.lemma[v] == "be" and not _past_form(tree, v, aux)
            else "occurred"
        )
    if tag in ("VBZ", "VBP") or any(tree.tag[k] in ("VBZ", "VBP") for k in aux):
        return "habitual" if _generic(tree, words, v) else "ongoing"
    return None


def _past_form(tree: Tree, v: int, aux: list[int]) -> bool:
    return tree.tag[v] == "VBD" or any(tree.tag[k] == "VBD" for k in aux)


def _generic(tree: Tree, words: dict[str, frozenset[str]], v: int) -> bool:
    """Whether a present tense tells of what is usual: an adverb says so, or a bare plural does something."""
    if any(tree.low[k] in words["usually"] for k in tree.kids[v]) or _repeated(tree, v):
        return True
    if tree.lemma[v] in STATES or tree.tag[v] != "VBP":
        return False
    subject = tree.subject(v)
    return (
        subject is not None
        and tree.tag[subject] == "NNS"
        and not any(
            tree.dep[k] in ("det", "poss", "nummod", "amod", "compound", "relcl", "acl", "prep")
            for k in tree.kids[subject]
        )
    )


def _repeated(tree: Tree, v: int) -> bool:
    """Whether a verb has its time or occasion with "every" or "each": "every Friday", "before each election"."""
    for k in tree.kids[v]:
        held = [k] if tree.dep[k] == "npadvmod" else tree.with_dep(k, "pobj") if tree.dep[k] == "prep" else []
        counted = [d for n in held if tree.low[n] != "time" for d in tree.with_dep(n, "det")]
        if any(tree.low[d] in ("every", "each") for d in counted):
            return tree.dep[k] == "npadvmod" or tree.low[k] in _OCCASIONS
    return False


def told(stand: Stand, status: Status, past: bool) -> Factuality:
    """The factuality of a stand.

    Args:
        status: by the tense, used where the happening is told as real. past: whether what is left open is past: whether
            it took place is unknown then, and what is yet to come is hypothetical.
    """
    value = _VALUES[stand.degree, stand.sign]
    if stand.status in ("planned", "threatened"):
        reached: Status = "planned" if stand.status == "planned" else "threatened"
    elif stand.status == "unknown" or (stand.degree == 0 and past):
        reached = "unknown"
    elif stand.status == "hypothetical" or stand.degree < 2:
        reached = "hypothetical"
    elif stand.sign < 0:
        reached = "denied"
    else:
        reached = status
    return Factuality(value, GRADES.get((value, reached), SCORES[value]), reached)


def noun_words(tree: Tree, lexicon: Lexicon, n: int) -> Stand:
    """The stand that a noun's own determiner and adjectives give it."""
    words = lexicon.words
    stand = REAL
    for k in tree.kids[n]:
        low = tree.low[k]
        if tree.dep[k] in ("det", "neg") and low in ("no", "neither"):
            stand = Stand(-1, stand.degree, stand.status)
        elif tree.dep[k] in ("det", "amod") and low in ("any", "whatever", "whichever"):
            stand = Stand(stand.sign, 1, "hypothetical")
        elif low in words["hedged"] and tree.dep[k] in ("amod", "compound"):
            stand = Stand(stand.sign, min(stand.degree, 2), stand.status)
        elif low in words["hypothetical"] and tree.dep[k] in ("amod", "compound"):
            stand = Stand(stand.sign, 1, "hypothetical")
        elif (low in words["future"] and tree.dep[k] in ("amod", "compound")) or (
            tree.dep[k] in ("amod", "poss") and low in ("next",)
        ):
            stand = Stand(stand.sign, min(stand.degree, 2), "planned")
    return stand
