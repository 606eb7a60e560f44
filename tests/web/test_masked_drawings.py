"""What is drawn is masked as what is listed is."""

import pytest


@pytest.mark.parametrize("address", ["/timeline", "/network?on=2013-08-20&since=2011-12-31", "/map?place=1"])
def test_no_private_name_goes_out_to_a_drawing(site, mapped, client, address):
    path, _, asked = address.partition("?")
    assert "Nadia Farouk" in client.get("/timeline.json").text
    site.mask = True
    for form in (f"{path}?{asked}", f"{path}.json?{asked}"):
        told = client.get(form).text
        assert "Nadia Farouk" not in told
        assert "Mona Adel" not in told
