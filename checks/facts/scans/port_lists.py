"""Many port numbers in one short text, as nmap writes them: ``22,80,8000-8010``."""

from collections.abc import Iterable


def listed(ports: Iterable[int]) -> str:
    """The ports in rising order, neighbours as a range; empty for none."""
    runs: list[tuple[int, int]] = []
    for port in sorted(set(ports)):
        if runs and port == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], port)
        else:
            runs.append((port, port))
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def expanded(text: str) -> tuple[int, ...]:
    """``1,3-5`` as 1, 3, 4, 5.

    Raises:
        ValueError: it is no such list.

    """
    ranges = (part.partition("-") for part in text.split(",") if part)
    return tuple(port for low, _, high in ranges for port in range(int(low), int(high or low) + 1))
