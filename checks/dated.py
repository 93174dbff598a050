"""The checks that are ``dated``, by id, for readers of stored verdicts: who asks no more imports no check.

Each check says it of itself (``checks.check.Check.dated``); a test holds the two together.
"""

DATED = frozenset({"cert.expiry", "exposure.security_txt"})
