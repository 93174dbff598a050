"""How the accuracy lab's web hosts are served: their answers, addresses, names and firewalls."""
