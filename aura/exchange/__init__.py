"""Projects as files: one file that holds a whole project, out and in, and timelines for other editors.

A project's file (``.aura``) is a ZIP: ``project.json`` tells what it holds, ``document/`` the project as it
is, ``history/`` what only its versions have, ``media/`` the files by the digest of their bytes.  The same
content makes the same bytes.  What comes in is a stranger's: all of it is checked before any of it is
written, and a project that was read has the very digests of the one that was packed.
"""
