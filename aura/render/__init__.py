"""Rendering: a frozen document becomes a film, and pictures and captions are drawn.

A film is planned, then made.  ``plan`` is pure: from a document and a ``preset`` it resolves everything
that determines the film's frames and sound, and cuts it into *segments*: stretches of scenes, and the
fades between them.  A segment's *key* is the digest of all that determines its bytes, and says nothing of
where in the film it stands.  ``engine`` makes what is missing from its cache, on child processes that
may be killed at any time, joins it without touching a sample, and reads the result back before it says
that there is a film.  So a changed scene costs one scene, a crash costs one segment, and the same
document gives the same bytes.

Where to look: ``timing`` says when each scene is seen and each voice is heard; ``compose`` makes frames,
from ``stills`` and ``clips``; ``encode`` makes packets of them and ``segments`` keeps those; ``rendering``
runs it all; ``join`` and ``verify`` end it.  No database and no web is known here.
"""
