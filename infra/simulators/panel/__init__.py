"""A Perfect Panel installation in memory: `PanelSimulator`, its switches, faults, motion and transports."""

from infra.simulators.panel.clock import PanelClock
from infra.simulators.panel.faults import Fault, FaultBook, FaultKind
from infra.simulators.panel.motion import Motion
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.presets import DEMO_PANELS, Preset, open_preset
from infra.simulators.panel.server import PanelServer
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.switches import Switches, positions
from infra.simulators.panel.transport import HostTransport, PanelTransport
from infra.simulators.panel.types import LogEntry, SimRequest, SimResponse

__all__ = [
    "DEMO_PANELS",
    "Fault",
    "FaultBook",
    "FaultKind",
    "HostTransport",
    "LogEntry",
    "Motion",
    "PanelClock",
    "PanelServer",
    "PanelSimulator",
    "PanelTransport",
    "Preset",
    "SimRequest",
    "SimResponse",
    "Switches",
    "Volume",
    "open_preset",
    "positions",
]
