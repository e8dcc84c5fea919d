"""The others that make the same film: each is told the story and the files, and answers a command to run."""
