"""What the page uses of others is what VENDOR.tsv says, has its licences, and is small."""

from __future__ import annotations

import gzip
import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

STATIC = Path(str(files("onrecord"))) / "web" / "static"
VENDOR = STATIC / "vendor"
BESIDES = {"VENDOR.tsv", "LICENSES.txt"}
NOT_SENT = {"vendor/VENDOR.tsv", "vendor/LICENSES.txt", "vendor/d3.d.ts"}
"""Files that no page asks for."""
BUDGET = {"d3.js": 45_000, "htmx.min.js": 17_000, "land": 100_000}
"""Bytes gzipped. `land`: of both files together."""
MOST = 250_000


def lines() -> list[dict[str, str]]:
    head, *rows = [line for line in (VENDOR / "VENDOR.tsv").read_text().splitlines() if not line.startswith("#")]
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]


def small(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_every_file_is_listed_and_no_other() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {line["file"] for line in lines()} | BESIDES


@pytest.mark.parametrize("name", sorted({line["file"] for line in lines()}))
def test_a_file_has_the_bytes_that_are_listed(name: str) -> None:
    data = (VENDOR / name).read_bytes()
    for line in lines():
        if line["file"] == name:
            assert (int(line["bytes"]), line["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_licence_of_every_package_is_there() -> None:
    texts = (VENDOR / "LICENSES.txt").read_text()
    for line in lines():
        if line["package"] != "onrecord":
            assert f"\n{line['package']} {line['version']} ({line['licence']})\n" in texts
            assert line["licence"] in {"ISC", "BSD-3-Clause", "0BSD"}
    assert "Natural Earth" in texts


def test_the_land_has_no_borders_and_names_its_data() -> None:
    for scale in ("110m", "50m"):
        land = json.loads((VENDOR / f"land-{scale}.json").read_text())
        assert list(land["objects"]) == ["land"]
        assert land["data"] == "Natural Earth, public domain"


def test_no_file_names_an_address_to_fetch_from() -> None:
    for path in VENDOR.iterdir():
        if path.suffix == ".json":
            assert "http" not in path.read_text()
    for path in STATIC.glob("*.js"):
        assert "://" not in path.read_text().replace("http://www.w3.org/", "")


def test_what_is_sent_is_small() -> None:
    assert small(VENDOR / "d3.js") <= BUDGET["d3.js"]
    assert small(VENDOR / "htmx.min.js") <= BUDGET["htmx.min.js"]
    assert sum(small(path) for path in VENDOR.glob("land-*.json")) <= BUDGET["land"]
    sent = [path for path in STATIC.rglob("*") if path.is_file() and str(path.relative_to(STATIC)) not in NOT_SENT]
    assert sum(map(small, sent)) <= MOST
