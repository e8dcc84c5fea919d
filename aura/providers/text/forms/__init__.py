"""The forms: in which order the user's own sentences are told, and by which words they are joined.

An arranger takes the material and answers passages; it moves whole thoughts, never parts one, and leaves
out nothing.  Explainers and lists keep the user's order, and so do stories.
"""
