"""Of a confidential source nothing but its number reaches those without the permission, on no page at all."""

import json
from urllib.parse import unquote_plus

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Event, Source
from claims.review import evidence as bringing
from claims.review import verdicts
from claims.review.sources import edit_source
from tests.admin.conftest import posted
from tests.conftest import NOW, make_source, support

SECRETS = {
    "key": "zetamorph-key",
    "title": "Zetamorph title",
    "publisher": "Zetamorph publisher",
    "author": "Zetamorph author",
    "url": "https://zetamorph.example/address",
    "archive_url": "https://zetamorph.example/archive",
}
WORDS = [*SECRETS.values(), "zetamorph", "1987-06"]
ROLES = ("wanda", "cora", "edith", "rita", "ada", "root")


@pytest.fixture
def root(db):
    from tests.conftest import make_person

    return make_person("root", is_superuser=True)


@pytest.fixture
def secret(cora, source):
    upload = SimpleUploadedFile("zetamorph-letter.pdf", b"%PDF-1.7 zetamorph in a letter")
    return make_source(
        cora, **SECRETS, confidential=True, republishes=source, published_on="1987-06", file=upload, kind="interview"
    )


@pytest.fixture
def used(claim, source, secret, cora, ben):
    """The claim leans on the secret source, and its record tells of changes to both."""
    support(claim, source, by=cora)
    row = support(claim, secret, by=cora, locator="zetamorph locator", finding="zetamorph finding")
    verdict = verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    verdicts.confirm(verdict, by=ben, at=NOW)
    bringing.change_evidence(row_for(row), by=trusted(cora), at=NOW, finding="zetamorph finding, again")
    edit_source(Source.objects.get(pk=secret.pk), by=trusted(cora), at=NOW, author="Zetamorph author the second")
    gone = support(claim, secret, by=cora, locator="zetamorph locator two", finding="zetamorph withdrawn")
    bringing.withdraw(row_for(gone), by=trusted(cora), at=NOW)
    return row


def row_for(row):
    return type(row).objects.select_related("source", "claim__article").get(pk=row.pk)


def trusted(person):
    """Return the person as somebody who was given the permission, for the one act."""
    again = type(person).objects.get(pk=person.pk)
    again._desk_permissions = frozenset({"see_confidential", "change_evidence", "change_source", "add_evidence"})
    return again


def addresses(claim, secret, source):
    """Every address at which something of the source might show."""
    yield "/admin/"
    for model in ("article", "claim", "source", "verdict", "confirmation", "event", "revision"):
        listed = reverse(f"admin:claims_{model}_changelist")
        yield listed
        yield f"{listed}?q=zetamorph"
        yield f"{listed}?q=Confidential"
        yield f"{listed}?o=1"
        yield f"{listed}?o=-1.2"
    for query in (
        "kind__exact=interview",
        "confidential__exact=1",
        "used=yes",
        "q=source",
        "title__startswith=Zetamorph",
    ):
        yield f"/admin/claims/source/?{query}"
    for exact in ("title__exact=Zetamorph title", "author__exact=Zetamorph author the second", "key__in=zetamorph-key"):
        yield f"/admin/claims/source/?{exact}"
    for row in (claim, claim.article, source, secret, *Event.objects.all(), *claim.verdicts.all()):
        name = f"admin:claims_{row._meta.model_name}"
        yield reverse(f"{name}_change", args=[row.pk])
        yield reverse(f"{name}_history", args=[row.pk])
        yield reverse(f"{name}_delete", args=[row.pk])
    yield reverse("admin:claims_source_download", args=[secret.pk])
    for term in ("", "zetamorph", "Confidential", str(secret.pk)):
        for model, field in (("evidence", "source"), ("source", "republishes")):
            asked = f"app_label=claims&model_name={model}&field_name={field}&term={term}"
            yield f"/admin/autocomplete/?{asked}"
            yield f"/admin/claims/source/choose/?{asked}"


@pytest.mark.parametrize("role", ROLES)
def test_no_answer_holds_a_word_of_it(desk, request, used, claim, secret, source, role):
    browser = desk(request.getfixturevalue(role))
    for address in addresses(claim, secret, source):
        answer = browser.get(address)
        body = answer.text if not answer.streaming else b"".join(answer.streaming_content).decode()
        asked = unquote_plus(address).lower()
        for word in WORDS:
            # What the person typed into the address is shown again; all other words must stay away.
            assert word.lower() in asked or word.lower() not in body.lower(), (address, answer.status_code, word)


@pytest.mark.parametrize("role", ["cora", "edith", "rita", "root"])
def test_the_list_shows_its_number_and_nothing_else(desk, request, used, secret, role):
    text = desk(request.getfixturevalue(role)).get("/admin/claims/source/").text
    row = text[text.index(f"Confidential source {secret.pk}") :].partition("</tr>")[0]
    cells = [cell.partition("<")[0] for cell in row.split('">')[1:]]
    assert {cell for cell in cells if cell.strip(" -")} <= {f"Confidential source {secret.pk}"}


def test_the_claims_page_shows_number_and_stance(desk, used, claim, secret, cora):
    text = desk(cora).get(claim.get_absolute_url()).text
    assert f"Confidential source {secret.pk}</bdi>: supports" in text
    assert "Details are confidential." in text


@pytest.mark.parametrize("role", ["cora", "edith", "rita", "root"])
def test_its_page_record_and_file_are_refused(desk, request, used, secret, role):
    browser = desk(request.getfixturevalue(role))
    for page in ("change", "history", "download"):
        assert browser.get(reverse(f"admin:claims_source_{page}", args=[secret.pk])).status_code == 403
    assert browser.post(reverse("admin:claims_source_change", args=[secret.pk]), {"title": "x"}).status_code == 403


def test_who_was_given_the_permission_sees_it_all(desk, used, claim, secret, rita):
    rita.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    browser = desk(rita)
    assert "Zetamorph title" in browser.get("/admin/claims/source/").text
    assert browser.get(reverse("admin:claims_source_change", args=[secret.pk])).status_code == 200
    page = browser.get(claim.get_absolute_url()).text
    assert "zetamorph finding, again" in page
    assert browser.get("/admin/claims/claim/?q=zetamorph").context["cl"].result_count == 1
    assert "Zetamorph author the second" in browser.get(reverse("admin:claims_source_history", args=[secret.pk])).text
    answer = browser.get(reverse("admin:claims_source_download", args=[secret.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 zetamorph in a letter"


def test_hidden_evidence_can_not_be_changed_by_naming_its_row(desk, used, claim, cora):
    page = claim.get_absolute_url()
    form = posted(desk(cora).get(page))
    hijack = form | {
        "evidence-0-id": used.pk,
        "evidence-0-version": 2,
        "evidence-0-finding": "stolen",
        "evidence-0-withdraw": "on",
    }
    answer = desk(cora).post(page, hijack)
    assert answer.status_code == 422
    assert "zetamorph" not in answer.text.lower()
    used.refresh_from_db()
    assert (used.finding, used.withdrawn_at) == ("zetamorph finding, again", None)


@pytest.mark.parametrize("named", ["zetamorph-key", "https://zetamorph.example/address"])
def test_it_can_not_be_brought_by_naming_it(desk, used, claim, secret, cora, named):
    page = claim.get_absolute_url()
    browser = desk(cora)
    for fields in ({"evidence-1-named": named}, {"evidence-1-source": secret.pk}):
        answer = browser.post(page, posted(browser.get(page)) | fields | {"evidence-1-finding": "guess"})
        assert answer.status_code == 422
        assert "Zetamorph" not in answer.text
    assert not claim.evidence.filter(finding="guess").exists()


def test_it_can_not_be_merged_to_learn_of_it(desk, used, secret, source, edith):
    chosen = {"action": "merge_selected", "index": "0", "_selected_action": [secret.pk, source.pk]}
    answer = desk(edith).post("/admin/claims/source/", chosen, follow=True)
    assert "Choose two sources or more" in answer.text
    assert "Zetamorph" not in answer.text


def test_a_checker_marks_a_source_confidential_and_is_led_away_from_it(desk, source, cora):
    page = reverse("admin:claims_source_change", args=[source.pk])
    answer = desk(cora).post(page, posted(desk(cora).get(page)) | {"confidential": "on"}, follow=True)
    assert answer.redirect_chain == [("/admin/claims/source/", 302)]
    assert f"“Confidential source {source.pk}”" in answer.text
    assert "Report courier-1999" not in answer.text


@pytest.mark.parametrize("confidential", [{}, {"confidential": "on"}])
def test_its_key_can_not_be_found_by_trying_it(desk, secret, edith, confidential):
    page = reverse("admin:claims_source_add")
    answers = []
    for key in (SECRETS["key"], "some-other-key"):
        form = posted(desk(edith).get(page)) | {"key": key, "title": "Mine", **confidential}
        answer = desk(edith).post(page, form, follow=True)
        answers.append((answer.status_code, answer.redirect_chain, "already" in answer.text))
    assert answers == [(200, [("/admin/claims/source/", 302)], False)] * 2


def test_an_error_in_that_same_form_keeps_what_was_typed(desk, source, cora):
    page = reverse("admin:claims_source_change", args=[source.pk])
    form = posted(desk(cora).get(page)) | {"confidential": "on", "url": "nonsense:", "author": "Typed author"}
    answer = desk(cora).post(page, form)
    assert (answer.status_code, "Typed author" in answer.text) == (422, True)
    assert 'name="author"' in answer.text


def test_a_copy_of_a_hidden_source_can_still_be_saved(desk, secret, cora):
    copy = make_source(cora, "copy", republishes=secret)
    page = reverse("admin:claims_source_change", args=[copy.pk])
    shown = desk(cora).get(page)
    assert f"Confidential source {secret.pk}" in shown.text
    assert "Zetamorph" not in shown.text
    assert desk(cora).post(page, posted(shown) | {"author": "Me"}).status_code == 302
    copy.refresh_from_db()
    assert (copy.author, copy.republishes_id) == ("Me", secret.pk)


def test_autocomplete_does_not_even_count_it(desk, used, source, cora):
    query = {"term": "", "app_label": "claims", "model_name": "evidence", "field_name": "source"}
    answer = desk(cora).get("/admin/claims/source/choose/", query)
    assert [row["id"] for row in json.loads(answer.text)["results"]] == [str(source.pk)]


def test_who_may_see_it_chooses_it_by_its_title(desk, used, secret, cora):
    cora.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    query = {"term": "zetamorph", "app_label": "claims", "model_name": "evidence", "field_name": "source"}
    answer = desk(cora).get("/admin/claims/source/choose/", query)
    assert json.loads(answer.text)["results"] == [{"id": str(secret.pk), "text": "Zetamorph title"}]
