"""How what runs until it is stopped is stopped."""

import signal


def with_its_terminal() -> None:
    """A terminal that is closed asks to stop, as SIGTERM does; unless it was started with nohup."""
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
