"""What a case of a hostile file is: bytes, and either a part of the sentence or the right reading."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """says: stands in the first problem, as shown to a person. reads: the header and rows, with no problem."""

    name: str
    data: bytes
    says: str = ""
    reads: tuple[tuple[str, ...], ...] = ()
    notes: str = ""
    filename: str = "claims.csv"

    def __str__(self):
        return self.name
