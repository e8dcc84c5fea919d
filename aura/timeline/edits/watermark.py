"""The edit of the mark that is shown through the whole film."""

from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline.document import Head, Watermark
from aura.timeline.edits.changing import missing_file
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.view import Change, Outcome, View


@edit("watermark.set")
class SetWatermark(Edit, frozen=True, kw_only=True):
    """Set the mark shown through the whole film, a picture or a text; nothing takes it away."""

    watermark: Watermark | None

    def apply(self, view: View) -> Outcome:
        before = view.part(Head)
        if self.watermark is not None:
            _require(view, self.watermark)
        return Outcome(
            inverse=SetWatermark(watermark=before.watermark),
            words=self._words(before.watermark),
            changes=(Change("head", before, replace(before, watermark=self.watermark)),),
        )

    def guard(self) -> str:
        return "head"

    def _words(self, before: Watermark | None) -> str:
        if self.watermark is None:
            return "Took the watermark away"
        return "Set the watermark" if before is None else "Changed the watermark"


def _require(view: View, watermark: Watermark) -> None:
    """It is one thing, and there: a text, or a picture of the project."""
    if watermark.asset is None:
        if not watermark.text.strip():
            raise Invalid("A watermark is a picture of the project, or a text.", field="watermark")
        return
    if watermark.text:
        words = "A watermark is either a picture or a text; leave one of them out."
        raise Invalid(words, field="watermark.text")
    asset = view.find_asset(watermark.asset)
    if asset is None:
        raise missing_file(watermark.asset, "watermark.asset")
    if asset.type != "Image":
        words = f"{asset.name or 'The file'} is no picture; a watermark is a picture or a text."
        raise Invalid(words, field="watermark.asset")
