"""Word documents made part by part, so that any part can be a hostile one."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
).encode()


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def paragraphs(*texts):
    return "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)


def document(body="", *, raw=None, nest=0, more=None):
    """A package whose text is `body`, or whose main part is `raw`, or tables `nest` deep; `more` parts beside it."""
    if nest:
        table = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
        body = table[0] * nest + paragraphs("Ada kept bees.") + table[1] * nest
    whole = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
    main = whole if raw is None else raw
    return packed({"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": main} | (more or {}))
