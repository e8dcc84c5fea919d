"""A child that renders, with the trouble that the file ``trouble`` beside its cache asks for."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from aura.media import child
from aura.render import worker_child
from aura.render.messages import Film, MakeFilm, MakeSegments, Order
from aura.render.worker_child import Say, Worker


def trouble(work_dir: str) -> str:
    file = Path(work_dir).parents[1] / "trouble"
    return file.read_text() if file.exists() else ""


class Troubled(Worker):
    """Does its work, save for the trouble."""

    def handle(self, said: Any, say: Say) -> Any:
        self.trouble = ""
        return super().handle(said, say)

    def segment(self, order: Order, asked: MakeSegments, say: Say) -> None:
        wanted = trouble(asked.work_dir)
        if wanted == "die":
            sys.stderr.write("the encoder tripped\n")
            sys.stderr.flush()
            os._exit(3)
        if wanted == "stall":
            time.sleep(600)
        if wanted == "slow":
            time.sleep(0.2)
        super().segment(order, asked, say)

    def film(self, asked: MakeFilm, say: Say) -> Film:
        wanted = trouble(str(Path(asked.pieces[0].path).parents[1] / "work" / "any"))
        join = worker_child.join
        if wanted == "junk":
            worker_child.join = lambda asked, step: Path(asked.path).write_bytes(os.urandom(100_000))
        elif wanted == "cut short":

            def cut(asked: MakeFilm, step: Any) -> None:
                join(asked, step)
                os.truncate(asked.path, Path(asked.path).stat().st_size * 2 // 3)

            worker_child.join = cut
        elif wanted == "nothing":
            worker_child.join = lambda asked, step: None
        try:
            return super().film(asked, say)
        finally:
            worker_child.join = join


if __name__ == "__main__":
    child.serve(Troubled().handle)
