import gc
import itertools
import time
from collections.abc import Iterator

import pytest

from checks.facts import CertificateChain
from checks.model import Reason
from scanner.probes.tls.certificates.chains import judge, judged_chains
from scanner.probes.tls.certificates.presented import PresentedChain
from tests.scanner.probes.authority import authority, leaf, now
from tests.scanner.probes.loop_watch import LoopWatch
from tests.scanner.probes.tls.certificates.pathological import (
    ROOT,
    der,
    mesh,
    pathological,
    renewed,
    same_name_and_key,
    spoiled,
)

BLOCKED = 0.2  # seconds of processor time


def _judged(sent: tuple[bytes, ...]) -> CertificateChain:
    (chain,) = judged_chains([PresentedChain(certificates=sent)], (ROOT.certificate,), now())
    return chain


@pytest.mark.parametrize("number", [4, 6, 10, 30, 49])
def test_authorities_that_all_certify_each_other_cost_next_to_nothing(number: int) -> None:
    """One name and one key is one authority, however often it is sent; nothing vouches for it."""
    begun = time.process_time()
    assert _judged(same_name_and_key(number)).trust_problem == "unknown_issuer"
    assert time.process_time() - begun < 10  # a verifier that follows every path takes minutes, then days


def test_a_path_through_a_mesh_is_found() -> None:
    """Of the many ways through authorities that certified each other, one leads to the root."""
    assert _judged(mesh(7, anchored=True)).trusted
    assert not _judged(mesh(6, anchored=False)).trusted


def test_a_path_is_found_among_renewed_certificates() -> None:
    """Of 5 ** 4 ways up none serves a client's leaf: that is told, after a bounded number."""
    found = _judged(renewed(4, 5))
    assert (found.trusted, found.trust_problem) == (False, "invalid")


def test_a_good_chain_is_trusted_beside_pathological_ones() -> None:
    """What else is sent does not hide the path."""
    sub = authority(ROOT, "Example Sub CA")
    made = der(leaf(sub))
    found = _judged((*made, *same_name_and_key(20)[1:], *der(sub)))
    assert (found.trusted, found.arrangement) == (True, ("surplus",))


@pytest.fixture
def _nothing_old_to_collect() -> Iterator[None]:
    """What other tests left in this process is no answer's doing: collecting it takes half a second."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_nothing_old_to_collect")
async def test_no_answer_blocks_the_loop() -> None:
    """Of 1,000 spoiled or pathological answers none keeps the event loop from its turns."""
    answers = itertools.chain(pathological(), spoiled(986))
    worst, total = (0.0, b""), 0
    async with LoopWatch() as watch:
        for sent in answers:
            await judge([PresentedChain(certificates=sent)], (ROOT.certificate,), now(), 60)
            worst, total = max(worst, (watch.longest, sent[0])), total + 1
    assert total == 1_000
    assert max(worst[0], watch.longest) < BLOCKED, worst


async def test_nobody_waits_longer_than_the_deadline() -> None:
    """When time is up the certificates are told as not seen, although the thread is still at work."""
    found = await judge(
        [PresentedChain(certificates=mesh(7, anchored=True))], (ROOT.certificate,), now(), 0.0
    )
    assert found.chains == ()
    assert [one.reason for one in found.unseen] == [Reason.TIMEOUT]


async def test_what_is_no_certificate_is_told() -> None:
    """A leaf that is none at all leaves the certificates unseen, for that reason."""
    found = await judge([PresentedChain(certificates=(b"nonsense",))], (), now(), 60)
    assert [one.reason for one in found.unseen] == [Reason.UNREADABLE]
