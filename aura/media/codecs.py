"""What files of people's own may be made of: the containers and decoders FFmpeg may use on them.

Closed lists: what does not stand here is refused, whatever the library could do with it.  Each entry is more
that can be attacked, so each says who brings such files.
"""

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2",  # telephones, cameras, editors
    "matroska,webm",  # screen recorders, browsers
    "avi",  # older cameras
    "mpegts",  # camcorders, television
    "gif",  # animations
    "mp3", "wav", "flac", "ogg", "aac",  # sound
)  # fmt: skip

PICTURE_CODECS = (
    "h264", "hevc",  # telephones, cameras, nearly everyone
    "vp8", "vp9", "libdav1d", "av1",  # browsers, platforms, recorders of screens
    "libvpx", "libvpx-vp9",  # VP8 and VP9 that can be seen through, which vp8 and vp9 show as solid
    "mpeg4", "mjpeg",  # older cameras; time lapses
    "mpeg2video", "dvvideo",  # camcorders with tapes, television
    "prores", "dnxhd",  # editors, better cameras, what is handed on between programs
    "qtrle", "png",  # titles and screen recordings that can be seen through
    "gif",  # animations
    "webp",  # covers of records
)  # fmt: skip

SOUND_CODECS = (
    "aac", "alac",  # telephones, cameras
    "mp3", "mp3float", "vorbis", "opus", "flac",  # music, messages, browsers
    "ac3", "eac3", "mp2", "mp2float",  # camcorders, television
    "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8",  # recorders, programs for sound
    "pcm_s16be", "pcm_s24be",  # the same in QuickTime
    "pcm_alaw", "pcm_mulaw",  # telephone calls, cameras for surveillance
)  # fmt: skip

CODECS = PICTURE_CODECS + SOUND_CODECS
