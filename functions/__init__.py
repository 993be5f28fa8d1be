"""One module a Lambda: parse the event, call one use case."""
