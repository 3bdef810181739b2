"""One file per experiment, found by name."""
