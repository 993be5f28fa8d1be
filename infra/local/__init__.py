"""Hyperpanel on one machine: `python -m infra.local`."""
