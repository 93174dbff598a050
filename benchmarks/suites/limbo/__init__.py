"""x509-limbo (https://x509-limbo.com): chains that are odd in one way each, as Chromium judges them."""
