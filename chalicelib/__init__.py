"""Hyperpanel: one master panel over several SMM panels."""
