"""What tools found beside each other."""

from benchmarks.bars.servers import unexplained
from benchmarks.findings import Findings, differences

WIDE = Findings(
    suites={"TLSv1.0": frozenset({"A"}), "TLSv1.2": frozenset({"B"})},
    groups=frozenset({"x25519", "ffdhe2048"}),
)
NARROW = Findings(suites={"TLSv1.0": frozenset(), "TLSv1.2": frozenset({"B"})}, groups=frozenset({"x25519"}))
HYBRID = Findings(groups=frozenset({"x25519mlkem768"}))


def test_differences() -> None:
    """Missed is what any other found; alone is what none other did."""
    found = differences({"wide": WIDE, "narrow": NARROW, "hybrid": HYBRID})
    assert found["wide"].alone == ("TLSv1.0 A", "group ffdhe2048")
    assert found["wide"].missed == ("group x25519mlkem768",)
    assert found["narrow"].alone == ()
    assert found["narrow"].missed == ("TLSv1.0 A", "group ffdhe2048", "group x25519mlkem768")
    assert found["hybrid"].found == 1


def test_a_tool_by_itself() -> None:
    """With no other, nothing is missed and all is its own."""
    assert differences({"wide": WIDE})["wide"].missed == ()


def test_unexplained() -> None:
    """The lean depth need not name TLS 1.0 suites; the full one is. Finite fields count for neither."""
    found = {"sslyze": WIDE, "capdo-lean": NARROW, "capdo-full": NARROW, "nmap": HYBRID}
    assert unexplained("capdo-lean", found) == frozenset()
    assert unexplained("capdo-full", found) == {"TLSv1.0 A"}
