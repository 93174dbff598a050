"""What good looks like: pure checks over facts. No I/O, no clock, no other package of this project."""
