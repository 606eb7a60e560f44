"""A made ledger behind the page: asked directly, and in a real browser.

A test that takes `browser`, `tab` or `axe` skips where no Chromium is found: install Debian's `chromium`, or name one
in ONRECORD_CHROMIUM.
"""

import importlib.util
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from onrecord.web import Site, create

_path = Path(__file__).parents[1] / "dossier" / "conftest.py"
_spec = importlib.util.spec_from_file_location("dossier_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, tell, full, mapped = (
    _made.told, _made.path, _made.ledger, _made.tell, _made.full, _made.mapped,
)  # fmt: skip
TOKEN = "a-token-of-tests"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def site(full):
    """A site of the made ledger (see tests/dossier/conftest.py), under the name that the test client uses."""
    return Site(full.path, TOKEN, frozenset({"testserver"}), by="R. Haddad")


@pytest.fixture
def client(site):
    """Asks the pages as a program that sends the token."""
    with TestClient(create(site), headers={"authorization": f"Bearer {TOKEN}"}) as made:
        yield made


def chromium():
    """Where Chromium is; None where there is none."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("ONRECORD_CHROMIUM") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium, driven by Playwright."""
    where = chromium()
    if where is None:
        pytest.skip("no Chromium: install Debian's chromium, or name one in ONRECORD_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=where, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def served(site):
    """The address of the site behind a real server, without a slash at the end."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    site.hosts = frozenset({f"127.0.0.1:{port}"})
    server = uvicorn.Server(uvicorn.Config(create(site), log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture
def tab(browser, served):
    """A tab that has been let in; the test fails if a page logs an error, or asks another machine for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors, others = [], []
    page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    page.on("request", lambda asked: others.append(asked.url) if not asked.url.startswith((served, "data:")) else None)
    page.goto(f"{served}/?token={TOKEN}")
    yield page
    context.close()
    assert not errors
    assert not others


@pytest.fixture
def axe(tab):
    """Gives the accessibility faults of the page in the tab that are serious or critical, each in a line."""
    from axe_playwright_python.sync_playwright import Axe

    def faults():
        found = Axe().run(tab).response["violations"]
        bad = [one for one in found if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {node['target']} {node['html'][:120]}" for one in bad for node in one["nodes"]]

    return faults
