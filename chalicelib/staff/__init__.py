"""Who may do what: accounts, sessions, rights, keys of outside programs.

Its modules are imported one by one: a request needs the session and the rights, and seldom the rest.
"""
