"""What survives a loss of power: a file once it was synced, its name once its folder was."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
