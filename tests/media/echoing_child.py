"""A child that does what it is told: the other side of the tests of processes."""

import ctypes
import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from aura.errors import NotFound
from aura.media.child import serve
from aura.media.processes import run

print("a stray print while importing")


def handle(request: Any, progress: Callable[[Any], None]) -> Any:
    match request:
        case ["echo", value]:
            return value
        case ["print", text]:
            print(text, flush=True)
            ctypes.CDLL(None).puts(text.encode())
            os.write(1, text.encode())
            return "printed"
        case ["progress", count]:
            for step in range(count):
                progress(step)
            return "done"
        case ["raise"]:
            raise NotFound("No such picture.", field="media", digest="ab")
        case ["miss", path]:
            raise NotFound(f"There is no {path}.", path=path)
        case ["break"]:
            raise KeyError("oops")
        case ["unsendable"]:
            return object()
        case ["die", word]:
            print(word, file=sys.stderr, flush=True)
            os._exit(3)
        case ["crash"]:
            ctypes.string_at(0)
        case ["hang"]:
            time.sleep(600)
        case ["hang holding the interpreter"]:
            ctypes.PyDLL(None).sleep(600)
        case ["allocate", size_bytes]:
            return len(bytearray(size_bytes))
        case ["run", argv]:
            run(argv, cwd="/")
        case ["start", argv]:
            threading.Thread(target=run, args=(argv,), kwargs={"cwd": "/"}, daemon=True).start()
            time.sleep(0.3)
            return os.getpid()
        case ["environment"]:
            return dict(os.environ)
        case ["looks for garbage"]:
            return gc.isenabled()
    return None


if __name__ == "__main__":
    serve(handle)
