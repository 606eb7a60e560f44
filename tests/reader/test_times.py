from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report, Span, Time
from onrecord.reader.dated import settled
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.times import times
from onrecord.reader.timex import find, words

PUBLISHED = "2014-07-22"


def parsed(text: str, published: str | None, boilerplate: tuple[Span, ...] = ()) -> Parsed:
    report = Report(id="r", source_id="r", sha256="", text=text, published=published, boilerplate=boilerplate)
    return next(parse([report]))


@cache
def read(text: str, published: str | None = PUBLISHED) -> tuple[Time, ...]:
    return times(parsed(text, published))


def shown(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(t.span.text, t.type, t.value) for t in read(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The truce began on July 3, 2014.", ("July 3, 2014", "DATE", "2014-07-03")),
        ("The truce began on 3 July 2014.", ("3 July 2014", "DATE", "2014-07-03")),
        ("The truce began on 2014-07-03.", ("2014-07-03", "DATE", "2014-07-03")),
        ("The truce was signed on Thursday, July 3.", ("Thursday, July 3", "DATE", "2014-07-03")),
        ("The talks collapsed in early July.", ("early July", "DATE", "2014-07")),
        ("The talks were held on July 3-5, 2014.", ("July 3-5, 2014", "DATE", "2014-07-03/2014-07-05")),
        ("The army withdrew last week.", ("last week", "DATE", "2014-W29")),
        ("The army withdrew on Friday.", ("Friday", "DATE", "2014-07-18")),
        ("The army will withdraw on Friday.", ("Friday", "DATE", "2014-07-25")),
        ("The army withdrew last Tuesday.", ("last Tuesday", "DATE", "2014-07-15")),
        ("The army withdrew Friday night.", ("Friday night", "TIME", "2014-07-18TNI")),
        ("The army withdrew yesterday.", ("yesterday", "DATE", "2014-07-21")),
        ("The army withdrew two weeks ago.", ("two weeks ago", "DATE", "2014-W28")),
        ("He was ousted last year.", ("last year", "DATE", "2013")),
        ("He was ousted in March of last year.", ("last year", "DATE", "2013")),
        ("The party was banned in the 1990s.", ("the 1990s", "DATE", "199X")),
        ("He has ruled since 2011.", ("2011", "DATE", "2011")),
        ("He ruled from 1999-2001.", ("1999-2001", "DATE", "1999/2001")),
        ("Exports fell in the third quarter of 2013.", ("the third quarter of 2013", "DATE", "2013-Q3")),
        ("The offensive stalled last summer.", ("last summer", "DATE", "2013-SU")),
        ("The blast came at 9:30 a.m. Monday.", ("9:30 a.m. Monday", "TIME", "2014-07-21T09:30")),
        ("The blast came at 0735 GMT.", ("0735 GMT", "TIME", "2014-07-22T07:35Z")),
        ("It was a three-year war.", ("three-year", "DURATION", "P3Y")),
        ("They talked for two hours.", ("two hours", "DURATION", "PT2H")),
        ("They have fought for more than two years.", ("more than two years", "DURATION", "P2Y")),
        ("They met twice in the past two months.", ("the past two months", "DURATION", "P2M")),
        ("They march every Friday.", ("every Friday", "SET", "XXXX-WXX-5")),
        ("It would be redeemed in five years.", ("five years", "DATE", "2019")),
        ("He is the first in six years to be heard.", ("six years", "DURATION", "P6Y")),
        ("It took shape in five years.", ("five years", "DURATION", "P5Y")),
        ("It sees losses in the current fiscal year.", ("the current fiscal year", "DATE", "2014")),
        ("It had sales of $6 billion in the latest fiscal year.", ("the latest fiscal year", "DATE", "2013")),
        ("They march daily.", ("daily", "SET", "P1D")),
        ("They meet annually.", ("annually", "SET", "P1Y")),
        ("The army is now in the city.", ("now", "DATE", "PRESENT_REF")),
        ("The army has recently grown.", ("recently", "DATE", "PAST_REF")),
        ("The army shelled it overnight.", ("overnight", "TIME", "2014-07-21TNI")),
        ("It began in nineteen ninety-six.", ("nineteen ninety-six", "DATE", "1996")),
        ("It began in January nineteen ninety-seven.", ("January nineteen ninety-seven", "DATE", "1997-01")),
        ("It began in twenty fourteen.", ("twenty fourteen", "DATE", "2014")),
        ("He promised it by the year two thousand.", ("the year two thousand", "DATE", "2000")),
        ("It grew through the nineties.", ("the nineties", "DATE", "199X")),
        ("The offer is open until 5 p.m. EST, Nov. 6.", ("5 p.m. EST, Nov. 6", "TIME", "2014-11-06T17:00-05:00")),
        ("It came at 10:35 a.m. (0735 GMT) Friday.", ("10:35 a.m.", "TIME", "2014-07-18T10:35")),
        ("They stay for two more weeks.", ("two more weeks", "DURATION", "P2W")),
        ("They stay for an additional year.", ("an additional year", "DURATION", "P1Y")),
        ("He was held for 2 1/2 years.", ("2 1/2 years", "DURATION", "P2Y6M")),
        ("They marched for the third day running.", ("the third day", "DURATION", "P3D")),
        ("They marched for a fourth straight month.", ("a fourth straight month", "DURATION", "P4M")),
        ("The truce held from July 3 to 5.", ("July 3 to 5", "DATE", "2014-07-03/2014-07-05")),
        ("He was heard in the week of March 3, 2014.", ("the week of March 3, 2014", "DATE", "2014-03-03/2014-03-09")),
        ("He was heard in the week of March 3.", ("the week of March 3", "DATE", "2014-03-03/2014-03-09")),
        ("It was calm in the first week of July.", ("the first week of July", "DATE", "2014-07-01/2014-07-07")),
        ("It was calm in the last week of May 2013.", ("the last week of May 2013", "DATE", "2013-05-25/2013-05-31")),
        ("The truce lasted over the past two months.", ("the past two months", "DURATION", "P2M")),
        ("Sales rose in the first nine months of the year.", ("the year", "DATE", "2014")),
        ("Sales rose in the year ended March 31.", ("the year", "DURATION", "P1Y")),
        ("The party will one day be the largest.", ("one day", "DATE", "FUTURE_REF")),
        ("The March accession was planned.", ("March", "DATE", "2014-03")),
        ("He was found on Thanksgiving Day.", ("Thanksgiving Day", "DATE", "2013-11-28")),
        ("He came last Thanksgiving.", ("last Thanksgiving", "DATE", "2013-11-28")),
        ("He came at Easter 2000.", ("Easter 2000", "DATE", "2000-04-23")),
        ("He was killed on Christmas Eve.", ("Christmas Eve", "DATE", "2013-12-24")),
        ("They fought during Ramadan last year.", ("Ramadan last year", "DATE", "2013-07-08/2013-08-08")),
        ("The talks will follow Eid al-Fitr.", ("Eid al-Fitr", "DATE", "2014-07-28/2014-08-01")),
        ("It was dated 15 Ramadan 1434.", ("15 Ramadan 1434", "DATE", "2013-07-22/2013-07-24")),
        ("He died on 10 Muharram.", ("10 Muharram", "DATE", "2013-11-13/2013-11-15")),
        ("The 1435 AH budget was late.", ("1435 AH", "DATE", "2013-11-04/2014-10-25")),
    ],
)
def test_an_expression(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Christmas, 10.5 million people left Cairo.", ["Christmas"]),
        ("In Ramadan 1434.5 million pounds were given.", ["Ramadan"]),
        ("On Eid al-Fitr 1434 men came.", ["Eid al-Fitr"]),
        ("In Ramadan 1434 they fought.", ["Ramadan 1434"]),
        ("In Ramadan, 1434 people died.", ["Ramadan"]),
        ("In Ramadan, two thousand people gathered.", ["Ramadan"]),
        ("At Easter 12 men were killed. On Christmas, 2,000 men marched.", ["Easter", "Christmas"]),
        ("During Ramadan 1500 people died.", ["Ramadan"]),
        ("During Ramadan 30 people were killed.", ["Ramadan"]),
        ("On 10 Ramadan, 2,000 men marched.", ["10 Ramadan"]),
        ("On Ramadan 10 he died.", ["Ramadan 10"]),
        ("On Christmas Day 12 men died.", ["Christmas Day"]),
        ("On Christmas Day, 2012, he left.", ["Christmas Day, 2012"]),
        ("On Christmas, 2000 demonstrators marched.", ["Christmas"]),
        ("In Christmas week it fell.", []),
    ],
)
def test_a_number_after_a_feast_is_part_of_it_only_where_it_counts_nothing(text: str, expected: list[str]) -> None:
    assert [span for span, _, _ in shown(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The guards may march through the town.",
        "About 2000 people marched.",
        "The 12-year-old boy was found.",
        "The fall of the city shocked them.",
        "Kopp was in his 30s.",
        "Two thousand people marched.",
        "The country imports three-quarters of its food.",
        "He said so on ABC's This Week with David Brinkley.",
        "He said so on CBS's 60 Minutes.",
        "Nabeel Rajab was jailed.",
        "They spoke of Easter Island.",
        "They sell Christmas trees.",
        "The scholar Tariq Ramadan was heard.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert shown(text) == []


def test_the_interval_of_a_week() -> None:
    (week,) = read("The army withdrew last week.")
    assert (week.start, week.end, week.precision, week.anchor) == ("2014-07-14", "2014-07-21", "week", "published")
    assert week.relative is not None
    assert (week.relative.direction, week.relative.amount, week.relative.unit) == (-1, 1, "week")


def test_without_a_date_relative_times_stay_relative() -> None:
    found = read("The army withdrew on Friday. It had come last week, on July 3. He fell in 2013.", None)
    assert [(t.value, t.start) for t in found] == [
        ("PAST_REF", None),
        ("PAST_REF", None),
        ("XXXX-07-03", None),
        ("2013", "2013-01-01"),
    ]
    assert all(t.relative is not None and t.anchor == "published" for t in found[:3])


TEXT = (
    "The army withdrew on Friday after the deal last week. It will return on Aug. 2, two years after the coup. "
    "Exports rose in the third quarter from a year earlier. It was quiet on Monday night and the next day. "
    "Before the Syrian civil war the border was open every day. In the past three months it was closed."
)


@pytest.mark.parametrize("published", ["2014-07-22", "2014-01-01", "2016-02-29T23:30:00+02:00"])
def test_an_undated_report_read_later_is_the_same_as_a_dated_one(published: str) -> None:
    assert settled(read(TEXT, None), published) == read(TEXT, published)


def test_before_a_known_war() -> None:
    (time,) = read("Prior to the outbreak of the Syrian civil war, the office was in Damascus.")
    assert time.span.text == "Prior to the outbreak of the Syrian civil war"
    assert (time.type, time.value, time.anchor) == ("DATE", "before 2011-03", "episode:syrian-civil-war")
    assert (time.start, time.end) == (None, "2011-03-01")


def test_a_war_that_the_text_has_named_is_meant_by_the_war() -> None:
    found = read("The Syrian civil war drew them in. They left after the civil war began.")
    assert [(t.span.text, t.value) for t in found] == [("after the civil war began", "after 2011-03")]


def test_the_war_alone_means_nothing() -> None:
    assert read("They left after the civil war began.") == ()


def test_an_episode_after_the_report_is_not_meant() -> None:
    assert read("They fled before the war in Sudan.", "1990-01-01") == ()
    assert [t.anchor for t in read("They fled before the war in Sudan.", "2024-01-01")] == ["episode:sudan-war-2023"]


def test_a_time_counted_from_another() -> None:
    first, second = read("The siege ended on May 5, 2009. Three days later they left.")
    assert (second.value, second.anchor) == ("2009-05-08", first.id)


def test_boilerplate_is_not_read() -> None:
    text = "They left on July 3, 2014.\n\nRead more from July 9, 2014."
    found = times(parsed(text, None, (Span.of(text, 28, len(text)),)))
    assert [t.value for t in found] == ["2014-07-03"]


def test_ids_are_in_text_order_and_spans_are_the_text() -> None:
    found = read(TEXT)
    assert [t.id for t in found] == [f"t{n}" for n in range(1, len(found) + 1)]
    assert [t.span.start for t in found] == sorted(t.span.start for t in found)
    assert all(TEXT[t.span.start : t.span.end] == t.span.text for t in found)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(
    "the a last next this Friday May 7 2014 1990s two - , week weeks ago end of third quarter ' 9:30 p.m. GMT".split()
), max_size=14))  # fmt: skip
def test_the_grammar_ends_and_stays_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = words(text, 0, len(text))
    spans = list(find(found, lambda p: (p.words[0].start, p.words[-1].end)))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_the_year_at_the_end_of_a_range_holds_for_both():
    from onrecord.api import read

    text = "They were held between November and March 2012. It lasted from Jan. 3 to March 5, 2011."
    reading = read(text, published="2016-06-22", language="en")
    assert [t.value for t in reading.times] == ["2011-11", "2012-03", "2011-01-03", "2011-03-05"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They sought ways around Wednesday's ruling.", "2014-07-16"),
        ("The purchase follows Thursday's declaration.", "2014-07-17"),
        ("The boy could be located on Friday.", "2014-07-18"),
        ("They staged rallies to mark the entry on Friday.", "2014-07-18"),
        ("It had been due to expire Friday.", "2014-07-18"),
        ("Officials postponed any action until Friday.", "2014-07-25"),
        ("They could leave as soon as Friday.", "2014-07-25"),
        ("Protesters planned a large rally on Friday.", "2014-07-25"),
        ("On Friday, the government planned a response.", "2014-07-18"),
        ("The team planned to leave on Friday.", "2014-07-25"),
        ("Tensions rose ahead of Friday's vote.", "2014-07-25"),
        ("He worked there until Friday.", "2014-07-18"),
        ("He still hoped to sign an agreement Friday with the opposition.", "2014-07-25"),
        ("Thousands will flee, thousands since Friday.", "2014-07-18"),
        ("Following Friday's debate he left.", "2014-07-18"),
        ("It announced an agreement to acquire the bank on Friday.", "2014-07-25"),
        ("It is trying to sell itself under Friday's agreement.", "2014-07-18"),
    ],
)
def test_a_weekday_is_past_or_ahead_as_its_clause_says(text: str, value: str) -> None:
    assert [t.value for t in read(text)] == [value]


def test_a_clock_time_is_of_the_day_that_the_sentence_names() -> None:
    day, clock = read("On July 3 the army moved, and at 9 a.m. the president was held.")
    assert (clock.value, clock.anchor) == ("2014-07-03T09:00", day.id)


def test_until_then_is_the_time_named_before() -> None:
    day, then = read("The rights end on Nov. 30, 2014. Until then they can be used.")
    assert (then.span.text, then.value, then.anchor) == ("then", "2014-11-30", day.id)
    assert read("Until then they can be used.") == ()


def test_the_following_year_is_a_year() -> None:
    assert [t.value for t in read("He was made a general on May 22, 1995, and the following year he left.")][
        -1
    ] == "1996"


def test_the_quarter_that_a_report_is_about() -> None:
    text = (
        "Net fell in the third quarter. It sees a weak fourth quarter. In the latest quarter it rose from a year ago."
        " In the 2013 period they fell. For the first nine months of 2014, net rose from a year earlier."
    )
    found = {t.span.text: t.value for t in read(text, "2014-11-02")}
    assert found["the latest quarter"] == "2014-Q3"
    assert found["a year ago"] == "2013-Q3"
    assert found["the 2013 period"] == "2013-Q3"
    assert found["a year earlier"] == "2013"


@pytest.mark.parametrize(
    ("text", "span", "value", "anchor"),
    [
        (
            "The day after Morsi was ousted, it closed.",
            "The day after Morsi was ousted", "2013-07-04", "egyptian-coup-2013",
        ),
        (
            "They fled before the army ousted Mohamed Morsi.",
            "before the army ousted Mohamed Morsi", "before 2013-07-03", "egyptian-coup-2013",
        ),
        (
            "Two days after the assassination of Rafik Hariri they met.",
            "Two days after the assassination of Rafik Hariri", "2005-02-16", "hariri-assassination",
        ),
        (
            "He left on the eve of the 2003 invasion of Iraq.",
            "on the eve of the 2003 invasion of Iraq", "2003-03-19", "iraq-invasion-2003",
        ),
        (
            "They had lived there since Iraq invaded Kuwait.",
            "since Iraq invaded Kuwait", "after 1990-08-02", "invasion-of-kuwait",
        ),
    ],
)  # fmt: skip
def test_counted_from_a_known_episode(text: str, span: str, value: str, anchor: str) -> None:
    for published in (PUBLISHED, None):
        assert [(t.span.text, t.value, t.anchor) for t in read(text, published)] == [(span, value, f"episode:{anchor}")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Many have fled since Russia invaded Ukraine in 2014.", ["2014"]),
        ("They left after Kabul fell to the Taliban in 1996.", ["1996"]),
        ("They left after the fall of Kabul to the Taliban in 1996.", ["1996"]),
        ("They left after Kabul fell to the Taliban in 2021.", ["after 2021-08-15", "2021"]),
        ("They left after Kabul fell and came back in 2023.", ["after 2021-08-15", "2023"]),
        ("They left after Kabul fell, as in 1996.", ["after 2021-08-15", "1996"]),
    ],
)
def test_a_deed_of_another_year_is_not_the_known_one(text: str, expected: list[str]) -> None:
    assert [t.value for t in read(text, "2025-07-22")] == expected


def test_counted_from_the_time_that_follows() -> None:
    after, base = read("It ended two days after Oct. 7, 2013.", None)
    assert (after.span.text, after.value, after.anchor) == ("two days after", "2013-10-09", base.id)
    before, last = read("It began the day before last Tuesday.")
    assert (before.value, last.value) == ("2014-07-14", "2014-07-15")
    assert [t.value for t in read("Eight trading days after Oct. 7, 2013 it fell.")] == ["P8D", "2013-10-07"]


def test_what_rests_on_a_known_day_is_known_without_a_date() -> None:
    assert [t.value for t in read("The siege ended on May 5, 2009. Three days later they left.", None)] == [
        "2009-05-05",
        "2009-05-08",
    ]


MORE = (
    "He was found on Thanksgiving, two days after Nov. 3. They fast in Ramadan. On July 3 it came at 9 a.m. Until then"
    " it was calm. The next morning he left. They will meet on May 2, 2015, and the day after Christmas."
)


@pytest.mark.parametrize("published", ["2014-07-22", "2014-01-01", "2016-02-29T23:30:00+02:00"])
def test_feasts_and_counted_times_follow_a_date_that_comes_later(published: str) -> None:
    assert settled(read(MORE, None), published) == read(MORE, published)


def test_what_was_long_before_the_calendar_has_no_day() -> None:
    (time,) = read("The wall was built 20,000 years ago.")
    assert (time.value, time.start, time.end) == ("PAST_REF", None, "2014-07-23")
    (time,) = read("They met 900 decades after Morsi was ousted.")
    assert time.value == "after 2013-07-03"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"They were held for {'9' * 400} days.", "PXD"),
        (f"They march every {'9' * 400} days.", "PXD"),
        ("The rock lay there for three million years.", "P3000000Y"),
        ("They talked for 2.25 hours.", "PT2.25H"),
    ],
)
def test_a_length_is_a_number_that_can_be_written(text: str, value: str) -> None:
    assert [v for _, _, v in shown(text)] == [value]
