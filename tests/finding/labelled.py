"""Read labelled copy: our own markup, and folders of sentences or passages labelled by others."""

import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

MARK = re.compile(r"\{(?P<kind>[a-z]+(?:/[a-z]+)*)(?P<rest>(?: [a-z]+)*)\|(?P<words>[^{}]*)\}")
CORPUS = Path(__file__).parent / "corpus"
UNSEEN = {"council", "portrait", "technology", "travel"}
UNSEEN_HAND = "d/"


@dataclass(frozen=True)
class Label:
    """A passage that a person marked as a claim: its place, the kinds accepted for it, its risk."""

    start: int
    end: int
    kinds: tuple[str, ...]
    risk: str = "low"
    sensitive: bool = False


@dataclass
class Document:
    """A labelled text; ``sentences`` are places as the labeller cut them."""

    name: str
    text: str
    published_on: str | None = None
    labels: list[Label] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)


def read_markup(path: Path) -> Document:
    """Read one of our files: a sentence a line, a blank line between paragraphs, claims in braces."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    name = path.stem if path.parent == CORPUS else f"{path.parent.name}/{path.stem}"
    document = Document(name, "", head.removeprefix("published_on:").strip() or None)
    for line in body.split("\n"):
        if not line.strip():
            document.text = document.text.rstrip(" ") + "\n\n"
            continue
        start = len(document.text)
        _read_line(document, line.strip())
        document.sentences.append((start, len(document.text)))
        document.text += " "
    document.text = document.text.rstrip()
    return document


def _read_line(document: Document, line: str) -> None:
    place = 0
    for mark in MARK.finditer(line):
        document.text += line[place : mark.start()]
        start = len(document.text)
        document.text += mark["words"]
        flags = mark["rest"].split()
        risk = next((flag for flag in flags if flag in {"high", "medium"}), "low")
        document.labels.append(
            Label(start, len(document.text), tuple(mark["kind"].split("/")), risk, "sensitive" in flags)
        )
        place = mark.end()
    document.text += line[place:]


def read_corpus(*, unseen: bool) -> list[Document]:
    """Return our own texts: those the finder was tuned on, or those kept unseen."""
    documents = (read_markup(path) for path in sorted(CORPUS.rglob("*.txt")))
    return [one for one in documents if (one.name in UNSEEN or one.name.startswith(UNSEEN_HAND)) == unseen]


def by_hand() -> dict[str, list[Document]]:
    """Return the texts to learn from, by whoever wrote them."""
    hands: dict[str, list[Document]] = {}
    for document in read_corpus(unseen=False):
        hands.setdefault(document.name.rpartition("/")[0] or "first", []).append(document)
    return hands


def read_claims(article: Path, claims: Path) -> Document:
    """Read an article and a claims sheet of it (columns of the desk's import): each quote is a label."""
    document = Document(article.stem, article.read_text(encoding="utf-8"))
    place = 0
    with claims.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            start = document.text.find(row["quote"], place)
            start = start if start >= 0 else document.text.find(row["quote"])
            if start >= 0:
                end = start + len(row["quote"])
                document.labels.append(Label(start, end, (row["kind"],), row["risk"], row["sensitive"] == "yes"))
                place = start
    return document


def read_passages(path: Path) -> list[Document]:
    """Read a .jsonl file of ``{"text", "published_on", "spans": [[start, end, kind, risk], ...]}``, one a line."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        labels = [Label(int(s[0]), int(s[1]), (s[2] if len(s) > 2 else "other",), s[3] if len(s) > 3 else "low")
                  for s in row["spans"]]  # fmt: skip
        documents.append(Document(f"{path.stem}:{number}", row["text"], row.get("published_on"), labels))
    return documents


def read_sentences(path: Path) -> list[tuple[str, bool]]:
    """Read a .csv or .tsv file with the columns ``text`` and ``label`` (1, yes, true: worth checking)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        if not rows.fieldnames or not {"text", "label"} <= set(rows.fieldnames):
            raise ValueError(f"{path.name}: needs a header row with the columns text and label.")
        return [(row["text"], row["label"].strip().lower() in {"1", "yes", "true"}) for row in rows]
