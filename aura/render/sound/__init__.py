"""The film's sound as a stream of blocks: decoded, shaped, placed, made room for, measured, limited, encoded.

Files become ``stems`` (voices, clips' own sound, music), stems lie on a ``bus`` each at its sample, and the
``mix`` lays buses over one another: how loud each is follows from ``balance``, and what gives way to voices
from ``ducking``.

A ``Block`` is float32 of shape (channels, samples) at ``RATE_HZ``, full scale 1.0.  The film is stereo; a
block of one channel is heard on both sides alike.  Nothing here holds more than a few blocks at a time.
"""
