"""The database: types, the tables' common columns, engine and transactions, migrations.

SQLite by default, PostgreSQL by the same code.  Every writing transaction on SQLite is
``BEGIN IMMEDIATE``: with the library's default mode concurrent updates are lost without an error.
"""
