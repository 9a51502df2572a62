"""What people typed, as it is kept."""

import sys

import pytest

from claims.intake.articles import file_article
from claims.intake.spreadsheets.characters import hidden_characters
from claims.review.accounts import change_account, open_account
from claims.review.values import tidy
from claims.review.wording import mark_claim
from tests.conftest import NOW


@pytest.mark.parametrize(("typed", "kept"), [
    (" a\r\nb\rc ", "a\nb\nc"),
    ("e\u0301", "é"),
    ("a\0b\x01c\x9fd", "abcd"),
    ("Paid \u202e000,1\u202c crowns", "Paid 000,1 crowns"),
    ("\u2066isolated\u2069", "isolated"),
    ("שלום \u200fעולם\u200e \u200cne\u200djoined", "שלום \u200fעולם\u200e \u200cne\u200djoined"),
    ("a\tb", "a\tb"),
    (" \u200b\n\u202e ", ""),
    ("e\u202e\u0301", "é"),
])  # fmt: skip
def test_a_text_is_kept_as_typed_but_for_what_shows_other_words_than_it_says(typed, kept):
    assert tidy(typed) == kept
    assert tidy(kept) == kept


def test_what_is_kept_can_be_exported_and_imported_again():
    every = (chr(code) for code in range(sys.maxunicode + 1))
    assert [sign for sign in every if hidden_characters(tidy(f"a{sign}b"))] == []


def test_neither_does_what_comes_with_a_file(edith):
    name = "copy\u202efdp.txt"
    article = file_article(b"A headline\n\nText.", name, by=edith, at=NOW, byline="By \u202eEve").article
    assert (article.byline, article.revisions.get().filename) == ("By Eve", "copyfdp.txt")


def test_no_form_keeps_a_text_that_turns_its_direction(article, ada, edith):
    claim = mark_claim(article, by=edith, at=NOW, statement="It cost \u202e000,1.", note="\u2066x")
    assert (claim.statement, claim.note) == ("It cost 000,1.", "x")
    account = open_account(by=ada, at=NOW, password=None, username="eve", last_name="Fox\u202e ")
    change_account(account, by=ada, at=NOW, first_name="\u202eEve\x07")
    assert (account.first_name, account.last_name) == ("Eve", "Fox")
