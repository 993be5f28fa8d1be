"""The panels' Admin API and customer API: clients, wire types, rate budget, registry.

Nothing is re-exported here: `client` needs httpx (67 ms to import), which a Lambda that only
lists stored rows must not pay for. Import the module you need.
"""
