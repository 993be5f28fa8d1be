"""What the installation stands on: template, packaging, the one-machine runner, the simulators."""
