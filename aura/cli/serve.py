"""``aura serve``: the API and the pages, on this machine."""

import socket
from typing import Annotated

import typer

from aura.cli import state
from aura.errors import Unavailable


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; AURA_HOST otherwise.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; AURA_PORT otherwise.")] = None,
) -> None:
    """Serve the API and the pages until interrupted."""
    import uvicorn

    from aura.app import create_app

    aura = state.services()
    listening = _listen(host or aura.settings.host, aura.settings.port if port is None else port)
    address, bound = listening.getsockname()[:2]
    typer.echo(f"Aura is at http://{'[' + address + ']' if ':' in address else address}:{bound}/")
    typer.echo(f"Everything is kept in {aura.settings.home}")
    if address not in ("127.0.0.1", "::1"):
        typer.echo(
            "Anyone who reaches this address can change your projects: Aura asks for no password.", err=True
        )
    config = uvicorn.Config(
        create_app(aura),
        log_level=aura.settings.log_level,
        access_log=aura.settings.log_level == "debug",
        server_header=False,
        timeout_graceful_shutdown=25,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
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
