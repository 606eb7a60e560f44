"""Who held most power in a country on a day: well-known facts, no gaps, a comparison where other data lie beside."""

import datetime as dt
import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from onrecord.knowledge.registry import registry

ROOT = Path(__file__).parents[2]
TERMS = ROOT.parent / "shared" / "data" / "knowledge" / "officeholders_wikidata_14.csv"
NO_MEMBERS = frozenset("TWN PSE VAT XKX HKG MAC ESH GRL PRI".split())
"""States of the table with a code of ISO 3166 that are no members of the UN."""

FACTS = """
USA 2001-01-19 bill-clinton
USA 2001-01-20 george-w-bush
USA 2009-01-20 barack-obama
USA 2017-01-19 barack-obama
USA 2021-01-20 joe-biden
GBR 2007-06-26 tony-blair
GBR 2007-06-27 gordon-brown
GBR 2010-05-11 david-cameron
GBR 2016-07-13 theresa-may
GBR 2019-07-24 boris-johnson
FRA 2007-05-15 jacques-chirac
FRA 2012-05-15 francois-hollande
FRA 2017-05-14 emmanuel-macron
DEU 2005-11-21 gerhard-schroeder
DEU 2005-11-22 angela-merkel
DEU 2021-12-08 olaf-scholz
RUS 1999-12-30 boris-yeltsin
RUS 1999-12-31 vladimir-putin
RUS 2010-06-01 vladimir-putin
UKR 2014-02-21 viktor-yanukovych
UKR 2014-02-24 oleksandr-turchynov
UKR 2014-06-07 petro-poroshenko
UKR 2019-05-20 volodymyr-zelensky
POL 2015-11-16 beata-szydlo
HUN 2009-12-01 gordon-bajnai
ITA 2013-02-25 mario-monti
ITA 2021-02-13 mario-draghi
ESP 2004-03-11 jose-maria-aznar
GRC 2015-01-26 alexis-tsipras
TUR 2002-12-01 abdullah-gul
TUR 2005-01-01 recep-tayyip-erdogan
TUR 2016-07-15 recep-tayyip-erdogan
SRB 2000-10-06 slobodan-milosevic
SRB 2003-03-11 zoran-djindjic
ISR 2001-03-07 ariel-sharon
ISR 2006-01-04 ehud-olmert
ISR 2009-03-31 benjamin-netanyahu
ISR 2021-06-13 naftali-bennett
IRN 2009-06-12 ali-khamenei
IRQ 2003-03-20 saddam-hussein
IRQ 2003-08-19 paul-bremer
IRQ 2004-06-28 ayad-allawi
IRQ 2014-09-08 haider-al-abadi
SYR 2000-06-09 hafez-al-assad
SYR 2000-07-17 bashar-al-assad
LBN 2005-02-14 emile-lahoud
EGY 2011-02-10 hosni-mubarak
EGY 2012-06-29 mohamed-hussein-tantawi
TUN 2011-01-13 zine-el-abidine-ben-ali
LBY 2011-08-01 muammar-gaddafi
DZA 2019-04-01 abdelaziz-bouteflika
SAU 2001-09-11 king-abdullah-of-saudi-arabia
SAU 2015-01-23 king-salman
ARE 2004-11-03 khalifa-bin-zayed
YEM 2012-02-26 ali-abdullah-saleh
YEM 2012-02-27 abd-rabbuh-mansur-hadi
JOR 2005-11-09 king-abdullah-ii
MAR 2000-01-01 mohammed-vi
SDN 2019-04-10 omar-al-bashir
SDN 2019-04-12 abdel-fattah-al-burhan
ETH 2018-04-02 abiy-ahmed
KEN 2002-12-29 daniel-arap-moi
KEN 2002-12-30 mwai-kibaki
NGA 2010-03-01 goodluck-jonathan
NGA 2015-05-29 muhammadu-buhari
ZAF 2008-09-25 kgalema-motlanthe
ZAF 2018-02-15 cyril-ramaphosa
ZWE 2017-11-20 robert-mugabe
ZWE 2017-11-24 emmerson-mnangagwa
COD 2001-01-15 laurent-kabila
CIV 2011-04-11 alassane-ouattara
MLI 2012-03-22 amadou-sanogo
MLI 2021-05-24 assimi-goita
AFG 2001-09-11 mullah-omar
AFG 2014-09-29 ashraf-ghani
AFG 2021-08-15 haibatullah-akhundzada
PAK 2008-08-17 pervez-musharraf
PAK 2018-08-18 imran-khan
IND 2004-05-22 manmohan-singh
IND 2014-05-26 narendra-modi
NPL 2002-01-01 sher-bahadur-deuba
NPL 2005-02-01 king-gyanendra
CHN 2002-11-14 jiang-zemin
CHN 2012-11-15 xi-jinping
PRK 2011-12-17 kim-jong-un
KOR 2004-04-01 goh-kun
KOR 2017-01-01 hwang-kyo-ahn
KOR 2017-05-10 moon-jae-in
JPN 2011-09-02 yoshihiko-noda
JPN 2020-09-16 yoshihide-suga
MMR 2011-03-29 than-shwe
MMR 2021-02-01 min-aung-hlaing
THA 2006-09-18 thaksin-shinawatra
THA 2014-05-22 prayuth-chan-ocha
PHL 2016-06-30 rodrigo-duterte
IDN 2014-10-20 joko-widodo
AUS 2007-12-03 kevin-rudd
BRA 2016-05-12 michel-temer
ARG 2003-05-25 nestor-kirchner
VEN 2013-03-04 hugo-chavez
CUB 2008-02-24 raul-castro
MEX 2000-12-01 vicente-fox
COL 2010-08-07 juan-manuel-santos
BOL 2019-11-09 evo-morales
HTI 2004-02-28 jean-bertrand-aristide
CAN 2015-11-04 justin-trudeau
""".split("\n")[1:-1]


def _members():
    known = registry()
    codes = {known.actors[state].country for state in known.alpha2} - NO_MEMBERS
    assert len(codes) == 193
    return sorted(codes)


@pytest.mark.parametrize("fact", FACTS)
def test_a_well_known_leader(fact):
    country, day, person = fact.split()
    assert [actor.id for actor in registry().holders(country, day)] == [person]


def test_every_member_of_the_un_has_one_leader_a_month():
    """Of the months from 2000 to 2021, nearly all; where there are few, a state had no government, or did not exist."""
    known = registry()
    days = [dt.date(year, month, 15).isoformat() for year in range(2000, 2022) for month in range(1, 13)]
    none = Counter()
    for country in _members():
        for day in days:
            held = known.holders(country, day)
            assert len(held) < 2, (country, day, held)
            none[country] += not held
    assert none.pop("SSD") == 138  # months before its independence
    assert none.pop("SOM") == 8  # months before the government formed at Arta
    assert max(none.values()) <= 1, none.most_common(5)
    assert none.total() <= 10, none


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("holders", ROOT / "tools" / "holders.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def table(tmp_path):
    """Three terms, one of them with a wrong person, one without days."""
    path = tmp_path / "terms.csv"
    path.write_text(
        "jurisdiction_repo,position,person,wikidata_id,start,end\n"
        "egypt-ministers,President,Muhammad Mursi,Q4631,2012-06-30,2013-07-03\n"
        "egypt-ministers,Prime Minister,Hosni Mubarak,Q34105,2012-08-02,2013-07-03\n"
        "egypt-ministers,Minister of Defence,Nobody,Q1,,2013\n"
    )
    return path


def test_the_comparison_tells_right_from_wrong(tool, table):
    given = tool.terms(table)
    assert len(given) == 2
    months = list(tool.leaders(given))
    assert (months[0].day, months[-1].day, len(months)) == ("2012-07-15", "2013-06-15", 12)
    assert all(one.right for one in months)
    assert [(one.office, one.right) for one in tool.offices(given)] == [("president", True), ("prime minister", False)]


@pytest.mark.skipif(not TERMS.is_file(), reason="../shared is not beside this checkout: nothing to compare with")
def test_leaders_against_the_terms_of_fourteen_governments(tool):
    given = tool.terms(TERMS)
    for compared, answered, right in ((tool.leaders(given), 0.95, 0.97), (tool.offices(given), 0.95, 0.95)):
        asked = list(compared)
        found = [one for one in asked if one.found]
        assert len(found) >= answered * len(asked)
        assert sum(one.right for one in found) >= right * len(found), [one for one in found if not one.right]
