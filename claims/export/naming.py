"""How a file that leaves the desk is called: what it holds, of which day, and under which seal of the record.

A table has no place for a seal that a spreadsheet program or an import would leave alone; its name has.
"""

from datetime import date

from claims import record


def name_of_file(whose: str, what: str, *, on: date, ending: str) -> str:
    """Return alma-claims-2026-03-04-sealed-3f9a0c11d2e4.csv; without the end where no seal was made yet.

    What follows `sealed` begins the root of the record's last seal: `verify_record --seals FILE --root` finds it.
    """
    sealed = f"-sealed-{seal.short}" if (seal := record.last_seal()) else ""
    return f"{whose}-{what}-{on:%Y-%m-%d}{sealed}.{ending}"
