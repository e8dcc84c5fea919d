"""How this Aura is set up: the machine's configuration, settings that change while it runs, first run."""
