"""Plain text, with or without blank lines between its paragraphs."""

from claims.intake.passages import Paragraph, filled, paragraphs_of
from claims.intake.readers.draft import Read
from claims.intake.readers.frontmatter import split_front_matter

_WRAPPED_AT = 100  # characters: no line of hard-wrapped text is longer


def read_plain(text: str) -> Read:
    """Paragraphs between blank lines; where there is no blank line, each line that is not hard-wrapped is one."""
    front, text = split_front_matter(text)
    paragraphs = paragraphs_of(text)
    if len(paragraphs) == 1 and not _is_wrapped(paragraphs[0].text):
        paragraphs = filled(Paragraph(line) for line in paragraphs[0].text.split("\n"))
    return Read(paragraphs, front.facts, front.publishers, front.unknown_keys)


def _is_wrapped(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 3 and max(map(len, lines)) <= _WRAPPED_AT and min(map(len, lines[1:-1])) > _WRAPPED_AT // 2
