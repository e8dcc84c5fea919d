"""What happened: events, kept for a day, from which progress is shown and replayed."""
