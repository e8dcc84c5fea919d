"""The command line: one file for each noun; the edits are commands by themselves.

Each command is one verb of ``services`` in one unit of work.  ``--json`` prints what the API answers.
"""
