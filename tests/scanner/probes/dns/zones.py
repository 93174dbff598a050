"""The zones that the real server serves: test, and example.test below it, signed for."""

DIGEST = "ab" * 32
PARENT = f"""
$ORIGIN test.
$TTL 300
@        SOA  ns1 admin 1 3600 600 86400 300
@        NS   ns1
ns1      A    192.0.2.53
example  NS   ns1.example
example  NS   NS2.example
example  DS   12345 13 2 {DIGEST}
ns1.example A 192.0.2.1
plain    A    192.0.2.80
"""
CHILD = "\n".join(
    [
        "$ORIGIN example.test.",
        "$TTL 300",
        "@        SOA  ns1 admin 1 3600 600 86400 300",
        "@        NS   ns1",
        "@        NS   NS2",
        "@        CAA  0 issue ca.test",
        "@        CAA  128 iodef mailto:admin@example.test",
        "ns1      A    192.0.2.1",
        "ns1      AAAA 2001:db8::1",
        "ns2      A    192.0.2.2",
        "www      A    192.0.2.20",
        "www      A    192.0.2.10",
        "www      AAAA 2001:0db8:0000::0010",
        "www      MX   20 mail2",
        "www      MX   10 Mail1",
        'www      TXT  "v=spf1 " "-all"',
        "alias    CNAME second",
        "second   CNAME www",
        "dangling CNAME gone",
        "four     A    192.0.2.4",
        "four     MX   0 .",
        "six      AAAA 2001:db8::6",
        "empty    TXT  nothing",
        "deep.er  A    192.0.2.5",
        'own      CAA  0 issue ";"',
        "own      A    192.0.2.6",
        'strange  TXT  "\\255\\000<script>"',
        "strange  A    192.0.2.7",
        *(f"many     A    192.0.2.{number}" for number in range(1, 101)),
        *(f"many     TXT  {number:04} {' '.join(['x' * 255] * 20)}" for number in range(10)),
        "",
    ]
)
FILES = {"test": PARENT, "example.test": CHILD}
