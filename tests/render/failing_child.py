"""A child that renders, but fails as the file ``fault`` in the cache folder says: how tests put faults in."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
from av import VideoFrame

from aura.media import child
from aura.render import encode
from aura.render.messages import MakeSegments, Order
from aura.render.planes import Plane
from aura.render.worker_child import Say, Worker

as_video = encode.as_video


class Failing(Worker):
    """Does its work, save for the fault."""

    def segment(self, order: Order, asked: MakeSegments, say: Say) -> None:
        file = Path(asked.work_dir).parents[1] / "fault"
        fault = file.read_text() if file.exists() else ""
        if fault.endswith(" once"):
            file.unlink()
        kind = fault.removesuffix(" once")
        if kind == "die":
            sys.stderr.write("the encoder tripped\n")
            sys.stderr.flush()
            os._exit(3)
        if kind == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "hang":
            time.sleep(600)
        if kind == "slow":
            time.sleep(0.5)
        encode.as_video = blank if kind == "blank" else as_video
        super().segment(order, asked, say)
        if kind == "junk":
            Path(order.path).write_bytes(os.urandom(5000))


def blank(frame: Plane) -> VideoFrame:
    """What an encoder that does not look at its input would see."""
    return as_video(np.full_like(frame, 16))


if __name__ == "__main__":
    child.serve(Failing().handle)
