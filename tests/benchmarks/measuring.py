"""What the benchmarks share: a desk of their own, CPU of this process and of its database server, and tables."""

import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def own_desk() -> Iterator[Path]:
    """Migrate an empty desk for the length of the block; the value is a folder for files.

    On SQLite it lies in that folder. On PostgreSQL (DATABASE_URL) it is a database beside the named one, made
    new and dropped afterwards.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "factcheck.settings", "DATA_DIR": folder}
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        if connection.vendor == "postgresql":
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
        else:
            call_command("migrate", verbosity=0)
        try:
            yield Path(folder)
        finally:
            if connection.vendor == "postgresql":
                connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def database_url() -> str:
    """Return the address of the database that is in use now, for processes beside this one."""
    from django.db import connection

    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = ":".join(filter(None, (given["USER"], given["PASSWORD"])))
    return f"postgres://{login}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds that a process of this machine has used."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def serve_pages() -> None:
    """Let the test client open pages: under its own host name, and without a collectstatic run."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def server_seconds() -> float:
    """Return the CPU seconds that this connection's PostgreSQL process has used; 0.0 on SQLite.

    The server must run on this machine, where /proc tells it.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    # By the nanosecond: a page takes the server less than the hundredth of a second that `cpu_seconds` counts in.
    return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


def cpu_of(act: Callable[[], object]) -> float:
    """Return the CPU seconds that the act takes, here and in the database server."""
    server, here = server_seconds(), time.process_time()
    act()
    return time.process_time() - here + server_seconds() - server


def machine() -> str:
    """Return one line that names the machine, the database and the versions."""
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        query = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
        cursor.execute(query)
        version = cursor.fetchone()[0].split()[0]
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "")
    cores = len(os.sched_getaffinity(0))
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    return f"{database} {version}, Python {platform.python_version()}, Django {django.get_version()}; {model}, {cores} cores"


def show(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table whose first column is words and the others numbers."""
    cells = [[str(cell) if isinstance(cell, str) else f"{cell:,.2f}" for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in [head, *cells]) for place in range(len(head))]
    for row in [head, *cells]:
        print(
            "  ".join(
                cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
            )
        )
