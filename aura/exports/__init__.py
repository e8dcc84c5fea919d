"""Exports: requests, the queue, checkpoints and the history of every film that was made."""
