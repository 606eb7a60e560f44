import numpy as np

from onrecord.reader.antecedents import DOUBLE, NEAR, Table, features, pairs
from onrecord.reader.candidates import Candidate

COLUMNS = list(DOUBLE)


def row(head, form="nominal", *, words=(), noun="", actor="", pronoun="", gender="", number="singular", **more):
    given = {
        "first": head, "last": head, "case": "plain" if pronoun else "", "kind": "", "role": "subject",
        "determiner": "", "quote": -1, "sentence": head // 10, "paragraph": 0, "governor": head + 1,
        "modifiers": frozenset(), "phrase": " ".join(words).lower() or noun, "acronym": False,
    }  # fmt: skip
    given |= more
    return Candidate(
        head=head, form=form, pronoun=pronoun, gender=gender, number=number, actor=actor, noun=noun, words=words,
        **given,
    )  # fmt: skip


def feature(one, other, name):
    table = Table([one, other])
    return int(features(table, np.array([1]), np.array([0]))[0, COLUMNS.index(name)])


def test_names_are_compared_by_their_words():
    long = row(0, "name", words=("free", "syrian", "army"))
    assert feature(long, row(9, "name", words=("free", "syrian", "army")), "names") == 2
    assert feature(long, row(9, "name", words=("syrian", "army")), "names") == 3
    assert feature(long, row(9, "name", words=("iraqi", "army")), "names") == 4
    assert feature(long, row(9, "name", words=("kurds",)), "names") == 1
    assert feature(long, row(9, "name", words=("fsa",), acronym=True), "names") == 5
    assert feature(long, row(9, noun="army"), "names") == 0


def test_agreement_is_unknown_where_one_side_is():
    he = row(9, "pronoun", pronoun="he", gender="m")
    assert [feature(row(0, noun="x", gender=g), he, "gender") for g in ("", "m", "f")] == [0, 1, 2]


def test_the_same_noun_and_the_same_phrase():
    one = row(0, noun="minister", phrase="foreign minister")
    assert feature(one, row(9, noun="minister", phrase="foreign minister"), "noun") == 3
    assert feature(one, row(9, noun="minister", phrase="minister"), "noun") == 2
    assert feature(one, row(9, noun="king"), "noun") == 1


def test_a_candidate_looks_at_the_near_ones_and_far_at_names_and_its_own_noun():
    rows = [row(0, "name", words=("hamas",)), row(1, noun="king"), row(2, noun="road")]
    rows += [row(3 + n, noun=f"thing{n}") for n in range(NEAR + 5)]
    rows.append(row(len(rows), noun="king"))
    later, earlier = pairs(Table(rows), [False] * (len(rows) - 1) + [True])
    assert set(later.tolist()) == {len(rows) - 1}
    assert earlier.tolist() == [0, 1, *range(len(rows) - 1 - NEAR, len(rows) - 1)]


def test_no_candidates_no_pairs():
    later, earlier = pairs(Table([]))
    assert len(later) == len(earlier) == 0
    assert features(Table([]), later, earlier).shape == (0, len(DOUBLE))
