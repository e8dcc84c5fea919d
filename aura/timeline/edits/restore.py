"""The edit that puts a whole version back."""

from aura.timeline.document import Id
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.view import Change, Outcome, View


@edit("version.restore", public=False)  # it needs its restore point first: ``Versions.restore``
class RestoreVersion(Edit, frozen=True, kw_only=True):
    """Bring a version's whole content back.  The restore point holds what it replaced."""

    version: Id
    restore_point: Id

    def apply(self, view: View) -> Outcome:
        frozen = view.version(self.version)
        return Outcome(
            inverse=RestoreVersion(version=self.restore_point, restore_point=self.version),
            words=f"Restored {frozen.label}",
            changes=(Change("document", view.document(), frozen.document),),
        )

    def guard(self) -> str:
        return "document"
