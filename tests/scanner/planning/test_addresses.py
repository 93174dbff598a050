"""scanner.planning.addresses: where a name may lead, and which of its addresses are looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import AddressReach, DnsFacts, NotTested, PortState, ReachFacts
from checks.facts.reach import PortAnswer
from checks.model import Reason
from scanner.look import NOT_WANTED
from scanner.planning.addresses import ADDRESSES_A_FAMILY, choose, permitted
from scanner.probes.addresses import family

GLOBAL = ("8.8.8.8", "2a00:1450::1")
LOOPBACK = ("127.0.0.1", "127.9.9.9", "::1")
PRIVATE = ("10.1.2.3", "172.31.0.1", "192.168.1.10", "fd00::1")
ODD = ("100.64.1.1", "169.254.169.254", "192.0.2.1", "2001:db8::1", "198.18.0.1", "240.0.0.1", "fe80::1")
NOWHERE = ("0.0.0.0", "::", "224.0.0.1", "ff02::1", "::ffff:8.8.8.8")
EVERY = (*GLOBAL, *LOOPBACK, *PRIVATE, *ODD, *NOWHERE)


def names(*addresses: str, status: str = "NOERROR") -> DnsFacts:
    """A name with these addresses."""
    ipv4, ipv6 = (tuple(one for one in addresses if family(one) == version) for version in (4, 6))
    return DnsFacts.model_validate({"status": status, "ipv4": ipv4, "ipv6": ipv6})


INSIDE = (*PRIVATE, "100.64.1.1")


@pytest.mark.parametrize(
    ("host", "private", "allowed"),
    [
        ("a.gov.vn", False, GLOBAL),
        ("a.gov.vn", True, (*GLOBAL, *INSIDE)),
        ("test.gov.vn", False, GLOBAL),
        ("a.test", False, (*GLOBAL, *LOOPBACK)),
        ("localhost", False, (*GLOBAL, *LOOPBACK)),
        ("a.localhost", True, (*GLOBAL, *LOOPBACK, *INSIDE)),
    ],
)
def test_a_name_leads_to_the_public_internet(host: str, private: bool, allowed: tuple[str, ...]) -> None:  # noqa: FBT001 - a table
    """To this machine only a name of RFC 6761, to a private network only one that is said to stand there."""
    kept, withheld = permitted(names(*EVERY), host, private=private)
    assert {*kept.ipv4, *kept.ipv6} == set(allowed)
    assert {entry.address for entry in withheld} == set(EVERY) - set(allowed)


@pytest.mark.parametrize("typed", [*GLOBAL, *LOOPBACK, *PRIVATE, *ODD])
def test_a_typed_address_is_meant(typed: str) -> None:
    """An inside system is declared by its address."""
    kept, withheld = permitted(names(typed, status="ADDRESS"), typed)
    assert (*kept.ipv4, *kept.ipv6) == (typed,)
    assert withheld == ()


@pytest.mark.parametrize("typed", ["0.0.0.0", "::", "224.0.0.1", "ff02::1"])
def test_what_is_no_host_is_never_connected_to(typed: str) -> None:
    """Linux takes the unspecified address for this machine."""
    assert permitted(names(typed, status="ADDRESS"), typed)[0].ipv4 == ()
    assert permitted(names(typed), "a.test", private=True)[0].ipv6 == ()


def reached(states: dict[str, PortAnswer], http: PortAnswer = "refused") -> ReachFacts:
    """The https port of each address in this state."""
    return ReachFacts(
        addresses=tuple(
            AddressReach(
                address=address,
                family=family(address),
                ports=(PortState(port=443, state=state), PortState(port=80, state=http)),
            )
            for address, state in states.items()
        ),
        ipv6_here=True,
    )


def test_the_living_come_first_and_ipv4_before_ipv6() -> None:
    """Dead addresses are left out; one with HTTPS comes before one without."""
    states: dict[str, PortAnswer] = {
        "8.8.8.1": "refused",
        "8.8.8.2": "timeout",
        "8.8.8.3": "open",
        "2a00::1": "open",
    }
    choice = choose(names(*states), reached(states), 443)
    assert (choice.first, choice.others, choice.unseen) == ("8.8.8.3", ("2a00::1",), ())
    assert choice.to_scan == ("8.8.8.3", "8.8.8.1", "8.8.8.2", "2a00::1")
    plain = reached({**states, "8.8.8.2": "open"}, http="open")
    assert choose(names(*states), plain, 443).first == "8.8.8.2"


def test_where_nothing_lives_one_a_family_is_tried() -> None:
    """The probes then tell why it does not answer."""
    states: dict[str, PortAnswer] = {"8.8.8.1": "refused", "8.8.8.2": "timeout", "2a00::1": "timeout"}
    choice = choose(names(*states), reached(states), 443)
    assert (choice.first, choice.ipv4, choice.ipv6, choice.others) == (
        "8.8.8.1",
        ("8.8.8.1",),
        ("2a00::1",),
        (),
    )


def test_without_reach_the_rest_is_told() -> None:
    """A reach probe that failed leaves the other addresses unseen; one that was not needed leaves none."""
    lost = NotTested(reason=Reason.TIMEOUT, detail="too slow")
    (unseen,) = choose(names("8.8.8.1", "8.8.8.2"), lost, 443).unseen
    assert (unseen.reason, "8.8.8.2" in unseen.detail) == (Reason.TIMEOUT, True)
    assert choose(names("8.8.8.1", "2a00::1"), NOT_WANTED, 443).unseen == ()


@pytest.mark.parametrize(
    ("unanswered", "told"), [(("A",), 1), (("AAAA", "MX"), 1), (("A", "AAAA"), 1), (("MX",), 0), ((), 0)]
)
def test_addresses_that_dns_kept_to_itself_are_told(unanswered: tuple[str, ...], told: int) -> None:
    """A name may have any number of addresses of a family as long as its query gets no answer."""
    partly = names("2a00::1", "8.8.8.8").model_copy(update={"unanswered": unanswered})
    assert [unseen.reason for unseen in choose(partly, NOT_WANTED, 443).unseen] == [Reason.DNS_FAILURE] * told


@given(
    living=st.lists(st.booleans(), min_size=1, max_size=12),
    tried=st.integers(min_value=0, max_value=12),
    version=st.sampled_from([4, 6]),
)
def test_every_address_is_looked_at_dead_or_told(living: list[bool], tried: int, version: int) -> None:
    """However many there are, and however many of them the reach probe came to try."""
    every = [f"8.8.8.{n}" if version == 4 else f"2a00::{n}" for n in range(1, len(living) + 1)]
    states: dict[str, PortAnswer] = {
        address: "open" if lives else "refused" for address, lives in zip(every, living, strict=True)
    }
    known = reached(dict(list(states.items())[:tried]))
    choice = choose(names(*every), known, 443)
    looked = {choice.first, *choice.others}
    told = {
        address
        for unseen in choice.unseen
        for address in every
        if f"{address}," in f"{unseen.detail},".replace(" (", ", (")
    }
    dead = {entry.address for entry in known.addresses if not entry.is_open}
    assert looked | told | dead >= set(every)
    assert len(looked) <= ADDRESSES_A_FAMILY
    assert not told & looked - {choice.first}
