"""The corpus is what it says, and a slice of it is told rightly: in memory, and through real servers."""

import json
from collections import Counter
from email.message import Message
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from benchmarks.content import clean, tampered
from benchmarks.content.__main__ import tell
from benchmarks.content.base import HOST
from benchmarks.content.site import Asked, Site
from tests.cli.running import capdo
from tests.scanner.probes.http.sites import Answer, Request
from tests.scanner.probes.http.sites import Site as Serving
from tests.scanner.probes.listening import closed_port

SEED = 20_261_127
TECHNIQUES = ("hidden by off-screen", "written, base64", "crawler: links", "phone from search: redirect")
KINDS = ("raids", "scripts", "for phones", "moves among public bodies")


def test_one_site_of_every_other_technique_is_found() -> None:
    """Recall of one each; the benchmark measures many of all."""
    told = tell(islice(tampered.sites(Random(SEED), 1), 0, None, 2))
    missed = [one.site.technique for one in told if not one.alarms]
    assert len(told) >= 35
    assert len(missed) <= len(told) // 20, missed


def test_no_site_of_any_clean_kind_is_an_alarm() -> None:
    """And none at all among those that speak of the trades."""
    told = tell(clean.sites(Random(SEED), len(clean.KINDS)))
    assert [(one.site.kind, one.alarms) for one in told if one.alarms] == []


def test_the_corpus_is_the_same_for_the_same_seed() -> None:
    """So that a figure can be measured again."""
    first, again = (
        [site.pages for site in clean.sites(Random(5), 30)],
        [site.pages for site in clean.sites(Random(5), 30)],
    )
    assert first == again
    techniques = Counter(site.technique for site in tampered.sites(Random(5), 1))
    assert set(techniques.values()) == {1}


class Served(Serving):
    """A site of the corpus on loopback, under its own address and port in place of its name."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site, self.port = site, 0

    def answer(self, request: Request) -> Answer:
        """As the corpus answers it."""
        self.requests.append(request)
        asked = Asked(request.path, _said(request.headers, "User-Agent"), _said(request.headers, "Referer"))
        answer = self.site.answer(asked)
        here = f"127.0.0.1:{self.port}"
        headers = [("Content-Type", answer.kind), *answer.headers]
        headers += [("Location", answer.location)] if answer.location else []
        body = answer.body.replace(f"https://{HOST}", f"http://{here}")
        return Answer(answer.status, tuple(headers), body.encode())


def _said(headers: Message, name: str) -> str:
    return str(headers.get(name, ""))


def audited(site: Site, folder: Path) -> tuple[set[str], int]:
    """The checks that found something in a whole audit, and how many requests it took."""
    served = Served(site)
    with closed_port() as closed, served.listening() as port:
        served.port = port
        target = ("audit", f"127.0.0.1:{closed}", "--http-port", str(port), "--only", "content")
        ended = capdo(*target, "--depth", "full", "--format", "json", folder=folder)
    document = json.loads(ended.output)
    found = {one["check"] for one in document["verdicts"] if one["outcome"] == "fail"}
    return found, document["connections"]["requests"]


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_tampered_site_is_found_through_a_real_server(technique: str, tmp_path: Path) -> None:
    """The whole audit, within the requests that one may take."""
    site = next(one for one in tampered.sites(Random(SEED), 1) if one.technique == technique)
    found, requests = audited(site, tmp_path)
    assert found
    assert requests <= 160


def test_clean_sites_are_no_alarm_through_real_servers(tmp_path: Path) -> None:
    """Of some kinds that differ between clients, move, or speak of the trades."""
    for site in clean.sites(Random(SEED), len(clean.KINDS)):
        if site.kind in KINDS:
            assert audited(site, tmp_path)[0] == set(), site.kind
