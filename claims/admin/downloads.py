"""Handing out files: always as an attachment, never as something the browser opens on our address."""

from io import BytesIO
from typing import Any

from django.http import FileResponse


def attachment(file: Any, filename: str) -> FileResponse:
    """Return the file for saving. Its type is not told: with nosniff no browser will guess one and run it."""
    response = FileResponse(
        file if hasattr(file, "read") else BytesIO(file),
        as_attachment=True,
        filename=filename,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
