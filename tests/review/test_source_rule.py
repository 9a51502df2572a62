"""The source rule against generated evidence: what DESIGN says, what review says, and what the list's SQL says."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim, Evidence
from claims.review.evidence import withdraw
from claims.review.problems import Refused
from claims.review.sources import edit_source
from claims.review.verdicts import problems_with, record_verdict
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_source, support

PUBLISHERS = [
    "", "  ", "Original publisher not shown", "original publisher not shown (copy at x)", "Agency", "AGENCY (a copy)",
    "Agentur Straße", "AGENTUR STRASSE (x) (y)", "The Weekly", "the  weekly (print)", "The Weekly Mail", "Ferry News",
]  # fmt: skip
OWN = {"the weekly", "ferry news"}


@dataclass(frozen=True)
class Piece:
    """Evidence on the source of this index; blank: neither locator nor finding."""

    source: int
    stance: str
    blank: bool
    withdrawn: bool


SOURCE = st.tuples(
    st.sampled_from(PUBLISHERS),
    st.sampled_from(["news report", "blog", "book", "primary document"]),
    st.integers(0, 4),  # which of the sources before it it copies, if there are so many
)
PIECE = st.builds(
    Piece,
    source=st.integers(0, 4),
    stance=st.sampled_from(["supports", "supports", "contradicts", "context", "unread"]),
    blank=st.sampled_from([False, False, False, True]),
    withdrawn=st.sampled_from([False, False, False, True]),
)


def publisher(name):
    name = " ".join(name.split()).casefold()
    while name.endswith(")") and " (" in name:
        name = name[: name.rindex(" (")]
    return "" if name == "original publisher not shown" else name


@dataclass
class World:
    """Sources as (publisher, kind, index of what it copies or None), and evidence on them."""

    sources: list
    pieces: list

    def root(self, index):
        while self.sources[index][2] is not None:
            index = self.sources[index][2]
        return index

    def own(self, index):
        return {publisher(self.sources[i][0]) for i in (index, self.root(index))} & OWN

    def counting(self, stance):
        standing = [p for p in self.pieces if p.stance == stance and not p.blank and not p.withdrawn]
        return {p.source for p in standing if not self.own(p.source)}

    def meets_two_source_rule(self, stance):
        sources = self.counting(stance)
        if any(self.sources[index][1] == "primary document" for index in sources):
            return True
        return any(
            "" not in (one := publisher(self.sources[a][0]), other := publisher(self.sources[b][0]))
            and one != other
            and self.root(a) != self.root(b)
            for a in sources
            for b in sources
        )

    def codes(self, verdict, risk):
        stance = "supports" if verdict == "verified" else "contradicts"
        if not self.counting(stance):
            return {"no_source"}
        return {"second_source"} if risk == "high" and not self.meets_two_source_rule(stance) else set()


@st.composite
def worlds(draw):
    drawn = draw(st.lists(SOURCE, min_size=5, max_size=5))
    sources = [(name, kind, copied if copied < index else None) for index, (name, kind, copied) in enumerate(drawn)]
    return World(sources, draw(st.lists(PIECE, max_size=6)))


def build(world, claims, by):
    """Write the world by way of the rules; return the sources."""
    made = []
    for index, (name, kind, copied) in enumerate(world.sources):
        republishes = None if copied is None else made[copied]
        made.append(make_source(by, f"s{index}", publisher=name, kind=kind, republishes=republishes))
    for claim in claims:
        for number, piece in enumerate(world.pieces):
            words = {"locator": "", "finding": ""} if piece.blank else {"locator": f"page {number}", "finding": ""}
            with suppress(Refused):  # The second blank one on the same source says nothing more.
                row = support(claim, made[piece.source], by=by, stance=piece.stance, **words)
                if piece.withdrawn:
                    withdraw(row, by=by, at=NOW)
    return made


def assert_all_agree(world, claims, by):
    for claim in claims:
        for verdict in ("verified", "corrected"):
            told = {p.code for p in problems_with(claim, by=by, verdict=verdict, reason="So it is.", correction="x")}
            told &= {"no_source", "second_source"}
            assert told == world.codes(verdict, claim.risk), verdict
    listed = set(Claim.objects.needs_second_source())
    assert listed == {c for c in claims if c.risk == "high" and not world.meets_two_source_rule("supports")}


@contextmanager
def taken_back():
    """Take back all that one example writes."""
    sid = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(sid)


def two_claims(article, edith):
    article.own_publishers = "Ferry News\nSomething else"
    article.save()
    return [
        mark_claim(article, by=edith, at=NOW, statement=f"The bridge opened in {risk}.", risk=risk)
        for risk in ("low", "high")
    ]


QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_design_review_and_the_lists_sql_agree_on_any_evidence(article, edith, cora):
    claims = two_claims(article, edith)

    @QUICK
    @given(worlds())
    def agree(world):
        with taken_back():
            build(world, claims, cora)
            assert_all_agree(world, claims, edith)

    agree()


def test_they_agree_still_after_any_source_was_edited(article, edith, cora):
    """Origins follow through copies of copies, whichever end of a chain is changed, and never in a circle."""
    claims = two_claims(article, edith)

    @QUICK
    @given(worlds(), st.integers(0, 4), st.one_of(st.none(), st.integers(0, 4)), st.sampled_from(PUBLISHERS))
    def agree(world, edited, copied, name):
        with taken_back():
            made = build(world, claims, cora)
            circular = copied is not None and edited in chain_of(world, copied)
            try:
                republishes = None if copied is None else made[copied]
                edit_source(made[edited], by=cora, at=NOW, republishes=republishes, publisher=name)
            except Refused as refused:
                assert [problem.code for problem in refused.problems] == ["copies_itself"]
                assert circular
            else:
                assert not circular
                world.sources[edited] = (name, world.sources[edited][1], copied)
            assert_all_agree(world, claims, edith)

    agree()


def chain_of(world, index):
    chain = [index]
    while world.sources[chain[-1]][2] is not None:
        chain.append(world.sources[chain[-1]][2])
    return chain


def test_no_edit_of_a_source_leaves_a_claim_verified_that_could_not_be_now(article, edith, cora):
    claims = two_claims(article, edith)

    @QUICK
    @given(worlds(), st.integers(0, 4), st.one_of(st.none(), st.integers(0, 4)), st.sampled_from(PUBLISHERS))
    def hold(world, edited, copied, name):
        with taken_back():
            made = build(world, claims, cora)
            for claim in claims:
                with suppress(Refused):
                    record_verdict(claim, by=cora, verdict="verified", reason="So it is.", at=NOW)
            with suppress(Refused):
                republishes = None if copied is None else made[copied]
                edit_source(made[edited], by=cora, at=NOW, republishes=republishes, publisher=name, kind="blog")
                world.sources[edited] = (name, "blog", copied)
            for claim in Claim.objects.filter(status="verified"):
                assert world.codes("verified", claim.risk) == set()
            for claim in Claim.objects.filter(status="unchecked", verdicts__isnull=False):
                assert world.codes("verified", claim.risk) != set()
        for claim in claims:
            claim.refresh_from_db()

    hold()


def test_the_list_costs_one_query_however_many_claims_and_sources(claim, cora, django_assert_num_queries):
    claim.risk = "high"
    claim.save(update_fields=["risk"])
    for number in range(3):
        support(claim, make_source(cora, f"s{number}", publisher="Agency"), by=cora)
        with django_assert_num_queries(1):
            assert list(Claim.objects.needs_second_source()) == [claim]
    assert Evidence.objects.count() == 3
