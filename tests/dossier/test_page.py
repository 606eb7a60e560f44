"""A dossier as a page: well-formed, on its own, the same bytes each time; hostile words stay words."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from onrecord.dossier import gather, page
from onrecord.errors import NotText
from onrecord.ingest.given import Failure
from onrecord.mask import Mask

FRONT = "Harbour Front"
VOID = {"meta", "br"}
TAGS = {
    "html", "head", "title", "style", "body", "header", "main", "nav", "section", "h1", "h2", "h3", "p", "b", "a", "ol",
    "li", "dl", "dt", "dd", "div", "span", "bdi", "code", "figure", "figcaption", "blockquote", "mark", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "svg", "desc", "g", "rect", "text", "path", "polygon",
    "circle", *VOID,
}  # fmt: skip


class Strict(HTMLParser):
    """Every element is one of ours, is closed in order, and has no attribute that does anything."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.links, self.ids, self.headings, self.words = [], [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        told = dict(attrs)
        assert not [name for name in names if name.startswith("on") or name in ("src", "srcset", "style", "xlink:href")]
        if "href" in told:
            assert tag == "a"
            self.links.append(told["href"])
        if "id" in told:
            self.ids.append(told["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def read(dossier):
    return Strict(page(dossier))


@pytest.mark.parametrize("what", [(FRONT,), ("Iran",), ("Iran", FRONT)])
def test_it_is_well_formed_and_stands_alone(full, what):
    text = page(gather(full, *what))
    found = Strict(text)
    assert {link for link in found.links if not link.startswith("#")} <= {"https://observer.example/1"}
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert "script" not in text.lower().replace("description", "")
    assert "url(" not in text
    assert "@import" not in text


def test_it_forbids_every_request(full):
    text = page(gather(full, FRONT))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert '<meta http-equiv="x-dns-prefetch-control" content="off">' in text
    assert 'rel="noreferrer noopener nofollow"' in text


def test_headings_go_down_one_step_at_a_time_and_tables_have_captions(full):
    text = page(gather(full, FRONT))
    levels = Strict(text).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert text.count("<table>") == text.count("<caption>") > 1
    assert '<html lang="en">' in text


def test_the_same_ledger_gives_the_same_bytes(full):
    assert page(gather(full, FRONT)) == page(gather(full, FRONT))


def test_hostile_words_stay_words(ledger, tell):
    tell(
        source_id="a",
        speaker="<script>alert(1)</script> Adel",
        publisher='"><img src=x onerror=alert(1)>',
        title="</title></blockquote><style>*{display:none}</style>\u202etxt.exe",
        url='javascript:alert("x")',
        actor='Front" onmouseover="x',
        actor_id="report:front-x",
    )
    found = read(gather(ledger, 'Front" onmouseover="x'))
    assert "<script>alert(1)</script> Adel" in found.text
    assert '"><img src=x onerror=alert(1)>' in found.text
    assert "</blockquote><style>*{display:none}</style>\ufffdtxt.exe" in found.text
    assert "javascript:" in found.text
    assert all(link.startswith("#") for link in found.links)


def test_very_long_names_and_other_writing(ledger, tell):
    tell(source_id="a", actor="حركة المقاومة " * 40, actor_id="report:long", publisher="P" * 5000)
    tell(source_id="b", actor="人民解放戦線" * 30, actor_id="report:other")
    text = page(gather(ledger, "Iran"))
    Strict(text)
    assert "P" * 401 not in text
    assert '<bdi dir="ltr">Iran → \u2068حركة' in text


def test_a_claim_is_no_fact(full):
    text = read(gather(full, FRONT)).text
    assert "said to have happened ASSAULT: Harbour Front" in text
    assert "said by Mona Adel, reported by Harbour Observer" in text
    assert "planned, not told as done ASSAULT" in text
    assert "This page says what was reported, not what is true." in text


def test_what_stands_at_its_head(full):
    text = read(gather(full, FRONT)).text
    assert "5 reports by 5 publishers, 4 independent origins, 2013-08-10 – 2013-08-18" in text
    assert "Looked into 5 of 6 inputs; not read: 1 unreadable." in text
    assert re.search("photo.jpg *it is binary", text)
    assert "none by people on anything that stands here" in text


def test_passages_stand_side_by_side_with_their_marks(full):
    text = page(gather(full, FRONT))
    disputed = text[text.index('id="disputed"') : text.index('id="network"')]
    assert disputed.count('<div class="sides">') == 2
    assert "and <mark>300 people</mark> were killed." in disputed


def test_copies_are_told_with_the_reason(full):
    text = read(gather(full, FRONT)).text
    assert "Coast Wire: names the agency Coast Wire" in text
    assert re.search(r"Coast Wire: copy of \[\d\]", text)


def test_an_event_and_a_dispute(full):
    letters = full.reports_by_letter
    event = read(gather(full, f"{letters['a']}:e1")).text
    assert "Who tells of it" in event
    dispute = read(gather(full, f"{letters['c']}:f1")).text
    assert "killed: shelled, in Port Amity" in dispute
    assert "Who tells of it" in dispute


def test_a_masked_dossier_has_no_private_name_and_its_addresses_stay_dead(full, tell):
    tell(source_id="m", url="https://x.example/mona-adel", publisher="Far Post", killed=40)
    tell(source_id="saved/adel.txt", publisher="Near Post", killed=50)
    full.add_failure(Failure.of(NotText("saleh.jpg is binary"), "saleh.jpg"))
    masked = Mask.of_rows(full.rows).of(gather(full, FRONT))
    text = page(masked)
    found = Strict(text)
    for name in ("Mona Adel", "Adel", "Karim Saleh", "Saleh", "Nadia Farouk", "mona-adel", "adel", "saleh"):
        assert name not in text
    assert "https://x.example/█████████" in found.text
    assert not [link for link in found.links if "x.example" in link]
