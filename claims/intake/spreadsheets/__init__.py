"""Reading spreadsheets that strangers made: CSV, TSV and XLSX, row by row, nothing silently different."""

from claims.intake.spreadsheets.opening import open_sheet
from claims.intake.spreadsheets.sheet import Item, Limits, Row, Sheet

__all__ = ["Item", "Limits", "Row", "Sheet", "open_sheet"]
