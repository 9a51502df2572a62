"""Small files that would unpack, or be read, without end. Each is a function, as some take a while to pack."""

import io
import zipfile

from tests.hostile.packages import HEADER, TYPES, packed, parts, second_row, sheet, text, workbook


def a_gigabyte_in_one_cell():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in parts(sheet("")).items():
            if not path.endswith("sheet1.xml"):
                package.writestr(path, content)
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(1_000):
                part.write(b" " * 1_000_000)
    return file.getvalue()


def a_million_rows():
    return workbook(sheet(HEADER + "<row><c><v>1</v></c></row>" * 1_000_000))


def a_hundred_thousand_rows():
    return workbook(sheet(HEADER + "<row><c><v>1</v></c></row>" * 200_000))


def a_cell_in_the_last_corner():
    return workbook(
        second_row("").replace("</sheetData>", f'<row r="1048576">{text("XFD1048576", "x")}</row></sheetData>')
    )


def a_declared_dimension_of_everything():
    return workbook(second_row("").replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'))


def every_column_of_many_rows():
    row = "<row>" + "<c/>" * 16_384 + "</row>"
    return workbook(sheet(row * 55))


def two_million_shared_strings():
    return workbook(second_row(""), strings="<si/>" * 2_100_000)


def a_deep_nest():
    return workbook(second_row("<x>" * 400_000 + "</x>" * 400_000))


def many_entries():
    return packed({"[Content_Types].xml": TYPES} | {f"{n}": b"" for n in range(20_000)})


def a_zip_within_itself():
    """Entries that all point at the same packed bytes: the directory tells."""
    inner = b"0" * 10_000_000
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("0", inner)
        first = package.infolist()[0]
        for n in range(1, 100):
            twin = zipfile.ZipInfo(str(n))
            for name in ("header_offset", "compress_type", "CRC", "compress_size", "file_size", "flag_bits"):
                setattr(twin, name, getattr(first, name))
            package.filelist.append(twin)
            package.NameToInfo[twin.filename] = twin
    return file.getvalue()


def entities():
    names = "abcdefghij"
    nest = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip(names, names[1:], strict=False))
    return workbook(f'<!DOCTYPE x [<!ENTITY a "ha">{nest}]>' + second_row(text("B2", "&j;")))


def a_cell_without_end_in_csv():
    return b"key,title\na," + b"o" * 20_000_000


def a_quote_without_end_in_csv():
    return b'key,title\na,"' + b"o,\n" * 7_000_000


def commas_without_end_in_csv():
    return b"," * 20_000_000


def many_styles():
    return workbook(second_row(""), styles="<cellXfs>" + '<xf numFmtId="14"/>' * 190_000 + "</cellXfs>")


REFUSED = [
    a_gigabyte_in_one_cell,
    a_million_rows,
    a_hundred_thousand_rows,
    a_cell_in_the_last_corner,
    two_million_shared_strings,
    many_entries,
    a_zip_within_itself,
    entities,
    a_cell_without_end_in_csv,
    a_quote_without_end_in_csv,
    commas_without_end_in_csv,
]
# Odd, but they hold a table that can be read quickly.
READ = [a_declared_dimension_of_everything, every_column_of_many_rows, a_deep_nest, many_styles]
