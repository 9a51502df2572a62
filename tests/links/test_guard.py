"""No way of writing an address leads into a private network."""

import ipaddress
import socket
import threading

import pytest

from claims.links.guard import Guard, NotAsked, is_public, resolve

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1",
    "2002:808:808::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe", "fec0::1", "100::1",
]  # fmt: skip
# As browsers and C libraries read numbers: decimal, octal, hexadecimal, shortened, and with digits of other scripts.
WRITTEN = [
    "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/", "http://017700000001/", "http://127.1/",
    "http://127.0.1/", "http://0/", "http://[::ffff:127.0.0.1]/", "http://[0:0:0:0:0:ffff:7f00:1]/", "http://[::1]/", "http://localhost/",
    "http://LOCALHOST./", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://2852039166/", "http://0xa9.0xfe.0xa9.0xfe/", "http://[::]/",
]  # fmt: skip
UNREADABLE = [
    "", "x", "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "javascript:alert(1)", "http://", "http:///x",
    "http://a.example:99999/", "http://a.example:port/", "http://user@a.example/", "http://user:pw@a.example/", "http://[::1/",
    "http://127.0.0.1@a.example/", "http://a.example\\@127.0.0.1/", f"http://{'a' * 70}.example/", "http://..example/", "//a.example/", "http://\u202e.example/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("url", WRITTEN)
def test_however_it_is_written_the_machines_own_resolver_gives_it_away(url):
    with pytest.raises(NotAsked):
        Guard().target(url)


@pytest.mark.parametrize("url", UNREADABLE)
def test_what_is_no_plain_web_address_is_not_asked(url):
    def lost(host, port):
        raise OSError

    with pytest.raises(NotAsked, match="can't be read as a web address|no site of this name"):
        Guard(resolve=lost).target(url)


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 8000, 8080])
def test_other_services_are_not_knocked_at(port):
    with pytest.raises(NotAsked, match="port"):
        Guard(resolve=lambda host, port: ["8.8.8.8"]).target(f"http://a.example:{port}/")


def test_a_name_with_one_private_address_among_public_ones_is_not_asked():
    with pytest.raises(NotAsked, match="private network"):
        Guard(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"]).target("http://a.example/")


def test_the_address_that_was_judged_is_the_one_that_is_asked():
    answers = [["8.8.8.8"], ["127.0.0.1"]]  # a name server that changes its mind
    target = Guard(resolve=lambda host, port: answers.pop(0)).target("https://a.example/x?y=1#part")
    assert (target.ip, target.host, target.port, target.secure, target.path) == (
        "8.8.8.8",
        "a.example",
        443,
        True,
        "/x?y=1",
    )
    assert answers == [["127.0.0.1"]]  # it was asked once


def test_a_name_server_that_never_answers_is_not_waited_for():
    given_up = threading.Event()

    def resolve(host, port):
        given_up.wait(timeout=30)  # a guard that waits is answered, and lets the name through
        return ["8.8.8.8"]

    with pytest.raises(NotAsked, match="no site of this name"):
        Guard(resolve=resolve, seconds=0.05).target("http://a.example/")
    given_up.set()


def test_names_of_other_scripts_are_asked_as_the_web_writes_them():
    asked = []
    Guard(resolve=lambda host, port: asked.append(host) or ["8.8.8.8"]).target("https://Bücher.example/")
    assert asked == ["xn--bcher-kva.example"]


def test_the_machines_own_resolver_raises_what_the_guard_expects():
    with pytest.raises(OSError):
        resolve("nowhere.invalid", 80)
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
    assert issubclass(socket.gaierror, OSError)
