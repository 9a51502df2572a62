"""The parts of a workbook beside its sheets: which sheets there are, strings, formats (ECMA-376, part 1)."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from claims.intake.problems import refuse
from claims.intake.spreadsheets.displayed import Shown, shown_as
from claims.intake.spreadsheets.package import TOO_LARGE
from claims.intake.spreadsheets.sheet import MEGABYTE, Limits
from claims.intake.spreadsheets.worksheet import unescaped
from claims.intake.spreadsheets.xml_events import walk

_SMALL_PART = 8 * MEGABYTE
_MOST_STRINGS = 2_000_000
Attributes = dict[str, str]


@dataclass(slots=True)
class Strings:
    """The texts that cells share, by number; None for one over the limit."""

    limits: Limits
    texts: list[str | None] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _wanted: bool = False
    _phonetic: bool = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "t":
            self._wanted = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "si":
            self._parts, self._length = [], 0

    def data(self, text: str) -> None:
        if self._wanted:
            self._length += len(text)
            if self._length <= self.limits.cell:
                self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._wanted = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            fits = self._length <= self.limits.cell
            self.texts.append(unescaped("".join(self._parts)) if fits else None)
            if len(self.texts) > _MOST_STRINGS:
                raise refuse(TOO_LARGE)


@dataclass(slots=True)
class _Elements:
    """Calls `found(path, attributes)` for each element; path: the names of parent and element."""

    found: Callable[[str, str, Attributes], None]
    _open: list[str] = field(default_factory=lambda: [""])

    def start(self, name: str, attributes: Attributes) -> None:
        self.found(self._open[-1], name, attributes)
        self._open.append(name)

    def data(self, text: str) -> None: ...

    def end(self, _name: str) -> None:
        self._open.pop()


def _elements(package: ZipFile, part: str) -> Iterator[tuple[str, str, Attributes]]:
    """(parent, name, attributes) of each element of a small part. Raises UnreadableSheet when it is large."""
    if package.getinfo(part).file_size > _SMALL_PART:
        raise refuse(TOO_LARGE)
    ready: list[tuple[str, str, Attributes]] = []
    handler = _Elements(lambda parent, name, attributes: ready.append((parent, name, attributes)))
    with package.open(part) as stream:
        for _ in walk(stream, handler):
            yield from ready
            ready.clear()


def read_strings(package: ZipFile, part: str, limits: Limits) -> list[str | None]:
    """The shared strings in `part`."""
    handler = Strings(limits)
    with package.open(part) as stream:
        for _ in walk(stream, handler):
            pass
    return handler.texts


def read_formats(package: ZipFile, part: str) -> list[Shown]:
    """What each cell style shows of a number, by the style's index."""
    custom: dict[int, str] = {}
    format_ids: list[int] = []
    for parent, name, attributes in _elements(package, part):
        if parent == "numFmts" and name == "numFmt":
            custom[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif parent == "cellXfs" and name == "xf":
            format_ids.append(int(attributes.get("numFmtId", 0)))
    known = {format_id: shown_as(format_id, custom) for format_id in set(format_ids)}
    return [known[format_id] for format_id in format_ids]


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another points at: its kind is the last word of the relationship's type."""

    id: str
    kind: str
    path: str


def related(package: ZipFile, part: str) -> list[Related]:
    """The parts that `part` ("" for the package) points at inside the package."""
    folder, name = posixpath.split(part)
    found = []
    for _parent, element, attributes in _elements(package, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found.append(Related(attributes["Id"], attributes["Type"].rpartition("/")[2], path))
    return found


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet as the workbook lists it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """sheets: those of cells, in their order. active: the one on top when it was saved, or None."""

    sheets: list[NamedSheet]
    active: NamedSheet | None
    from_1904: bool


def read_contents(package: ZipFile, part: str) -> Contents:
    """What the workbook part lists."""
    paths = {item.id: item.path for item in related(package, part) if item.kind == "worksheet"}
    listed: list[NamedSheet | None] = []
    active, from_1904 = 0, False
    for parent, name, attributes in _elements(package, part):
        if parent == "sheets" and name == "sheet":
            listed.append(_named_sheet(attributes, paths))
        elif parent == "bookViews" and name == "workbookView":
            active = int(attributes.get("activeTab", 0))
        elif name == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
    on_top = listed[active] if 0 <= active < len(listed) else None
    return Contents([sheet for sheet in listed if sheet], on_top, from_1904)


def _named_sheet(attributes: Attributes, paths: dict[str, str]) -> NamedSheet | None:
    id_ = next((value for key, value in attributes.items() if key.endswith("}id")), "")
    hidden = attributes.get("state", "visible") != "visible"
    return NamedSheet(attributes["name"][:100], paths[id_], hidden) if id_ in paths else None
