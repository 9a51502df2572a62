"""Checking links: off unless the desk wants it, only when asked, never for a confidential source."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims.models import LinkCheck
from claims.review.link_checks import check_links, standing_checks
from claims.review.problems import Refused
from claims.review.sources import edit_source
from tests.conftest import NOW, make_source, support
from tests.links.servers import letting, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
GONE = OK.replace(b"200 OK", b"404 X")


@pytest.fixture
def on(settings):
    settings.CHECK_LINKS = True


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_it_is_off_unless_the_desk_switches_it_on(source, cora):
    with pytest.raises(Refused) as refused:
        check_links(source, by=cora, at=NOW)
    assert "off" in codes(refused)


def test_each_address_is_asked_once_and_the_last_answer_stands(on, cora):
    with serving(lambda asked: OK if "GET /a" in asked else GONE) as site:
        at_site = f"http://127.0.0.1:{site.port}"
        source = make_source(cora, "s", url=f"{at_site}/a", archive_url=f"{at_site}/b")
        for _ in range(2):
            check_links(source, by=cora, at=NOW, guard=letting(site))
    told = [(check.field, check.status, check.is_there, check.by) for check in standing_checks(source)]
    assert told == [("url", 200, True, cora), ("archive_url", 404, False, cora)]
    assert len(site.heard) == 4
    assert not any("bridge" in request or "Referer" in request for request in site.heard)
    edit_source(source, by=cora, at=NOW, url="https://elsewhere.example/")
    assert [check.field for check in standing_checks(source)] == ["archive_url"]  # the new address was not asked yet


def test_a_confidential_source_is_never_asked_for(on, edith):
    secret = make_source(edith, "deep", url="http://127.0.0.1:1/", confidential=True)
    with pytest.raises(Refused) as refused:
        check_links(secret, by=edith, at=NOW)
    assert codes(refused) == ["confidential"]
    assert not LinkCheck.objects.exists()


def test_who_may_not_change_sources_has_none_asked(on, source, rita):
    with pytest.raises(Refused) as refused:
        check_links(source, by=rita, at=NOW)
    assert codes(refused) == ["not_permitted", "no_address"]


def button(source):
    return f"/admin/claims/source/{source.pk}/check-links/"


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def test_the_button_is_there_only_where_it_works(source, cora, rita, settings):
    page = source.get_absolute_url()
    assert "Check links" not in browser_of(cora).get(page).text
    assert browser_of(cora).post(button(source)).status_code == 404
    settings.CHECK_LINKS = True
    assert "Check links" not in browser_of(cora).get(page).text  # it has no address
    edit_source(source, by=cora, at=NOW, url="http://10.0.0.1/")
    assert "Not asked yet." in browser_of(rita).get(page).text
    assert button(source) in browser_of(cora).get(page).text
    assert button(source) not in browser_of(rita).get(page).text
    assert browser_of(rita).post(button(source)).status_code == 403
    assert browser_of(cora).get(button(source)).status_code == 405
    answer = browser_of(cora).post(button(source), follow=True)
    assert answer.text.count("It leads into a private network, not to the public web.") == 2  # told, and on the page
    assert "by Cora." in answer.text


def test_a_writer_asks_nothing_and_a_hidden_source_is_as_if_closed(on, claim, cora, edith, wanda):
    secret = make_source(edith, "deep", url="http://10.0.0.1/", confidential=True)
    support(claim, make_source(cora, "open", url="http://10.0.0.1/"), by=cora)
    assert browser_of(cora).post(button(secret)).status_code == 403
    assert browser_of(wanda).post(button(claim.evidence.get().source)).status_code == 403


def test_the_command_asks_for_the_articles_sources(on, article, claim, cora, edith):
    support(claim, make_source(cora, "inside", url="http://10.0.0.1/"), by=cora)
    support(
        claim, make_source(edith, "Zetaleak", title="Zetaleak", url="http://10.0.0.1/", confidential=True), by=edith
    )
    out = StringIO()
    call_command("check_links", article="bridge", stdout=out)
    assert "http://10.0.0.1/ - It leads into a private network" in out.getvalue()
    assert "1 of the addresses did not answer." in out.getvalue()
    assert "Zetaleak" not in out.getvalue()
    assert LinkCheck.objects.count() == 1


def test_the_command_says_how_to_switch_it_on(article, claim, source, cora):
    support(claim, source, by=cora)
    with pytest.raises(CommandError, match="CHECK_LINKS=yes"):
        call_command("check_links", article="bridge")
