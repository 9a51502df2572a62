"""One file that holds everything about an article, and the means to prove that none of it was changed."""

from .archive import write_record

__all__ = ["write_record"]
