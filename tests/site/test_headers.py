"""Every answer carries the headers, whoever made it: a page, a redirect, a refusal, a failure, a machine's question."""

import pytest

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/admin/login/", 200), ("/", 302), ("/admin/claims/claim/", 302), ("/no", 404), ("/healthz", 200)],
)
def test_every_answer_has_the_headers(client, db, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    told = {name: answer[name] for name in HEADERS}
    told["Cache-Control"] = "no-store" if "no-store" in told["Cache-Control"] else told["Cache-Control"]
    assert told == HEADERS
    policy = answer["Content-Security-Policy"].split("; ")
    assert {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    } < set(policy)
    assert not any("unsafe" in part or "*" in part for part in policy)


def test_with_https_the_cookies_are_secure_and_browsers_stay_there(client, cora, settings):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    form = {"username": "cora", "password": "cora-very-long-password"}
    assert client.get("/admin/login/").url == "https://testserver/admin/login/"
    answer = client.post("/admin/login/", form, secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = answer.cookies[name]
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax")
