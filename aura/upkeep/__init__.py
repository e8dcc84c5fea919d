"""Keeps what Aura holds whole: checks it, mends it, backs it up, and tells where its bytes are."""
