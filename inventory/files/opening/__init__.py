"""Files of every format become sheets of raw cells, within bounds: nothing is run, little is guessed."""
