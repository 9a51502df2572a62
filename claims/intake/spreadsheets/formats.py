"""What kind of file this is, by its first bytes; the name decides only what bytes can't say."""

import re
from pathlib import PurePath

WHAT_WE_READ = "Factcheck reads CSV, TSV and XLSX."
SAVE_AS = f"{WHAT_WE_READ} Open it in a spreadsheet program and save it as “CSV UTF-8” or “.xlsx”."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = (
    (b"%PDF-", f"This is a PDF. {WHAT_WE_READ} Ask for the spreadsheet it was printed from."),
    (b"\x1f\x8b", "This file is packed with gzip. Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "This file is packed with 7-Zip. Unpack it first."),
    (b"Rar!", "This file is packed with RAR. Unpack it first."),
    (b"\x89PNG", f"This is a picture. {WHAT_WE_READ}"),
    (b"\xff\xd8\xff", f"This is a picture. {WHAT_WE_READ}"),
    (b"GIF8", f"This is a picture. {WHAT_WE_READ}"),
    (b"{\\rtf", f"This is an RTF text. {SAVE_AS}"),
    (b"SQLite format 3", f"This is a database. {WHAT_WE_READ}"),
    (b"PAR1", f"This is a Parquet file. {WHAT_WE_READ}"),
)
_HTML = re.compile(rb"<(?:!doctype|!--|\?xml|[a-z][a-z0-9:]*[\s/>])", re.IGNORECASE)
_JSON = re.compile(rb'[\[{]\s*(?:["\[{\]}]|-?\d|true|false|null)')
_YAML = (".yaml", ".yml")


def is_zip(head: bytes) -> bool:
    """Whether a file that begins with `head` is a zip package, as XLSX is."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def refused_format(head: bytes, filename: str) -> str:
    """The sentence that refuses a file beginning with `head` (4 kB are enough), or "" when it may be a table.

    YAML looks like many another text, so only its file name gives it away.
    """
    if head.startswith(_OLE):
        return _old_or_locked(head)
    for mark, sentence in _MARKS:
        if head.startswith(mark):
            return sentence
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(text):
        return f"This is a web page or XML, not a table. {SAVE_AS}"
    if _JSON.match(text):
        return f"This is JSON, not a table. {SAVE_AS}"
    if PurePath(filename).suffix.lower() in _YAML and not is_zip(head):
        return f"This is YAML, not a table. {SAVE_AS}"
    return ""


def _old_or_locked(head: bytes) -> str:
    if _ENCRYPTED in head:
        return "This workbook is locked with a password. Save it without one."
    return f"This is an old .xls workbook, or one locked with a password. {SAVE_AS}"


def refused_package(names: set[str]) -> str:
    """The sentence that refuses a zip with these entry names, or "" when it may be an XLSX workbook."""
    if "mimetype" in names and "content.xml" in names:
        return f"This is an OpenDocument file (.ods). {SAVE_AS}"
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return f"This is a Numbers document. {SAVE_AS}"
    if "xl/workbook.bin" in names:
        return f"This is a binary workbook (.xlsb). {SAVE_AS}"
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return "This workbook holds macros (.xlsm). Save it as “.xlsx”, which can't hold any."
    if "word/document.xml" in names:
        return f"This is a Word document. {WHAT_WE_READ} Copy its table into a spreadsheet."
    if "[Content_Types].xml" not in names:
        return f"This is a zip file, not a workbook. Unpack it and import the file inside. {WHAT_WE_READ}"
    return ""
