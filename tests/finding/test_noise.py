"""Blanking out what is no copy, character for character."""

import pytest

from claims.finding.noise import mask


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It ended. [time-brightcove not-tgx=”true”]Then it began.", "It ended. Then it began."),
        ("[caption id=1]A bridge[/caption]", "A bridge"),
        ("Then [producer] Ana Lind left.", "Then [producer] Ana Lind left."),
        ("It ended.Read more: Ten Films to SeeA new start came.", "It ended. A new start came."),
        ("It ended. Read more: The 46 Films of Fall 2025Next it rained.", "It ended. Next it rained."),
        ("Sign up for our newsletter\nIt ended.", "It ended."),
        ("Advertisement\n\nIt ended.\n\n5 min read", "It ended."),
        ("See https://example.org/a?b=c now.", "See now."),
        ("Write to ana@example.org now.", "Write to now."),
        ("<p>It <b>ended</b>.</p><script>var a = 1;</script>", "It ended ."),
        ("## Heading\n\nIt *ended* **here**.", "Heading It ended here ."),
        ("A [link](https://example.org) here.", "A link here."),
        ("---\ntitle: x\n---\nIt ended.", "It ended."),
        ("Wait 5 sec.", ""),
        ("Photo by Ana Lind/Getty Images", ""),
    ],
)
def test_noise_goes_and_copy_stays_in_its_place(text, left):
    masked = mask(text)
    assert len(masked) == len(text)
    assert " ".join(masked.split()) == left
    assert all(new in (old, " ", "\n", "'") for old, new in zip(text, masked, strict=True))


def test_apostrophes_and_odd_spaces_get_one_spelling():
    assert mask("the writer’s ’90s\u00a0tale") == "the writer's '90s tale"


@pytest.mark.parametrize("broken", ["<script>never closed", "---\nno end", "[shortcode a=b", "Read more: ", "<", "]("])
def test_broken_markup_keeps_the_length(broken):
    assert len(mask(broken)) == len(broken)
