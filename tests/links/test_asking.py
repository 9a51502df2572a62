"""One question to a site: what goes out, what may come back, and when it is over."""

import pytest

from claims.links.asking import ask

from .servers import MOST_DRIPS, letting, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


def moved(to, status=302):
    return f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def test_nothing_of_the_desk_goes_along():
    with serving(OK) as site:
        answer = ask(f"http://site.example:{site.port}/a b?q=1&ü=2#part", letting(site, site_example="127.0.0.1"))
    assert (answer.status, answer.sentence, answer.address) == (200, "The page answers (200).", "")
    (request,) = site.heard
    first, *headers = request.strip().split("\r\n")
    assert first == "GET /a%20b?q=1&%C3%BC=2 HTTP/1.1"
    assert sorted(header.split(":")[0] for header in headers) == [
        "Accept",
        "Accept-Encoding",
        "Connection",
        "Host",
        "User-Agent",
    ]
    assert f"Host: site.example:{site.port}" in headers


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, "not there any more"),
        (410, "taken away"),
        (403, "look by hand"),
        (429, "too often"),
        (500, "has trouble (500)"),
        (304, "has trouble"),
    ],
)
def test_every_refusal_has_its_sentence(status, says):
    with serving(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode()) as site:
        answer = ask(f"http://127.0.0.1:{site.port}/", letting(site))
    assert (answer.status, answer.is_there) == (status, False)
    assert says in answer.sentence


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_page_that_moved_is_followed_and_told(status):
    with serving(lambda asked: OK if "GET /new" in asked else moved("/new", status)) as site:
        answer = ask(f"http://127.0.0.1:{site.port}/old", letting(site))
    assert (answer.status, answer.address) == (200, f"http://127.0.0.1:{site.port}/new")


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "//192.168.0.1/", "http://inside.example/",
        "http://[::ffff:10.0.0.1]/", "file:///etc/passwd", "http://user@8.8.8.8/", "http://8.8.8.8:22/", "gopher://8.8.8.8/",
    ],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_not_followed(to):
    with serving(moved(to)) as site:
        guard = letting(site, inside_example="10.0.0.1", **{"::ffff:10_0_0_1": "::ffff:10.0.0.1"})
        answer = ask(f"http://127.0.0.1:{site.port}/", guard)
    assert (answer.status, len(site.heard)) == (None, 1)
    assert answer.sentence.startswith("It leads on to another address. It ")


def test_the_desks_own_guard_asks_nothing_of_this_machine():
    with serving(OK) as site:
        answers = [ask(f"http://{host}/", letting()) for host in ("127.0.0.1", f"127.0.0.1:{site.port}")]
    assert [answer.status for answer in answers] == [None, None]
    assert site.heard == []


def test_a_circle_of_redirects_ends():
    with serving(moved("/again")) as site:
        answer = ask(f"http://127.0.0.1:{site.port}/", letting(site))
    assert (answer.sentence, len(site.heard)) == ("It leads from one address to another without end.", 6)


@pytest.mark.parametrize("drip", [b"H", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: y\r\n", b""])
def test_a_site_that_drips_is_left_at_the_deadline(drip):
    with serving(drip, drip=0.01) as site:
        answer = ask(f"http://127.0.0.1:{site.port}/", letting(site, seconds=0.3))
        dripped = site.dripped
    assert answer.status is None
    assert answer.sentence in {"The site took too long to answer.", "The site could not be reached."}
    assert dripped < 300  # some 30 until the deadline


def test_a_body_without_end_is_not_read():
    with serving(OK.replace(b": 2", b": 999999999999") + b"x" * 200_000, drip=0) as site:
        assert ask(f"http://127.0.0.1:{site.port}/", letting(site)).status == 200
        assert site.dripped < MOST_DRIPS // 2  # what the machine's own buffers take is far less


@pytest.mark.parametrize(
    "noise",
    [b"", b"\0\0\0", b"SSH-2.0-x\r\n", b"HTTP/9.9 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
     b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, b"HTTP/1.1 302 X\r\nLocation: http://[\r\n\r\n", b"HTTP/1.1 99999 X\r\n\r\n"],
)  # fmt: skip
def test_noise_is_an_answer_with_a_sentence(noise):
    with serving(noise) as site:
        answer = ask(f"http://127.0.0.1:{site.port}/", letting(site))
    assert (answer.status, answer.sentence.endswith(".")) == (None, True)


def test_a_certificate_that_proves_nothing_is_told():
    with serving(b"this is no TLS\r\n\r\n") as site:
        answer = ask(f"https://127.0.0.1:{site.port}/", letting(site))
    assert (answer.status, "certificate" in answer.sentence) == (None, True)


def test_a_name_that_changes_its_address_between_two_questions_gains_nothing():
    with serving(moved("http://turning.example/")) as site:
        turns = iter([["127.0.0.1"], ["10.0.0.1"]])
        guard = letting(site)
        turning = type(guard)(resolve=lambda host, port: next(turns), may_ask=guard.may_ask, ports=guard.ports)
        answer = ask(f"http://turning.example:{site.port}/", turning)
    assert answer.sentence == "It leads on to another address. It leads into a private network, not to the public web."
