"""The core: what a project's content is, and how it changes.  Pure: no I/O, no clock, no randomness.

*Document* (``document``): brief, plan, voice, render and timeline; frozen values, integers only.
*Codec* (``codec``): the canonical bytes of each part, from which every digest is made.
*Edit* (``edits``): a value that names a change; ``apply`` reads a *view* (``view``) of the parts it
names and returns an *outcome*: what changes, in which words, and the edit that takes it back.
*Rules* (``rules``): what must hold between fields.  *Time* (``time``): frames over a rational rate.
"""
