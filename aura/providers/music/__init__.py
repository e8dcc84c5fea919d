"""Music: beds that Aura makes by itself."""

COMPOSER_REVISION = "1"
