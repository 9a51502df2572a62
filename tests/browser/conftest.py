"""The stage for tests in a real browser: Chromium, axe-core, a desk with every status, and a witness.

The witness is what the browser itself complains of: errors on the console, scripts that fail, and whatever
the Content-Security-Policy refused. A test that ends with a complaint fails, whatever else it looked at.

Without Chromium or axe-core the tests here are skipped with a reason; where CI is set, that is a failure.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import copied, prepared

from .desk import Desk, make_desk

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--no-sandbox",  # a machine's root can't use it, and only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(os.environ.get("AXE_PATH") or Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js")


def missing(what: str) -> None:
    """Skip the test for want of something on this machine, or fail where nothing may be skipped."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Give one browser to all tests of this folder."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        missing("Chromium is not installed on this machine.")
    # Playwright keeps an event loop in this thread, and Django would take its own calls for calls from it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the source of axe-core."""
    if not AXE.is_file():
        missing("axe-core is not here: npm install --no-save axe-core@4, or set AXE_PATH to its axe.min.js.")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="package")
def furnished(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Desk]]:
    """Write the desk once, into a database that no test touches; give that database's name, and the desk."""
    with prepared(django_db_blocker, "desk", make_desk) as furnished:
        yield furnished


@pytest.fixture
def own_database(request: pytest.FixtureRequest, furnished: tuple[str, Desk], django_db_blocker: Any) -> Iterator[None]:
    """Give the test a database of its own: a copy of the desk's where it asks for the desk, else without one."""
    with copied(django_db_blocker, furnished[0] if "desk" in request.fixturenames else ""):
        yield


@pytest.fixture
def desk(live_site: str, furnished: tuple[str, Desk]) -> Desk:
    """Give a desk with people of every role, three articles and claims of every status."""
    return deepcopy(furnished[1])


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Give a browser window of its own, without cookies."""
    # Colours that fade from one theme to the other would be measured half-way.
    still = {"reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "UTC"}
    window = chromium.new_context(viewport={"width": 1440, "height": 900}, **still)
    window.set_default_timeout(10_000)
    yield window
    window.close()


@pytest.fixture
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """Collect what the browser complains of, and fail the test that leaves a complaint in the list."""
    heard: list[str] = []
    context.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    yield heard
    assert heard == []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """Give an empty tab whose complaints are listened to."""
    return context.new_page()


@pytest.fixture
def log_in(context: BrowserContext, live_site: str) -> Callable[[Any], None]:
    """Give a function that makes the browser a person's, without the log-in page."""

    def become(person: Any) -> None:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])

    return become
