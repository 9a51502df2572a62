"""Markdown to paragraphs of plain text: what a reader of the rendered page would read."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from claims.intake.cleaning import DeepOrLong, clean_html
from claims.intake.passages import Dropped, Paragraph
from claims.intake.readers.decoding import visible_ones
from claims.intake.readers.draft import Read, Unreadable
from claims.intake.readers.frontmatter import split_front_matter

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)(.*)")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,4}[.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r"(?: {0,3}>[ \t]?)+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?$")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]]{1,200}\]:[ \t]*\S+.*$")

_LINK = re.compile(
    r"!?\[([^\[\]]{0,1000})\](?:\([^()\s]{0,2000}(?:[ \t]+[\"'][^\"'\n]{0,500}[\"'])?\)|\[[^\[\]]{0,200}\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{0,5000}?[^\s*_\\])\1(?![\w*_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_HTML = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def read_markdown(text: str) -> Read:
    """Headings, lists, quotes, emphasis, links, images (their text) and inline HTML become plain paragraphs."""
    front, text = split_front_matter(text)
    dropped: list[Dropped] = []
    try:
        plain = [_plain(paragraph) for paragraph in _blocks(_copy_lines(text, dropped))]
    except DeepOrLong as problem:
        raise Unreadable(str(problem)) from None
    paragraphs, invisible = visible_ones(plain)
    return Read(paragraphs, front.facts, front.publishers, front.unknown_keys, (*dropped, *invisible))


def _copy_lines(text: str, dropped: list[Dropped]) -> Iterator[str]:
    for line in text.split("\n"):
        if _DEFINITION.match(line):
            dropped.append(Dropped("link definition", line.strip()))
        elif not _FENCE.match(line) and not ("|" in line and _TABLE_RULE.match(line.strip())):
            yield line


def _blocks(lines: Iterable[str]) -> Iterator[Paragraph]:
    block: list[str] = []
    for line in (*lines, ""):
        heading, underline = _HEADING.match(line), _UNDERLINE.match(line)
        item = _ITEM.match(line)
        if underline and block:
            yield Paragraph("\n".join(block), heading=1 if "=" in line else 2)
            block = []
        elif heading or item or not line.strip() or _RULE.match(line):
            yield Paragraph("\n".join(block))
            block = []
            if heading:
                yield Paragraph(_CLOSING.sub("", heading[2].strip()), heading=len(heading[1]))
            elif item and not _RULE.match(line):
                block = [line[item.end() :]]
        else:
            block.append(_QUOTED.sub("", line, count=1) if line.lstrip().startswith(">") else line)


def _plain(paragraph: Paragraph) -> Paragraph:
    """Inline marks gone, wrapped lines joined; two spaces or a backslash at a line's end keep its break."""
    text = "".join(map(_joined, paragraph.text.strip().split("\n")))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    for _ in range(3):
        text = _STRONG.sub(r"\2", text)
    if _HTML.search(text):
        text = " ".join(part.text for part in clean_html(text).paragraphs)
    else:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return Paragraph(_ESCAPE.sub(r"\1", text.replace("`", "")), paragraph.heading)


def _joined(line: str) -> str:
    broken = line.endswith(("  ", "\\"))
    return line.removesuffix("\\").strip() + ("\n" if broken else " ")
