"""A template as a card of the gallery, whoever made it.  Pure."""

from msgspec import Struct

from aura.api.template_shapes import CustomTemplateLine, TemplateLine


class TemplateCard(Struct, frozen=True, kw_only=True):
    """A template: where it is used, where it is changed (one's own), and where its file is."""

    id: str
    name: str
    description: str
    label: str
    aspect: str
    length_s: int
    picture: str | None
    film: str | None
    path: str
    edit: str
    actions: str
    file: str
    is_own: bool
    is_default: bool = False


def gallery_card(line: TemplateLine) -> TemplateCard:
    return TemplateCard(
        id=line.id,
        name=line.name,
        description=line.description,
        label=line.sub_category or line.category,
        aspect=line.aspect or "16:9",
        length_s=line.target_duration_s,
        picture=line.picture,
        film=line.film,
        path=f"/new/template/{line.id}",
        edit="",
        actions=f"/templates/{line.id}",
        file=f"/api/v1/templates/{line.id}/file",
        is_own=False,
    )


def own_card(line: CustomTemplateLine) -> TemplateCard:
    return TemplateCard(
        id=line.id,
        name=line.name,
        description=line.description,
        label=line.category or "Your own",
        aspect=line.aspect or "16:9",
        length_s=line.target_duration_s,
        picture=None,
        film=None,
        path=f"/new/template/own/{line.id}",
        edit=f"/templates/own/{line.id}",
        actions=f"/templates/own/{line.id}",
        file=f"/api/v1/custom-templates/{line.id}/file",
        is_own=True,
        is_default=line.is_default,
    )
