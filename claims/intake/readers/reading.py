"""Which reader a file needs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from claims.intake.readers.decoding import decode, visible
from claims.intake.readers.docx import read_docx
from claims.intake.readers.draft import ArticleDraft, Read, Unreadable, draft
from claims.intake.readers.html import read_html
from claims.intake.readers.markdown import read_markdown
from claims.intake.readers.plain import read_plain

LARGEST_FILE = 20_000_000  # bytes

_TEXT_READERS: dict[str, Callable[[str], Read]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
_ADVICE = {
    ".doc": "An old Word file can't be read. Open it and save it as .docx.",
    ".docm": "A Word file with macros can't be read. Open it and save it as .docx.",
    ".odt": "An OpenDocument file can't be read. Open it and save it as .docx.",
    ".rtf": "An RTF file can't be read. Open it and save it as .docx.",
    ".pages": "A Pages file can't be read. Export it as Word (.docx).",
    ".pdf": "A PDF can't be read: its lines are not paragraphs. Ask for the copy as .docx, or paste the text.",
}


def read_article(data: bytes, filename: str, *, headline: str = "", slug: str = "") -> ArticleDraft:
    """Read an article; the ending of `filename` says the format: .txt, .md, .html, .docx.

    A `headline` or `slug` given here wins over the file's. Raises Unreadable, with a sentence, for whatever is
    not an article in such a file. `data` is left to the caller to keep.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix in _ADVICE:
        raise Unreadable(_ADVICE[suffix])
    if suffix != ".docx" and suffix not in _TEXT_READERS:
        raise Unreadable(
            f"“{PurePath(filename).name}” can't be read. Bring a .txt, .md, .html or .docx file, or paste."
        )
    if len(data) > LARGEST_FILE:
        raise Unreadable(
            f"The file has {len(data):,} bytes; at most {LARGEST_FILE:,} can be read. Take out its pictures."
        )
    if not data.strip():
        raise Unreadable("The file is empty.")
    if suffix == ".docx":
        return draft(read_docx(data), headline=headline, slug=slug)
    return _from_text(decode(data), _TEXT_READERS[suffix], headline, slug)


def read_pasted(text: str, *, headline: str = "", slug: str = "") -> ArticleDraft:
    """Read pasted plain text; its first line is the headline unless one is given. Raises Unreadable."""
    if not text.strip():
        raise Unreadable("There is no text to read.")
    return _from_text(text, read_plain, headline, slug)


def _from_text(text: str, reader: Callable[[str], Read], headline: str, slug: str) -> ArticleDraft:
    text, invisible = visible(text)
    read = reader(text)
    return draft(replace(read, dropped=(*invisible, *read.dropped)), headline=headline, slug=slug)
