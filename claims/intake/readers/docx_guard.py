"""Look at a Word document's package before any parser does: bombs, locks, document types."""

import zipfile
from io import BytesIO

from claims.intake.readers.draft import Unreadable

MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 100_000_000  # bytes
LARGEST_XML = 15_000_000  # bytes of all XML parts; a magazine's longest feature is 2 MB
STEEPEST_RATIO = 150  # unpacked to packed; Word's XML comes to 30

_BROKEN = "The file is not a Word document, or is damaged. Open it in Word and save it again as .docx."
_TOO_LARGE = "Unpacked, the Word document is far larger than an article can be. Paste the text instead."


def refuse_hostile_package(data: bytes) -> None:
    """Raises Unreadable for what is no sound, unlocked and modest .docx package."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("The Word document is locked with a password, or is an old .doc. Save it unlocked as .docx.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _refuse_size(package, len(data))
            _refuse_document_types(package)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as problem:
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable(_BROKEN) from None
    except Exception as problem:  # zlib.error and LZMAError share no base but this one
        raise Unreadable(_BROKEN) from problem


def _refuse_size(package: zipfile.ZipFile, packed: int) -> None:
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if _is_xml(entry))
    steep = unpacked > 5_000_000 and unpacked > STEEPEST_RATIO * packed
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or xml > LARGEST_XML or steep:
        raise Unreadable(_TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("The Word document is locked with a password. Save it unlocked.")
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or len(set(names)) < len(names):
        raise Unreadable(_BROKEN)


def _refuse_document_types(package: zipfile.ZipFile) -> None:
    """Word writes no DTD; whoever does wants entities, which may expand without end or read our disk."""
    for entry in package.infolist():
        if _is_xml(entry):
            xml = package.read(entry)
            if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml:
                raise Unreadable("The Word document holds XML that Word does not write. Save it again from Word.")


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels", ".vml"))
