"""Files that ship beside the package: ``migrations`` and ``templates``.

In a checkout they stand at its top; a wheel carries them inside the package, as ``_shipped``.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder of this name."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
