"""Whether the scanner itself could look: outages of its resolver or network, and what is made of them."""
