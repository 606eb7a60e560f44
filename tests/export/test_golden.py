"""Two exports in full, to be read: the network of the made reports, an event of the golden reading as annotation."""

from pathlib import Path

import msgspec
from lxml import etree

HERE = Path(__file__).parent


def test_the_network_of_the_made_reports(full, written):
    tree = etree.fromstring(written(full, "gexf"))
    etree.indent(tree)
    assert etree.tostring(tree, encoding="unicode") + "\n" == (HERE / "golden.gexf").read_text(encoding="utf-8")


def test_the_annotation_of_an_event(golden_ledger, written):
    [line] = [one for one in written(golden_ledger, "web-annotation").splitlines() if b':e1","type"' in one]
    found = msgspec.json.format(line, indent=2).decode()
    assert found + "\n" == (HERE / "golden.annotation.json").read_text(encoding="utf-8")
