from scanner.probes.tls.handshake.alpn import NO_APPLICATION_PROTOCOL, OFFERED, PROTOCOL_VERSION, Alpn


def test_both() -> None:
    """After one was chosen the other is offered alone; after both there is nothing left to ask."""
    alpn = Alpn()
    assert alpn.offer() == OFFERED
    alpn.heard(OFFERED, "h2")
    assert alpn.offer() == ("http/1.1",)
    alpn.heard(("http/1.1",), "http/1.1")
    assert (alpn.agreed, alpn.offer(), alpn.known) == (["h2", "http/1.1"], (), True)


def test_none() -> None:
    """A server that ignores ALPN, or names what was not offered, agrees to nothing."""
    for chosen in (None, "spdy/3"):
        alpn = Alpn()
        alpn.heard(OFFERED, chosen)
        assert (alpn.agreed, alpn.offer(), alpn.known) == ([], (), True)


def test_answers_out_of_turn() -> None:
    """Of two handshakes at once the first counts; one without an offer tells nothing."""
    alpn = Alpn()
    alpn.heard((), None)
    assert not alpn.known
    alpn.heard(OFFERED, "h2")
    alpn.heard(OFFERED, "h2")
    assert (alpn.agreed, alpn.offer()) == (["h2"], ("http/1.1",))


def test_refusals() -> None:
    """A refusal under an offer may be for its sake, and is asked again, but not one of the version."""
    alpn = Alpn()
    assert not alpn.refused((), 40)
    assert not alpn.refused(OFFERED, PROTOCOL_VERSION)
    assert alpn.refused(OFFERED, None)
    assert (alpn.known, alpn.offer()) == (False, ())
    strict = Alpn()
    assert strict.refused(OFFERED, NO_APPLICATION_PROTOCOL)
    assert (strict.known, strict.agreed) == (True, [])
