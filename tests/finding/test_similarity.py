"""Finding a claim like one checked before."""

from claims.finding.similarity import Index, most_alike

CHECKED = [
    "The Alma bridge opened on 3 May 1999.",
    "Vera Holm officially retired from politics in 2009.",
    "Vera Holm was born in Tromvik.",
    "The mill was sold for 3 million crowns.",
]


def test_a_paraphrase_finds_the_claim_it_repeats():
    assert most_alike("Holm retired in 2009.", CHECKED)[0].place == 1
    assert most_alike("They sold the mill for three million crowns", CHECKED)[0].place == 3


def test_the_same_words_are_wholly_alike_and_other_words_not_at_all():
    assert most_alike(CHECKED[0], CHECKED)[0].likeness == 1.0
    assert most_alike("Quantum xylophones buzz", CHECKED) == []


def test_another_year_is_less_alike_than_the_same_one():
    same, other = (most_alike(f"The bridge opened in {year}", CHECKED)[0].likeness for year in (1999, 1998))
    assert other < same


def test_there_may_be_nothing_to_compare():
    assert most_alike("", CHECKED) == []
    assert most_alike("A claim", []) == []


def test_an_index_finds_the_one_claim_among_many():
    index = Index(f"Person {number} sold {number * 7} boats in {1900 + number % 100}." for number in range(2000))
    assert index.search("Person 77 sold 539 boats in 1977.")[0].place == 77


def test_a_hostile_statement_is_cut_off():
    assert most_alike("x" * 1_000_000, ["x" * 1_000_000])[0].likeness == 1.0
