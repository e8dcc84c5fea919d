"""Text: from a brief, an outline or a finished script to the words of each scene.

A *brief* says what a film is to be about; a *script* is the words themselves, and is taken verbatim.  A
*drafter* turns a brief and a plan into a draft; the offline one needs no network, is deterministic, and
uses the user's own sentences wherever there are any.  What it adds never states a fact.
"""
