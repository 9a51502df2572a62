"""Adding and changing sources, and what that does to every claim that leans on them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User

from claims.models import Article, Event, Source
from claims.review.articles import set_archived
from claims.review.problems import Conflict, Refused
from claims.review.sources import add_source, edit_source
from claims.review.verdicts import record_verdict
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_person, make_source, support

LATER = NOW + timedelta(hours=1)


def verified_on(article, by, *sources, risk="low"):
    claim = mark_claim(article, by=by, at=NOW, statement="It opened in May.", risk=risk)
    for source in sources:
        support(claim, source, by=by)
    record_verdict(claim, by=by, verdict="verified", at=NOW)
    return claim


def status(claim):
    claim.refresh_from_db()
    return claim.status


def test_a_source_is_kept_tidy_and_the_desks_record_tells_of_it(cora):
    source = add_source(
        by=cora, at=NOW, key=" reg-1 ", title="Re\u0301gistre ", publisher="Agency ", url=" https://a.example/1"
    )
    source.refresh_from_db()
    assert (source.key, source.title, source.publisher_key, source.url) == (
        "reg-1",
        "Régistre",
        "agency",
        "https://a.example/1",
    )
    event = Event.objects.get()
    assert (event.chain.article, event.action, event.actor_id) == (None, "source added", cora.pk)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"key": " "}, "Give the source a short key"),
        ({"key": "a;b"}, "A source's key can't hold a semicolon or a line end"),
        ({"key": "a\r\nb"}, "A source's key can't hold a semicolon or a line end"),
        ({"key": "mailto:a@b.example"}, "A key that looks like an address has to be a whole one"),
        ({"key": "confidential source 12"}, "Confidential sources are numbered by the desk"),
        ({"title": "\u200b"}, "Give the source a title"),
        ({"kind": "rumour"}, "Kind: Value 'rumour' is not a valid choice"),
        ({"kind": ""}, "Kind: This field cannot be blank"),
        ({"url": "javascript:alert(1)"}, "Address: Enter a valid URL"),
        ({"archive_url": "nowhere"}, "Archived copy: Enter a valid URL"),
        ({"url": "https://a.example/" + "ž" * 1500}, "Address: This address is too long: 2000 bytes at most"),
        ({"published_on": "May 1999"}, "Published on: Write a date as year"),
        ({"published_on": "1999-02-30"}, "Published on: Write a date as year"),
        ({"title": "x" * 501}, "Title: Ensure this value has at most 500 characters"),
        ({"publisher": "ß" * 301}, "Publisher: Ensure this value has at most 300 characters"),
    ],
)
def test_what_is_no_source_is_refused_in_words(cora, fields, sentence):
    values = {"key": "k", "title": "A report"} | fields
    with pytest.raises(Refused, match=sentence):
        add_source(by=cora, at=NOW, **values)
    source = make_source(cora, "there")
    with pytest.raises(Refused, match=sentence):
        edit_source(source, by=cora, at=NOW, **fields)
    assert list(Source.objects.values_list("key", "version")) == [("there", 1)]


def test_the_longest_names_and_addresses_fit_on_every_database(cora):
    url = "https://a.example/" + "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(660))
    source = add_source(by=cora, at=NOW, key="k" * 200, title="t" * 500, publisher="ΐ" * 300, url=url)
    assert len(source.publisher_key) == 900


def test_a_key_is_taken_once(cora):
    make_source(cora, "k")
    with pytest.raises(Refused, match='There is a source with the key "k" already'):
        make_source(cora, "k")


def test_a_key_that_only_a_hidden_source_has_is_free(cora, ben):
    """Else whoever tries keys learns which ones the confidential sources have."""
    hidden = make_source(ben, "mole", confidential=True)
    assert make_source(cora, "mole").key == "mole"
    assert Source.objects.get(key="mole", confidential=True) == hidden


def test_a_source_that_becomes_confidential_under_the_key_of_a_hidden_one_is_kept_under_another(cora, ben):
    make_source(ben, "mole", confidential=True)
    mine = make_source(cora, "mole")
    edit_source(mine, by=cora, at=NOW, confidential=True)
    new = make_source(cora, "mole", confidential=True)
    assert mine.key.startswith("mole-")
    assert new.key.startswith("mole-")
    assert len({"mole", mine.key, new.key}) == 3


def test_who_may_see_confidential_sources_is_told_that_one_has_the_key(cora, ben):
    make_source(ben, "mole", confidential=True)
    mine = make_source(cora, "mine")
    cora.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    trusted = User.objects.get(pk=cora.pk)
    for act in (lambda: make_source(trusted, "mole"), lambda: edit_source(mine, by=trusted, at=NOW, key="mole")):
        with pytest.raises(Refused, match='There is a source with the key "mole" already'):
            act()


def test_the_same_values_again_change_nothing(source, cora):
    assert edit_source(source, by=cora, at=NOW, title=f" {source.title} ", publisher=source.publisher) == []
    assert (Event.objects.count(), source.version) == (1, 1)


def test_a_stale_source_is_a_conflict(source, cora):
    stale = Source.objects.get(pk=source.pk)
    edit_source(source, by=cora, at=NOW, title="Another title")
    with pytest.raises(Conflict):
        edit_source(stale, by=cora, at=NOW, title="A third title")
    assert Source.objects.get().title == "Another title"


def test_a_form_that_has_already_put_its_values_into_the_source_still_changes_it(source, cora):
    source.title = source.publisher = "Typed"
    assert set(edit_source(source, by=cora, at=NOW, title="Typed", publisher="Typed")) == {"title", "publisher"}
    source.refresh_from_db()
    assert (source.title, source.publisher_key) == ("Typed", "typed")


@pytest.mark.parametrize("name", ["merged_into", "origin", "version", "publisher_key", "added_by"])
def test_a_column_that_is_no_business_of_the_caller_is_not_written(source, cora, name):
    for act in (
        lambda: edit_source(source, by=cora, at=NOW, **{name: None}),
        lambda: make_source(cora, "k", **{name: None}),
    ):
        with pytest.raises(TypeError, match=name):
            act()


def test_a_title_leaves_what_was_decided(article, source, cora):
    claim = verified_on(article, cora, source)
    edit_source(source, by=cora, at=LATER, title="A better title", url="https://a.example/")
    assert status(claim) == "verified"


def test_the_articles_own_publisher_reopens(article, source, cora):
    claim = verified_on(article, cora, source)
    edit_source(source, by=cora, at=LATER, publisher="the weekly (Sunday)")
    assert status(claim) == "unchecked"
    reason = Event.objects.get(action="reopened").detail.body
    assert f"Source {source.pk} was changed. Claim 1 has only supporting sources from the article's own" in reason


def test_a_primary_document_that_is_none_reopens_high_risk_alone(article, cora):
    primary = make_source(cora, "deed", kind="primary document")
    low, high = (verified_on(article, cora, primary, risk=risk) for risk in ("low", "high"))
    edit_source(primary, by=cora, at=LATER, kind="news report")
    assert (status(low), status(high)) == ("verified", "unchecked")


def test_two_that_turn_out_to_copy_one_agency_reopen_high_risk(article, cora):
    agency, one, two = (make_source(cora, key) for key in ("agency", "one", "two"))
    claim = verified_on(article, cora, one, two, risk="high")
    edit_source(one, by=cora, at=LATER, republishes=agency)
    assert status(claim) == "verified"
    edit_source(two, by=cora, at=LATER, republishes=agency)
    assert status(claim) == "unchecked"


def chain_of_copies(by, length):
    made = [make_source(by, "c0")]
    for number in range(1, length):
        made.append(make_source(by, f"c{number}", republishes=made[-1]))
    return made


def test_a_change_in_the_middle_of_a_chain_rechecks_the_copies_of_copies(article, cora):
    """The last of the chain leans on the new first, though the source that was edited is neither."""
    first, middle, last = chain_of_copies(cora, 3)
    agency = make_source(cora, "agency")
    other = make_source(cora, "other", republishes=agency)
    claim = verified_on(article, cora, last, other, risk="high")
    edit_source(middle, by=cora, at=LATER, republishes=agency)
    last.refresh_from_db()
    assert (last.republishes, last.origin) == (middle, agency)
    assert status(claim) == "unchecked"


def test_an_own_publisher_at_the_start_of_a_chain_reopens_at_its_end(article, cora):
    first, _middle, last = chain_of_copies(cora, 3)
    claim = verified_on(article, cora, last)
    edit_source(first, by=cora, at=LATER, publisher="The Weekly")
    assert status(claim) == "unchecked"


def test_a_long_chain_is_followed_in_few_queries(cora, django_assert_max_num_queries):
    chain = chain_of_copies(cora, 30)
    agency = make_source(cora, "agency")
    with django_assert_max_num_queries(40):
        edit_source(chain[0], by=cora, at=NOW, republishes=agency)
    assert set(Source.objects.filter(key__startswith="c").exclude(key="courier").values_list("origin", flat=True)) == {
        agency.pk
    }


def test_a_chain_longer_than_pythons_stack_is_followed(cora, django_assert_max_num_queries):
    made = [Source(key=f"d{n}", title="Copy", added_by=cora) for n in range(2000)]
    Source.objects.bulk_create(made)
    for source, copied in zip(made[1:], made[:-1], strict=True):
        source.republishes, source.origin = copied, made[0]
    Source.objects.bulk_update(made[1:], ["republishes", "origin"], batch_size=200)
    agency = make_source(cora, "agency")
    edit_source(made[0], by=cora, at=NOW, republishes=agency)
    assert Source.objects.filter(origin=agency).count() == 2000


@pytest.mark.parametrize(("edited", "copied"), [(0, 0), (0, 1), (0, 3), (1, 3)])
def test_a_source_never_copies_itself(cora, edited, copied):
    chain = chain_of_copies(cora, 4)
    with pytest.raises(Refused, match="can't copy itself"):
        edit_source(chain[edited], by=cora, at=NOW, republishes=chain[copied])


def test_a_claim_of_an_archived_article_is_looked_at_when_the_article_comes_back(article, source, cora, edith):
    claim = verified_on(article, cora, source)
    article.refresh_from_db()
    set_archived(article, archived=True, by=edith, at=NOW)
    edit_source(source, by=cora, at=LATER, publisher="The Weekly")
    assert status(claim) == "verified"
    set_archived(article, archived=False, by=edith, at=LATER)
    assert status(claim) == "unchecked"


def test_every_article_that_uses_the_source_is_rechecked(article, source, cora):
    other = Article.objects.create(slug="ferry", headline="The ferry", publication="Courier")
    claims = [verified_on(article, cora, source), verified_on(other, cora, source)]
    edit_source(source, by=cora, at=LATER, publisher="Courier")
    assert [status(claim) for claim in claims] == ["verified", "unchecked"]


@pytest.mark.parametrize(
    ("role", "may_add", "may_change"),
    [
        ("reader", False, False),
        ("writer", True, False),
        ("admin", False, False),
        ("checker", True, True),
        ("editor", True, True),
    ],
)
def test_who_adds_and_changes_sources(source, role, may_add, may_change):
    person = make_person("olga", role)
    for may, act in (
        (may_add, lambda: make_source(person, "k")),
        (may_change, lambda: edit_source(source, by=person, at=NOW, title="Other")),
    ):
        if may:
            act()
        else:
            with pytest.raises(Refused, match="Your role does not let you"):
                act()


def test_a_confidential_source_is_changed_by_those_only_who_may_see_it(cora, ben):
    mole = make_source(ben, "mole", confidential=True)
    for fields in ({"confidential": False}, {"title": "x"}, {"key": "found"}):
        with pytest.raises(Refused, match=r"^This source is confidential\. Who may see it has to make this change\.$"):
            edit_source(mole, by=ben, at=NOW, **fields)
    cora.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    assert edit_source(mole, by=cora, at=NOW, confidential=False) == ["confidential"]


def test_being_a_superuser_opens_no_confidential_source(cora):
    mole = make_source(cora, "mole", confidential=True)
    root = make_person("root", "editor", is_superuser=True)
    with pytest.raises(Refused, match="confidential"):
        edit_source(mole, by=root, at=NOW, confidential=False)
