"""What makes content: texts, spoken words, transcripts.  Of each kind one works offline and without a key."""
