"""Edits of the project's assets: the files a user brought, named by their digests."""

from aura.errors import Conflict, NotFound
from aura.timeline.document import Asset, Head
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.terms import Digest
from aura.timeline.view import Change, Outcome, View


@edit("asset.add", public=False)  # its bytes come first: ``Assets.add``
class AddAsset(Edit, frozen=True, kw_only=True):
    """Add a file to the project."""

    asset: Asset

    def apply(self, view: View) -> Outcome:
        if view.find_asset(self.asset.digest) is not None:
            raise Conflict("The project has this file already.", field="asset.digest")
        if view.users_of(self.asset.digest):
            raise Conflict("A scene shows this file already; Aura made it.", field="asset.digest")
        if _is_music(view, self.asset.digest):
            raise Conflict("The file is the music already; Aura made it.", field="asset.digest")
        return Outcome(
            inverse=RemoveAsset(digest=self.asset.digest),
            words=f"Added {self.asset.name or self.asset.type.lower()}",
            changes=(Change(self.guard(), None, self.asset),),
        )

    def guard(self) -> str:
        return f"asset:{self.asset.digest}"


@edit("asset.remove")
class RemoveAsset(Edit, frozen=True, kw_only=True):
    """Remove a file that nothing uses from the project."""

    digest: Digest

    def apply(self, view: View) -> Outcome:
        asset = view.find_asset(self.digest)
        if asset is None:
            raise NotFound(f"This project has no asset {self.digest}.", field="digest")
        if users := view.users_of(self.digest):
            shown = ", ".join(map(str, users[:5])) + (" and others" if len(users) > 5 else "")
            raise Conflict(f"The file is used in scene {shown}; replace it there first.", scenes=users)
        if _is_music(view, self.digest):
            raise Conflict("The file is the music; choose another one first.")
        if _is_watermark(view, self.digest):
            raise Conflict("The file is the watermark; choose another one first.")
        return Outcome(
            inverse=AddAsset(asset=asset),
            words=f"Removed {asset.name or asset.type.lower()}",
            changes=(Change(self.guard(), asset, None),),
        )

    def guard(self) -> str:
        return f"asset:{self.digest}"


def _is_music(view: View, digest: str) -> bool:
    music = view.part(Head).music
    return music is not None and music.asset == digest


def _is_watermark(view: View, digest: str) -> bool:
    watermark = view.part(Head).watermark
    return watermark is not None and watermark.asset == digest
