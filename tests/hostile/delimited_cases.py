"""Hostile and merely odd text files."""

import codecs
import gzip

from tests.hostile.cases import Case

HEADER = b"key,title\n"
TABLE = (("key", "title"), ("a", "one"), ("b", "two"))
PLAIN = "key,title\na,one\nb,two\n"
ACCENTS = "key,title\na,Café “Zürich”\n"
ACCENTS_READ = (("key", "title"), ("a", "Café “Zürich”"))
NOT_UTF8 = "read as Windows-1252"

ENCODINGS = [
    Case(f"encoding {codec}", ACCENTS.encode(codec), reads=ACCENTS_READ)
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
] + [
    Case("encoding utf-16-be with mark", codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be"), reads=ACCENTS_READ),
    Case("encoding windows-1252", ACCENTS.encode("cp1252"), reads=ACCENTS_READ, notes=NOT_UTF8),
    Case("two byte order marks", codecs.BOM_UTF8 * 2 + PLAIN.encode(), reads=TABLE),
    Case("neither utf-8 nor windows-1252", HEADER + b"a,\x81\x8d\xff\n", says="neither in UTF-8 nor in Windows-1252"),
    Case("utf-8 mark before windows-1252", codecs.BOM_UTF8 + ACCENTS.encode("cp1252"), says="says that it is in UTF-8"),
    Case("utf-16 cut in the middle", ACCENTS.encode("utf-16")[:-1], says="says that it is in UTF-16"),
    Case("utf-16 with half a pair", codecs.BOM_UTF16_LE + "key\na".encode("utf-16-le") + b"\x00\xd8", says="UTF-16"),
    Case(
        "utf-8 with one broken letter", HEADER + "a,Café ".encode() + b"\xe9\n", says="looks like a letter of another"
    ),
    Case("overlong utf-8", HEADER + b"a,\xc0\xaf\n", reads=(("key", "title"), ("a", "À¯")), notes=NOT_UTF8),
    Case("utf-8 surrogates", HEADER + b"a,\xed\xa0\x80\n", reads=(("key", "title"), ("a", "í\xa0€")), notes=NOT_UTF8),
    Case(
        "c1 control of latin-1", HEADER + "a,one\x92s\n".encode(), says="control character that can't be shown (U+0092)"
    ),
]

LAYOUT = [
    Case("semicolons", PLAIN.replace(",", ";").encode(), reads=TABLE),
    Case("tabs", PLAIN.replace(",", "\t").encode(), reads=TABLE, filename="claims.tsv"),
    Case("tabs in a file called csv", PLAIN.replace(",", "\t").encode(), reads=TABLE),
    Case("sep= line", b"sep=;\r\n" + PLAIN.replace(",", ";").encode(), reads=TABLE),
    Case("semicolons in the rows only", b"key,title\na;one\n", says="Row 2, column “title”: This row has 1 cell"),
    Case(
        "commas in rows, semicolons in header", b"key;title\na;one, two\n", reads=(("key", "title"), ("a", "one, two"))
    ),
    Case("separators inside a quoted name", b'"key;;;;",title\na,one\n', reads=(("key;;;;", "title"), ("a", "one"))),
    Case("old mac line ends", PLAIN.replace("\n", "\r").encode(), reads=TABLE),
    Case("windows line ends", PLAIN.replace("\n", "\r\n").encode(), reads=TABLE),
    Case("no line end at the end", PLAIN.rstrip().encode(), reads=TABLE),
    Case("header alone", HEADER, reads=(("key", "title"),)),
    Case("one column", b"statement\nKerr fought\n", reads=(("statement",), ("Kerr fought",))),
    Case("blank lines", b"key,title\n\n,\na,one\n  \n\nb,two\n", reads=TABLE),
    Case("empty columns at the end", b"key,title,,\na,one,,\nb,two\n", says="", reads=TABLE),
    Case("header in capitals and blanks", b" KEY ,\tTitle\na,one\nb,two\n", reads=TABLE),
    Case("line separator in a cell", "key,title\na,o\u2028ne\n".encode(), reads=(("key", "title"), ("a", "o\u2028ne"))),
    Case("quotes inside a cell", b'key,title\na,5" disk\n', reads=(("key", "title"), ("a", '5" disk'))),
    Case("lines in a cell", b'key,title\n"a","one\r\n\r\ntwo"\n', reads=(("key", "title"), ("a", "one\r\n\r\ntwo"))),
    Case("json called csv is a table", PLAIN.encode(), reads=TABLE, filename="claims.json"),
]

WIDTH = [
    Case(
        "row too long", HEADER + b"a,one,two\n", says="Row 2, column “C”: This row has 3 cells, the header has 2 cells"
    ),
    Case("row too short", HEADER + b"a\n", says="Row 2, column “title”: This row has 1 cell, the header has 2 cells"),
    Case("unquoted comma", HEADER + b"a,one, two\n", says="needs quotation marks around it"),
    Case(
        "row number after lines in a cell",
        b'key,title\n"a\nb",one\nc\n',
        says="Row 3 (line 4 of the file), column “title”",
    ),
    Case("row number after blank lines", HEADER + b"\n\nc\n", says="Row 4, column “title”"),
    Case("a million cells", HEADER + b"a" + b"," * 1_000_000 + b"b\n", says="This row has 1,000,001 cells"),
]

HEADERS = [
    Case("nothing", b"", says="The file is empty."),
    Case("only a byte order mark", codecs.BOM_UTF8, says="The file is empty."),
    Case("only blanks", b" \r\n\r\n\t\n", says="The file is empty."),
    Case("only zero bytes", bytes(10_000), says="The file is empty."),
    Case("first row empty", b"\n" + HEADER, says="Row 1: The first row is empty."),
    Case("first row of commas", b",,,\n" + HEADER, says="Row 1: The first row is empty."),
    Case(
        "doubled header",
        b"key,title,KEY \na,b,c\n",
        says="Row 1, column “key”: stands 2 times in the first row (columns A, C)",
    ),
    Case("nameless column", b"key,,title\na,b,c\n", says="Row 1: Column B has no name in the first row."),
    Case("hidden header", "key,ti\u202etle\na,b\n".encode(), says="The name of column B holds a character that turns"),
    Case("invisible header", "key,\u200b\na,b\n".encode(), says="The name of column B holds only invisible"),
    Case("NUL in the header", b"key,ti\x00tle\na,b\n", says="The name of column B holds a NUL byte"),
    Case("endless header", b"key," + b"t" * 50_000 + b"\n", says="The name of column B is too long"),
    Case(
        "a thousand columns", ",".join(f"c{n}" for n in range(1_000)).encode(), says="1,000 columns; 200 are the most"
    ),
    Case("unclosed quote in the header", b'key,"title\na,b\n' * 50, says="Row 1, column “B”: The quotation mark"),
    Case("ten megabyte header", b"k" * 10_000_000, says="Row 1, column “A”: This cell is longer than"),
]

CELLS = [
    Case("NUL byte", HEADER + b"a,o\x00ne\n", says="Row 2, column “title”: This cell holds a NUL byte"),
    Case("bell", HEADER + b"a,o\x07ne\n", says="control character that can't be shown (U+0007)"),
    Case("escape", HEADER + b"a,\x1b[31mred\n", says="control character that can't be shown (U+001B)"),
    Case("delete", HEADER + b"a,one\x7f\n", says="control character that can't be shown (U+007F)"),
    Case("noncharacter", HEADER + "a,one\uffff\n".encode(), says="control character that can't be shown (U+FFFF)"),
    Case("emoji with joiners", HEADER + "a,👩‍🚀️\n".encode(), reads=(("key", "title"), ("a", "👩‍🚀️"))),
    Case("persian with a joiner", HEADER + "a,می‌خواهم\n".encode(), reads=(("key", "title"), ("a", "می‌خواهم"))),
    Case("byte order mark in a cell", HEADER + "a,\ufeff\n".encode(), says="holds only invisible characters"),
    Case("only zero-width", HEADER + "a,\u200b\u200d \u2060\n".encode(), says="holds only invisible characters"),
    Case("only hangul filler", HEADER + "a,\u3164\n".encode(), says="holds only invisible characters"),
    Case("only tags", HEADER + "a,\U000e0041\U000e0042\n".encode(), says="holds only invisible characters"),
    Case("cell over the limit", HEADER + b"a," + b"o" * 100_001 + b"\n", says="longer than 100,000 characters"),
    Case("ten megabyte cell", HEADER + b"a," + b"o" * 10_000_000 + b"\n", says="Row 2, column “title”: This cell is longer"),
    Case("ten megabyte quoted cell", HEADER + b'a,"' + b"o\n" * 5_000_000 + b'"\n', says="Row 2, column “title”: The quotation mark"),
] + [
    Case(f"direction U+{ord(turn):04X}", HEADER + f"a,one {turn}two\n".encode(), says="turns the direction of the text")
    for turn in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
]  # fmt: skip

QUOTES = [
    Case(
        "unclosed quote",
        HEADER + b'a,"one\nb,two\nc,three\n',
        says="Row 2, column “title”: The quotation mark that opens",
    ),
    Case(
        "unclosed quote after good rows",
        HEADER + b'a,one\nb,two\n"c,three\n',
        says="Row 4, column “key”: The quotation mark",
    ),
    Case("text after a quote", HEADER + b'a,"one" two\n', says="Row 2, column “title”: The quotation mark that opens"),
    Case("backslash quotes", HEADER + b'a,"he said \\"one\\""\n', says="Row 2, column “title”: The quotation mark"),
    Case("one quote", b'"', says="Row 1, column “A”: The quotation mark"),
    Case("a million quotes", b'"' * 1_000_001, says="Row 1, column “A”: The quotation mark"),
    Case("quotes without end", HEADER + b'a,"' + b'""' * 3_000_000, says="Row 2, column “title”: The quotation mark"),
]

OTHER_FORMATS = [
    Case("pdf", b"%PDF-1.7\n", says="This is a PDF", filename="claims.pdf"),
    Case("pdf called csv", b"%PDF-1.7\n", says="This is a PDF"),
    Case("html", b"<!DOCTYPE html><table><tr><td>key", says="web page", filename="claims.html"),
    Case("html called xls", b"\n <html><body><table>", says="web page", filename="claims.xls"),
    Case("xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', says="web page or XML"),
    Case("json", b'[{"key": "a"}]', says="This is JSON", filename="claims.json"),
    Case("json called csv", b'{"key": 1}', says="This is JSON"),
    Case("yaml", b"a: &a [x]\nb: [*a, *a]\n", says="This is YAML", filename="claims.yaml"),
    Case("old xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), says="old .xls workbook", filename="claims.xls"),
    Case(
        "locked workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), says="password"
    ),
    Case("gzip", gzip.compress(PLAIN.encode()), says="packed with gzip", filename="claims.csv.gz"),
    Case("7-zip", b"7z\xbc\xaf\x27\x1c" + bytes(9), says="packed with 7-Zip"),
    Case("rar", b"Rar!\x1a\x07" + bytes(9), says="packed with RAR"),
    Case("picture", b"\x89PNG\r\n\x1a\n" + bytes(9), says="picture"),
    Case("rtf", b"{\\rtf1 key}", says="RTF"),
    Case("database", b"SQLite format 3\x00" + bytes(90), says="database"),
    Case("random bytes", bytes(range(250, 0, -1)) * 40, says="neither in UTF-8 nor in Windows-1252"),
]

DELIMITED = ENCODINGS + LAYOUT + WIDTH + HEADERS + CELLS + QUOTES + OTHER_FORMATS
