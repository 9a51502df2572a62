"""An article from a file or from pasted text."""

from claims.intake.readers.draft import ArticleDraft, Note, Section, Unreadable
from claims.intake.readers.reading import LARGEST_FILE, read_article, read_pasted

__all__ = ["LARGEST_FILE", "ArticleDraft", "Note", "Section", "Unreadable", "read_article", "read_pasted"]
