"""What was typed can be printed, and what hides in it is seen."""

import pytest

from claims.export.legible import legible


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("Plain “text”, naïve,\nwith lines.", "Plain “text”, naïve,\nwith lines."),
        ("pay\u202efdp.exe", "pay⟨U+202E⟩fdp.exe"),
        ("a\x00b\x1bc\ufffe", "a⟨U+0000⟩b⟨U+001B⟩c⟨U+FFFE⟩"),
        ("שלום\u200f 5", "שלום\u200f 5"),
    ],
)
def test_signs_that_hide_or_reorder_are_spelled_out(typed, shown):
    assert legible(typed) == shown
