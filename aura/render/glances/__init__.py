"""What is seen of a film at a glance: a picture of each scene, a sheet of many, the shape of its sound.

Each is kept under the digest of all that it is made from, so that what has not changed is made once; any of
them may be deleted at any time.  Media are decoded in a child process only (``glance_child``).
"""
