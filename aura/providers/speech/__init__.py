"""Speech: text in, sound and the time of each word out.

``speaker`` says what any speaker does; ``espeak`` is the one that needs no network and no model.  What
is written is not always what is said: ``wording`` turns one into the other, and ``timing`` brings the
synthesiser's clock back to the words as written.
"""
