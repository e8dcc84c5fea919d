"""What the tests of ``Supervised`` supervise: it notes its start, then behaves as its second word says."""

import os
import signal
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    notes, manner = Path(sys.argv[1]), sys.argv[2]
    if manner == "refuse":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if manner == "tidy up":

        def tidy(*_: object) -> None:
            notes.with_suffix(".tidy").touch()
            sys.exit(0)

        signal.signal(signal.SIGTERM, tidy)
    with notes.open("a") as file:
        file.write(f"{os.getpid()}\n")
    if manner == "talk":
        print("said aloud: ü", flush=True)
    if manner == "environment":
        print(*(f"{name}={value}" for name, value in os.environ.items()), sep="\n")
        print("environment ends", flush=True)
    if manner != "end":
        time.sleep(600)
