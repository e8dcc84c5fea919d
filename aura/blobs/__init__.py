"""Content by its digest: small JSON in the database (``content``), media as files (``objects``).

The same bytes have the same name and are stored once.  A blob is written once and never changed;
what names it is counted, and what something names is never removed.
"""
