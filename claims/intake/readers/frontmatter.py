"""The `key: value` lines between two `---` at the head of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.intake.readers.draft import Unreadable

_BLOCK = re.compile(r"---[ \t]*\n(?P<lines>[A-Za-z_#\n].{0,20000}?)\n?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"(?P<key>[A-Za-z][\w -]*?)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)$")
_ISO = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[T ]\d\d:\d\d.*)?")

FIELDS = {
    "title": "headline",
    "headline": "headline",
    "slug": "slug",
    "byline": "byline",
    "author": "byline",
    "publication": "publication",
    "published_on": "published_on",
    "date": "published_on",
    "source_url": "source_url",
    "source_title": "source_title",
}


@dataclass
class FrontMatter:
    """What front matter says, by our field names; unknown keys by name as written."""

    facts: dict[str, str] = field(default_factory=dict)
    publishers: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Front matter and the text below it. A text that starts with a rule but no key has none.

    Raises Unreadable, with the line's number, where a line is no `key: value` or a key stands twice.
    """
    block = _BLOCK.match(text)
    first = block and _LINE.match(block["lines"].lstrip("\n").split("\n", 1)[0])
    if not block or not first:
        return FrontMatter(), text
    found = FrontMatter()
    for key, values in _entries(block["lines"]):
        name = key.lower().replace("-", "_").replace(" ", "_")
        if name in ("source_publisher", "source_publishers"):
            found.publishers += tuple(values)
        elif (ours := FIELDS.get(name)) and ours not in found.facts:
            found.facts[ours] = ", ".join(values)
        else:
            found.unknown_keys += (key,)
    if found.facts.get("published_on"):
        found.facts["published_on"] = _date(found.facts["published_on"])
    return found, text[block.end() :]


def iso_date(value: str) -> str:
    """The year, month or day that an ISO date or timestamp names; empty for anything else."""
    match = _ISO.fullmatch(value.strip())
    return match[1] if match else ""


def _date(value: str) -> str:
    if date := iso_date(value):
        return date
    raise Unreadable(f"The front matter's date “{value}” can't be read. Write 2025, 2025-09 or 2025-09-30.")


def _entries(lines: str) -> Iterator[tuple[str, list[str]]]:
    entries: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(lines.split("\n"), start=2):
        item, pair = _ITEM.match(line), _LINE.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if item and key:
            entries[key].append(_unquoted(item["value"]))
        elif pair and pair["key"] not in entries:
            key = pair["key"]
            entries[key] = _values(pair["value"] or "")
        elif pair:
            raise Unreadable(f"Line {number} of the front matter repeats “{pair['key']}”. Keep one of the two.")
        else:
            raise Unreadable(f"Line {number} of the front matter is not “key: value”. Mend or delete it.")
    yield from entries.items()


def _values(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in value[1:-1].split(",") if part.strip()]
    return [_unquoted(value)] if value else []


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"') if value[0] == '"' else value[1:-1].replace("''", "'")
    return value
