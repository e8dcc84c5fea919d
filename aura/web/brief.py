"""The first step: what the video is about and called, for whom, in which tone, language and shape."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading
from aura.timeline.document import Brief, Head, Plan, Voice
from aura.web.brief_words import AUDIENCES, SHAPES, TONES, choices, languages
from aura.web.studio import studio_page

router = APIRouter(include_in_schema=False)


@router.get("/projects/{project_id}/brief")
def show_brief(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The brief."""
    live = unit.live(project_id)
    brief = live.part(Brief)
    return studio_page(
        request,
        unit,
        project_id,
        "brief",
        "brief.html",
        brief=brief,
        title=live.part(Head).title,
        plan=live.part(Plan),
        voice=live.part(Voice),
        source=unit.usual.text,
        shapes=SHAPES,
        aspect=brief.aspect,
        audiences=AUDIENCES,
        tones=[("", "Any"), *choices(TONES, brief.tone)],
        languages=languages(brief.language),
    )
