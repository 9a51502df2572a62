"""What every page says in the same way: statuses, links in typed text, names of sources, the places to go."""

import pytest
from django.contrib.auth.models import Permission
from django.template import Context, Template

from claims.templatetags.desk import linked, status_chip
from claims.vocabulary import Status
from tests.conftest import make_source
from tests.growth import LINEAR, eighth, growth


def rendered(template, **context):
    return Template("{% load desk %}" + template).render(Context(context))


@pytest.mark.parametrize("status", Status)
def test_a_status_is_told_by_drawing_and_word_and_not_by_colour_alone(status):
    chip = rendered("{% status_chip status %}", status=status)
    assert f'<use href="#icon-{status}"/>' in chip
    assert f">{status.label}</span>" in chip
    assert "style=" not in chip


def test_every_status_has_a_drawing():
    icons = Template('{% include "claims/icons.html" %}').render(Context())
    assert [s for s in Status if f'id="icon-{s}"' not in icons] == []


def test_an_unknown_status_is_not_shown_as_if_it_were_one():
    with pytest.raises(ValueError):
        status_chip("true")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("no address", "no address"),
        ("<b onclick=x>", "&lt;b onclick=x&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("ftp://example.org", "ftp://example.org"),
        ("see http://a.org.", 'see <a href="http://a.org" rel="noopener noreferrer">http://a.org</a>.'),
        (
            "(https://a.org/b_(c))",
            '(<a href="https://a.org/b_(c)" rel="noopener noreferrer">https://a.org/b_(c)</a>)',
        ),
        (
            "https://a.org/?x=1&y=2",
            '<a href="https://a.org/?x=1&amp;y=2" rel="noopener noreferrer">https://a.org/?x=1&amp;y=2</a>',
        ),
        (
            'https://a.org/"onmouseover="x',
            '<a href="https://a.org/" rel="noopener noreferrer">https://a.org/</a>&quot;onmouseover=&quot;x',
        ),
        (
            "https://a.org/\u202egro.elpmaxe",
            '<a href="https://a.org/" rel="noopener noreferrer">https://a.org/</a>\u202egro.elpmaxe',
        ),
    ],
)
def test_typed_text_is_escaped_and_only_its_web_addresses_become_links(typed, shown):
    assert linked(typed) == f'<bdi class="typed">{shown}</bdi>'


@pytest.mark.parametrize("hostile", ["https://" * 50_000, "https://a" + ")" * 400_000, "https://a" + ").," * 130_000])
def test_hostile_text_takes_no_longer_than_its_length_deserves(hostile):
    assert growth(linked, eighth(hostile), hostile) < LINEAR


def test_a_confidential_source_is_named_only_to_whom_it_may_be(cora, edith):
    secret = make_source(edith, "memo", title="The minister's driver", confidential=True)
    edith.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    edith = type(edith).objects.get(pk=edith.pk)
    named = "{% source_name source user %}"
    assert rendered(named, source=secret, user=cora) == f"<bdi>Confidential source {secret.pk}</bdi>"
    assert rendered(named, source=secret, user=edith) == "<bdi>The minister&#x27;s driver</bdi>"


def test_the_top_bar_leads_only_where_the_person_may_go(rf, wanda, ada):
    def places(user, path="/admin/"):
        request = rf.get(path)
        request.user = user
        return rendered("{% navigation %}", request=request)

    assert "People" not in places(wanda)
    assert "People" in places(ada)
    assert 'href="/admin/" aria-current="page"' in places(wanda)
    assert 'href="/admin/" aria-current="page"' not in places(ada, "/admin/auth/user/")
    assert 'href="/admin/auth/user/" aria-current="page"' in places(ada, "/admin/auth/user/")
