"""The presets that ship, as recipes.  A bit rate is a cap: a scene that needs less takes less."""

from aura.render.recipe import Recipe

SHIPPED = (
    Recipe(name="Standard 720p"),
    Recipe(name="Draft 360p", size_px=360, crf=26),
    Recipe(name="Standard 720p fast", speed="fast"),
    Recipe(
        name="YouTube 1080p",
        platform="YouTube",
        aspect="16:9",
        size_px=1080,
        crf=19,
        video_bit_rate=8_000_000,
    ),
    Recipe(
        name="YouTube 4K",
        platform="YouTube",
        aspect="16:9",
        size_px=2160,
        video="h265",
        crf=22,
        video_bit_rate=20_000_000,
    ),
    Recipe(
        name="Instagram Feed 1:1", platform="Instagram", aspect="1:1", size_px=1080, video_bit_rate=5_000_000
    ),
    Recipe(
        name="Instagram Story 9:16",
        platform="Instagram",
        aspect="9:16",
        size_px=1080,
        video_bit_rate=5_000_000,
    ),
    Recipe(name="TikTok 9:16", platform="TikTok", aspect="9:16", size_px=1080, video_bit_rate=5_000_000),
    Recipe(name="Facebook 720p", platform="Facebook", aspect="16:9", video_bit_rate=4_000_000),
    Recipe(name="Twitter 720p", platform="Twitter", aspect="16:9", crf=20, video_bit_rate=5_000_000),
    Recipe(name="LinkedIn 1080p", platform="LinkedIn", aspect="16:9", size_px=1080, video_bit_rate=5_000_000),
    Recipe(name="Email/Web 480p", size_px=480, crf=23, video_bit_rate=2_000_000, audio_bit_rate=128_000),
    Recipe(name="Draft Preview 720p", speed="fast", crf=25, video_bit_rate=3_000_000, audio_bit_rate=128_000),
    Recipe(
        name="Master Archive",
        size_px=1080,
        video="h265",
        crf=18,
        video_bit_rate=15_000_000,
        audio_bit_rate=320_000,
    ),
    Recipe(
        name="WebM VP9 + Opus",
        size_px=1080,
        container="webm",
        video="vp9",
        video_bit_rate=6_000_000,
        audio="opus",
        audio_bit_rate=160_000,
    ),
    Recipe(name="ProRes 422 HQ", size_px=1080, container="mov", video="prores", audio="pcm"),
    Recipe(name="Podcast Audio mp3", container="mp3", video="none", audio="mp3"),
)
