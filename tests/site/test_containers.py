"""The container files say what the README says. No engine is needed: the compose file is parsed."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_web_starts_only_after_the_tables_are_set_up():
    services = COMPOSE["services"]
    assert set(services) == {"database", "setup", "web", "worker"}
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"setup": {"condition": "service_completed_successfully"}}
    assert services["setup"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "migrate" in services["setup"]["command"][-1]


def test_no_secret_has_a_default_and_no_port_is_open_to_the_network():
    text = (ROOT / "compose.yaml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"):
        assert f"${{{name}:?set {name} in .env}}" in text
    assert COMPOSE["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in COMPOSE["services"]["database"]


def test_every_setting_that_compose_passes_is_one_the_desk_reads():
    settings = "".join(path.read_text() for path in (ROOT / "factcheck").glob("*.py"))
    for name in COMPOSE["services"]["web"]["environment"]:
        assert f'"{name}"' in settings


def test_the_image_runs_the_production_server_as_a_plain_user():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER factcheck" in lines
    assert lines[-1].startswith('CMD ["gunicorn", "factcheck.wsgi:application"')
    copied = {word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]}
    assert all((ROOT / name).exists() for name in copied)
