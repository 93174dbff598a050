"""The only place that touches the network. Each probe turns a target into frozen facts."""
