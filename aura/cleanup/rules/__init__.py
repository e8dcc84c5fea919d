"""What may go, one noun a file: pure functions of small values and the time, for dry runs and real ones."""
