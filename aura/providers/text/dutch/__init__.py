"""Dutch: how its topics, goals and audiences are read, and what Aura says in it."""
