"""One valid row of every table, for tests of what a row must hold."""

from types import SimpleNamespace

import pytest

from claims.models import (
    Aside,
    Candidate,
    Chain,
    Job,
    LinkCheck,
    Presence,
    Query,
    RecoveryCode,
    SecondFactor,
    SignOff,
    Tally,
    TellingWord,
)
from claims.review.verdicts import confirm, record_verdict
from tests.conftest import NOW, make_source, support


@pytest.fixture
def rows(article, claim, cora, ben, edith):
    """A disputed and confirmed claim with all that belongs to it, by the name of the model."""
    agency = make_source(cora, "agency")
    copy = make_source(cora, "copy", republishes=agency)
    evidence = support(claim, copy, by=cora)
    words = {"reason": "It was April.", "correction": "3 April 1999"}
    verdict = record_verdict(claim, by=cora, verdict="disputed", at=NOW, **words)
    revision = article.current_revision
    return SimpleNamespace(
        article=article,
        revision=revision,
        claim=claim,
        source=copy,
        evidence=evidence,
        verdict=verdict,
        confirmation=confirm(verdict, by=ben, at=NOW),
        event=article.chain.events.get(sequence=2),
        chain=Chain.objects.get(article=None),
        candidate=Candidate.objects.create(revision=revision, start=1, end=5, quote="he b", score=0.5),
        aside=Aside.objects.create(
            article=article,
            sort="age",
            message="34 or 36?",
            first="34",
            second="36",
            reason="both right",
            by=cora,
            at=NOW,
        ),
        presence=Presence.objects.create(article=article, user=cora, claim=claim, seen_at=NOW),
        query=Query.objects.create(claim=claim, question="Which year?", asked_by=cora, asked_at=NOW),
        job=Job.objects.create(task="export", title="All claims", by=cora, at=NOW),
        tally=Tally.objects.get_or_create(article=article, checker=0)[0],
        telling_word=TellingWord.objects.create(word=1, claim=claim),
        recovery_code=RecoveryCode.objects.create(
            factor=SecondFactor.objects.create(user=cora, salt="5a17", last_step=1, set_up_at=NOW), digest="0" * 64
        ),
        link_check=LinkCheck.objects.create(
            source=copy, field="url", address="https://a.example/", sentence="The page answers.", by=cora, at=NOW
        ),
        signoff=SignOff.objects.create(revision=revision, by=edith, at=NOW),
    )
