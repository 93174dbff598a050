"""One connection as httpcore speaks HTTP over it, without its locks."""

from contextlib import nullcontext

import httpcore

from scanner.probes.http.mending import MendedStream


class UnsharedConnection(httpcore.AsyncHTTP11Connection):
    """Used for one request at a time, so that nothing has to be locked; httpcore locks twice a request."""

    def __init__(self, origin: httpcore.Origin, stream: MendedStream) -> None:
        super().__init__(origin, stream)
        self.mended = stream
        self._state_lock = nullcontext()  # type: ignore[assignment] # all that httpcore does is to enter it
