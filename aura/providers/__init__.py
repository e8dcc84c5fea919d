"""What makes content: texts, speech, pictures, music.  Of each kind one works offline and without a key."""
