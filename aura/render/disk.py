"""What is said when the disk has no room for a render."""

import errno
from functools import partial

from aura import disk

full_disk_named = partial(
    disk.full_disk_named, "There is not enough space on the disk for this render.", also={errno.EFBIG}
)
"""Raises NoSpace where the system says that there is no room, or that a file is longer than it may be."""
