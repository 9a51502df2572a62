"""Two ordered streams side by side."""

from claims.export.merging import Beside


def test_each_key_gets_what_belongs_to_it():
    beside = Beside([((1, 1), "a"), ((1, 3), "c"), ((2, 1), "d")])
    assert [beside.of(key) for key in [(1, 1), (1, 2), (1, 3), (2, 1), (9, 9)]] == ["a", None, "c", "d", None]


def test_what_belongs_to_keys_that_nobody_asks_for_is_passed_over():
    beside = Beside([((1, 1), "a"), ((1, 2), "b"), ((1, 3), "c")])
    assert beside.of((1, 3)) == "c"


def test_nothing_belongs_to_any_key():
    assert Beside([]).of((1, 1)) is None


def test_no_more_than_one_pair_is_read_ahead():
    read = []

    def pairs():
        for number in range(1, 5):
            read.append(number)
            yield (1, number), "row"

    beside = Beside(pairs())
    beside.of((1, 2))
    assert read == [1, 2]
