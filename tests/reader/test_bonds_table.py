"""Bonds, help, enmities and breaks, and what is none; see bonds.tsv. And the ways in which the two sides are found."""

from __future__ import annotations

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from onrecord.model import Relation, Report
from onrecord.reader.reader import Reader

FILE = Path(__file__).with_name("bonds.tsv")
MUTUAL = {"alliance", "cooperation", "hostility", "rift"}
TYPES = MUTUAL | {"sponsorship"}
Row = tuple[str, str, str, str]


def table() -> dict[str, list[Row]]:
    """Each sentence with the ties that it tells."""
    with FILE.open(encoding="utf-8") as file:
        kept = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {
            sentence: [(row["type"], row["one"], row["other"], row["state"]) for row in rows if row["type"]]
            for sentence, rows in groupby(kept, key=lambda row: row["sentence"])
        }


WAYS = {
    "It was Libya that armed the separatists.": ("sponsorship", "Libya", "the separatists", "holds"),
    "The rebels are believed to be funded by Qatar.": ("sponsorship", "Qatar", "The rebels", "holds"),
    "Minsk let Wagner's men train at its camps.": ("sponsorship", "Minsk", "Wagner's men", "holds"),
    "Niger accuses Benin of training jihadists in the north.": ("sponsorship", "Benin", "jihadists", "holds"),
    "The Polisario Front receives most of its weapons from Algeria.": (
        "sponsorship",
        "Algeria",
        "The Polisario Front",
        "holds",
    ),
    "The flow of Soviet weapons to the Somali army goes on.": ("sponsorship", "Soviet", "the Somali army", "holds"),
    "As the rebels' paymaster, Gaddafi was feared.": ("sponsorship", "Gaddafi", "the rebels", "holds"),
    "Gabon counts Togo among its allies.": ("alliance", "Togo", "its", "holds"),
    "Putin ally Viktor Orban arrived.": ("alliance", "Viktor Orban", "Putin", "holds"),
    "Zambia, at loggerheads with Malawi since May, closed the road.": ("hostility", "Zambia", "Malawi", "holds"),
    "Israel and Jordan met. They have been sharing intelligence for years.": ("cooperation", "They", "They", "holds"),
    "Ghana and Togo, the two neighbours, hate each other.": ("hostility", "Ghana", "Togo", "holds"),
    "Sudan's refusal to help ended its alliance with Egypt.": ("alliance", "its", "Egypt", "ended"),
    "Uganda's friendship with Kenya did not survive the war.": ("alliance", "Uganda", "Kenya", "ended"),
    "Talks failed to heal the rift between Fatah and Hamas.": ("rift", "Fatah", "Hamas", "holds"),
    "Mali and Niger, friends until May, are at odds.": ("rift", "Mali", "Niger", "holds"),
    "Ties between Oman and Iran were cut in May and restored in June.": ("cooperation", "Oman", "Iran", "restored"),
    "Since he quarrelled with the Saudis, Saad Hariri has lived abroad.": ("rift", "he", "the Saudis", "holds"),
}
"""Sentences for the ways in which the sides and the state are found, with one tie that each tells."""

NOBODY = (
    "The firm was backed by tanks and funds.",
    "Police and protesters clashed in Nairobi.",
    "The suspect abandoned the lorry near Perth.",
    "The ministry advised all services to close on Monday.",
    "The Anti-Corruption Bureau of Kenya met.",
    "The party came to power for a single term in Jordan.",
)
"""Sentences in which nobody has a tie with anybody."""

DENIED = "Rwanda has consistently denied propping up the M23 movement."


@cache
def found() -> dict[str, list[Relation]]:
    """The ties of the kinds in question; all sentences are read at once."""
    texts = dict.fromkeys([*table(), *WAYS, *NOBODY, DENIED])
    reports = ((Report(str(n), str(n), "", text, language="en"), ()) for n, text in enumerate(texts))
    return {
        reading.report.text: [row for row in reading.relations if row.type in TYPES]
        for reading in Reader().read_all(reports)
    }


def told(row: Relation, wanted: Row) -> bool:
    kind, one, other, state = wanted
    if (row.type, row.state) != (kind, state):
        return False
    sides = (row.subject.span.text, row.object.span.text)
    orders = [(one, other), (other, one)] if kind in MUTUAL else [(one, other)]
    return any(all(a in b or b in a for a, b in zip(order, sides, strict=True)) for order in orders)


@pytest.mark.parametrize("sentence", table())
def test_the_ties_of_a_sentence(sentence: str) -> None:
    rows, wanted = found()[sentence], table()[sentence]
    assert [w for w in wanted if not any(told(row, w) for row in rows)] == []
    assert len(rows) == len(wanted)


@pytest.mark.parametrize("sentence", WAYS)
def test_a_way_to_a_side(sentence: str) -> None:
    assert any(told(row, WAYS[sentence]) for row in found()[sentence])


@pytest.mark.parametrize("sentence", NOBODY)
def test_no_tie_of_things_and_of_nobody(sentence: str) -> None:
    assert [(row.type, row.evidence.text) for row in found()[sentence]] == []


def test_a_denied_help_is_denied() -> None:
    (row,) = found()[DENIED]
    assert row.factuality.status == "denied"
