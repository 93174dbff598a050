"""The lab's own certificate authority, made afresh at every start."""
