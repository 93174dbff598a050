"""The tests for known flaws that sslyze does, in a process of their own."""
