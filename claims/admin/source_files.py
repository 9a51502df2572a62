"""The files that a source had before: what somebody replaced or took off stays, and who may read the source gets it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse

from claims.models import Event, Source
from claims.record import details_of

from .downloads import attachment
from .history import events_of


@dataclass(frozen=True)
class EarlierFile:
    """A file that stood at the source until the event of this number of the desk's record."""

    name: str
    number: int
    until: datetime
    by: str
    url: str


def earlier_files(source: Source) -> list[EarlierFile]:
    """Return the files that were replaced or taken off, the last one first. One query."""
    changes = events_of(source).filter(action="source changed", detail__body__contains='"before":{')
    return [
        EarlierFile(kept.rpartition("/")[2], event.sequence, event.at, event.actor_name, _address(source, event))
        for event in changes
        if (kept := _file_before(event))
    ]


def _address(source: Source, event: Event) -> str:
    return reverse("admin:claims_source_earlier_file", args=[source.pk, event.sequence])


def _file_before(event: Event) -> str:
    """Return under which name the file is kept that this event put away, "" where it put none away."""
    before = details_of(event).get("before")
    return str(before.get("file") or "") if isinstance(before, dict) else ""


def hand_out(admin: Any, request: HttpRequest, pk: int, number: int | None = None) -> FileResponse:
    """Hand out the source's file, or the one that event `number` put away, if this person may read the source."""
    source = admin.get_object(request, str(pk))
    if source is not None and not admin.has_view_permission(request, source):
        raise PermissionDenied
    name = (source.file.name if number is None else _put_away(source, number)) if source else ""
    if not name:
        raise Http404
    try:
        return attachment(Source.file.field.storage.open(name, "rb"), name.rpartition("/")[2])
    except FileNotFoundError as error:
        raise Http404 from error


def _put_away(source: Source, number: int) -> str:
    event = events_of(source).filter(sequence=number).first()
    return _file_before(event) if event else ""
