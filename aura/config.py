"""Every setting that is needed before the database opens: its name, unit and default.

Each is ``AURA_…`` in the environment, or a line ``AURA_…=…`` in the file ``aura.env`` of the home
folder; the environment wins.  ``AURA_HOME`` itself comes from the environment or the command line only.
What can change while Aura runs lives in the table ``configurations`` instead.
"""

import os
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from aura.errors import Invalid

SETTINGS_FILE = "aura.env"


class Settings(BaseSettings):
    """The settings of one Aura; frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix="AURA_", frozen=True, extra="ignore", env_file_encoding="utf-8"
    )

    home: Path = Field(
        description="The one folder that holds everything: database, media, cache, logs, exports."
    )
    database_url: str = Field(
        default="", description="SQLAlchemy URL of the database; empty: `aura.db` in the home folder."
    )
    host: str = Field(default="127.0.0.1", description="Address `serve` listens on.")
    port: int = Field(
        default=8765, ge=0, le=65_535, description="Port `serve` listens on; 0 picks a free one."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "localhost", "[::1]"),
        description="Host names the server answers to, separated by commas.",
    )
    max_body_bytes: int = Field(
        default=2 * 2**20, ge=1024, description="Largest JSON body of a request, in bytes."
    )
    max_upload_bytes: int = Field(default=4 * 2**30, ge=1024, description="Largest uploaded file, in bytes.")
    database_timeout_s: int = Field(
        default=30,
        ge=1,
        le=600,
        description="How long a writer waits for its turn at the database, in seconds.",
    )
    ffmpeg_path: str = Field(
        default="",
        description="The FFmpeg program to use; empty: the one installed with Aura, else the system's.",
    )
    log_level: str = Field(
        default="info", pattern="^(debug|info|warning|error)$", description="How much is logged."
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)

    @property
    def url(self) -> str:
        """The database's URL, with the default filled in."""
        return self.database_url or f"sqlite:///{self.home / 'aura.db'}"

    @property
    def media_dir(self) -> Path:
        return self.home / "media"

    @property
    def cache_dir(self) -> Path:
        return self.home / "cache"

    @property
    def exports_dir(self) -> Path:
        return self.home / "exports"

    @property
    def backups_dir(self) -> Path:
        return self.home / "backups"

    @property
    def logs_dir(self) -> Path:
        return self.home / "logs"


def default_home() -> Path:
    """``AURA_HOME``, or a per-user data folder."""
    given = os.environ.get("AURA_HOME")
    return Path(given).expanduser().resolve() if given else Path(platformdirs.user_data_dir("aura"))


def load(home: Path | None = None, **overrides: Any) -> Settings:
    """The settings of ``home``.  Raises ``Invalid`` naming the setting that cannot be used."""
    home = (home or default_home()).expanduser().resolve()
    listed = overrides.get("allowed_hosts", os.environ.get("AURA_ALLOWED_HOSTS"))
    if isinstance(listed, str):
        overrides["allowed_hosts"] = tuple(name.strip() for name in listed.split(",") if name.strip())
    try:
        return Settings(_env_file=home / SETTINGS_FILE, home=home, **overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = "AURA_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Invalid(f"The setting {name} cannot be used: {first['msg']}.", field=name) from None
