"""``templates`` and ``custom_templates``."""

from datetime import datetime

from sqlalchemy import Boolean, Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table
from aura.db.types import Instant


class Template(Audited, Table):
    """A template of the gallery: shipped with Aura, or imported from a file."""

    __tablename__ = "templates"
    __table_args__ = (Index(None, "category", "sub_category"),)

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(60), index=True)
    sub_category: Mapped[str] = mapped_column(String(60), default="")
    preview_image: Mapped[str | None] = mapped_column(Text)
    preview_video: Mapped[str | None] = mapped_column(Text)
    tags: Mapped[str] = mapped_column(Text, default="[]")
    template_data: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200), default="")
    is_system_template: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    is_community_template: Mapped[bool] = mapped_column(Boolean, default=False)
    usage_count: Mapped[int] = mapped_column(Integer, default=0)
    rating: Mapped[float] = mapped_column(Float, default=0.0)
    rating_count: Mapped[int] = mapped_column(Integer, default=0)
    is_deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)


class CustomTemplate(Audited, Table):
    """A user's own way of making films: script and video structure, model pipeline, looks."""

    __tablename__ = "custom_templates"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(60), default="")
    tags: Mapped[str] = mapped_column(Text, default="[]")
    author: Mapped[str] = mapped_column(String(200), default="")
    is_default: Mapped[bool] = mapped_column(Boolean, default=False)
    script_structure_json: Mapped[str] = mapped_column(Text, default="{}")
    video_structure_json: Mapped[str] = mapped_column(Text, default="{}")
    llm_pipeline_json: Mapped[str] = mapped_column(Text, default="{}")
    visual_preferences_json: Mapped[str] = mapped_column(Text, default="{}")
    is_deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
