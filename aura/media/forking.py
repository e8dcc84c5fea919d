"""A process that has loaded its module, and bears a copy of itself whenever it is told to: the copy's side.

Loading takes longer than many requests do.  A copy begins with all of it done, and shares the memory of what
it does not change.  Linux only; the other side is ``zygote``.

At the door come orders, each one byte with four file descriptors: the copy's pipes for requests, replies and
output, and a socket that stands for the copy.  On that its number is told, with a descriptor that ends with
it, and, when its end is asked for, its exit code.  Until then its number belongs to no other process.
"""

import gc
import os
import selectors
import signal
import socket
from contextlib import suppress
from typing import NamedTuple

from aura.media.launch import die_with

BEAR, REAP = b"b", b"r"
NUMBER_BYTES = 8


class _Order(NamedTuple):
    requests: int
    replies: int
    output: int
    control: int


def born(door_fd: int) -> tuple[int, int]:
    """Bear copies; returns in each of them, with its pipes for requests and replies.  The process itself ends
    when the door is closed and no copy is left."""
    door = socket.socket(fileno=door_fd)
    door.set_inheritable(False)
    gc.freeze()  # what is there is not looked through again, and so stays shared
    own = os.getpid()
    orders = selectors.PollSelector()
    orders.register(door, selectors.EVENT_READ)
    while orders.get_map():
        for key, _ in orders.select():
            asked = key.fileobj
            assert isinstance(asked, socket.socket)
            order = _ordered(door) if asked is door else None
            if order is None:
                if asked is not door:
                    _reap(asked, key.data)
                orders.unregister(asked)
                asked.close()
            elif (pid := _fork()) == 0:
                _begin(own, orders, order)
                return order.requests, order.replies
            else:
                _let_go(pid, order, orders)
    os._exit(0)


def _ordered(door: socket.socket) -> _Order | None:
    """What is to be borne; None when nothing will be any more."""
    word, fds, _, _ = socket.recv_fds(door, 1, 4, socket.MSG_CMSG_CLOEXEC)
    return _Order(*fds) if word else None


def _begin(parent: int, orders: selectors.PollSelector, order: _Order) -> None:
    """Become a process of one's own: a group, that ends with its parent, and speaks on its own output."""
    os.setpgid(0, 0)
    die_with(parent)
    for key in orders.get_map().values():
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    for stream in (1, 2):
        os.dup2(order.output, stream)
    for fd in (order.output, order.control):
        os.close(fd)


def _let_go(pid: int | None, order: _Order, orders: selectors.PollSelector) -> None:
    """Leave a copy its pipes, and heed what is asked of it; one that could not be is told of by their end."""
    for fd in (order.requests, order.replies, order.output):
        os.close(fd)
    control = socket.socket(fileno=order.control)
    if pid is None:
        control.close()
        return
    _announce(pid, control)
    orders.register(control, selectors.EVENT_READ, pid)


def _fork() -> int | None:
    """As ``os.fork``; None where the system has no room for one more."""
    try:
        return os.fork()
    except OSError:
        return None


def _announce(pid: int, control: socket.socket) -> None:
    """Tell a copy's number; it leads its group by then."""
    with suppress(OSError):  # the copy was faster
        os.setpgid(pid, pid)
    watched = os.pidfd_open(pid)
    with suppress(OSError):  # nobody waits for it any more
        socket.send_fds(control, [pid.to_bytes(NUMBER_BYTES, "big")], [watched])
    os.close(watched)


def _reap(control: socket.socket, pid: int) -> None:
    """Wait for the end of a copy and tell its exit code; one that nobody waits for is killed."""
    with suppress(OSError):
        if control.recv(1) != REAP:
            os.killpg(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with suppress(OSError):
        control.send(code.to_bytes(NUMBER_BYTES, "big", signed=True))
