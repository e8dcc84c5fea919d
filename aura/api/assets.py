"""``/projects/…/assets``: files in and out, by the digest of their bytes."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import FileResponse, Response

from aura.api.shapes import AssetLine, Done, Listing
from aura.api.wire import (
    ANY_SIZE,
    BYTES,
    DigestKey,
    Keeping,
    ProjectId,
    Reading,
    Writing,
    answer,
    gives,
    gives_file,
    services,
)
from aura.errors import Invalid, TooLarge
from aura.projects.assets import safe_name, take_in
from aura.services import Services
from aura.timeline.document import Asset

router = APIRouter(prefix="/projects/{project_id}/assets", tags=["assets"])

_PIECE = 1 << 20


def _line(project_id: ProjectId, asset: Asset) -> AssetLine:
    return AssetLine(asset, f"/api/v1/projects/{project_id}/assets/{asset.digest}/content")


@router.get("", responses=gives(Listing[AssetLine]))
def list_assets(unit: Reading, project_id: ProjectId) -> Response:
    """The files that were brought into the project."""
    return answer(Listing([_line(project_id, asset) for asset in unit.assets.list(project_id)]))


def accepted(request: Request, project_id: ProjectId) -> Services:
    """Refuses what need not be received: a form around a file, which would be kept as a part of it, a length
    over the limit, a project that is not there."""
    aura = services(request)
    if request.headers.get("content-type", "").strip().lower().startswith("multipart/"):
        raise Invalid("Send the file itself as the request's body, not a form that holds it.", field="file")
    limit = aura.settings.max_upload_bytes
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise TooLarge(f"The file is larger than {limit:,} bytes.", limit_bytes=limit)
    with aura.reading() as unit:
        unit.projects.get(project_id)
    return aura


async def received(
    request: Request,
    aura: Annotated[Services, Depends(accepted)],
    name: Annotated[str, Query(max_length=1000, description="The file's name.")] = "",
) -> Asset:
    """The request's body as a stored file: hashed on the way to the disk, measured, then kept."""
    name = safe_name(name)
    with aura.objects.receive(aura.settings.max_upload_bytes) as incoming:
        piece = bytearray()
        async for chunk in request.stream():
            piece += chunk
            if len(piece) >= _PIECE:
                await to_thread.run_sync(incoming.write, bytes(piece))
                piece.clear()
        await to_thread.run_sync(incoming.write, bytes(piece))
        return await to_thread.run_sync(take_in, incoming, name, aura.prober)


@router.post(
    "",
    status_code=201,
    responses=gives(AssetLine, 201),
    max_body_size=ANY_SIZE,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": BYTES},
        }
    },
)
def add_asset(project_id: ProjectId, asset: Annotated[Asset, Depends(received)], unit: Keeping) -> Response:
    """Add a file: its bytes are the request's body, its name the parameter ``name``."""
    present, _ = unit.assets.add(project_id, asset)
    return answer(_line(project_id, present), 201)


@router.get("/{digest}", responses=gives(AssetLine))
def get_asset(unit: Reading, project_id: ProjectId, digest: DigestKey) -> Response:
    """What a file is."""
    asset, _ = unit.assets.get(project_id, digest)
    return answer(_line(project_id, asset), etag=asset.digest)


@router.get("/{digest}/content", response_class=Response, responses=gives_file("The file.", "*/*"))
def get_content(unit: Reading, project_id: ProjectId, digest: DigestKey) -> Response:
    """A file's bytes."""
    asset, path = unit.assets.get(project_id, digest)
    return FileResponse(
        path,
        media_type=asset.mime or "application/octet-stream",
        filename=asset.name or asset.digest,
        headers={
            "ETag": f'"{asset.digest}"',
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@router.delete("/{digest}", responses=gives(Done))
def remove_asset(unit: Writing, project_id: ProjectId, digest: DigestKey) -> Response:
    """Remove a file that no scene shows."""
    return answer(Done.of(unit, unit.assets.remove(project_id, digest)))
