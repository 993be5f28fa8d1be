"""Stand-ins for the outside world, each a program of its own that a test can also hold in its hand."""
