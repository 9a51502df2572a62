"""Hostile and merely odd workbooks."""

import struct

from tests.hostile.cases import Case
from tests.hostile.packages import HEADER, MAIN, TYPES, packed, parts, relationships, second_row, sheet, text, workbook

DAMAGED = "The workbook is damaged"
TOO_LARGE = "The workbook unpacks to far more than its size"
GOOD = second_row(text("B2", "one"))
READ = (("key", "title"), ("a", "one"))
FORMATS = [
    "General",
    "0%",
    "yyyy-mm-dd",
    "mmm-yy",
    "yyyy",
    "h:mm",
    "[h]:mm:ss",
    "d mmm",
    "yyyy-mm-dd h:mm",
    '"y"0.0',
    "#,##0.00 [$€-407]",
]
STYLES = (
    "<numFmts>"
    + "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for n, code in enumerate(FORMATS))
    + "</numFmts><cellXfs>"
    + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(FORMATS)))
    + '<xf numFmtId="14"/><xf numFmtId="17"/><xf numFmtId="9"/><xf numFmtId="31"/></cellXfs>'
)  # fmt: skip


def number(value, style=0):
    return f'<c r="B2" s="{style}"><v>{value}</v></c>'


def shown(name, cell, words, **options):
    return Case(name, workbook(second_row(cell), styles=STYLES, **options), reads=(("key", "title"), ("a", words)))


def refused(name, cell, says, **options):
    return Case(name, workbook(second_row(cell), styles=STYLES, **options), says=says)


def style(code):
    return FORMATS.index(code)


CELLS = [
    Case("plain workbook called csv", workbook(GOOD), reads=READ),
    shown("whole number", number("2019.0"), "2019"),
    shown("whole number without a point", number("2019"), "2019"),
    shown("binary tenth", number("0.30000000000000004"), "0.3"),
    shown("large number", number("1.5E+20"), "1.5E+20"),
    shown("minus nothing", number("-0.0"), "0"),
    shown("percent", number("0.27", style("0%")), "27%"),
    shown("built-in percent", number("0.07", len(FORMATS) + 2), "7%"),
    shown("letter in quotes is no year", number("3.5", style('"y"0.0')), "3.5"),
    shown("money", number("1200", style("#,##0.00 [$€-407]")), "1200"),
    shown("day", number("45900", style("yyyy-mm-dd")), "2025-08-31"),
    shown("built-in day", number("45900", len(FORMATS)), "2025-08-31"),
    shown("east asian day", number("45900", len(FORMATS) + 3), "2025-08-31"),
    shown("month shows no day", number("45870", style("mmm-yy")), "2025-08"),
    shown("built-in month", number("45870", len(FORMATS) + 1), "2025-08"),
    shown("year shows no month", number("45870", style("yyyy")), "2025"),
    shown("moment", number("45900.604166666664", style("yyyy-mm-dd h:mm")), "2025-08-31 14:30:00"),
    shown("midnight", number("45900", style("yyyy-mm-dd h:mm")), "2025-08-31"),
    shown("time", number("0.604166666666667", style("h:mm")), "14:30:00"),
    shown("duration", number("1.5", style("[h]:mm:ss")), "36:00:00"),
    shown("day before the day that never was", number("59", style("yyyy-mm-dd")), "1900-02-28"),
    shown("day after it", number("61", style("yyyy-mm-dd")), "1900-03-01"),
    shown(
        "day since 1904", number("44438", style("yyyy-mm-dd")), "2025-08-31", properties='<workbookPr date1904="1"/>'
    ),
    shown("yes", '<c r="B2" t="b"><v>1</v></c>', "TRUE"),
    shown("no", '<c r="B2" t="b"><v>0</v></c>', "FALSE"),
    shown("iso date cell", '<c r="B2" t="d"><v>2025-08-31</v></c>', "2025-08-31"),
    shown("shared text", '<c r="B2" t="s"><v>0</v></c>', "x005F_ é", strings="<si><t>x005F_ é</t></si>"),
    shown(
        "rich text", '<c r="B2" t="s"><v>0</v></c>', "one two", strings="<si><r><t>one </t></r><r><t>two</t></r></si>"
    ),
    shown("reading aids", '<c r="B2" t="s"><v>0</v></c>', "東", strings="<si><t>東</t><rPh><t>ひがし</t></rPh></si>"),
    shown("escaped line end", text("B2", "one_x000D_\ntwo"), "one\r\ntwo"),
    shown("escaped escape", text("B2", "_x005F_x000D_"), "_x000D_"),
    shown("formula prefix", text("B2", "'=1+1"), "'=1+1"),
    refused("formula", '<c r="B2"><f>1+1</f><v>2</v></c>', "Row 2, column “title”: This cell holds a formula"),
    refused("formula of text", '<c r="B2" t="str"><f>"verified"</f><v>verified</v></c>', "holds a formula"),
    refused("shared formula", '<c r="B2"><f t="shared" si="0"/><v>2</v></c>', "holds a formula"),
    refused("error", '<c r="B2" t="e"><v>#REF!</v></c>', "Row 2, column “title”: This cell shows the error #REF!"),
    refused("no year", number("45900", style("d mmm")), "shows a date without its year"),
    refused("date before time", number("-3", style("yyyy-mm-dd")), "a number that is no date"),
    refused("date after time", number("1E+300", style("yyyy-mm-dd")), "a number that is no date"),
    refused("twenty digits", number("12345678901234567890"), "more than 15 digits"),
    refused("escaped NUL", text("B2", "o_x0000_ne"), "holds a NUL byte"),
    refused("escaped half pair", text("B2", "o_xD800_ne"), "can't be shown (U+D800)"),
    refused("direction", text("B2", "o\u202ene"), "turns the direction of the text"),
    refused("only zero-width", text("B2", "\u200b\u2060"), "holds only invisible characters"),
    refused("long text", text("B2", "o" * 100_001), "longer than 100,000 characters"),
    refused(
        "long shared text", '<c r="B2" t="s"><v>0</v></c>', "longer than", strings=f"<si><t>{'o' * 100_001}</t></si>"
    ),
    refused("no number", number("two"), DAMAGED),
    refused("not a number", number("NaN"), DAMAGED),
    refused("infinity", number("1e999"), DAMAGED),
    refused("style that is not there", number("2", 99), DAMAGED),
    refused("string that is not there", '<c r="B2" t="s"><v>7</v></c>', DAMAGED, strings="<si><t>a</t></si>"),
    refused("string counted from the end", '<c r="B2" t="s"><v>-1</v></c>', DAMAGED, strings="<si><t>a</t></si>"),
    refused("cell of another row", text("B3", "one"), DAMAGED),
    refused("cell twice", text("B2", "one") + text("B2", "two"), DAMAGED),
    refused("cell nowhere", text("B", "one"), DAMAGED),
    refused(
        "cell right of the header", text("B2", "one") + text("D2", "two"), "something in column D, which has no name"
    ),
]

SHEETS = [
    Case("gap between rows", workbook(sheet(HEADER + f'<row r="1048576">{text("A1048576", "a")}</row>')), reads=(("key", "title"), ("a", ""))),
    Case("rows without numbers", workbook(sheet(HEADER + "<row><c t='inlineStr'><is><t>a</t></is></c></row>")), reads=(("key", "title"), ("a", ""))),
    Case("row below the last", workbook(sheet(HEADER + '<row r="1048577"/>')), says=DAMAGED),
    Case("row twice", workbook(sheet(HEADER + HEADER)), says=DAMAGED),
    Case("row without a number that is one", workbook(sheet('<row r="one"/>')), says=DAMAGED),
    Case("no first row", workbook(sheet(f'<row r="3">{text("A3", "key")}</row>')), says="The first row is empty"),
    Case("formula in the header", workbook(sheet('<row r="1"><c r="A1"><f>B1</f></c></row>')), says="Row 1, column “A”: This cell holds a formula"),
    Case("doubled header", workbook(sheet(f'<row r="1">{text("A1", "Key")}{text("B1", " key")}</row>')), says="stands 2 times"),
    Case("far cell", workbook(second_row(text("XFD2", "x"))), says="Cell XFD2 is not empty"),
    Case("merged down", workbook(sheet(HEADER + f'<row r="2">{text("A2", "a")}</row><row r="3">{text("B3", "b")}</row>', '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')), says="Cells A2:A3 are merged"),
    Case("merged below the table", workbook(second_row(text("B2", "one")).replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A9:B9"/></mergeCells>')), reads=READ),
    Case("nothing in it", workbook(sheet("")), says="The workbook is empty"),
    Case("no sheets", workbook(), says="The workbook is empty"),
    Case("second sheet active", workbook(sheet(f'<row r="1">{text("A1", "notes")}</row>'), GOOD, view='<bookViews><workbookView activeTab="1"/></bookViews>'), reads=READ, notes="Only the sheet “Sheet 2” was read. Other sheets hold something too: “Sheet 1”."),
    Case("active sheet empty", workbook(sheet(""), GOOD), reads=READ),
    Case("active sheet hidden", workbook(sheet(HEADER), GOOD, states=["veryHidden", "visible"]), reads=READ, notes="“Sheet 2” was read"),
    Case("only a hidden sheet", workbook(GOOD, states=["hidden"]), reads=READ, notes="read from the hidden sheet “Sheet 1”"),
    Case("active sheet out of range", workbook(GOOD, view='<bookViews><workbookView activeTab="99"/></bookViews>'), reads=READ),
    Case("strict namespaces", workbook(GOOD.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")), reads=READ),
    Case("cut in a sheet", workbook(GOOD[:-40]), says=DAMAGED),
    Case("sheet that is not XML", workbook("key,title"), says=DAMAGED),
]  # fmt: skip

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NAMES = [f"xl/worksheets/sheet{n}.xml" for n in (1,)] + ["xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"]

DOCTYPES = [
    Case(f"{kind} in {path}", packed(parts(GOOD) | {path: doctype + parts(GOOD)[path]}), says=DAMAGED)
    for path in NAMES
    for kind, doctype in (("entities", ENTITIES), ("another file", EXTERNAL))
] + [
    Case("entities in utf-16", packed(parts((ENTITIES + GOOD).encode("utf-16"))), says=DAMAGED),
]


def with_broken_sheet():
    """A zip with ten bytes of the packed sheet overwritten."""
    data = workbook(GOOD)
    at = data.find(b"sheet1.xml") + 40
    return data[:at] + bytes(10) + data[at + 10 :]


def encrypted(data):
    """The same zip with the "locked" bit of every entry set."""
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + offset] + b"\x01" + data[at + offset + 1 :]
            at = data.find(mark, at + 4)
    return data


def with_directory_of(size):
    """A zip whose end says that its directory has this many bytes."""
    data = workbook(GOOD)
    end = data.rfind(b"PK\x05\x06")
    return data[: end + 12] + struct.pack("<L", size) + data[end + 16 :]


GOOD_FILE = workbook(GOOD)
PACKAGES = [
    Case("cut in half", GOOD_FILE[: len(GOOD_FILE) // 2], says=DAMAGED),
    Case("directory alone", GOOD_FILE[GOOD_FILE.find(b"PK\x01\x02") :], says="neither in UTF-8"),
    Case("flipped bit", with_broken_sheet(), says=DAMAGED),
    Case("empty zip", packed({}), says="This is a zip file, not a workbook"),
    Case("zip mark alone", b"PK\x03\x04", says=DAMAGED),
    Case("locked", encrypted(GOOD_FILE), says="locked with a password"),
    Case("huge directory", with_directory_of(2_000_000_000), says=TOO_LARGE),
    Case("csv in a zip", packed({"claims.csv": "key,title"}), says="This is a zip file, not a workbook"),
    Case("macros", packed(parts(GOOD) | {"xl/vbaProject.bin": b"x"}), says="holds macros", filename="a.xlsm"),
    Case("binary workbook", packed({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"x"}), says="binary workbook"),
    Case("word", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<x/>"}), says="Word document"),
    Case("opendocument", packed({"mimetype": "x", "content.xml": "<x/>"}), says="OpenDocument", filename="a.ods"),
    Case("numbers", packed({"Index/Document.iwa": b"x"}), says="Numbers document", filename="a.numbers"),
    Case("climbing path", packed(parts(GOOD) | {"../../etc/cron.d/x": "x"}), says=DAMAGED),
    Case("absolute path", packed(parts(GOOD) | {"/etc/passwd": "x"}), says=DAMAGED),
    Case("windows path", packed(parts(GOOD) | {"xl\\x": "x"}), says=DAMAGED),
    Case("workbook elsewhere", packed(parts(GOOD) | {"_rels/.rels": relationships(officeDocument="../../../etc/passwd")}), says=DAMAGED),
    Case("no workbook", packed(parts(GOOD) | {"_rels/.rels": relationships()}), says="holds no workbook"),
    Case("no relationships", packed({"[Content_Types].xml": TYPES}), says=DAMAGED),
    Case("sheet that is not there", packed(parts(GOOD) | {"xl/_rels/workbook.xml.rels": relationships(worksheet1="x.xml")}), says=DAMAGED),
    Case("styles that are not there", packed(parts(GOOD) | {"xl/_rels/workbook.xml.rels": relationships(worksheet1="worksheets/sheet1.xml", styles="no.xml")}), says=DAMAGED),
    Case("styles without numbers", workbook(GOOD, styles='<cellXfs><xf numFmtId="x"/></cellXfs>'), says=DAMAGED),
]  # fmt: skip

WORKBOOKS = CELLS + SHEETS + DOCTYPES + PACKAGES
