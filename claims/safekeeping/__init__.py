"""Backups of the whole desk: database, files and seals in one archive. Keys stay out of it."""

from .backup import back_up
from .restore import Unusable, restore

__all__ = ["Unusable", "back_up", "restore"]
