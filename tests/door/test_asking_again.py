"""Before a sign-off, a bulk export and changes to people, and after a lost session: who is there? What was sent goes on."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from claims.access import factor, totp
from claims.models import SignOff
from claims.review import verdicts
from tests.admin.conftest import posted
from tests.conftest import NOW, support

SALT = "5a17" * 8


def logged_in(person, minutes_ago=11):
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    session = browser.session
    session["proved_at"] = int((timezone.now() - timedelta(minutes=minutes_ago)).timestamp())
    session.save()
    return browser


def proof(person):
    return {"proof_password": f"{person.username}-very-long-password"}


def hidden(answer):
    """What the page that asks would send again."""
    assert answer.status_code == 403
    return dict(answer.context["kept"])


@pytest.fixture
def ready(article, claim, source, cora):
    """The article with its one claim verified: it can be signed off."""
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return article


def test_a_sign_off_asks_first_and_then_goes_on_with_what_was_sent(ready, edith):
    browser, page = logged_in(edith), f"/admin/claims/article/{ready.pk}/sign-off/"
    form = {"revision": str(ready.revisions.get().pk)}
    asked = browser.post(page, form)
    assert hidden(asked) == form
    assert "What you typed is kept on this page" in asked.text
    assert not SignOff.objects.exists()
    assert hidden(browser.post(page, {**hidden(asked), "proof_password": "guess"})) == form
    assert browser.post(page, {**hidden(asked), **proof(edith)}).status_code == 302
    assert SignOff.objects.get().by == edith


def test_for_ten_minutes_it_is_not_asked_again(ready, edith):
    page = f"/admin/claims/article/{ready.pk}/sign-off/"
    assert logged_in(edith, minutes_ago=9).post(page, {"revision": "x"}).status_code == 409
    assert logged_in(edith, minutes_ago=11).post(page, {"revision": "x"}).status_code == 403
    assert logged_in(edith, minutes_ago=-5).post(page, {"revision": "x"}).status_code == 403  # a clock set back


@pytest.mark.parametrize("page", ["claim/export/", "source/export/", "article/{}/take-away/"])
def test_a_bulk_export_asks_first(ready, edith, page):
    browser, page = logged_in(edith), f"/admin/claims/{page.format(ready.pk)}"
    form = posted(browser.get(page)) if "take" not in page else {"paper": "checked", "format": "html"}
    asked = browser.post(page, form)
    file = browser.post(page, {**form, **hidden(asked), **proof(edith)})
    assert (file.status_code, file["Content-Disposition"].split(";")[0]) == (200, "attachment")


@pytest.mark.parametrize(
    "page",
    [
        "auth/user/add/", "auth/user/{}/change/", "auth/user/{}/password/", "auth/user/{}/second-factor/",
        "second-factor/roles/", "second-factor/", "password_change/",
    ],
)  # fmt: skip
def test_who_people_are_is_shown_and_changed_only_after_asking(ada, cora, page):
    browser, page = logged_in(ada), f"/admin/{page.format(cora.pk)}?x=1"
    asked = browser.get(page)
    assert hidden(asked) == {"proof_look": "1"}
    led_on = browser.post(page, {**hidden(asked), **proof(ada)})
    assert (led_on.status_code, led_on.url) == (302, page)
    assert browser.get(page).status_code == 200


def test_a_password_that_was_typed_is_not_written_into_the_page(ada, cora):
    form = {"password1": "long-secret-phrase", "password2": "long-secret-phrase", "email": "c@example.org"}
    asked = logged_in(ada).post(f"/admin/auth/user/{cora.pk}/password/", form)
    assert hidden(asked) == {"email": "c@example.org"}
    assert "long-secret-phrase" not in asked.text


def test_the_code_is_asked_too_where_there_is_one(ready, edith):
    then = timezone.now() - timedelta(hours=1)
    key = factor.key_of(edith, SALT)
    factor.set_up(edith, SALT, totp.code_of(key, totp.step_of(then)), at=then)
    browser, page = logged_in(edith), f"/admin/claims/article/{ready.pk}/sign-off/"
    form = {"revision": str(ready.revisions.get().pk), **proof(edith)}
    assert browser.post(page, form).status_code == 403
    code = totp.code_of(key, totp.step_of(timezone.now()))
    assert browser.post(page, form | {"proof_code": code}).status_code == 302


def test_guessing_here_is_as_slow_as_at_the_log_in(ready, edith):
    browser, page = logged_in(edith), f"/admin/claims/article/{ready.pk}/sign-off/"
    for _ in range(5):
        browser.post(page, {"revision": "1", "proof_password": "guess"})
    assert "Too many log-ins failed." in browser.post(page, {"revision": "1", **proof(edith)}).text
    assert Client().post("/admin/login/", {"username": "edith", "password": "x"}).status_code == 429


# A session that ends while somebody writes.


def ended(person):
    """Return a browser of somebody whose session has ended since they opened a page."""
    browser = Client()
    browser.force_login(person)
    Session.objects.all().delete()
    return browser


def test_what_was_typed_goes_on_after_logging_in_on_the_spot(claim, cora):
    browser = Client()
    browser.force_login(cora)
    page = f"/admin/claims/claim/{claim.pk}/change/"
    form = posted(browser.get(page)) | {"note": "Two lines,\n<b>typed</b> at length"}
    Session.objects.all().delete()
    asked = browser.post(page, form)
    assert "Your session had ended" in asked.text
    assert "Nothing was saved so far." in asked.text
    assert hidden(asked)["note"] == form["note"]
    assert "&lt;b&gt;typed&lt;/b&gt;" in asked.text
    answers = {"proof_name": "cora", "proof_code": "", **proof(cora)}
    assert browser.post(page, {**form, **answers, "proof_password": "x"}).status_code == 403
    claim.refresh_from_db()
    assert claim.note == ""
    assert browser.post(page, {**form, **answers}).status_code == 302
    claim.refresh_from_db()
    assert claim.note == form["note"]


def test_who_logs_in_instead_may_still_do_only_what_they_may(claim, cora, rita):
    form = {"proof_name": "rita", **proof(rita), "note": "x"}
    assert ended(cora).post(f"/admin/claims/claim/{claim.pk}/change/", form).status_code == 403
    claim.refresh_from_db()
    assert claim.note == ""


def test_a_sending_without_the_forms_token_never_gets_that_far(claim, cora):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/admin/claims/claim/{claim.pk}/change/", {"proof_name": "cora", **proof(cora), "note": "x"})
    assert (answer.status_code, "_auth_user_id" in browser.session) == (403, False)
    assert "The form had grown old" in answer.text


def test_a_script_is_sent_to_the_log_in_and_keeps_what_it_has(claim, cora):
    page = f"/admin/claims/article/{claim.article_id}/desk/claim/1/decide/"
    answer = ended(cora).post(page, {"note": "x"}, headers={"Sec-Fetch-Mode": "cors"})
    assert (answer.status_code, answer.url.startswith("/admin/login/")) == (302, True)


# A role that needs a second factor.


def test_who_owes_a_second_factor_sets_it_up_before_anything_else(cora, ada, claim):
    browser = logged_in(cora, minutes_ago=1)
    factor.require_of(["checker"], by=ada, at=NOW)
    for path in ("/admin/", f"/admin/claims/claim/{claim.pk}/change/", "/admin/claims/claim/export/"):
        for answer in (browser.get(path), browser.post(path, {"note": "x"})):
            assert (answer.status_code, answer.url) == (302, "/admin/second-factor/")
    page = browser.get("/admin/second-factor/")
    assert "Your role needs a second factor." in page.text
    key = factor.key_of(cora, browser.session["factor_salt"])
    assert totp.as_text(key) in page.context["key"].replace(" ", "")
    assert browser.post("/admin/second-factor/", {"do": "set_up", "code": "000000"}).status_code == 422
    code = totp.code_of(key, totp.step_of(timezone.now()))
    done = browser.post("/admin/second-factor/", {"do": "set_up", "code": code})
    assert len(done.context["codes"]) == 10
    assert all(code in done.text for code in done.context["codes"])
    assert browser.get("/admin/").status_code == 200
    assert browser.post("/admin/second-factor/", {"do": "turn_off"}).status_code == 422
    factor.require_of([], by=ada, at=NOW)
    assert browser.post("/admin/second-factor/", {"do": "turn_off"}).status_code == 302
    assert factor.factor_of(cora) is None


def test_the_admin_chooses_the_roles_and_takes_off_what_a_colleague_lost(cora, ada):
    browser = logged_in(ada, minutes_ago=1)
    assert browser.post("/admin/second-factor/roles/", {"roles": ["editor", "nonsense"]}).status_code == 422
    assert browser.post("/admin/second-factor/roles/", {"roles": ["editor"]}).status_code == 302
    assert factor.roles_that_need_one() == ["editor"]
    then = timezone.now() - timedelta(hours=1)
    factor.set_up(cora, SALT, totp.code_of(factor.key_of(cora, SALT), totp.step_of(then)), at=then)
    assert "Turn it off" in browser.get(f"/admin/auth/user/{cora.pk}/change/").text
    browser.post(f"/admin/auth/user/{cora.pk}/second-factor/")
    assert factor.factor_of(cora) is None
    text = browser.get(f"/admin/auth/user/{cora.pk}/history/").text
    assert "second factor taken off" in text
