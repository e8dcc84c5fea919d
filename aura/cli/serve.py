"""``aura serve``: the API and the pages, on this machine."""

import logging
import os
import signal
import socket
import sys
import threading
from contextlib import nullcontext
from types import FrameType
from typing import Annotated, NoReturn

import typer

from aura.cli import state, stopping
from aura.errors import Unavailable

GRACE_S = 20
"""How long requests, and then the worker, are given to come to an end."""
_ANSWERING = "AnyIO"
"""What the threads that answer requests are called by those who made them."""


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; AURA_HOST otherwise.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port to listen on; AURA_PORT otherwise.")
    ] = None,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Whether to render exports as well.")
    ] = True,
) -> None:
    """Serve the API and the pages, and render what is exported, until interrupted.

    What is scheduled is done by the worker, or here when there is none.
    """
    import uvicorn

    from aura.app import create_app
    from aura.media.processes import Supervised
    from aura.scheduler import scheduled

    aura = state.services()
    listening = _listen(host or aura.settings.host, aura.settings.port if port is None else port)
    address, bound = listening.getsockname()[:2]
    name = f"[{address}]" if ":" in address else address
    typer.echo(f"Aura is at http://{name}:{bound}/")
    typer.echo(f"Everything is kept in {aura.settings.home}")
    if address not in ("127.0.0.1", "::1"):
        typer.echo(
            "Anyone who reaches this address can change your projects: Aura asks for no password.", err=True
        )
    if name not in aura.settings.allowed_hosts:
        typer.echo(
            f"It answers to {', '.join(aura.settings.allowed_hosts) or 'nobody'} alone: add the name that "
            "browsers know this machine by to AURA_ALLOWED_HOSTS.",
            err=True,
        )
    config = uvicorn.Config(
        create_app(aura),
        log_level=aura.settings.log_level,
        access_log=aura.settings.log_level == "debug",
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    stopping.with_its_terminal()

    class Server(uvicorn.Server):
        """Lets those who watch an export go, so that nobody is waited for."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            aura.closing.set()
            super().handle_exit(sig, frame)

    # The worker is Aura too: what says how a database, a proxy or a server is reached is for it as well.
    worker = Supervised("aura.cli.main", ["--home", str(aura.settings.home), "worker"], os.environ)
    try:
        if with_worker:
            worker.start()
        with nullcontext() if with_worker else scheduled(aura):
            Server(config).run(sockets=[listening])
    finally:
        if with_worker:
            worker.stop(GRACE_S)
        if aura.closing.is_set():
            _leave_behind()


def _leave_behind() -> None:
    """End at once where a request outlived its grace: another server, which may be silent for minutes, is not
    waited for.  What was asked of it is as after a crash."""
    for thread in threading.enumerate():
        if thread.name.startswith(_ANSWERING):
            thread.join(1)
            if thread.is_alive():
                state.close()
                logging.shutdown()
                sys.stdout.flush()
                os._exit(0)


def _stop(*_: object) -> NoReturn:
    """Being asked to stop is no failure.  Uvicorn raises the signal again once it has come to rest."""
    sys.exit(0)


def _listen(host: str, port: int) -> socket.socket:
    host = host.removeprefix("[").removesuffix("]")  # as an address of IPv6 stands in a URL
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise Unavailable(
            f"Cannot listen on {host}:{port}: {error.strerror}. Try --port 0.", field="port"
        ) from error
    return listening
