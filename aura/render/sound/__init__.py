"""The film's sound as a stream of blocks: decoded, placed, measured, limited, encoded.

A ``Block`` is float32 of shape (channels, samples) at ``RATE_HZ``, full scale 1.0.  The film is stereo; a
block of one channel is heard on both sides alike.  Nothing here holds more than a few blocks at a time.
"""
