"""The cast and the stage: people of each role, one small article, and databases that no test can spoil.

Tests that only read and write use `db`: their transaction is rolled back. Tests that need real commits (a
web server, two writers, a kill) ask for `own_database`: a fresh copy of the migrated database, thrown away
afterwards. The usual flush would be refused by the triggers that hold the record, and rightly.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections, transaction
from django.template import Context, Template
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases, teardown_databases

from claims.models import Article, Claim, Revision, Source
from claims.record import chain
from claims.review import evidence, sources, wording

Made = TypeVar("Made")
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
REAL_ARTICLE = Path(__file__).resolve().parent.parent.parent / "shared" / "real" / "article.txt"

BODY = (
    "The bridge that was late\n\n"
    "The Alma bridge opened on 3 May 1999. It cost 40 million crowns, says engineer Ida Holm.\n\n"
    "Holm left the city in 2001. The bridge carries 9,000 cars a day."
)


def pytest_configure(config: pytest.Config) -> None:
    # Pages in tests name static files without a collectstatic run; the hashes are the storage's own business.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in real life: an in-memory database has no second writer and can't be copied to one.
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        # In memory where there is such a folder: the tests' many commits would all wait for the disk.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        folder = tempfile.mkdtemp(prefix=f"factcheck-tests-{worker}", dir=memory)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        database.setdefault("TEST", {})["NAME"] = f"{folder}/test.sqlite3"


def pytest_collection_finish() -> None:
    # What is imported and collected by now stays to the end: looking through all of it for garbage again and again,
    # every 700 objects, took a tenth of the suite's time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _pages_alone_are_told(django_test_environment: None) -> None:
    """Keep the context of each page for the tests, but not of each of its hundreds of form fields: 8 % of a page."""
    told = Template._render  # type: ignore[attr-defined]

    def render(self: Template, context: Context) -> Any:
        return self.nodelist.render(context) if (self.name or "").startswith("django/forms/") else told(self, context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEALS_FILE = tmp_path / "seals.jsonl"


@pytest.fixture
def turns_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whoever takes turns in an order in which two people could wait for each other.

    The desk's own record comes before any article's, and articles follow by their keys.
    """
    locked = chain._locked_chain
    # By connection: a thread that ended leaves its number, and so its savepoints' names, to another.
    held: WeakKeyDictionary[Any, dict[str, set[int]]] = WeakKeyDictionary()

    def checked(article_id: int | None) -> Any:
        for savepoint in connection.savepoint_ids[:1]:  # In a test's own transaction it is the act's whole one.
            before = held.setdefault(connections[connection.alias], {}).setdefault(savepoint, set())
            turn = article_id or 0
            assert turn in before or turn > max(before, default=-1), f"the turn of {article_id} after those of {before}"
            before.add(turn)
        return locked(article_id)

    monkeypatch.setattr(chain, "_locked_chain", checked)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make the test database, whichever fixture asks for it.

    The plugin's own fixture makes none where no chosen test has `db`: one test of `own_database` alone would
    then copy the desk's real database.
    """
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Keep what a module's own fixtures write until its last test; each test's changes are rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def copied(blocker: Any, name: str = "", suffix: str = "own") -> Iterator[str]:
    """Work in a copy of the migrated database, or of the one of this name, and throw it away; yield the copy's name."""
    migrated = connection.settings_dict["NAME"]
    original = name or migrated
    with blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = original
        connection.creation.clone_test_db(suffix=suffix, verbosity=0)
        connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
        try:
            yield connection.settings_dict["NAME"]
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = original
            connection.creation.destroy_test_db(suffix=suffix, verbosity=0, keepdb=False)
            connection.settings_dict["NAME"] = migrated


@contextmanager
def prepared(blocker: Any, suffix: str, fill: Callable[[], Made]) -> Iterator[tuple[str, Made]]:
    """Fill a copy of the migrated database that no test touches; yield its name, to be copied, and what fill returned."""
    migrated = connection.settings_dict["NAME"]
    with copied(blocker, suffix=suffix) as name:
        made = fill()
        connection.close()
        connection.settings_dict["NAME"] = migrated
        yield name, made


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give the test a copy of the migrated database of its own, in which commits are real."""
    with copied(django_db_blocker):
        yield


@pytest.fixture
def live_site(own_database: None, settings: Any) -> Iterator[str]:
    """Serve the site on a port of this machine from the test's own database; the value is its address."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, thread.host]
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def at() -> datetime:
    """The time at which the tests' people act, unless they say otherwise."""
    return NOW


def make_person(name: str, *roles: str, **fields: Any) -> User:
    """Make an account; everybody of the desk may log in to the admin."""
    user = User.objects.create_user(
        name, password=f"{name}-very-long-password", first_name=name.title(), is_staff=True, **fields
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def wanda(db: None) -> User:
    """The writer of the article."""
    return make_person("wanda", "writer")


@pytest.fixture
def cora(db: None) -> User:
    """A checker."""
    return make_person("cora", "checker")


@pytest.fixture
def ben(db: None) -> User:
    """A second checker."""
    return make_person("ben", "checker")


@pytest.fixture
def edith(db: None) -> User:
    """An editor."""
    return make_person("edith", "editor")


@pytest.fixture
def rita(db: None) -> User:
    """A reader: legal, or the head of a desk."""
    return make_person("rita", "reader")


@pytest.fixture
def ada(db: None) -> User:
    """The admin who manages people."""
    return make_person("ada", "admin")


@pytest.fixture
def article(wanda: User, edith: User) -> Article:
    """An article by wanda, with one revision of BODY."""
    return make_article(wanda, edith)


def make_article(writer: User, by: User) -> Article:
    """Bring in the writer's article, with one revision of BODY."""
    article = Article.objects.create(
        slug="bridge", headline="The bridge that was late", writer=writer, publication="The Weekly"
    )
    Revision.objects.create(
        article=article,
        number=1,
        body=BODY,
        original=BODY.encode(),
        filename="bridge.txt",
        sha256="0" * 64,
        imported_by=by,
        imported_at=NOW,
    )
    return article


@pytest.fixture
def claim(article: Article, edith: User) -> Claim:
    """Claim 1: when the bridge opened. Low risk, unchecked, without evidence."""
    return wording.mark_claim(
        article, by=edith, at=NOW, statement="The Alma bridge opened on 3 May 1999.", quote="3 May 1999", kind="date"
    )


@pytest.fixture
def source(edith: User) -> Source:
    """A news report by somebody else's paper."""
    return make_source(edith, "courier-1999")


def make_source(by: User, key: str, **fields: Any) -> Source:
    """Add a source; its publisher is named after its key unless given."""
    values = {"title": f"Report {key}", "publisher": f"{key} press", "kind": "news report"} | fields
    return sources.add_source(by=by, at=NOW, key=key, **values)


def support(claim: Claim, source: Source, *, by: User, **fields: Any) -> Any:
    """Bring the source to the claim, as counting support unless told otherwise."""
    values = {"at": NOW, "stance": "supports", "locator": "page 1", "finding": "It says so."} | fields
    return evidence.add_evidence(claim, source, by=by, **values)
