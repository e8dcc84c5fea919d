"""Two scripts that ship with Aura, as examples and to be used."""
