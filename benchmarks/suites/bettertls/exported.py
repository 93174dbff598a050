"""The cases as BetterTLS exports them: a root, and for each case a chain, a host and what is expected."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509

from benchmarks.suites.pki.judging import ACCEPT, REFUSE, PkiCase

FILE = "bettertls.json"
# Certificates are valid from a day before the export, and those that shall have expired until an hour before.
AGE = timedelta(days=1)
EXPECTED = {"ACCEPT": ACCEPT, "REJECT": REFUSE}


def cases(file: Path, suite: str) -> Iterator[PkiCase]:
    """One suite of the file, judged at the moment of the export, so that its age does not matter."""
    document = json.loads(file.read_bytes())
    root = b64decode(document["trustRoot"])
    moment = x509.load_der_x509_certificate(root).not_valid_before_utc + AGE
    for case in document["suites"][suite]["testCases"]:
        yield _case(case, root, moment)


def _case(case: dict[str, Any], root: bytes, moment: datetime) -> PkiCase:
    return PkiCase(
        name=str(case["id"]),
        sent=tuple(b64decode(one) for one in case["certificates"]),
        roots=(root,),
        host=case["hostname"],
        expected=EXPECTED[case["expected"]],
        moment=moment + timedelta(seconds=1),
    )
