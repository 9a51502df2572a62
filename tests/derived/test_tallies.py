"""The tallies equal a count from scratch after everything that can happen to a claim; and who breaks them is told."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.corpus import Corpus, fill
from claims.derived import triggers
from claims.derived.rebuilding import wrong_support, wrong_tallies
from claims.models import Article, Claim, Evidence, Supported, Tally
from claims.review import assignment, verdicts
from claims.review.evidence import change_evidence
from claims.review.sources import edit_source
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_source, support


def totals(**which):
    return {name: n for name, n in Tally.objects.filter(**which).totals().items() if n}


def fresh(claim):
    return Claim.objects.select_related("article").get(pk=claim.pk)


def test_every_move_is_counted_as_it_is_made(article, claim, source, cora, ben, edith):
    assert totals() == {"unchecked": 1}
    lost = mark_claim(article, by=edith, at=NOW, statement="It is green.", risk="high")
    assert totals() == {"unchecked": 2, "not_placed": 1, "second_source": 1}
    verdicts.set_in_progress(fresh(claim), by=cora, at=NOW)
    assert totals(checker=cora.pk) == {"in_progress": 1}
    support(fresh(claim), source, by=cora)
    verdicts.record_verdict(fresh(claim), by=cora, verdict="verified", at=NOW)
    assignment.assign(fresh(lost), to=ben, by=edith, at=NOW)
    assert (totals(checker=cora.pk), totals(checker=ben.pk)) == (
        {"verified": 1},
        {"unchecked": 1, "not_placed": 1, "second_source": 1},
    )
    support(fresh(lost), make_source(cora, "deed", kind="primary document"), by=cora)
    verdict = verdicts.record_verdict(fresh(lost), by=cora, verdict="verified", at=NOW)
    assert totals() == {"verified": 2, "not_placed": 1, "unconfirmed": 1}
    verdicts.confirm(verdict, by=ben, at=NOW)
    assert totals() == {"verified": 2, "not_placed": 1}
    verdicts.confirm(verdict, by=edith, at=NOW)
    assert totals() == {"verified": 2, "not_placed": 1}
    verdicts.reopen(fresh(lost), by=cora, reason="Doubt.", at=NOW)
    edit_claim(fresh(lost), by=edith, at=NOW, risk="low")
    verdicts.record_verdict(fresh(lost), by=edith, verdict="cut", reason="Gone.", at=NOW)
    assert totals() == {"verified": 1, "cut": 1}
    assert wrong_tallies(connection) == []


def test_a_claim_that_goes_is_taken_away(article, claim, edith):
    mark_claim(article, by=edith, at=NOW, statement="It is green.").delete()
    assert totals() == {"unchecked": 1}
    assert wrong_tallies(connection) == []


def test_a_whole_archive_is_counted_and_says_what_the_querysets_say(db):
    fill(Corpus(articles=12, claims=300, seed=5), at=NOW)
    assert wrong_tallies(connection) == []
    claims = Claim.objects.all()
    expected = claims.counted_by_status()
    expected |= {"not_placed": claims.not_placed().count(), "unconfirmed": claims.unconfirmed().count()}
    expected["second_source"] = claims.needs_second_source().count()
    assert expected["unconfirmed"] > 0
    assert expected["second_source"] > 0
    assert wrong_support(connection) == []
    assert Tally.objects.totals() == expected


def test_what_supports_a_claim_is_looked_at_anew_whenever_it_could_weigh_otherwise(article, claim, cora, edith):
    Claim.objects.update(risk="high")
    waiting = lambda: totals().get("second_source", 0)  # noqa: E731
    agency, paper = (make_source(cora, name, publisher=name) for name in ("Agency", "Paper"))
    support(fresh(claim), agency, by=cora)
    assert waiting() == 1
    row = support(fresh(claim), paper, by=cora)
    assert waiting() == 0
    edit_source(paper, by=cora, at=NOW, republishes=agency)
    assert waiting() == 1
    edit_source(paper, by=cora, at=NOW, republishes=None)
    assert waiting() == 0
    Article.objects.update(own_publisher_keys="\npaper\n")
    assert waiting() == 1
    Article.objects.update(own_publisher_keys="")
    change_evidence(row, by=cora, at=NOW, stance="context")
    assert waiting() == 1
    edit_source(agency, by=cora, at=NOW, kind="primary document")
    assert waiting() == 0
    verdicts.record_verdict(fresh(claim), by=edith, verdict="cut", reason="Gone.", at=NOW)
    Evidence.objects.filter(source=agency).delete()
    assert waiting() == 0
    verdicts.reopen(fresh(claim), by=edith, reason="Back.", at=NOW)
    assert waiting() == 1
    assert (wrong_support(connection), wrong_tallies(connection)) == ([], [])


def test_a_claim_wrongly_kept_as_supported_is_named_and_repaired(article, claim, capsys):
    Claim.objects.update(risk="high")
    Supported.objects.create(claim=claim)
    with pytest.raises(CommandError, match="1 figures are wrong"):
        call_command("check_figures")
    assert "bridge, claim 1: sources enough, counted not enough" in capsys.readouterr().out
    call_command("check_figures", repair=True)
    assert (wrong_support(connection), wrong_tallies(connection)) == ([], [])
    assert totals() == {"unchecked": 1, "second_source": 1}


def test_a_wrong_figure_is_found_named_and_repaired(article, claim, capsys):
    call_command("check_figures")
    assert "Every figure equals" in capsys.readouterr().out
    Tally.objects.update(unchecked=5)
    Tally.objects.create(article=Article.objects.create(slug="ferry", headline="Ferry"), checker=7, cut=1)
    with pytest.raises(CommandError, match="2 figures are wrong"):
        call_command("check_figures")
    said = capsys.readouterr().out
    assert "bridge, nobody: unchecked 5, counted 1" in said
    assert "ferry, checker 7: cut 1, counted 0" in said
    call_command("check_figures", repair=True)
    assert wrong_tallies(connection) == []
    assert totals() == {"unchecked": 1}


def test_a_missing_trigger_is_seen_and_put_back_with_what_it_missed(article, claim, rita):
    with connection.cursor() as cursor:
        for name in ("claims_tally_claim_new", "claims_words_claim_new"):
            cursor.execute(triggers.dialect_of(connection).drop(name))
    assert triggers.missing(connection) == ["claims_tally_claim_new", "claims_words_claim_new"]
    Claim.objects.create(article=article, number=9, statement="A balloon landed.")
    assert totals() == {"unchecked": 1}
    triggers.restore(connection)
    assert (triggers.missing(connection), totals()) == ([], {"unchecked": 2, "not_placed": 1})


def test_the_search_is_made_anew_by_a_command(article, claim, capsys):
    call_command("rebuild_search")
    assert "Indexed 1 claims" in capsys.readouterr().out
