"""Generation is editing: what Aura drafts, speaks, draws and scores comes in as logged, undoable edits.

Results are files named by digest; ``made_from`` names what each was made from, so that what is stale is
known without making it again.  All of a run is made first and taken in then: whoever fails leaves the
project as it was.  No transaction is open while a provider is at work.
"""
