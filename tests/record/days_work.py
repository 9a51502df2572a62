"""An article's whole life at the desk, through the functions that people's pages call: every kind of row is there."""

from datetime import timedelta

from claims.finding.consistency import Contradiction
from claims.intake.candidates import file, find_in
from claims.intake.filing.undoing import undo
from claims.models import Candidate, Evidence, Query, Search
from claims.review.arrival import bring_in_article
from claims.review.articles import edit_article
from claims.review.assignment import assign
from claims.review.contradictions import bring_back, put_aside, words_of
from claims.review.evidence import change_evidence, withdraw
from claims.review.proposals import accept, take_back, waive
from claims.review.queries import answer_query, ask
from claims.review.revising import Choices, plan_revision, revise
from claims.review.signoff import sign_off
from claims.review.sources import edit_source, merge
from claims.review.unmarking import unmark
from claims.review.verdicts import confirm, record_verdict, reopen, set_in_progress
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import BODY, NOW, make_source, support
from tests.intake.bringing import bring

CLAIMS = """number,statement,quote,kind,risk,sources
7,The bridge cost 40 million crowns.,40 million crowns,money,low,https://holm.example/;https://city.example/
8,Nine thousand cars cross it a day.,"9,000 cars a day",number,low,
"""
EVIDENCE = "claim,source,stance,locator,finding\n8,counter,supports,page 4,Nine thousand.\n"


def arrive(wanda, edith, slug="alma"):
    """The article comes in with its copy."""
    return bring_in_article(
        by=edith, at=NOW, body=BODY, original=BODY.encode(), filename="alma.txt", slug=slug, writer=wanda,
        dropped=[{"what": "caption", "text": "A bridge."}], headline="The bridge that was late", publication="Weekly",
    )  # fmt: skip


def a_days_work(*, wanda, cora, ben, edith, slug="alma"):
    """Bring the article in, check it, revise it and sign it off; return it."""
    article = arrive(wanda, edith, slug)
    edit_article(article, by=edith, at=NOW, due_at=NOW + timedelta(days=2), own_publishers="Weekly Online")
    find(article, cora)
    marked = mark_claim(
        article, by=edith, at=NOW, statement="It opened on 3 May 1999.", quote="3 May 1999", risk="high"
    )
    make_source(cora, f"{slug}-deed", kind="primary document")
    if slug == "alma":
        counter = make_source(cora, "counter")
        copy = make_source(cora, "copy", republishes=counter)
        query = ask(marked, by=cora, question="Which day?", source=copy, at=NOW)
        edit_source(counter, by=cora, at=NOW, republishes=make_source(cora, "agency"), title="The counter")
        merge(copy, into=make_source(cora, "same"), by=edith, at=NOW)
        answer_query(Query.objects.get(pk=query.pk), by=cora, answer="The third.", at=NOW)
    assert not bring("claims", CLAIMS, article=article, by=edith).problems
    assert not bring("evidence", EVIDENCE, article=article, by=edith).problems
    undone = bring(
        "claims", "number,statement,sources\n9,Holm left.,https://gone.example/\n", article=article, by=edith
    )
    undo(undone.import_, by=edith, at=NOW)
    check(article, marked, cora, ben, wanda)
    bring_new_copy(article, cora, edith)
    sign_off(article, by=edith, at=NOW + timedelta(days=1))
    return article


def find(article, cora):
    """The finder proposes; one passage is waived for good, one waiver is taken back, one becomes a claim and goes."""
    revision = article.revisions.get(number=1)
    find_in(revision, by=cora, at=NOW)
    waived, wavering, accepted = Candidate.objects.filter(revision=revision).select_related("revision__article")[:3]
    waive(waived, by=cora, at=NOW, reason="opinion")
    waive(wavering, by=cora, at=NOW, reason="opinion")
    take_back(wavering, by=cora, at=NOW)
    unmark(accept(accepted, by=cora, at=NOW), by=cora, at=NOW)
    leave_aside(revision, cora)


def leave_aside(revision, cora):
    """Of two contradictions one is put aside for good, and one is brought back."""
    pairs = (("3 May 1999", "2001"), ("40 million", "9,000"))
    places = [[(at := BODY.index(words), at + len(words)) for words in pair] for pair in pairs]
    file(revision, (), [Contradiction("date", *both, "One of the two.") for both in places], by=cora, at=NOW)
    for seen in Search.objects.get(revision=revision).contradictions:
        name = words_of(seen, revision.body).name
        aside = put_aside(revision, name, by=cora, at=NOW, reason="both right")
    bring_back(aside, by=cora, at=NOW)


def check(article, marked, cora, ben, wanda):
    """Every sort of change to claims, evidence and queries; at the end every claim is decided."""
    first = support(marked, make_source(cora, f"{article.slug}-leaflet"), by=cora)
    withdraw(first, by=cora, at=NOW)
    support(marked, make_source(cora, f"{article.slug}-act", kind="primary document"), by=cora)
    for piece in Evidence.objects.filter(claim__article=article, claim__number=7).select_related("claim", "source"):
        change_evidence(piece, by=cora, at=NOW, stance="supports", finding="Forty.")
    query = ask(article.claims.get(number=7), by=cora, question="Which crowns?", at=NOW)
    answer_query(query, by=wanda, answer="Czech ones.", at=NOW)
    for claim in article.claims.exclude(status="cut").select_related("article"):
        assign(claim, to=cora, by=cora, at=NOW)
        set_in_progress(claim, by=cora, at=NOW)
        record_verdict(
            claim, by=cora, verdict="verified", reason="It stands.", at=NOW + timedelta(minutes=claim.number)
        )
    claim = article.claims.select_related("article", "verdict").get(number=8)
    reopen(claim, by=cora, reason="A reader wrote in.", at=NOW + timedelta(hours=1))
    edit_claim(claim, by=cora, at=NOW + timedelta(hours=1), note="Asked again.", value="9000")
    record_verdict(claim, by=ben, verdict="verified", at=NOW + timedelta(hours=2))
    marked = article.claims.select_related("article", "verdict").get(pk=marked.pk)
    confirm(marked.verdict, by=ben, at=NOW + timedelta(hours=2))


def bring_new_copy(article, cora, edith):
    """A second revision that moves every claim, and changes none."""
    body = BODY.replace("\n\n", "\n\nBy our own correspondent.\n\n", 1)
    plan = plan_revision(article, body, by=edith)
    file = {"original": body.encode(), "filename": "second.txt", "dropped": []}
    revise(article, by=edith, at=NOW + timedelta(hours=3), body=body, seen=plan.fingerprint, choices=Choices(), **file)
