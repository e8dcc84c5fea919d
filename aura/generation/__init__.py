"""Generation is editing: what Aura drafts, speaks and draws for a project comes in as logged, undoable edits.

Results are files named by digest; ``made_from`` names what each was made from, so that what is stale is
known without making it again.  No transaction is open while a provider is at work.
"""
