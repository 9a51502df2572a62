"""Browsers for the cast, and forms filled in as a browser would send them."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

Desk = Callable[[Any], Client]


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a browser in which this person is logged in."""

    def browser(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser


class Fields(HTMLParser):
    """Collects what a browser would send of the page's main form: the successful controls, buttons aside."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.within = False
        self.textarea: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.within = given.get("method") == "post" and given.get("id") != "logout-form"
        name = given.get("name")
        if not self.within:
            return
        kind = given.get("type")
        sent = kind not in {"submit", "file", "image", "button"} and (
            kind not in {"checkbox", "radio"} or "checked" in given
        )
        if tag == "input" and name and sent:
            self.add(name, given.get("value") or ("on" if kind == "checkbox" else ""))
        if tag == "textarea":
            self.textarea, self.values[name or ""] = name, ""
        if tag == "select":
            self.select = name
            if "multiple" not in given:
                self.values.setdefault(name or "", "")
        if tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given.get("value") or ""

    def add(self, name: str, value: str) -> None:
        if name in self.values and name.startswith("roles"):
            self.values[name] = [*self.values[name], value]
        else:
            self.values[name] = [value] if name.startswith("roles") else value

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\n").removeprefix("\r\n")
            self.textarea = None
        if tag == "select":
            self.select = None
        if tag == "form":
            self.within = False


def posted(response: Any) -> dict[str, Any]:
    """Return what a browser would send if the page's form were submitted as it stands."""
    assert response.status_code in {200, 409, 422}, (response.status_code, getattr(response, "url", ""))
    fields = Fields()
    fields.feed(response.text if hasattr(response, "text") else response.content.decode())
    fields.values.pop("csrfmiddlewaretoken", None)
    return fields.values
