"""One sentence a wording: which tie it tells, between whom, and how it stands. All sentences are made up."""

from __future__ import annotations

import pytest

from onrecord.model import Reading, Relation, Report
from onrecord.reader.reader import Reader

TOLD = (
    ("Cuba has long trained the rebels of the FMLN.", "sponsorship", "Cuba", "FMLN", "holds"),
    ("Rwanda is accused of arming the M23 rebels.", "sponsorship", "Rwanda", "M23", "holds"),
    ("Pakistan, the Taliban's oldest patron, said nothing.", "sponsorship", "Pakistan", "Taliban", "holds"),
    ("The Taliban lost their last foreign backer, Saudi Arabia, in 2001.", "sponsorship", "Saudi", "Taliban", "ended"),
    ("The Saudi-funded Islamic Front is losing ground.", "sponsorship", "Saudi", "Front", "holds"),
    ("Libya used to bankroll the Polisario Front.", "sponsorship", "Libya", "Polisario", "ended"),
    ("Sudan gave shelter to Osama bin Laden until 1996.", "sponsorship", "Sudan", "Laden", "ended"),
    (
        "The Kurdistan Workers' Party had camps in Syria and got its money from Damascus.",
        "sponsorship",
        "Damascus",
        "Kurdistan",
        "holds",
    ),
    ("Hezbollah gets its rockets from Iran.", "sponsorship", "Iran", "Hezbollah", "holds"),
    ("Iran stopped paying Hamas after the war began.", "sponsorship", "Iran", "Hamas", "ended"),
    (
        "UNITA, once supported by South Africa and the United States, laid down its arms.",
        "sponsorship",
        "South",
        "UNITA",
        "ended",
    ),
    (
        "UNITA, once supported by South Africa and the United States, laid down its arms.",
        "sponsorship",
        "United",
        "UNITA",
        "ended",
    ),
    (
        "Ethiopia, which backs the Sudan People's Liberation Army, denied it.",
        "sponsorship",
        "Ethiopia",
        "Sudan",
        "holds",
    ),
    ("American military aid to Egypt was suspended in 2013.", "sponsorship", "American", "Egypt", "strained"),
    ("Moscow's client in Kabul, Najibullah, fell in 1992.", "sponsorship", "Moscow", "Najibullah", "holds"),
    ("Syria and Iran have been allies since 1979.", "alliance", "Syria", "Iran", "holds"),
    ("Turkey remains a member of NATO.", "membership", "Turkey", "NATO", "holds"),
    ("Georgia wants to join NATO.", "membership", "Georgia", "NATO", "holds"),
    ("Britain left the European Union in 2020.", "membership", "Britain", "Union", "ended"),
    ("Syria was suspended from the Arab League in 2011.", "membership", "Syria", "League", "strained"),
    ("Egypt was readmitted to the Arab League in 1989.", "membership", "Egypt", "League", "restored"),
    ("Montenegro's admission to NATO angered Russia.", "membership", "Montenegro", "NATO", "holds"),
    ("The Somali group al-Shabaab is al-Qaeda's affiliate.", "membership", "Shabaab", "Qaeda", "holds"),
    (
        "Saudi Arabia broke off relations with Iran in 2016 over the storming of its embassy.",
        "cooperation",
        "Saudi",
        "Iran",
        "ended",
    ),
    ("Relations between Iran and Saudi Arabia were restored in 2023.", "cooperation", "Iran", "Saudi", "restored"),
    ("Turkish-Israeli relations have cooled since the raid.", "cooperation", "Turkish", "Israeli", "strained"),
    ("Colombia and Venezuela resumed diplomatic relations.", "cooperation", "Colombia", "Venezuela", "restored"),
    ("Jordan cooperates closely with Israel on water.", "cooperation", "Jordan", "Israel", "holds"),
    ("India has ties to the Northern Alliance.", "cooperation", "India", "Alliance", "holds"),
    ("Washington and Hanoi have had diplomatic relations since 1995.", "cooperation", "Washington", "Hanoi", "holds"),
    ("Chad is at war with Libya.", "hostility", "Chad", "Libya", "holds"),
    ("The Eritrea-Ethiopia war ended in 2000.", "hostility", "Eritrea", "Ethiopia", "ended"),
    ("Eritrea's war with Ethiopia cost tens of thousands of lives.", "hostility", "Eritrea", "Ethiopia", "holds"),
    ("Armenia and Azerbaijan are old enemies.", "hostility", "Armenia", "Azerbaijan", "holds"),
    ("The Houthis have been fighting the government since 2014.", "hostility", "Houthis", "government", "holds"),
    ("Al-Shabaab is fighting the Somali government.", "hostility", "Shabaab", "Somali", "holds"),
    ("Iraq's arch-enemy Iran rejoiced.", "hostility", "Iran", "Iraq", "holds"),
    ("Qatar fell out with Saudi Arabia in 2017.", "rift", "Qatar", "Saudi", "holds"),
    ("The rift between Qatar and Bahrain has healed.", "rift", "Qatar", "Bahrain", "ended"),
    ("Tito split with Stalin in 1948.", "rift", "Tito", "Stalin", "holds"),
    ("Albania broke with China over its opening to the United States.", "rift", "Albania", "China", "holds"),
    ("Fatah and Hamas quarrelled over the ministries.", "rift", "Fatah", "Hamas", "holds"),
    ("Egypt and Qatar have mended their quarrel.", "rift", "Egypt", "Qatar", "ended"),
    ("Hassan Nasrallah leads Hezbollah.", "leadership", "Nasrallah", "Hezbollah", "holds"),
    ("Hezbollah's leader, Hassan Nasrallah, spoke on television.", "leadership", "Nasrallah", "Hezbollah", "holds"),
    ("The head of Hamas, Khaled Meshaal, lives in Doha.", "leadership", "Meshaal", "Hamas", "holds"),
    ("French President Emmanuel Macron arrived.", "leadership", "Macron", "French", "holds"),
    ("Former Chadian president Hissène Habré was tried in Dakar.", "leadership", "Habré", "Chad", "ended"),
    ("Nouri al-Maliki, prime minister of Iraq until 2014, retired.", "leadership", "Maliki", "Iraq", "ended"),
    ("Ayman al-Zawahiri became leader of al-Qaeda in 2011.", "leadership", "Zawahiri", "Qaeda", "holds"),
    ("Hamas spokesman Sami Abu Zuhri rejected the charge.", "role", "Zuhri", "Hamas", "holds"),
    ("Sergei Lavrov, the Russian foreign minister, flew home.", "role", "Lavrov", "Russia", "holds"),
    ("Israel's ambassador to Egypt, Yitzhak Levanon, left Cairo.", "role", "Levanon", "Israel", "holds"),
    ("John Garang founded the Sudan People's Liberation Movement.", "role", "Garang", "Sudan", "holds"),
    (
        "The United States designated Hezbollah a terrorist organisation in 1997.",
        "designation",
        "United",
        "Hezbollah",
        "holds",
    ),
    ("The European Union lists Hamas as a terrorist organization.", "designation", "Union", "Hamas", "holds"),
    ("Egypt outlawed the Muslim Brotherhood.", "designation", "Egypt", "Brotherhood", "holds"),
    (
        "France recognised the Syrian National Coalition as the government of Syria.",
        "designation",
        "France",
        "Coalition",
        "holds",
    ),
    ("Turkey does not recognise Cyprus.", "designation", "Turkey", "Cyprus", "holds"),
    ("Hamas has been blacklisted by Canada.", "designation", "Canada", "Hamas", "holds"),
    (
        "The Colombian government took the FARC off its list of terrorist groups.",
        "designation",
        "government",
        "FARC",
        "ended",
    ),
    ("Britain banned Hezbollah in 2019.", "designation", "Britain", "Hezbollah", "holds"),
    ("Hamas moved its headquarters from Damascus to Doha in 2012.", "location", "Hamas", "Doha", "holds"),
    ("The Geneva-based International Committee of the Red Cross objected.", "location", "Red", "Geneva", "holds"),
    ("NATO has its headquarters in Brussels.", "location", "NATO", "Brussels", "holds"),
    ("The African Union is based in Addis Ababa.", "location", "Union", "Addis", "holds"),
    (
        "The Syrian National Council, with its seat in Istanbul, was dissolved.",
        "location",
        "Syrian",
        "Istanbul",
        "holds",
    ),
    ("Addis Ababa is the seat of the African Union.", "location", "Union", "Addis", "holds"),
    ("The Islamic State, formerly known as al-Qaeda in Iraq, claimed it.", "predecessor", "Qaeda", "Islamic", "holds"),
    (
        "The African Union, successor to the Organisation of African Unity, met.",
        "predecessor",
        "Organisation",
        "African",
        "holds",
    ),
    ("Burkina Faso, formerly Upper Volta, is poor.", "predecessor", "Upper", "Burkina", "holds"),
    ("The Real IRA broke away from the Provisional IRA in 1997.", "predecessor", "Provisional", "Real", "holds"),
    ("Ansaru is an offshoot of Boko Haram.", "predecessor", "Boko", "Ansaru", "holds"),
    ("The Nusra Front renamed itself Jabhat Fatah al-Sham in 2016.", "predecessor", "Nusra", "Jabhat", "holds"),
    ("The Islamic State captured Mosul in June 2014.", "control", "Islamic", "Mosul", "holds"),
    ("Mosul fell to the Islamic State in 2014.", "control", "Islamic", "Mosul", "holds"),
    ("The rebels hold the north of Ivory Coast.", "control", "rebels", "Ivory", "holds"),
    ("Tikrit is in the hands of the Islamic State.", "control", "Islamic", "Tikrit", "holds"),
    ("Raqqa is under the control of the Syrian Democratic Forces.", "control", "Syrian", "Raqqa", "holds"),
    ("The Islamic State lost Palmyra to the army.", "control", "Islamic", "Palmyra", "ended"),
    ("The Islamic State lost Palmyra to the army.", "control", "army", "Palmyra", "holds"),
    ("Hamas, which has ruled Gaza since 2007, refused.", "control", "Hamas", "Gaza", "holds"),
    ("The rebel-held town of Douma was shelled.", "control", "rebel", "Douma", "holds"),
    ("Hezbollah has considerable influence over the Lebanese cabinet.", "influence", "Hezbollah", "Lebanese", "holds"),
    ("Syria's sway in Lebanon has faded.", "influence", "Syria", "Lebanon", "holds"),
    ("Lebanon's president, Emile Lahoud, was a puppet of Syria.", "influence", "Syria", "Lahoud", "holds"),
    ("The militias take orders from Tehran.", "influence", "Tehran", "militias", "holds"),
    ("General Khalifa Haftar is backed by Egypt and the Emirates.", "sponsorship", "Egypt", "Haftar", "holds"),
    ("General Khalifa Haftar is backed by Egypt and the Emirates.", "sponsorship", "Emirates", "Haftar", "holds"),
    ("Troops loyal to Ali Abdullah Saleh stormed the palace.", "alliance", "Troops", "Saleh", "holds"),
    ("Boko Haram pledged allegiance to the Islamic State.", "alliance", "Boko", "Islamic", "holds"),
    ("The alliance of Iran with Syria is strained.", "alliance", "Iran", "Syria", "strained"),
    ("Egypt's former ally, Qatar, kept silent.", "alliance", "Qatar", "Egypt", "ended"),
    ("Cuba sided with Angola.", "alliance", "Cuba", "Angola", "holds"),
    ("Kenya is no longer an ally of Sudan.", "alliance", "Kenya", "Sudan", "ended"),
    ("Russia denies that it supplies the separatists with tanks.", "sponsorship", "Russia", "separatists", "holds"),
    ("Iran may be training the Taliban.", "sponsorship", "Iran", "Taliban", "holds"),
    (
        "Uganda has been accused by Congo of training the rebels of Jean-Pierre Bemba.",
        "sponsorship",
        "Uganda",
        "rebels",
        "holds",
    ),
    ("Weapons from Libya reach the Polisario Front by way of Algeria.", "sponsorship", "Libya", "Polisario", "holds"),
    ("Washington has cut off its aid to UNITA.", "sponsorship", "its", "UNITA", "ended"),
    ("France and Chad signed a defence pact in 1976.", "alliance", "France", "Chad", "holds"),
    ("Iraq, an ally of the Soviet Union since 1972, bought tanks in France.", "alliance", "Iraq", "Soviet", "holds"),
    ("Burkina Faso, Mali and Niger formed an alliance last year.", "alliance", "Burkina", "Mali", "holds"),
    ("Burkina Faso, Mali and Niger formed an alliance last year.", "alliance", "Mali", "Niger", "holds"),
    (
        "The friendship between Gamal Abdel Nasser and Josip Tito lasted until 1970.",
        "alliance",
        "Nasser",
        "Tito",
        "ended",
    ),
    ("Hezbollah and Amal are partners in the cabinet.", "alliance", "Hezbollah", "Amal", "holds"),
    ("The Kurds' alliance with Washington is fraying.", "alliance", "Kurds", "Washington", "strained"),
    (
        "Iraq severed diplomatic ties with Egypt in 1979 and restored them in 1987.",
        "cooperation",
        "Iraq",
        "Egypt",
        "ended",
    ),
    ("Israeli and Jordanian officers coordinate their patrols.", "cooperation", "Israeli", "Jordan", "holds"),
    ("Contacts between the PLO and Washington were broken off in 1990.", "cooperation", "PLO", "Washington", "ended"),
    (
        "Morocco and Algeria have been at odds over Western Sahara for decades.",
        "hostility",
        "Morocco",
        "Algeria",
        "holds",
    ),
    ("Hutu rebels are waging a war against the army of Burundi.", "hostility", "rebels", "Burundi", "holds"),
    ("The feud between the Barzanis and the Talabanis is over.", "hostility", "Barzani", "Talabani", "ended"),
    (
        "UNITA, the enemy of the government in Luanda, holds the diamond fields.",
        "hostility",
        "UNITA",
        "government",
        "holds",
    ),
    ("UNITA, the enemy of the government in Luanda, holds the diamond fields.", "control", "UNITA", "fields", "holds"),
    ("Riek Machar has broken away from the SPLM.", "rift", "Machar", "SPLM", "holds"),
    ("Hekmatyar turned against Rabbani in 1992.", "rift", "Hekmatyar", "Rabbani", "holds"),
    ("The dispute between Qatar and the Emirates was settled in January.", "rift", "Qatar", "Emirates", "ended"),
    ("Norway and Iceland belong to NATO.", "membership", "Norway", "NATO", "holds"),
    ("Norway and Iceland belong to NATO.", "membership", "Iceland", "NATO", "holds"),
    ("The Nusra Front, al-Qaeda's branch in Syria, took the town.", "membership", "Nusra", "Qaeda", "holds"),
    ("Cuba was expelled from the Organization of American States.", "membership", "Cuba", "Organization", "ended"),
    ("General Manaf Tlass defected from the Syrian army.", "membership", "Tlass", "army", "ended"),
    ("Sudan is seeking to join the East African Community.", "membership", "Sudan", "East", "holds"),
    ("Tariq Aziz, Iraq's former foreign minister, died in prison.", "role", "Aziz", "Iraq", "ended"),
    ("The deputy leader of Hamas, Saleh al-Arouri, lives in Beirut.", "role", "Arouri", "Hamas", "holds"),
    ("Mohamed Morsi was elected president of Egypt in 2012.", "leadership", "Morsi", "Egypt", "holds"),
    (
        "Robert Mugabe, who ruled Zimbabwe for thirty-seven years, has resigned.",
        "leadership",
        "Mugabe",
        "Zimbabwe",
        "ended",
    ),
    ("Sheikh Hasina resigned as prime minister of Bangladesh.", "leadership", "Hasina", "Bangladesh", "ended"),
    ("Charles Taylor was sworn in as president of Liberia.", "leadership", "Taylor", "Liberia", "holds"),
    ("Idriss Déby, the president of Chad, was killed at the front.", "leadership", "Déby", "Chad", "ended"),
    (
        "The United Arab Emirates have put the Muslim Brotherhood on a list of terrorist organisations.",
        "designation",
        "Emirates",
        "Brotherhood",
        "holds",
    ),
    ("Germany does not regard the Houthis as the government of Yemen.", "designation", "Germany", "Houthis", "holds"),
    (
        "The Arab League recognised the PLO as the sole representative of the Palestinians.",
        "designation",
        "League",
        "PLO",
        "holds",
    ),
    ("Washington has removed the MEK from its list of terrorist groups.", "designation", "Washington", "MEK", "ended"),
    (
        "The Kurdistan Workers' Party is considered a terrorist group by Turkey and the United States.",
        "designation",
        "Turkey",
        "Kurdistan",
        "holds",
    ),
    (
        "The Kurdistan Workers' Party is considered a terrorist group by Turkey and the United States.",
        "designation",
        "United",
        "Kurdistan",
        "holds",
    ),
    ("Turkey-based Syrian National Army fighters crossed the line.", "location", "Syrian", "Turkey", "holds"),
    ("The Taliban opened an office in Doha; their leaders live in Quetta.", "location", "leaders", "Quetta", "holds"),
    ("OPEC, headquartered in Vienna, cut its output.", "location", "OPEC", "Vienna", "holds"),
    (
        "The Organisation of African Unity was replaced by the African Union in 2002.",
        "predecessor",
        "Organisation",
        "African",
        "holds",
    ),
    ("Islamic Jihad is a splinter group of the Muslim Brotherhood.", "predecessor", "Brotherhood", "Jihad", "holds"),
    ("Hezbollah grew out of Islamic Amal.", "predecessor", "Amal", "Hezbollah", "holds"),
    ("The GIA split from the Islamic Salvation Front.", "predecessor", "Islamic", "GIA", "holds"),
    ("Zaire has been renamed the Democratic Republic of Congo.", "predecessor", "Zaire", "Democratic", "holds"),
    ("Government troops have regained control of Kisangani.", "control", "troops", "Kisangani", "restored"),
    ("The Khmer Rouge are in control of Pailin.", "control", "Khmer", "Pailin", "holds"),
    ("Aden is in rebel hands.", "control", "rebel", "Aden", "holds"),
    ("Kandahar, held by the Taliban, was bombed.", "control", "Taliban", "Kandahar", "holds"),
    ("Pokrovsk is still controlled by Ukraine.", "control", "Ukraine", "Pokrovsk", "holds"),
    ("The FARC no longer control the Caguan valley.", "control", "FARC", "Caguan", "ended"),
    ("Benghazi was lost to the Islamists of Ansar al-Sharia.", "control", "Ansar", "Benghazi", "holds"),
    ("Qatar's influence over Hamas has waned.", "influence", "Qatar", "Hamas", "holds"),
    ("Damascus has a say in the affairs of Hezbollah.", "influence", "Damascus", "Hezbollah", "holds"),
    ("Rebels backed by Rwanda are advancing on Goma.", "sponsorship", "Rwanda", "Rebels", "holds"),
    ("The CIA trained and equipped the Hmong army of Vang Pao until 1973.", "sponsorship", "CIA", "Hmong", "ended"),
    ("Nicaragua's Sandinistas were supported by Cuba.", "sponsorship", "Cuba", "Sandinistas", "holds"),
    ("Iran's support for the Houthis is an open secret.", "sponsorship", "Iran", "Houthis", "holds"),
    ("Saudi Arabia's main protégé in Yemen is President Hadi.", "sponsorship", "Saudi", "Hadi", "holds"),
    ("Eritrea gives sanctuary to Ethiopian rebels.", "sponsorship", "Eritrea", "rebels", "holds"),
    (
        "Qatar provides the Brotherhood with money and a television channel.",
        "sponsorship",
        "Qatar",
        "Brotherhood",
        "holds",
    ),
)
"""The sentence; type; a word of the subject and of the object, or of the ids of their actors; state."""

SILENT = (
    "Chile sent the province tents.",
    "The two ministers met in Lagos.",
    "Peru condemned the raid on Bolivia.",
    "Raiders attacked the town of Kano twice.",
    "A critic of the mayor of Dakar was fined.",
    "The soldiers reached the bridge at noon.",
    "Turkish lorries stand in Libya.",
    "Kenya beat Ghana by two goals.",
    "Iran, like Syria, signed the paper.",
    "The officer captured the thief in Cairo.",
    "The firm sold Oman three ships.",
    "Students in Paris read a book on the war.",
)
"""Sentences without a tie."""

MUTUAL = {"alliance", "cooperation", "hostility", "rift"}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    texts = dict.fromkeys([*(row[0] for row in TOLD), *SILENT])
    reports = (Report(id=t, source_id=t, sha256="", text=t, language="en", published="2024-01-01") for t in texts)
    return {reading.report.text: reading for reading in Reader().read_all((report, ()) for report in reports)}


def between(row: Relation, one: str, other: str) -> bool:
    ends = [f"{party.span.text} {party.actor}".lower() for party in (row.subject, row.object)]
    straight = one.lower() in ends[0] and other.lower() in ends[1]
    return straight or (row.type in MUTUAL and one.lower() in ends[1] and other.lower() in ends[0])


@pytest.mark.parametrize(("text", "kind", "one", "other", "state"), TOLD)
def test_a_wording_tells_its_tie(
    text: str, kind: str, one: str, other: str, state: str, readings: dict[str, Reading]
) -> None:
    told = [r for r in readings[text].relations if r.type == kind and between(r, one, other)]
    assert state in [row.state for row in told]


@pytest.mark.parametrize("text", SILENT)
def test_an_act_is_no_tie(text: str, readings: dict[str, Reading]) -> None:
    assert [(r.type, r.evidence.text) for r in readings[text].relations] == []


def test_what_holds_is_ongoing_and_what_is_over_has_occurred(readings: dict[str, Reading]) -> None:
    rows = [row for reading in readings.values() for row in reading.relations]
    sure = [row for row in rows if row.factuality.status in ("ongoing", "occurred")]
    assert {(row.state == "ended", row.factuality.status) for row in sure} == {(True, "occurred"), (False, "ongoing")}


def first(text: str) -> Relation:
    return (
        Reader()
        .read(Report(id="r", source_id="r", sha256="", text=text, language="en", published="2024-01-01"))
        .relations[0]
    )


def test_since_until_and_the_day_of_a_change() -> None:
    assert first("Syria and Iran have been allies since 1979.").start == "1979-01-01"
    assert first("Sudan gave shelter to Osama bin Laden until 1996.").end == "1996-01-01"
    assert first("Britain left the European Union in 2020.").end == "2020-01-01"
    assert first("Mosul fell to the Islamic State in 2014.").start == "2014-01-01"


def test_a_denied_tie_is_denied_and_a_possible_one_possible() -> None:
    assert first("Turkey does not recognise Cyprus.").factuality.value == "CT-"
    assert first("Iran may be training the Taliban.").factuality.value == "PS+"
    assert first("Hamas has no links with al-Qaeda.").factuality.status == "denied"
