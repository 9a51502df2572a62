"""What the desk logs: that something happened, when, where in the code and to which page; never words or secrets.

Unpublished copy, sources and passwords get into logs through exceptions: databases quote the row that they refuse,
Python quotes the value that it can't convert. So of an exception its kind and its place are written, not its
message. The page's query, which may hold what somebody searched for, is left out too.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

# What our own code may add to a line, as `extra`.
EXTRA = ("address", "seconds")


def place_of(error: BaseException) -> list[str]:
    """Return where an exception arose, outermost first: file, line and function, without a word of the message."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]


def kinds_of(error: BaseException) -> str:
    """Return the exception's kind and those that it came from: "IntegrityError from UniqueViolation"."""
    kinds, seen = [], set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return " from ".join(kinds)


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return what is known of the line beside its message: the request's method, answer and person, our extras."""
    request = getattr(record, "request", None)
    person = getattr(request, "_cached_user", None)  # `request.user` could ask a database that may be what failed
    facts = {
        "method": getattr(request, "method", None),
        "status": getattr(record, "status_code", None),
        "user": getattr(person, "pk", None),
        **{name: getattr(record, name, None) for name in EXTRA},
    }
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        facts |= {"error": kinds_of(error), "at": place_of(error)}
    return {name: value for name, value in facts.items() if value is not None}


class Lines(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        return json.dumps(line | facts_of(record), ensure_ascii=True, default=str)


class Plain(logging.Formatter):
    """The same for people. A line stays one line, whatever a visitor put into an address."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(" ", timespec="milliseconds")
        message = record.getMessage().encode("unicode_escape").decode()
        facts = facts_of(record)
        at = "".join(f"\n  {place}" for place in facts.pop("at", []))
        said = "".join(f" {name}={str(value).encode('unicode_escape').decode()}" for name, value in facts.items())
        return f"{moment} {record.levelname} {record.name} {message}{said}{at}"
