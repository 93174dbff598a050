"""Hash chains over what is kept outside the approval log: the inventory's changes, waivers, what scans saw.

A chain is a list of links (``chain_links``), one for each row it covers, in the order of recording. A link
holds the digest of its row and the hash of the link before it; ``chain_heads`` tells where a chain ends.
"""
