"""The process that runs one script: started as ``python -m aura.render.scripted.script_child``.

The script's code, and MoviePy where it is used, is loaded here and nowhere else.  Frames are brought from RGB
into the planes of the encoder.

Raises Invalid for whatever is the script's own fault, with the end of its traceback; Unavailable where
MoviePy is not installed.  What a script prints goes to standard error.
"""

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from av import VideoFrame

from aura.errors import AuraError, Invalid, Unavailable
from aura.media import child
from aura.render import planes
from aura.render.graph import Chain
from aura.render.planes import SCALE_FLAGS
from aura.render.scripted import Frame, messages
from aura.render.scripted.installed import module_name, source_digest
from aura.render.scripted.messages import Check, Describe, Open

TOLD_LINES = 12
"""So many lines of a traceback are told."""
INSTALL = "MoviePy is not installed here: run ./scripts/scenes, or pip install 'aura[scenes]'."
_INTO_PLANES = f"flags={SCALE_FLAGS}+full_chroma_inp:out_color_matrix=bt709:out_range=tv:out_chroma_loc=left"


class Runner:
    """Runs one script at a time."""

    def __init__(self) -> None:
        self._name, self._path = "", ""
        self._clip: Any = None
        self._frame = Frame(width_px=0, height_px=0, rate=Fraction(1), frames=0)
        self._into_planes: Chain | None = None

    def handle(self, said: Any, progress: Callable[[Any], None]) -> Any:
        """Answer one request."""
        if said is None:
            return None
        asked = messages.request(said)
        if isinstance(asked, messages.Draw):
            return self.draw(asked.frame)
        self._name, self._path = asked.name, asked.path
        if isinstance(asked, Open) and source_digest(Path(asked.path)) != asked.digest:
            raise self._wrong("was changed while the film was rendered; export again")
        module = self._loaded()
        if isinstance(asked, Describe):
            return msgspec.json.schema(self._kind(module))
        parameters = self._parameters(module, asked.parameters)
        if isinstance(asked, Check):
            return None
        self._frame = Frame(
            width_px=asked.width_px,
            height_px=asked.height_px,
            rate=Fraction(asked.rate_numerator, asked.rate_denominator),
            frames=asked.frames,
        )
        with self._blamed():
            self._clip = self._of(module, "scene")(self._frame, parameters)
        if not callable(getattr(self._clip, "get_frame", None)):
            raise self._wrong(f"gave back {type(self._clip).__name__}, which is no clip: it has no get_frame")
        return None

    def draw(self, number: int) -> bytes:
        """One frame of the clip; one that is over shows its last."""
        at_s = float(number / self._frame.rate)
        ends_s = getattr(self._clip, "duration", None)
        if ends_s is not None:
            at_s = min(at_s, max(0.0, float(ends_s) - float(Fraction(1, 2) / self._frame.rate)))
        with self._blamed():
            drawn = np.asarray(self._clip.get_frame(at_s))
        width, height = self._frame.size
        if drawn.shape != (height, width, 3):
            shape = " × ".join(str(side) for side in drawn.shape)
            raise self._wrong(
                f"drew an array of {shape} for frame {number}, where {height} × {width} × 3 was asked for"
            )
        if drawn.dtype != np.uint8:
            drawn = np.clip(np.nan_to_num(drawn), 0, 255).astype(np.uint8)
        video = VideoFrame.from_ndarray(np.ascontiguousarray(drawn), format="rgb24")
        if self._into_planes is None:
            self._into_planes = Chain(video, ("scale", _INTO_PLANES), ("format", "yuv420p"))
        frame = planes.empty(width, height)
        planes.copy_video(self._into_planes(video), planes.split(frame))
        return frame.tobytes()

    def _loaded(self) -> ModuleType:
        """The script's module."""
        path = Path(self._path)
        with self._blamed():
            if packaged := module_name(path):
                name, root = packaged
                sys.path.insert(0, str(root))
                return importlib.import_module(name)
            spec = importlib.util.spec_from_file_location(f"scene_{path.stem}", path)
            assert spec
            assert spec.loader
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module  # where its structs look for the names of their fields
            spec.loader.exec_module(module)
        return module

    def _of(self, module: ModuleType, name: str) -> Any:
        found = getattr(module, name, None)
        if not callable(found):
            what = "struct of that name" if name == "Parameters" else "function scene(frame, parameters)"
            raise self._wrong(f"has no {name}: it needs a {what}")
        return found

    def _kind(self, module: ModuleType) -> type[msgspec.Struct]:
        """What its parameters are."""
        kind = self._of(module, "Parameters")
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            raise self._wrong("cannot tell its parameters: Parameters is no msgspec.Struct")
        return kind

    def _parameters(self, module: ModuleType, text: str) -> Any:
        """The parameters, checked; raises Invalid naming the one that is wrong."""
        try:
            return msgspec.json.decode(text, type=self._kind(module))
        except msgspec.ValidationError as error:
            message, _, place = str(error).partition(" - at ")
            where = place.strip("`$").lstrip(".")
            at = f" at {where}" if where else ""
            raise Invalid(
                f"The script {self._name} does not take these parameters: {message}{at}.",
                field=".".join(filter(None, ("script", "parameters", where))),
            ) from None

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        """Whatever is raised is the script's, and is told with the place in its file."""
        try:
            yield
        except AuraError:
            raise
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] == "moviepy":
                raise Unavailable(INSTALL, field="script") from None
            raise self._raised(error) from error
        except (Exception, SystemExit) as error:
            raise self._raised(error) from error

    def _raised(self, error: BaseException) -> Invalid:
        frames = traceback.extract_tb(error.__traceback__)
        mine = [frame.lineno for frame in frames if frame.filename == self._path]
        if isinstance(error, SyntaxError) and error.filename == self._path:
            mine = [error.lineno]
        at = f", line {mine[-1]} of {Path(self._path).name}" if mine else ""
        words = " ".join(str(error).split())[:300]
        raised = self._wrong(f"raised {type(error).__name__}{f': {words}' if words else ''}{at}")
        told = "".join(traceback.format_exception(error)).rstrip().splitlines()
        raised.data = {"traceback": "\n".join(told[-TOLD_LINES:])}
        return raised

    def _wrong(self, what: str) -> Invalid:
        return Invalid(f"The script {self._name} {what}.", field="script")


if __name__ == "__main__":
    child.serve(Runner().handle)
