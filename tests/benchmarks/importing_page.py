"""What an import through the admin's pages costs: `python -m tests.benchmarks.importing_page [rows]`, on either database.

A sheet of 10,000 claims over 100 articles is uploaded, looked at and confirmed, and filed as a worker does; the
stock admin of django-import-export does the same with fewer rows, for it is slow, and both are rolled back. Then
the same sheet is filed by a worker's own process, while somebody marks claims elsewhere
and the progress is asked for: prints how long that person waited and how often the progress was another.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from tests.benchmarks.importing import fill, first_rows, stock_resource, write_sheet
from tests.benchmarks.measuring import cpu_of, database_url, machine, own_desk, serve_pages, show

ROWS, EACH, OF_STOCK = 10_000, 100, 300
STILL = 20  # marks by which the waits of nobody else at work are told
ROOT = Path(__file__).resolve().parent.parent.parent


def main(rows: int) -> None:
    with own_desk() as folder:
        print(machine())
        print(f"{rows:,} rows")
        by = fill(rows // EACH, EACH)
        path = folder / "claims.csv"
        write_sheet(path, range(rows // EACH), EACH)
        from django.conf import settings

        settings.WORKERS = True
        settings.STATIC_ROOT.mkdir()
        serve_pages()
        stock = cost_of_stock(path) / OF_STOCK
        ours = cost_of_ours(path, by, rows) / rows
        table = [("ours", ours), ("import-export's admin, stock", stock)]
        show(["", "us CPU/row", "to ours"], [(name, spent * 1e6, spent / ours) for name, spent in table])
        meanwhile(path, by, rows, folder)


def browser(by):
    from django.test import Client

    client = Client()
    client.force_login(by)
    return client


def confirmed(path: Path, by) -> None:
    """Upload the sheet, look at it and confirm it: it waits for a worker then."""
    client = browser(by)
    with path.open("rb") as file:
        seen = client.post("/admin/claims/import/claims/", {"import_file": file})
    token = re.search(r'name="import_file_name" value="([^"]+)"', seen.content.decode())[1]
    answer = client.post("/admin/claims/import/claims/process-import/", {"import_file_name": token})
    assert "/jobs/" in answer.url, answer.url


def cost_of_ours(path: Path, by, rows: int) -> float:
    """Return the CPU seconds of upload, preview, confirmation and filing."""
    from django.db import transaction

    from claims.jobs import run_next
    from claims.models import Claim

    def act() -> None:
        confirmed(path, by)
        run_next()

    with transaction.atomic():
        spent = cpu_of(act)
        assert Claim.objects.count() == rows
        transaction.set_rollback(True)
    return spent


def cost_of_stock(path: Path) -> float:
    """Return the CPU seconds of the stock admin's upload, preview and confirmation of the first rows."""
    from django.contrib.admin import AdminSite, ModelAdmin
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction
    from django.test import override_settings
    from django.urls import include
    from django.urls import path as at
    from import_export.admin import ImportMixin

    from claims.models import Claim

    class Stock(ImportMixin, ModelAdmin):
        resource_classes = [stock_resource()]

    site = AdminSite(name="stock")
    site.register(Claim, Stock)
    routes = (at("stock/", site.urls), at("", include("factcheck.urls")))
    head = first_rows(path, OF_STOCK).encode()

    def act() -> None:
        file = SimpleUploadedFile("claims.csv", head)
        seen = client.post("/stock/claims/claim/import/", {"import_file": file, "format": "0"})
        values = seen.context_data["confirm_form"].initial
        answer = client.post("/stock/claims/claim/process_import/", values)
        assert answer.status_code == 302

    with override_settings(ROOT_URLCONF=routes), transaction.atomic():
        client = browser(User.objects.create_superuser("stock"))
        spent = cpu_of(act)
        assert Claim.objects.count() == OF_STOCK
        transaction.set_rollback(True)
    return spent


def meanwhile(path: Path, by, rows: int, folder: Path) -> None:
    """Let a worker's process file the sheet, and tell how long somebody else waits."""
    from claims.models import Article, Job

    beside = Article.objects.create(slug="beside", headline="Beside")
    alone = [waited(beside, by) for _ in range(STILL)]
    confirmed(path, by)
    job = Job.objects.get()
    environment = os.environ | {"DATABASE_URL": database_url(), "DATA_DIR": str(folder), "WORKERS": "yes"}
    waits, told = list[float](), set[int]()
    with subprocess.Popen([sys.executable, "manage.py", "work", "--once"], cwd=ROOT, env=environment) as worker:
        asking = Thread(target=ask_on, args=(worker, told))
        asking.start()
        while worker.poll() is None:
            waits.append(waited(beside, by))
        asking.join()
    job.refresh_from_db()
    assert job.state == "done", job.sentence
    print(f"somebody else's marks: at most {max(alone):.2f} s alone; {len(waits)} while the worker filed, at most "
          f"{max(waits):.2f} s, the middle one {sorted(waits)[len(waits) // 2]:.2f} s")  # fmt: skip
    print(f"progress told meanwhile: {len(told - {0, rows})} different figures")


def ask_on(worker: subprocess.Popen, told: set[int]) -> None:
    """Ask for the progress, as its page does, until the worker is done."""
    from django.db import connection

    from claims.jobs import progress_of
    from claims.models import Job

    while worker.poll() is None:
        told.add(progress_of(Job.objects.get()))
        time.sleep(0.02)
    connection.close()


def waited(article, by) -> float:
    """Return the seconds that marking one claim takes."""
    from django.utils import timezone

    from claims.review.wording import mark_claim

    start = time.monotonic()
    mark_claim(article, by=by, at=timezone.now(), statement=f"Fact {time.monotonic_ns()}.")
    return time.monotonic() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
