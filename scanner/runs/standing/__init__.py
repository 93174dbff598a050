"""Standing verdicts: what the last look that could tell said of each check, and how old that is.

Verdicts stand until a look that could look says otherwise. A look that could tell nothing (not permitted,
unreachable, a timeout, not requested) changes nothing: it is kept as the last attempt, with its reason. What
comes later goes by the moment of observation, never by the number of a run.
"""
