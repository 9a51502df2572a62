"""Workbooks built part by part, so that any part can be wrong."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def relationships(**targets):
    """Relationships by kind; of several sheets the kind is sheet1, sheet2 ..."""
    items = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def text(reference, words):
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


HEADER = f'<row r="1">{text("A1", "Key")}{text("B1", "Title")}</row>'


def sheet(rows, after=""):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def second_row(cell):
    """A sheet with the header and one row: "a", and in B2 this cell."""
    return sheet(f'{HEADER}<row r="2">{text("A2", "a")}{cell}</row>')


def parts(*sheets, states=(), view="", properties="", strings="", styles="", **extra):
    """The parts of a workbook by path; extra ones are added or replace these."""
    listed = "".join(
        f'<sheet name="Sheet {n}" sheetId="{n}" state="{(states or ["visible"] * 9)[n - 1]}" r:id="rworksheet{n}"/>'
        for n in range(1, len(sheets) + 1)
    )
    targets = {f"worksheet{n}": f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
    found = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}{view}<sheets>{listed}</sheets></workbook>',
    }
    for n, xml in enumerate(sheets, start=1):
        found[f"xl/worksheets/sheet{n}.xml"] = xml
    if strings:
        targets["sharedStrings"] = "sharedStrings.xml"
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        targets["styles"] = "styles.xml"
        found["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    found["xl/_rels/workbook.xml.rels"] = relationships(**targets)
    return found | extra


def packed(found):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in found.items():
            package.writestr(path, content)
    return file.getvalue()


def workbook(*sheets, **options):
    return packed(parts(*sheets, **options))
