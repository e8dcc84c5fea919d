"""Pages for people, rendered on the server; no script, no request to any other host."""
