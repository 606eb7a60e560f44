"""A dossier as Markdown: a golden one, read by a person once and compared since; hostile words stay words."""

from pathlib import Path

from markdown_it import MarkdownIt
from msgspec.structs import replace

from onrecord.dossier import gather, markdown

GOLDEN = Path(__file__).with_name("golden.md")
FRONT = "Harbour Front"
HOSTILE = {
    "speaker": "<script>alert(1)</script> Adel",
    "title": "](https://evil.example) | *x* `y` # z\n\n# Heading\n<img src=x onerror=alert(1)>",
    "publisher": "# Post | <b>bold</b> [x](javascript:alert(1)) \u202eevil",
    "url": "javascript:alert(1)",
}


def tokens(text):
    """Every token of a Markdown text, those within lines too."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        yield token
        yield from token.children or ()


def test_the_golden_dossier(full):
    report = full.reports_by_letter["e"]
    full.correct(report, {"published": "2013-08-11"}, by="R. Haddad", why="the printed edition")
    made = replace(gather(full, FRONT), made_by="onrecord")
    text = markdown(made).replace(full.decisions()[0].id, "d0").replace(full.decisions()[0].at[:10], "2026-01-01")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_same_ledger_gives_the_same_bytes(full):
    assert markdown(gather(full, FRONT)) == markdown(gather(full, FRONT))


def test_hostile_words_stay_words(ledger, tell):
    tell(source_id="a", **HOSTILE)
    tell(source_id="b", publisher="Delta Post", killed=300, speaker="*Saleh* | [b](c) \\", said=True, denied=True)
    text = markdown(gather(ledger, FRONT))
    found = list(tokens(text))
    assert not [token for token in found if token.type in ("html_block", "html_inline", "image", "link_open")]
    headings = [found[n + 1].content for n, token in enumerate(found) if token.type == "heading_open"]
    assert headings[0] == f"Dossier: {FRONT}"
    assert not [one for one in headings if one.startswith("Heading")]
    shown = "".join(token.content for token in found if token.type in ("text", "code_inline", "text_special"))
    assert "<script>alert(1)</script> Adel" in shown
    assert "](https://evil.example) | *x* `y` # z # Heading" in shown
    assert "\u202e" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} <= {3, 6, 7, 8}


def test_an_address_is_a_link_and_only_an_address(full):
    links = [token.attrs["href"] for token in tokens(markdown(gather(full, FRONT))) if token.type == "link_open"]
    assert links == ["https://observer.example/1"]


def test_what_did_not_happen_is_labelled(full):
    text = markdown(gather(full, FRONT))
    _, _, after = text.partition("## Planned, threatened, considered or denied")
    assert "*planned, not told as done*" in after
    assert "2013-08-20" not in text.partition("## Timeline")[2].partition("## Planned")[0].replace("“", "")


def test_an_empty_one_says_so(ledger, tell):
    tell(published="2013-08-15")
    text = markdown(gather(ledger, FRONT, start="1990-01-01", end="1990-12-31"))
    assert "No event was found in the reports that were read." in text
    assert "No tie that holds on that day was found" in text
    assert "Nobody has decided anything about what stands here." in text


def test_more_rows_are_counted(full):
    assert "**3 events more are not shown here" in markdown(gather(full, FRONT, limit=1))
