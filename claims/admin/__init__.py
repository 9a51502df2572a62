"""The stock admin as a front door: layout and permissions. Every write goes through claims.review."""

from . import articles, claims, imports, people, record, revisions, sources

__all__ = ["articles", "claims", "imports", "people", "record", "revisions", "sources"]
