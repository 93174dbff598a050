"""The domains that ``make bench-dns`` asks about."""

import dns.zone
import pytest

from benchmarks.names.estate import estate, is_signed


@pytest.mark.parametrize("number", range(4))
def test_half_of_the_domains_are_signed(number: int) -> None:
    """Each zone can be read, and has keys where it is said to be signed."""
    made = estate(4)
    name = made.domains[number]
    zone = dns.zone.from_text(made.zones[name], origin=name, relativize=False, check_origin=False)
    assert (zone.get_rdataset(f"{name}.", "DNSKEY") is not None) is is_signed(number)
