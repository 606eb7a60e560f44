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
        ("The president and his foreign minister died in Iran.", "his foreign minister", "2024-05-19",
         "hossein-amir-abdollahian"),
        ("Libya's interim prime minister spoke.", "Libya's interim prime minister", "2011-10-20", "mahmoud-jibril"),
        ("They killed Burundi's first Hutu president.", "Burundi's first Hutu president", "1993-10-22",
         "melchior-ndadaye"),
        ("In Algeria, a guard shot the head of state.", "the head of state", "1992-06-30", "mohamed-boudiaf"),
        ("Nigeria's military ruler spoke.", "Nigeria's military ruler", "1993-06-24", "ibrahim-babangida"),
        ("The chief of staff of Ethiopia's army was shot.", "The chief of staff of Ethiopia's army", "2019-06-22",
         "seare-mekonnen"),
        ("The speaker of parliament spoke in Lebanon.", "The speaker of parliament", "2008-05-25", "nabih-berri"),
        ("In Jordan they slept; in Tunisia the speaker of parliament was sworn in.", "the speaker of parliament",
         "2011-01-15", "fouad-mebazaa"),
        ("Hezbollah's secretary-general told them to wait.", "Hezbollah's secretary-general", "2017-11-05",
         "hassan-nasrallah"),
        ("The UN secretary-general condemned it.", "The UN secretary-general", "2022-01-25", "antonio-guterres"),
        ("The ICC's prosecutor got his warrant.", "The ICC's prosecutor", "2009-03-05", "luis-moreno-ocampo"),
        ("The UN envoy went to Libya.", "The UN envoy", "2019-04-09", "ghassan-salame"),
        ("Egypt's interior minister spoke.", "Egypt's interior minister", "2014-11-29", "mohamed-ibrahim-moustafa"),
        ("Lebanon's central bank governor spoke.", "Lebanon's central bank governor", "2022-03-15", "riad-salameh"),
        ("Compaoré resigned.", "Compaoré", "2014-10-31", "blaise-compaore"),
        ("Qaddafi spoke in Libya.", "Qaddafi", "2011-03-01", "muammar-gaddafi"),
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


def test_an_office_of_a_part_of_a_state_is_not_the_state_s():
    text = "They killed the president of the Amhara region in Ethiopia."
    assert who(text, "the president of the Amhara region in Ethiopia", "2019-06-23").isdisjoint({"sahle-work-zewde"})


def test_the_last_holder_is_none_of_today():
    text = "The court freed Egypt's last interior minister."
    assert who(text, "Egypt's last interior minister", "2014-11-29") == {"report:last-interior-minister"}


def test_who_deposes_the_president_is_not_yet_president():
    text = "General Mohamed Ould Abdel Aziz deposed Mauritania's president."
    assert who(text, "Mauritania's president", "2008-08-07") == {"sidi-ould-cheikh-abdallahi"}
