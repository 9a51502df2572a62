"""The site's own renderer of forms shows what Django's would, and draws nothing for a field without errors."""

import pytest
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList

from factcheck.forms import Renderer


@pytest.mark.parametrize("shape", ["__str__", "as_ul", "as_text"])
@pytest.mark.parametrize("errors", [[], ["It is <wrong>."], ["It is wrong.", "It is late."]])
def test_errors_are_shown_as_django_shows_them(errors, shape):
    shown, expected = (
        getattr(ErrorList(errors, renderer=renderer, field_id="id_name"), shape)()
        for renderer in (Renderer(), DjangoTemplates())
    )
    assert shown == expected


def test_a_list_without_errors_needs_no_template(monkeypatch):
    monkeypatch.setattr(Renderer, "get_template", None)
    assert str(ErrorList(renderer=Renderer())) == ""


def test_every_form_of_the_site_is_drawn_so():
    assert isinstance(ErrorList().renderer, Renderer)
