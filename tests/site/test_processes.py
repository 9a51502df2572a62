"""The processes that compose.yaml starts, run here without a container engine, on PostgreSQL as there."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml
from django.db import connection

from claims.jobs import act_on
from claims.models import Job
from tests.benchmarks.measuring import database_url
from tests.conftest import NOW, make_person

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
PROXY = {"Host": "desk.example.org", "X-Forwarded-Proto": "https"}


@pytest.fixture
def environment(own_database, tmp_path):
    """The environment of the services, with the test's own database in place of the compose one."""
    if connection.vendor != "postgresql":
        pytest.skip("compose.yaml runs on PostgreSQL: set DATABASE_URL to try its processes")
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "SECRET_KEY": "a-secret-key-for-this-test-only-0123456789-abcdefghijk",
        "ALLOWED_HOSTS": PROXY["Host"],
        "HTTPS": "yes",
        "BEHIND_PROXY": "yes",
        "TIME_ZONE": "UTC",
        "WORKERS": "yes",
        "DATABASE_POOL": "4",
    }


def answer_of(port):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/admin/login/", headers=PROXY)
    return urllib.request.urlopen(request, timeout=10)


def test_setup_two_web_processes_and_two_workers_run_the_desk_behind_a_tls_proxy(environment):
    subprocess.run(COMPOSE["services"]["setup"]["command"], cwd=ROOT, env=environment, check=True, capture_output=True)
    last = (ROOT / "Dockerfile").read_text().splitlines()[-1]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in json.loads(last.removeprefix("CMD "))]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as web:
        try:
            for _ in range(60):
                try:
                    answer = answer_of(port)
                    break
                except OSError:
                    assert web.poll() is None, f"{shlex.join(command)} ended: {web.stderr.read()}"
                    time.sleep(0.5)
            assert answer.status == 200
            assert "Secure" in answer.headers["Set-Cookie"]
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
            assert_that_a_worker_does_what_waits(environment)
        finally:
            web.terminate()


def assert_that_a_worker_does_what_waits(environment):
    edith = make_person("edith", "editor")
    jobs = [act_on([], by=edith, at=NOW, act="start", title=f"Act {n}") for n in range(4)]
    workers = [subprocess.Popen(COMPOSE["services"]["worker"]["command"], cwd=ROOT, env=environment) for _ in range(2)]
    try:
        for _ in range(120):
            if set(Job.objects.values_list("state", flat=True)) == {"done"}:
                break
            time.sleep(0.5)
        told = Job.objects.order_by("pk").values_list("state", "sentence")
        assert list(told) == [("done", "Started on 0 claims.")] * len(jobs)
    finally:
        for worker in workers:
            worker.terminate()
    # One that was not up yet has no sign to end its work at hand, and none.
    assert {worker.wait(timeout=30) for worker in workers} <= {0, -signal.SIGTERM}
