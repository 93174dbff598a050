"""A real authoritative server (Knot DNS) of domains with mail of every kind."""

from collections.abc import Iterator

import pytest

from tests.scanner.probes.knot import serving

HEAD = """
$TTL 300
@ SOA ns1.example.test. admin.example.test. 1 3600 600 86400 300
@ NS  ns1.example.test.
"""
ZONES = {
    "test": HEAD + '_dmarc TXT "v=DMARC1; p=reject; psd=y"\n',
    "example.test": HEAD
    + """
@            MX   20 mail2
@            MX   10 Mail1
@            TXT  "v=spf1 include:_spf.provider.te" "st a:www.example.test mx exists:%{i}.example.test -all"
@            TXT  "google-site-verification=secret"
_dmarc       TXT  "v=DMARC1; p=quarantine"
_mta-sts     TXT  "v=STSv1; id=1"
_smtp._tls   TXT  "v=TLSRPTv1; rua=mailto:tls@example.test"
mta-sts      A    127.0.0.1
www          A    192.0.2.80
alias        CNAME www
loop         TXT  "v=spf1 include:loop.example.test -all"
long         TXT  "v=spf1" ( """
    + " ".join(f'" ip4:192.0.2.{number % 250}{" " * 200}"' for number in range(21))
    + """ )
greedy       TXT  "v=spf1 """
    + " ".join(f"a:n{number}.example.test" for number in range(20))
    + """ -all"
inside       MX   10 mail1
_mta-sts.inside TXT "v=STSv1; id=1"
mta-sts.inside  A   10.0.0.1
gone         MX   10 mail1
_mta-sts.gone TXT "v=STSv1; id=1"
null         MX   0 .
_mta-sts.null TXT "v=STSv1; id=1"
nested       TXT  "v=spf1 """
    + " ".join(f"include:n{number}.deep.test" for number in range(10))
    + """ ?all"
""",
    "provider.test": HEAD + '_spf TXT "v=spf1 ip4:192.0.2.0/24 a:silent.example.test ~all"\n',
    "deep.test": HEAD
    + "\n".join(
        f'n{outer} TXT "v=spf1 {" ".join(f"include:n{inner}.deeper.test" for inner in range(10))} ?all"'
        for outer in range(10)
    )
    + "\n",
    "deeper.test": HEAD
    + "\n".join(f'n{number} TXT "v=spf1 a:a{number}.test mx:m{number}.test ?all"' for number in range(10))
    + "\n",
}


@pytest.fixture(scope="session")
def domains(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Address and port of the server."""
    with serving(ZONES, tmp_path_factory.mktemp("mail")) as server:
        yield server
