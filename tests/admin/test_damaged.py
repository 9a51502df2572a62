"""Damaged and hostile input: an answer with a sentence, never a server error."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.admin.evidence import MOST_NEW
from claims.models import Article, Claim, Event, Source
from claims.review.wording import mark_claim
from tests.admin.conftest import posted
from tests.conftest import NOW, make_article, make_person, make_source, support

LISTS = ["claim", "source", "article", "revision", "verdict", "confirmation", "event"]
QUERIES = [
    "p=abc", "p=-1", "p=999999999999999999999", "p=%00", "o=abc", "o=99.-99", "e=1", "q=%00", "q=" + "a" * 4000,
    "q=" + "+".join(["ab"] * 800), "q=%25_%5C%27%22", "q=%ED%A0%80", "nonsense=1", "id__in=a,b", "%00=1", "_popup=abc",
    "article=" + "9" * 24, "pk__in=1," + "9" * 24, "id__exact=-" + "9" * 19, "by__password__startswith=a",
]  # fmt: skip
OF_CLAIMS = [
    "p=0", "all=", "o=%00", "status__exact=%00", "status__exact=nonsense", "status__in=,,", "risk__exact=",
    "kind__exact=%F0%9F%92%A9", "checker__id__exact=abc", "checker__id__exact=%00", "checker__id__exact=" + "9" * 3000,
    "checker__id__exact=-1", "article__id__exact=x", "article__id__exact=1&article__id__exact=2",
    "article__archived__exact=maybe", "article__desk__exact=%00", "needs=everything", "needs=", "decided_on=yesterday",
    "decided_on=9999-12-31", "decided_on=0001-01-01", "decided_on=2026-02-30", "decided_on=%00", "prints_by=x",
    "prints_by=9999-12-31", "nonsense__exact=1", "statement__regex=(a%2B)%2B%24", "pk=x", "note__exact=x", "_to_field=id",
    "facets=True", "_facets=True",
]  # fmt: skip
OF_OTHERS = [
    ("source", "used=x"), ("source", "confidential__exact=x"), ("source", "kind__exact=x"), ("article", "archived__exact=x"),
    ("article", "desk=%00"), ("verdict", "verdict__exact=x"),
]  # fmt: skip
KEYS = ["abc", "0", "-1", "1.5", "%00", "9" * 30, "9" * 5000, "_3A", "1;drop", "%F0%9F%92%A9", "null"]


@pytest.fixture(scope="module")
def filed(module_database):
    """An article with a claim, and a source that supports it."""
    edith = make_person("edith", "editor")
    article = make_article(make_person("wanda", "writer"), edith)
    words = {"statement": "The Alma bridge opened on 3 May 1999.", "quote": "3 May 1999", "kind": "date"}
    claim = mark_claim(article, by=edith, at=NOW, **words)
    support(claim, make_source(edith, "courier-1999"), by=edith)


@pytest.fixture
def edith(filed, db):
    return User.objects.get(username="edith")


@pytest.fixture
def article(filed, db):
    return Article.objects.get()


@pytest.fixture
def claim(filed, db):
    return Claim.objects.get()


@pytest.fixture
def source(filed, db):
    return Source.objects.get()


@pytest.fixture
def browser(desk, edith):
    return desk(edith)


@pytest.mark.parametrize(
    ("name", "query"),
    [*((name, query) for name in LISTS for query in QUERIES), *(("claim", query) for query in OF_CLAIMS), *OF_OTHERS],
)
def test_a_damaged_query_shows_the_list_or_says_no(browser, name, query):
    assert browser.get(f"/admin/claims/{name}/?{query}", follow=True).status_code in {200, 400}


def test_the_whole_list_is_shown_after_a_damaged_address_with_a_sentence(browser):
    answer = browser.get("/admin/claims/claim/?status__exact=%00", follow=True)
    assert answer.redirect_chain == [("/admin/claims/claim/", 302)]
    assert "That address was damaged." in answer.text


def test_a_long_number_is_searched_for(browser):
    assert browser.get("/admin/claims/claim/?q=" + "9" * 24).status_code == 200


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_is_not_there_leads_home(browser, name, key):
    for page in ("change", "history", "delete"):
        answer = browser.get(f"/admin/claims/{name}/{key}/{page}/")
        assert answer.status_code in {302, 403, 404}, page
        assert browser.post(f"/admin/claims/{name}/{key}/{page}/", {"x": "y"}).status_code in {302, 403, 404}


@pytest.mark.parametrize("key", KEYS)
def test_a_file_that_is_not_there_is_not_found(browser, key):
    for address in (f"/admin/claims/source/{key}/file/", f"/admin/claims/revision/{key}/original/"):
        assert browser.get(address).status_code in {302, 404}


HOSTILE = [
    "\0",
    "a\0b",
    "x" * 200_000,
    "\ud7ff\ufffe",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE x; --",
    "\u202egpj.exe",
]
FIELDS = [
    "statement", "quote", "section", "kind", "value", "speaker", "risk", "sensitive", "note", "checker", "verdict",
    "reason", "correction", "version", "evidence-0-locator", "evidence-0-finding", "evidence-0-stance",
    "evidence-0-version", "evidence-0-id", "evidence-0-claim", "evidence-0-withdraw", "evidence-1-source",
    "evidence-1-named", "evidence-1-stance", "evidence-TOTAL_FORMS", "evidence-INITIAL_FORMS", "evidence-MAX_NUM_FORMS",
]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_text_in_a_field_is_kept_as_text_or_refused(browser, claim, field):
    page = claim.get_absolute_url()
    shown = browser.get(page)
    for text in HOSTILE:
        events = Event.objects.count()
        answer = browser.post(page, posted(shown) | {field: text, "_continue": "1"})
        assert answer.status_code in {302, 409, 422}, text[:20]
        if answer.status_code == 302:
            shown = browser.get(page)
        else:  # Nothing was saved, so the page would be the one seen before.
            assert Event.objects.count() == events
        assert "<script>alert(1)</script>" not in shown.text + answer.content.decode()
        assert "\0" not in Claim.objects.get().statement


@pytest.mark.parametrize("total", ["0", "1", "3", "1001", "99999999", "-1", "abc", ""])
def test_a_damaged_number_of_rows_is_survived(browser, claim, total):
    page = claim.get_absolute_url()
    form = posted(browser.get(page)) | {"evidence-TOTAL_FORMS": total, "evidence-INITIAL_FORMS": total}
    answer = browser.post(page, form)
    assert answer.status_code in {302, 409, 422}
    assert claim.evidence.standing().count() == 1
    if answer.status_code == 422:  # Who names a million rows is not shown a million.
        assert answer.text.count('-locator" ') <= 4 * MOST_NEW


def test_a_form_without_its_rows_is_refused(browser, claim):
    page = claim.get_absolute_url()
    form = {name: value for name, value in posted(browser.get(page)).items() if not name.startswith("evidence")}
    assert browser.post(page, form).status_code == 422


def test_evidence_of_another_claim_is_not_reached_through_this_form(browser, article, claim, source, edith):
    other = mark_claim(article, by=edith, at=NOW, statement="Another claim")
    row = support(other, source, by=edith)
    page = claim.get_absolute_url()
    form = posted(browser.get(page)) | {
        "evidence-0-id": row.pk,
        "evidence-0-finding": "stolen",
        "evidence-0-version": 1,
    }
    assert browser.post(page, form).status_code == 422
    row.refresh_from_db()
    assert row.finding == "It says so."


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"action": ""}, {"action": "nonsense"}, {"action": "verify", "index": "x"}, {"action": "verify", "index": "99"},
        {"action": "dispute", "index": "0", "select_across": "x"}, {"index": "0"}, {"_save": "1"},
        {"action": "dispute", "index": "0", "chosen": "a,b,,1\0", "answered": "1", "reason": "\0"},
        {"action": "assign_to", "index": "0", "answered": "1", "checker": "abc\0"},
    ],
)  # fmt: skip
def test_a_damaged_action_changes_nothing(browser, claim, sent):
    events = Event.objects.count()
    for selection in ({}, {"_selected_action": claim.pk}):
        answer = browser.post("/admin/claims/claim/", sent | selection)
        assert answer.status_code in {200, 302, 422}
    assert Claim.objects.get().status == "unchecked" or sent.get("action") == "verify"
    assert Event.objects.count() == events or sent.get("action") == "verify"


def test_a_claim_can_not_be_added_to_an_article_that_is_not_offered(browser, desk, article, cora):
    add = reverse("admin:claims_claim_add")
    article.archived = True
    article.save(update_fields=["archived"])
    for key in (article.pk, "abc", "0", "\0", "9" * 400):
        answer = desk(cora).post(add, posted(desk(cora).get(add)) | {"article": key, "statement": "x"})
        assert answer.status_code == 422
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    "query", ["article=abc", "article=%00", "article=99999999999999999999", "kind=nonsense", "checker=x"]
)
def test_a_damaged_suggestion_in_the_address_of_a_form_is_survived(desk, claim, cora, query):
    assert desk(cora).get(reverse("admin:claims_claim_add") + "?" + query).status_code == 200


@pytest.mark.parametrize("term", ["%00", "a" * 4000, "%ED%A0%80", "+".join(["ab"] * 900)])
def test_a_damaged_search_for_a_source_is_survived(browser, term):
    address = f"/admin/autocomplete/?app_label=claims&model_name=evidence&field_name=source&term={term}"
    assert browser.get(address).status_code == 200
    assert browser.get(address + "&page=abc").status_code == 404
