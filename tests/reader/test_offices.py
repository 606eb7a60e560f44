"""Who holds the office that a phrase names, by the day of the report and by what happens to the holder."""

import pytest

from onrecord.api import read


def who(text, words, published):
    found = read(text, published=published)
    return {m.actor for m in found.mentions if m.span.text == words}


@pytest.mark.parametrize(
    ("text", "words", "published", "actor"),
    [
        ("The Sudanese president spoke.", "The Sudanese president", "2012-04-24", "omar-al-bashir"),
        ("Mali's president was overthrown.", "Mali's president", "2012-03-22", "amadou-toumani-toure"),
        ("Chad's president died.", "Chad's president", "2021-04-20", "idriss-deby"),
        ("Algeria's president resigned.", "Algeria's president", "1992-01-12", "chadli-bendjedid"),
        ("In Kenya, the president spoke.", "the president", "2008-01-10", "mwai-kibaki"),
        ("Hezbollah's leader spoke.", "Hezbollah's leader", "2006-07-13", "hassan-nasrallah"),
        ("The leader of al-Qaeda was killed.", "The leader of al-Qaeda", "2011-05-02", "osama-bin-laden"),
        ("The Libyan leader spoke.", "The Libyan leader", "1995-05-02", "muammar-gaddafi"),
        ("Qatar, whose foreign minister spoke, denied it.", "whose foreign minister", "2017-06-06",
         "mohammed-bin-abdulrahman-al-thani"),
        ("Their commander is Mohamed Hamdan Dagalo.", "Their commander", "2014-01-01", "mohamed-hamdan-dagalo"),
        ("Keita resigned in Mali on Tuesday.", "Keita", "2020-08-20", "ibrahim-boubacar-keita"),
    ],
)  # fmt: skip
def test_who_is_meant(text, words, published, actor):
    assert who(text, words, published) == {actor}


def test_the_offices_of_two_states_are_two_persons():
    found = who("The presidents of Lebanon and Syria met.", "The presidents of Lebanon and Syria", "2005-03-07")
    assert found == {"emile-lahoud", "bashar-al-assad"}


def test_the_prime_minister_is_not_the_defence_minister():
    text = "Israel's defence minister resigned, saying he had lost confidence in the prime minister."
    assert who(text, "the prime minister", "2016-05-20") == {"benjamin-netanyahu"}


def test_a_former_holder_and_an_undated_report_name_nobody():
    assert who("A former Nigerian president spoke.", "A former Nigerian president", "2022-11-02") == {
        "report:former-president"
    }
    assert who("The Sudanese president spoke.", "The Sudanese president", None) == {"report:president"}


def test_another_trade_is_another_person():
    found = who("Keita, a midfielder of a club in Mali, signed.", "Keita", "2015-08-27")
    assert "ibrahim-boubacar-keita" not in found
