"""Aura: a self-hosted video project editor backend with versioned snapshots.

One idea carries the package.  A project's content is one immutable *document*.  An *edit* is a pure
function on it that returns its own inverse; an *action* is a logged edit.  A *version* freezes the
document into content-addressed blobs.  A *render* reads a frozen document and nothing else.  So undo,
restore, compare, caching, resuming and reproducing are all one thing: comparing digests.

Where to look: ``timeline`` holds the document and its edits; ``projects`` keeps documents in the
database, with their history; ``exports`` turns versions into films; ``api``, ``web`` and ``cli`` are
the three faces, which all use the verbs of ``services``.
"""

__version__ = "0.1.0"
