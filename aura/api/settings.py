"""``/settings``: list, get, set, and back to the default."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from aura.api.setting_shapes import NewValue, SettingLine
from aura.api.shapes import Listing
from aura.api.wire import IfMatch, Reading, Writing, answer, body, gives, takes
from aura.errors import Stale
from aura.setup.standing import Configured

router = APIRouter(prefix="/settings", tags=["settings"])

Key = Annotated[str, Path(pattern="^[a-z]+[.][a-z_]+$", max_length=100, description="The key of a setting.")]


@router.get("", responses=gives(Listing[SettingLine]))
def list_settings(unit: Reading) -> Response:
    """Every setting; a secret is shown by its last four characters."""
    return answer(Listing([SettingLine.of(line) for line in unit.configuration.list()]))


@router.get("/{key}", responses=gives(SettingLine))
def get_setting(unit: Reading, key: Key) -> Response:
    """A setting."""
    return _answer(unit.configuration.get(key))


@router.put("/{key}", responses=gives(SettingLine), openapi_extra=takes(NewValue))
def set_setting(
    unit: Writing, key: Key, if_match: IfMatch, new: Annotated[NewValue, body(NewValue)]
) -> Response:
    """Set a setting."""
    with _current_told():
        return _answer(unit.configuration.set(key, new.value, expected=_version(if_match)))


@router.delete("/{key}", responses=gives(SettingLine))
def reset_setting(unit: Writing, key: Key, if_match: IfMatch) -> Response:
    """Let a setting's default apply again; a secret is forgotten."""
    with _current_told():
        return _answer(unit.configuration.reset(key, expected=_version(if_match)))


def _answer(line: Configured) -> Response:
    return answer(SettingLine.of(line), etag=str(line.version))


@contextmanager
def _current_told() -> Iterator[None]:
    """Who comes too late is shown the setting as anyone is."""
    try:
        yield
    except Stale as error:
        current = SettingLine.of(error.data["current"])
        raise Stale(error.message, field=error.field, **(error.data | {"current": current})) from None


def _version(tag: str | None) -> int | None:
    """The version a tag names; ``None`` for any.  One that no setting ever gave is of none."""
    if tag is None:
        return None
    return int(tag) if tag.isascii() and tag.isdecimal() and len(tag) < 10 else -1
