"""XML from a stranger, as a stream of calls: no tree, no document type, no entities of its own."""

from collections.abc import Iterator
from typing import IO, Protocol
from xml.parsers import expat

_CHUNK = 1 << 16


class Handler(Protocol):
    """Who is told what the XML holds. Names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


class ForbiddenXML(ValueError):
    """A document type declaration: the door for entity bombs and for reading other files."""


def walk(stream: IO[bytes], handler: Handler) -> Iterator[None]:
    """Feed the stream to the handler, pausing after every 64 kB for the caller to fetch what has come.

    Raises ForbiddenXML (a ValueError), and expat.ExpatError for what is not well-formed.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(name.rpartition("}")[2], attributes)

    def forbid(*_declaration: object) -> None:
        raise ForbiddenXML

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(name.rpartition("}")[2])
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = forbid
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield
