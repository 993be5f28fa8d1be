"""What staff do with the panels: every use case asks for the right first."""
