import pytest

from onrecord.export import FORMATS, load

MINE = ("claimreview", "ftm", "geojson", "gexf", "graphml", "icalendar", "prov", "timeline", "web-annotation")


@pytest.mark.parametrize("name", MINE)
def test_a_format_is_what_its_name_says_and_tells_what_it_holds_and_loses(name):
    form = load(name)
    assert form.name == name
    assert name in FORMATS
    assert {"report", "certainty", "confidence"} <= {*form.holds}
    assert form.loses.endswith(".")
    assert form.file is not None
