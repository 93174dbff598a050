"""What can be wrong with a request about checks, or with the checks themselves."""


class ChecksError(Exception):
    """Something about the checks or profiles themselves is wrong: an unknown id, a bad profile."""
