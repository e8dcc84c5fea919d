"""How this Aura is set up: settings that change while it runs, keys, the set-up's steps, and what works here.

Where to look: ``catalogue`` declares every setting; ``standing`` says which of environment, store and default
holds; ``configuration`` changes them and hands out servers; ``secrets`` keeps keys; ``setups`` remembers how
far a user came; ``checks`` tries the machine and the servers and says what to do.
"""
