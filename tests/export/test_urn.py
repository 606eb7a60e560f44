import pytest

from onrecord.export.urn import address, of_row, urn


def test_a_hostile_id_cannot_leave_its_part():
    assert urn("../x y", 'e1"<') == "urn:onrecord:..%2Fx%20y:e1%22%3C"
    assert of_row("report:with:colons:e1") == "urn:onrecord:report%3Awith%3Acolons:e1"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "http://a b/",
        "http://[::1",
        "//x.example",
        "",
        None,
        "a.txt",
    ],
)
def test_what_is_no_address_of_the_web_is_none(url):
    assert address(url) is None


def test_an_address_keeps_its_parts_and_loses_what_markup_could_use():
    assert address("https://a.example/x?y=1&z=%20#part") == "https://a.example/x?y=1&z=%20#part"
    assert address('https://a.example/"><script>é') == "https://a.example/%22%3E%3Cscript%3E%C3%A9"
