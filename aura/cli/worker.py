"""``aura worker``: renders what is in the queue, and does what is scheduled if it is elected to."""

import signal

from aura.cli import state, stopping


def worker() -> None:
    """Render exports from the queue until interrupted; `serve` runs one of these by itself.

    One of all that run saves, cleans up and checks by schedule.
    """
    from aura import logs
    from aura.scheduler import scheduled
    from aura.worker import Worker

    aura = state.services()
    logs.configure(aura.settings.logs_dir, aura.settings.log_level)
    working = Worker(aura)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: working.stop())
    stopping.with_its_terminal()
    with scheduled(aura):
        working.run()
