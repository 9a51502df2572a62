"""A row of the claim list that a search found shows why."""

from claims.review.wording import mark_claim
from tests.conftest import NOW, support

LIST = "/admin/claims/claim/"


def test_a_row_shows_the_words_that_were_looked_for_and_where_a_source_says_them(
    desk, claim, source, rita, cora, edith
):
    support(claim, source, by=cora, finding="A ribbon of <crimson> was cut.")
    mark_claim(claim.article, by=edith, at=NOW, statement="The Alma bridge is crimson.")
    text = desk(rita).get(f"{LIST}?q=alma+crimson").text
    assert "The <mark>Alma</mark> bridge is <mark>crimson</mark>." in text
    assert '<span class="said">Finding: A ribbon of &lt;<mark>crimson</mark>&gt; was cut.</span>' in text
    assert text.count('class="said"') == 1
    word = source.title.split()[-1]
    assert f"<mark>{word}</mark>" in desk(rita).get(f"{LIST}?q={word}").text.partition('class="said">Source: ')[2]
