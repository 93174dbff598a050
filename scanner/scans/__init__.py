"""What is looked at with the owner's word alone: ports, UDP services, files that nobody links to, pages.

And what is held beside it, of no host: a catalogue of vulnerabilities, the last clean look.
"""
