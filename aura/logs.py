"""Logs: readable on standard error, and as JSON lines in ``logs/aura.log`` of the home folder.

The file is turned over at 5 MB and five are kept.  What is logged names things by id; it never holds
keys, and no text of a project beyond an error's own words.
"""

import logging
import logging.handlers
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let nothing that is loaded here load a module that it can do without."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # the import system's own word for: not to be had
    try:
        yield
    finally:
        del sys.modules[module]


with _without("rich"):  # a tenth of a worker's start, for tracebacks in colour
    import structlog

get_logger = structlog.get_logger
"""A module's log."""

FILE_BYTES = 5 * 2**20
FILES_KEPT = 5

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(folder: Path, level: str, *, shown: str | None = None) -> None:
    """Log from ``level`` on into ``folder``, and from ``shown`` (else the same) on to standard error."""
    folder.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        folder / "aura.log", maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    file.setFormatter(_formatter(structlog.processors.JSONRenderer()))
    file.setLevel(level.upper())
    screen = logging.StreamHandler(sys.stderr)
    screen.setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())))
    screen.setLevel((shown or level).upper())
    ours = logging.getLogger("aura")
    for handler in list(ours.handlers):
        ours.removeHandler(handler)
        handler.close()
    ours.addHandler(file)
    ours.addHandler(screen)
    ours.setLevel(level.upper())
    ours.propagate = False
    structlog.configure(
        processors=[*_SHARED, structlog.processors.format_exc_info, _wrap],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


_wrap = structlog.stdlib.ProcessorFormatter.wrap_for_formatter


def _formatter(renderer: Any) -> logging.Formatter:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_SHARED, processors=[drop, renderer])
