"""The cases of x509-limbo in our own words: by what is odd about one certificate of an ordinary chain."""
