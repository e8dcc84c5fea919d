"""``aura worker``: renders what is in the queue."""

import signal

from aura.cli import state


def worker() -> None:
    """Render exports from the queue until interrupted; `serve` runs one of these by itself."""
    from aura import logs
    from aura.worker import Worker

    settings = state.services().settings
    logs.configure(settings.logs_dir, settings.log_level)
    working = Worker(state.services())
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: working.stop())
    working.run()
