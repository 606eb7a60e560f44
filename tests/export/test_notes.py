"""Names of files and words in Markdown notes, whatever they hold."""

import json
import re

import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.notes import file_name, front_matter, link, tag, words

ANY = st.text(st.characters(codec="utf-8"), max_size=200)


@given(ANY, ANY)
def test_a_file_name_leads_nowhere_and_is_one_anywhere(shown, id):
    name = file_name(shown, id)
    assert not re.search(r'[\\/:*?"<>|#^\[\]\x00-\x1f\x7f]', name)
    assert name not in (".", "..")
    assert not name.startswith((".", " "))
    assert len(name.encode()) < 200
    assert re.search(r" [0-9a-f]{8}$", name)
    assert not re.match(r"(?i)(con|nul|aux|prn|com\d|lpt\d)(\.|$)", name)


def test_two_ids_of_one_name_are_two_files():
    assert file_name("Mona", "a") != file_name("Mona", "b")


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), ANY | st.lists(ANY) | st.integers() | st.none()))
def test_front_matter_is_yaml_that_says_the_same(fields):
    text = front_matter(fields)
    head, end = text.split("\n", 1)[0], text.rstrip("\n").rsplit("\n", 1)[1]
    assert (head, end) == ("---", "---")
    told = yaml.safe_load(text.strip("-\n")) or {}
    assert told == {name: value for name, value in fields.items() if value not in (None, "", [], ())}


@given(ANY)
def test_words_end_no_link_and_open_no_markup(text):
    shown = words(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(\\\\)*[\[\]<>#%`*_$={}|~^]", shown)


@given(ANY)
def test_links_stay_on_one_line_and_close_once(text):
    made = link("Actors", file_name(text, text), text, "e1")
    assert re.fullmatch(r"\[\[Actors/[^\[\]|#^]+#\^e1\|[^\[\]|#^\n]+\]\]", made)


@given(ANY)
def test_tags_are_tags(text):
    assert re.fullmatch(r"x/[\w-]+", tag("x", text))
    assert json.dumps(tag("x", text))
