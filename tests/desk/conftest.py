"""A checker's browser at the desk: opens pages, and sends forms as they stand there."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from claims.models import Article


class Forms(HTMLParser):
    """Reads the page's forms: what a browser would send of each, by its address. Buttons are pressed by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.by_action: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] | None = None
        self._textarea = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.by_action.setdefault(given.get("action", ""), {})
        if self._form is None:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and (kind not in {"radio", "checkbox"} or "checked" in given):
            self._form[name] = given.get("value", "on")
        if tag == "textarea":
            self._textarea, self._form[name] = name, ""
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and (self._select not in self._form or "selected" in given):
            self._form[self._select] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._textarea and self._form is not None:
            self._form[self._textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self._textarea = "" if tag == "textarea" else self._textarea
        self._select = "" if tag == "select" else self._select
        self._form = None if tag == "form" else self._form


class Browser:
    """Somebody's browser at one article's desk."""

    def __init__(self, person: Any, article: Article) -> None:
        self.client = Client()
        self.client.force_login(person)
        self.url = f"/admin/claims/article/{article.pk}/desk/"
        self.page = ""

    def open(self, path: str = "", **parameters: Any) -> Any:
        return self._keep(self.client.get(self.url + path, parameters))

    def send(self, path: str, **typed: Any) -> Any:
        """Fill in the form of the page that goes to this path below the desk, and send it."""
        forms = Forms(self.page).by_action
        action = next(action for action in forms if action.partition("?")[0] == self.url + path)
        return self._keep(self.client.post(action, forms[action] | typed))

    def post(self, path: str, **typed: Any) -> Any:
        """Send what no form offered."""
        return self._keep(self.client.post(self.url + path, typed))

    def offers(self, path: str) -> bool:
        return any(action.startswith(self.url + path) for action in Forms(self.page).by_action)

    def _keep(self, response: Any) -> Any:
        if "html" in response.get("Content-Type", "") and response.status_code != 302:
            self.page = response.content.decode()
        return response

    @property
    def text(self) -> str:
        """The page as it reads: without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.page)).split())


@pytest.fixture
def at_desk(article: Article) -> Any:
    """Return a function that seats a person at the article's desk."""
    return lambda person: Browser(person, article)
