"""Two ordered streams side by side."""

from claims.export.merging import Beside


def test_each_key_gets_its_own_rows():
    beside = Beside([((1, 1), "a"), ((1, 1), "b"), ((1, 3), "c"), ((2, 1), "d")])
    assert [beside.of(key) for key in [(1, 1), (1, 2), (1, 3), (2, 1), (9, 9)]] == [["a", "b"], [], ["c"], ["d"], []]


def test_rows_of_keys_that_nobody_asks_for_are_passed_over():
    beside = Beside([((1, 1), "a"), ((1, 2), "b"), ((1, 3), "c")])
    assert beside.of((1, 3)) == ["c"]


def test_no_rows_belong_to_any_key():
    assert Beside([]).of((1, 1)) == []


def test_no_more_than_one_row_is_read_ahead():
    read = []

    def rows():
        for number in range(1, 5):
            read.append(number)
            yield (1, number), "row"

    beside = Beside(rows())
    beside.of((1, 1))
    assert read == [1, 2]
