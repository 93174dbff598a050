from scanner.probes.tls.handshake.alpn import PROTOCOLS, AlpnNegotiation
from scanner.probes.tls.wire.codes import AlertDescription


def test_both() -> None:
    """After one was chosen the other is offered alone; after both there is nothing left to ask."""
    alpn = AlpnNegotiation()
    assert alpn.next_offer() == PROTOCOLS
    alpn.accepted(PROTOCOLS, "h2")
    assert alpn.next_offer() == ("http/1.1",)
    alpn.accepted(("http/1.1",), "http/1.1")
    assert (alpn.agreed, alpn.next_offer(), alpn.is_known) == (["h2", "http/1.1"], (), True)


def test_none() -> None:
    """A server that ignores ALPN, or names what was not offered, agrees to nothing."""
    for chosen in (None, "spdy/3"):
        alpn = AlpnNegotiation()
        alpn.accepted(PROTOCOLS, chosen)
        assert (alpn.agreed, alpn.next_offer(), alpn.is_known) == ([], (), True)


def test_answers_out_of_turn() -> None:
    """Of two handshakes at once the first counts; one without an offer tells nothing."""
    alpn = AlpnNegotiation()
    alpn.accepted((), None)
    assert not alpn.is_known
    alpn.accepted(PROTOCOLS, "h2")
    alpn.accepted(PROTOCOLS, "h2")
    assert (alpn.agreed, alpn.next_offer()) == (["h2"], ("http/1.1",))


def test_refusals() -> None:
    """A refusal under an offer may be for its sake, but not one of the version, nor one without an offer."""
    alpn = AlpnNegotiation()
    assert not alpn.may_be_refused((), 40)
    assert not alpn.may_be_refused(PROTOCOLS, AlertDescription.PROTOCOL_VERSION)
    assert alpn.may_be_refused(PROTOCOLS, None)
    assert alpn.may_be_refused(PROTOCOLS, AlertDescription.NO_APPLICATION_PROTOCOL)
    assert (alpn.is_known, alpn.next_offer()) == (False, PROTOCOLS)  # nothing is known by that alone


def test_refused_for_its_sake() -> None:
    """A server that takes the same without ALPN agrees to none of what was offered."""
    alpn = AlpnNegotiation()
    alpn.refused(PROTOCOLS)
    assert (alpn.is_known, alpn.agreed, alpn.next_offer()) == (True, [], ())
