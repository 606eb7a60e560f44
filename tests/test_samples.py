"""The sample reports are what their README says they are."""

from __future__ import annotations

import json
import re
from datetime import datetime
from difflib import SequenceMatcher

import pytest

from onrecord.samples import Sample, folder, samples

ALL = samples()


def named(sample: Sample) -> str:
    return sample.path.name


def body(sample: Sample) -> str:
    """The text of a sample; of a page, its article without tags."""
    text = sample.path.read_text(encoding="utf-8")
    if sample.path.suffix != ".html":
        return text
    article = text.split('<div class="article-body">')[1].split("</div>")[0]
    return re.sub(r"</?p>", "", article).strip()


def test_the_index_names_every_file_once() -> None:
    there = sorted(path.name for path in (folder() / "reports").iterdir())
    assert [named(sample) for sample in ALL] == there
    assert len(ALL) == 14


@pytest.mark.parametrize("sample", ALL, ids=named)
def test_length(sample: Sample) -> None:
    assert 150 <= len(body(sample).split()) <= 400


@pytest.mark.parametrize("sample", [s for s in ALL if s.path.suffix == ".html"], ids=named)
def test_pages_carry_their_own_metadata(sample: Sample) -> None:
    page = sample.path.read_text(encoding="utf-8")
    data = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "NewsArticle"
    assert data["headline"]
    assert data["author"]
    assert data["publisher"]["name"]
    assert datetime.fromisoformat(data["datePublished"]).utcoffset() is not None
    assert "<nav>" in page
    assert "<footer>" in page
    assert (sample.published, sample.publisher, sample.url) == (None, None, None)


def test_a_third_are_pages() -> None:
    pages = [sample for sample in ALL if sample.path.suffix == ".html"]
    assert 1 / 3 <= len(pages) / len(ALL) < 1 / 2


def test_one_text_has_no_date_and_names_no_day() -> None:
    undated = [s for s in ALL if s.path.suffix == ".txt" and s.published is None]
    assert [named(sample) for sample in undated] == ["13-churches-undated.txt"]
    assert not re.search(r"\b20\d\d\b", body(undated[0]))


def test_every_other_text_has_a_date_of_its_time() -> None:
    dates = [s.published for s in ALL if s.path.suffix == ".txt" and s.published]
    assert len(dates) == 7
    assert all("2013-06-30" <= date <= "2014-08-31" for date in dates)


def test_the_agency_copies_are_near_but_not_equal() -> None:
    first, second = (body(sample) for sample in ALL[1:3])
    assert "Nile Wire" in first
    assert "Nile Wire" in second
    assert first != second
    assert SequenceMatcher(None, first, second, autojunk=False).ratio() > 0.85


def test_the_correction_names_both_figures() -> None:
    assert "At least 42 people were killed" in body(ALL[3])
    correction = body(ALL[4])
    assert correction.startswith("Correction:")
    assert "42" in correction
    assert "51" in correction


@pytest.mark.parametrize(("index", "figure"), [(8, "235"), (9, "638"), (9, "2,600"), (13, "817")])
def test_the_disputed_figures_are_there(index: int, figure: str) -> None:
    assert figure in body(ALL[index])


@pytest.mark.parametrize("sample", ALL, ids=named)
def test_outlets_are_invented(sample: Sample) -> None:
    hosts = re.findall(r"https://([\w.-]+)/", sample.path.read_text(encoding="utf-8") + f" {sample.url}")
    assert all(host == "schema.org" or host.endswith(".example") for host in hosts)
