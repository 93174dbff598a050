"""The two processes of a run."""
