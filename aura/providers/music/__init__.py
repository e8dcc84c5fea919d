"""Music: beds that Aura makes by itself, to be heard under a voice.

A bed is drawn on paper (``moods``, ``harmony``, ``patterns``, ``parts``, ``arranging``), then played tone by
tone (``tones``, ``pads``, ``drums``, ``playing``) and put into a room (``room``).  ``bed`` does all of it.
"""

COMPOSER_REVISION = "1"
"""Raised whenever the same mood and variation would sound different."""
