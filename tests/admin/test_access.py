"""Who may open and post what: every page of the admin for every role, generated from one table."""

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.models import Claim, Event
from claims.review import verdicts
from tests.conftest import NOW, make_person, make_source, support

ROLES = ("wanda", "cora", "edith", "rita", "ada", "root")
DESK = {"cora", "edith", "rita", "root"}
EVERYBODY = DESK | {"wanda"}
# What each role may look at, bring and change, by model. "root" is a superuser without a role: it may look,
# because has_perm says so, and do nothing.
LOOKS = {
    "article": EVERYBODY,
    "claim": EVERYBODY,
    "source": EVERYBODY,
    "revision": EVERYBODY,
    "verdict": DESK,
    "confirmation": DESK,
    "event": DESK,
    "user": {"ada", "root"},
}
ADDS = {"claim": {"cora", "edith"}, "source": {"wanda", "cora", "edith"}, "user": {"ada", "root"}}
CHANGES = {
    "claim": {"cora", "edith"},
    "source": {"cora", "edith"},
    "article": {"edith"},
    "user": {"ada", "root"},
}
READS_RECORD = {"article": DESK, "claim": DESK, "source": DESK, "user": {"ada", "root"}}
MODELS = tuple(LOOKS)


@pytest.fixture
def root(db):
    return make_person("root", is_superuser=True)


@pytest.fixture
def rows(article, claim, source, cora, ben, edith, wanda):
    """One row of each model, all of wanda's article."""
    support(claim, source, by=cora)
    verdict = verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return {
        "article": article,
        "claim": claim,
        "source": source,
        "revision": article.revisions.get(),
        "verdict": verdict,
        "confirmation": verdicts.confirm(verdict, by=ben, at=NOW),
        "event": Event.objects.filter(chain__article=article)[0],
        "user": ben,
    }


def address(model, page, row=None):
    app = "auth" if model == "user" else "claims"
    return reverse(f"admin:{app}_{model}_{page}", args=[row.pk] if row else [])


def opens(answer):
    assert answer.status_code in {200, 302, 403}, answer.status_code
    return answer.status_code == 200


def test_the_table_names_every_registered_page_of_ours():
    from claims.models import Import

    registered = {model._meta.model_name for model in admin.site._registry if model is not Import}
    assert registered == set(MODELS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_pages_open_for_those_who_may_look(desk, request, rows, role, model):
    browser = desk(request.getfixturevalue(role))
    allowed = role in LOOKS[model]
    assert opens(browser.get(address(model, "changelist"))) == allowed
    assert opens(browser.get(address(model, "change", rows[model]))) == allowed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", READS_RECORD)
def test_the_record_of_a_row_opens_for_those_who_may_read_it(desk, request, rows, role, model):
    browser = desk(request.getfixturevalue(role))
    assert opens(browser.get(address(model, "history", rows[model]))) == (role in READS_RECORD[model])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_adding_is_offered_and_possible_for_those_who_may(desk, request, rows, role, model):
    browser = desk(request.getfixturevalue(role))
    allowed = role in ADDS.get(model, ())
    assert opens(browser.get(address(model, "add"))) == allowed
    assert opens(browser.get(address(model, "add") + "?_popup=1")) == allowed
    assert browser.post(address(model, "add"), {}).status_code == (422 if allowed else 403)
    if role in LOOKS[model]:
        assert (address(model, "add") in browser.get(address(model, "changelist")).text) == allowed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_changing_is_offered_and_possible_for_those_who_may(desk, request, rows, role, model):
    browser = desk(request.getfixturevalue(role))
    page = address(model, "change", rows[model])
    allowed = role in CHANGES.get(model, ())
    # A form with nothing in it is refused as unfit where one may change, and for lack of right everywhere else.
    assert browser.post(page, {}).status_code == (422 if allowed else 403)
    assert browser.post(page, {"_saveasnew": "1"}).status_code == 403
    if role in LOOKS[model]:
        assert ('name="_continue"' in browser.get(page).text) == allowed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_nobody_deletes_anything(desk, request, rows, role, model):
    browser = desk(request.getfixturevalue(role))
    events = Event.objects.count()
    page = address(model, "delete", rows[model])
    assert browser.get(page).status_code == 403
    assert browser.post(page, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "index": "0", "_selected_action": rows[model].pk, "post": "yes"}
    assert browser.post(address(model, "changelist"), chosen).status_code in {200, 302, 403}
    assert type(rows[model])._base_manager.filter(pk=rows[model].pk).exists()
    assert Event.objects.count() == events


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["/admin/autocomplete/", "/admin/claims/source/choose/"])
def test_autocomplete_answers_those_who_may_look_at_sources(desk, request, rows, role, page):
    query = {"term": "", "app_label": "claims", "model_name": "evidence", "field_name": "source"}
    answer = desk(request.getfixturevalue(role)).get(page, query)
    assert (answer.status_code == 200) == (role in LOOKS["source"])


@pytest.mark.parametrize("field", ["added_by", "withdrawn_by"])
def test_autocomplete_lists_no_people_to_those_who_manage_none(desk, rows, cora, field):
    query = {"term": "", "app_label": "claims", "model_name": "evidence", "field_name": field}
    assert desk(cora).get("/admin/autocomplete/", query).status_code == 403


@pytest.mark.parametrize(
    "query", [{}, {"term": "x"}, {"app_label": "claims", "model_name": "evidence", "field_name": "no"}]
)
def test_a_damaged_autocomplete_is_refused(desk, cora, query):
    assert desk(cora).get("/admin/autocomplete/", query).status_code == 403


def test_a_superuser_without_a_role_reads_and_decides_nothing(desk, rows, root):
    page = rows["claim"].get_absolute_url()
    answer = desk(root).get(page)
    assert answer.status_code == 200
    assert 'name="verdict"' not in answer.text
    assert desk(root).post(page, {"verdict": "cut", "reason": "x", "version": 2}).status_code == 403
    assert Claim.objects.get().status == "verified"


@pytest.mark.parametrize("model", ["revision", "verdict", "confirmation", "event"])
def test_what_never_changes_has_no_history(desk, rows, edith, model):
    assert desk(edith).get(address(model, "history", rows[model])).status_code == 404
    assert "historylink" not in desk(edith).get(address(model, "change", rows[model])).text


@pytest.mark.parametrize("model", MODELS)
def test_nobody_who_is_not_logged_in_sees_anything(client, rows, model):
    for page in (
        address(model, "changelist"),
        address(model, "change", rows[model]),
        address(model, "history", rows[model]),
    ):
        answer = client.get(page)
        assert (answer.status_code, answer.url.startswith("/admin/login/")) == (302, True)


def test_a_link_by_another_column_is_refused(desk, rows, cora):
    for model, column in (("claim", "note"), ("source", "title"), ("article", "own_publishers")):
        assert desk(cora).get(address(model, "changelist") + f"?_to_field={column}").status_code == 400
        assert desk(cora).get(address(model, "change", rows[model]) + f"?_to_field={column}").status_code == 400


@pytest.mark.parametrize("role", ["wanda", "cora", "rita"])
def test_another_article_is_out_of_a_writers_reach_and_in_the_desks(desk, request, rows, role):
    from claims.models import Article

    Article.objects.update(writer=None)
    browser = desk(request.getfixturevalue(role))
    assert opens(browser.get(address("revision", "change", rows["revision"]))) == (role != "wanda")
    for model in ("article", "claim", "source"):
        assert opens(browser.get(address(model, "change", rows[model]))) == (role != "wanda")
        assert opens(browser.get(address(model, "history", rows[model]))) == (role != "wanda")


def test_a_writer_searches_nothing_of_other_articles_or_of_hidden_findings(desk, rows, wanda, cora):
    secret = make_source(cora, "whistle", confidential=True, title="Whistleblower Zeta")
    support(rows["claim"], secret, by=cora, finding="Zeta saw it.")
    assert desk(wanda).get("/admin/claims/claim/?q=zeta").context["cl"].result_count == 0


def test_events_about_accounts_are_for_those_who_manage_people(desk, rows, ada, cora, root):
    from claims.review.accounts import change_account

    change_account(rows["user"], by=ada, at=NOW, email="ben@private.example")
    event = Event.objects.latest("pk")
    assert desk(cora).get(address("event", "change", event)).status_code == 302
    assert "ben@private.example" in desk(root).get(address("event", "change", event)).text
