"""A page as Debian's Chromium shows it, which reaches nothing but the endpoint's own host on its way.

``taking`` is what others ask. The browser is driven by ``job``, in a process that is killed at its deadline;
its only way out is ``gateway``, in the scanning process.
"""
