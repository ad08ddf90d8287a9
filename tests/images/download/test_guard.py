"""The guard refuses private hosts and lets public and allowed ones pass."""

import ipaddress

import pytest

from exporter.images.download.guard import (
    RefusedHostError,
    check_host,
    is_public,
    normal_host,
    public_addresses,
)

NONE: frozenset[str] = frozenset()


def is_refused(host: str, allowed: frozenset[str], *, proxied: bool) -> bool:
    """Return whether ``check_host`` refuses the host."""
    try:
        check_host(host, allow_hosts=allowed, proxied=proxied)
    except RefusedHostError:
        return True
    return False


PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "198.18.0.5",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
]
PUBLIC = [
    "8.8.8.8",
    "151.101.1.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", [*PRIVATE, "[::1]", "127.0.0.1.", "fe80::1%eth0"])
@pytest.mark.parametrize("proxied", [True, False])
def test_a_private_address_as_host_is_refused(host: str, *, proxied: bool) -> None:
    with pytest.raises(RefusedHostError, match="private network"):
        check_host(host, allow_hosts=NONE, proxied=proxied)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "router",
        "printer.local",
        "metadata.google.internal",
        "nas.lan",
        "box.home.arpa",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "",
    ],
)
def test_a_local_name_is_refused_behind_a_proxy(host: str) -> None:
    with pytest.raises(RefusedHostError, match="private network"):
        check_host(host, allow_hosts=NONE, proxied=True)


@pytest.mark.parametrize("host", ["static.dw.com", "8.8.8.8", "[2606:4700::1111]"])
def test_a_public_host_passes(host: str) -> None:
    assert not is_refused(host, NONE, proxied=True)
    assert not is_refused(host, NONE, proxied=False)


def test_an_allowed_private_host_passes() -> None:
    allowed = frozenset({"127.0.0.1", "nas.lan"})
    assert not is_refused("127.0.0.1", allowed, proxied=False)
    assert not is_refused("NAS.lan.", allowed, proxied=True)
    found = public_addresses("nas.lan", ["10.0.0.1"], allow_hosts=allowed)
    assert found == ("10.0.0.1",)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("NAS.lan.", "nas.lan"),
        (" 127.0.0.1 ", "127.0.0.1"),
        ("[::1]", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("灯塔.lan", "xn--omsv47c.lan"),
        ("xn--omsv47c.lan", "xn--omsv47c.lan"),
        ("灯..塔", "灯..塔"),
    ],
)
def test_spellings_of_one_host_have_one_normal_form(written: str, normal: str) -> None:
    assert normal_host(written) == normal


def test_only_the_public_addresses_of_a_name_are_kept() -> None:
    found = ["2606:4700::1111", "10.0.0.1", "8.8.8.8", "::1", "8.8.8.8"]
    kept = public_addresses("a.example", found, allow_hosts=NONE)
    assert kept == ("8.8.8.8", "2606:4700::1111")


def test_a_name_with_private_addresses_only_is_refused() -> None:
    with pytest.raises(RefusedHostError, match=r"a\.example .*\(127\.0\.0\.1\)"):
        public_addresses("a.example", ["127.0.0.1"], allow_hosts=NONE)


def test_a_name_without_addresses_is_refused() -> None:
    with pytest.raises(RefusedHostError, match=r"no address is known for a\.example"):
        public_addresses("a.example", [], allow_hosts=NONE)
