"""One command, one process tree: PostgreSQL, web, worker and mail under one supervisor.

The supervisor loads the program once and forks its children from itself: a child that dies is back in
milliseconds, and the children share the memory of everything that was loaded. It keeps no thread and no
database connection, because neither survives a fork; whatever needs the database is done in a child.
"""
