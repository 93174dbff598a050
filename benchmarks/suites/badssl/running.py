"""Each host probed and judged as an audit does, and whether what it is about is told."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.suites.badssl.certificates import Authorities, full_name
from benchmarks.suites.badssl.hosts import HOSTS, LEFT_OUT, BadSslHost
from benchmarks.suites.badssl.serving import Place, Ports
from benchmarks.suites.suite import Answer, Suite, SuiteOptions, SuiteRun
from checks.facts import DnsFacts, Facts, NotTested, Target, TlsFacts
from checks.judging import judge
from checks.model import Reason, Verdict
from checks.profile import load
from checks.registry import all_checks
from scanner.limits import Budget
from scanner.probes import http, tls
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.workers.pool import WorkerPool

ADDRESS = "127.0.0.1"
SECONDS = 60.0  # for one host
UNASKED = NotTested(reason=Reason.NOT_REQUESTED)
ABOUT = "cert."  # what a good host may not be found fault with


def run(_options: SuiteOptions) -> SuiteRun:
    """One host after the other, each on ports of its own."""
    with tempfile.TemporaryDirectory(prefix="capdo-badssl-") as folder:
        answers = asyncio.run(_answers(HOSTS, Path(folder)))
    left_out = tuple(f"{name}: {why}" for name, why in LEFT_OUT.items())
    return SuiteRun(origin="rebuilt", answers=tuple(answers), left_out=left_out)


async def _answers(hosts: Sequence[BadSslHost], folder: Path) -> list[Answer]:
    (folder / "ca").mkdir()
    authorities = Authorities(folder / "ca")
    root, _ = authorities.root.write(folder, "root")
    answers = []
    async with WorkerPool(2) as workers:
        for number, host in enumerate(hosts):
            place = Place(authorities, folder / str(number), host.name)
            place.folder.mkdir()
            async with host.serve(place) as ports:
                answers.append(_answer(host, await _verdicts(host, ports, root, workers)))
    return answers


async def _verdicts(host: BadSslHost, ports: Ports, root: Path, workers: WorkerPool) -> tuple[Verdict, ...]:
    context = ProbeContext(
        workers=workers,
        settings=ProbeSettings(ca_file=root, depth="lean", retry_pause=0.02),
        budget=Budget(),
        deadline=asyncio.get_running_loop().time() + SECONDS,
    )
    target = Target(
        host=full_name(host.name), https_port=ports[0], http_port=ports[1], observed_at=datetime.now(UTC)
    )
    secure, web = await asyncio.gather(
        tls.probe(target, ADDRESS, context),
        http.probe(target, DnsFacts(ipv4=(ADDRESS,)), frozenset(), context),
    )
    if host.as_public and isinstance(secure, TlsFacts):
        chains = tuple(chain.model_copy(update={"trusted_by": "mozilla"}) for chain in secure.chains)
        secure = secure.model_copy(update={"chains": chains})
    facts = Facts(target=target, dns=UNASKED, reach=UNASKED, tls=secure, http=web, ports=UNASKED)
    return judge(facts, all_checks().values(), load())


def _answer(host: BadSslHost, verdicts: Sequence[Verdict]) -> Answer:
    wanted = host.tells or "nothing"
    told = set(_told(verdicts))
    met = bool(told & set(host.tells.split("|"))) if host.tells else not _faults(told)
    faults = ", ".join(sorted(_faults(told))) or "nothing"
    return Answer(case=host.name, expected=wanted, answered=wanted if met else faults)


def _told(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The checks that found something, and those that could not tell, with the reason."""
    for verdict in verdicts:
        if verdict.is_finding:
            yield verdict.check
        elif verdict.reason is not None:
            yield f"{verdict.check}: {verdict.reason}"


def _faults(told: set[str]) -> set[str]:
    return {check for check in told if check.startswith(ABOUT) and ": " not in check}


SUITE = Suite(name="badssl", title="badssl.com's hosts", bar=80, judged_by="its catalogue", run=run)
