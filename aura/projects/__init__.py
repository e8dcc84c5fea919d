"""Projects: the live document in rows, its assets, its action log, its versions.

``Projects`` creates, lists, finds and deletes; ``Editing`` applies, undoes and redoes; ``Versions``
saves and restores; ``Assets`` takes files in.  All work on a ``Desk``: one project's rows, seen as
the core's view.
"""
