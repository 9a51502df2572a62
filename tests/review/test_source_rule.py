"""The source rule against generated evidence: what DESIGN says, what review says, and what the list's SQL says."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claims.derived.rebuilding import wrong_support, wrong_tallies
from claims.models import Claim, Evidence
from claims.review.evidence import withdraw
from claims.review.problems import Refused
from claims.review.sources import edit_source
from claims.review.verdicts import problems_with, record_verdict
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_source, support

# Five names of four publishers, one of them the article's own, and three ways to name nobody.
PUBLISHERS = [
    "Agency", "AGENCY (a copy)", "Agentur Straße", "AGENTUR STRASSE (x) (y)", "The Weekly Mail", "the  weekly (print)",
    "Ferry News", "", "Original publisher not shown (copy at x)",
]  # fmt: skip
OWN = {"the weekly", "ferry news"}
RISKS = ["low", "high", "high", "high"]


@dataclass(frozen=True)
class Piece:
    """Evidence on the source of this index; blank: neither locator nor finding."""

    source: int
    stance: str
    blank: bool
    withdrawn: bool


def one_in(number):
    return st.integers(1, number).map(lambda drawn: drawn == number)


# Publisher, whether it is a primary document, and how far before it stands the source that it copies, if any.
SOURCE = st.tuples(st.sampled_from(PUBLISHERS), one_in(10), st.sampled_from([1, 1, 2, 3, None, None]))
PIECE = st.builds(
    Piece,
    source=st.integers(0, 4),
    stance=st.sampled_from(["supports", "supports", "supports", "contradicts", "context", "unread"]),
    blank=one_in(6),
    withdrawn=one_in(6),
)


def publisher(name):
    name = " ".join(name.split()).casefold()
    while name.endswith(")") and " (" in name:
        name = name[: name.rindex(" (")]
    return "" if name == "original publisher not shown" else name


@dataclass
class World:
    """Sources as (publisher, kind, index of what it copies or None), and for each claim the evidence on them."""

    sources: list
    evidence: list

    def root(self, index):
        while self.sources[index][2] is not None:
            index = self.sources[index][2]
        return index

    def own(self, index):
        return {publisher(self.sources[i][0]) for i in (index, self.root(index))} & OWN

    def counting(self, claim, stance):
        said = [p for p in self.evidence[claim] if p.stance == stance and not p.blank and not p.withdrawn]
        return {p.source for p in said if not self.own(p.source)}

    def meets_two_source_rule(self, claim, stance):
        sources = self.counting(claim, stance)
        if any(self.sources[index][1] == "primary document" for index in sources):
            return True
        names = {index: publisher(self.sources[index][0]) for index in sources}
        pairs = [(a, b) for a in sources for b in sources if names[a] and names[b] and names[a] != names[b]]
        return any(self.root(a) != self.root(b) for a, b in pairs)

    def codes(self, claim, verdict):
        stance = "supports" if verdict == "verified" else "contradicts"
        if not self.counting(claim, stance):
            return {"no_source"}
        needs_two = RISKS[claim] == "high" and not self.meets_two_source_rule(claim, stance)
        return {"second_source"} if needs_two else set()


@st.composite
def worlds(draw):
    drawn = draw(st.lists(SOURCE, min_size=5, max_size=5))
    sources = [
        (name, "primary document" if primary else "news report", index - back if back and back <= index else None)
        for index, (name, primary, back) in enumerate(drawn)
    ]
    return World(sources, [draw(st.lists(PIECE, min_size=1, max_size=5)) for _ in RISKS])


def build(world, claims, by):
    """Write the world by way of the rules; return the sources."""
    made = []
    for index, (name, kind, copied) in enumerate(world.sources):
        republishes = None if copied is None else made[copied]
        made.append(make_source(by, f"s{index}", publisher=name, kind=kind, republishes=republishes))
    for claim, pieces in zip(claims, world.evidence, strict=True):
        for number, piece in enumerate(pieces):
            words = {"locator": "", "finding": ""} if piece.blank else {"locator": f"page {number}", "finding": ""}
            with suppress(Refused):  # The second blank one on the same source says nothing more.
                row = support(claim, made[piece.source], by=by, stance=piece.stance, **words)
                if piece.withdrawn:
                    withdraw(row, by=by, at=NOW)
    return made


def assert_all_agree(world, claims, by):
    for index, claim in enumerate(claims):
        for verdict in ("verified", "corrected"):
            told = {p.code for p in problems_with(claim, by=by, verdict=verdict, reason="So it is.", correction="x")}
            assert told & {"no_source", "second_source"} == world.codes(index, verdict)
    listed = set(Claim.objects.needs_second_source())
    needing = (
        RISKS[index] == "high" and not world.meets_two_source_rule(index, "supports") for index in range(len(claims))
    )
    assert listed == {claim for claim, needs in zip(claims, needing, strict=True) if needs}
    assert (wrong_support(connection), wrong_tallies(connection)) == ([], [])


@contextmanager
def taken_back():
    """Take back all that one example writes."""
    sid = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(sid)


def some_claims(article, edith):
    article.own_publishers = "Ferry News\nSomething else"
    article.save()
    return [
        mark_claim(article, by=edith, at=NOW, statement=f"The bridge opened in {risk}.", risk=risk) for risk in RISKS
    ]


# Without shrinking: a smaller example is not worth the minutes that a database takes to find one.
QUICK = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_design_review_and_the_lists_sql_agree_on_any_evidence(article, edith, cora):
    claims = some_claims(article, edith)

    @QUICK
    @given(worlds())
    def agree(world):
        with taken_back():
            build(world, claims, cora)
            assert_all_agree(world, claims, edith)

    agree()


def test_they_agree_still_after_any_source_was_edited(article, edith, cora):
    """Origins follow through copies of copies, whichever end of a chain is changed, and never in a circle."""
    claims = some_claims(article, edith)

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
    claims = some_claims(article, edith)

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
            for index, claim in enumerate(Claim.objects.order_by("number")):
                if claim.status == "verified":
                    assert world.codes(index, "verified") == set()
                elif claim.verdicts.exists():
                    assert world.codes(index, "verified") != set()
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
