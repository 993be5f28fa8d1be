"""The whole installation on one machine, from start to end."""

from __future__ import annotations

import base64
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.config import environment
from infra.local import engine, surroundings
from infra.local.failure import RunnerError
from infra.local.guarded import Guarded
from infra.local.home import Home, write_whole
from infra.local.web import Server

if TYPE_CHECKING:
    from infra.local.bootstrap import Bootstrap
    from infra.local.deploy import Deployed

MINUTE = 60.0


@dataclass(frozen=True)
class Options:
    """What the command line says. `demo` is None when it says nothing of it."""

    port: int
    data_dir: Path
    bootstrap: Path | None = None
    demo: bool | None = None


def run(options: Options, stop: threading.Event, say: Callable[[str], None]) -> None:
    """Start, serve until `stop` is set, end. RunnerError says in one line what is in the way."""
    _become(surroundings.own_part(os.environ))
    from infra.local.bootstrap import read_bootstrap

    wanted = read_bootstrap(options.bootstrap) if options.bootstrap else None
    server = Server(options.port)
    home = Home(options.data_dir.resolve())
    try:
        home.open(say)
        _Run(options, home, server, say).until(stop, wanted)
    finally:
        server.close()
        home.close()


class _Run:
    """One life of the runner: what has been started is ended in the opposite order."""

    def __init__(self, options: Options, home: Home, server: Server, say: Callable[[str], None]) -> None:
        self.options = options
        self.home = home
        self.server = server
        self.say = say
        self.port = engine.choose_port(home)
        self.children: list[Guarded] = []

    def until(self, stop: threading.Event, wanted: Bootstrap | None) -> None:
        """Start everything, wait for `stop`, end everything."""
        try:
            deployed = self.start_engine()
            self.restore()
            self.prepare(wanted)
            self.serve(deployed)
            self.watch(stop)
        finally:
            self.end()

    def start_engine(self) -> Deployed:
        """The engine up, with this version's template in it. Packaging and its start go side by side."""
        _ensure_master_key(self.home.master_key)
        product = surroundings.product(os.environ, engine_port=self.port, master_key=self.home.master_key)
        variables = surroundings.engine(
            product, port=self.port, files=self.home.engine, temporary=self.home.temporary
        )
        started = engine.start(self.home, variables)
        self.children.append(started)
        from infra.local import deploy

        sources = deploy.source_hash()
        package = deploy.build(self.home, product, sources)
        engine.wait_until_ready(started, self.port, self.home.logs / "engine.log")
        if self.home.read_installation().get("deployed") != sources or not deploy.is_deployed(self.port):
            deploy.deploy(self.port, package)
            self.home.note(deployed=sources)
        deployed = deploy.describe(self.port)
        _become({**deployed.variables, **product})
        return deployed

    def restore(self) -> None:
        """After a power cut: what staff own as of the last minute. Always: the sync as nobody works on it."""
        from infra.local import resume, snapshot
        from infra.local.aws import client

        if self.home.unfinished():
            taken = snapshot.read(self.home.snapshot)
            if taken is not None:
                snapshot.restore(self.store, self.prefix, taken)
            self.home.finish_restore()
        resume.drop_messages(client("sqs", self.port), os.environ["HYPERPANEL_SYNC_QUEUE_URL"])
        resume.release_leases(self.store, f"{self.prefix}-sync-state")

    def prepare(self, wanted: Bootstrap | None) -> None:
        """What a start has to set up; a bootstrap file comes before the defaults."""
        from chalicelib.panels.factory import PanelFactory
        from infra import first_admin
        from infra.local import demo
        from infra.local.apply import apply

        for line in apply(wanted, now=time.time()) if wanted else ():
            self.say(line)
        registry = PanelFactory().registry
        if demo.wanted(registry, self.home, asked=self.options.demo):
            simulators, created = demo.show(registry, self.home, os.environ, time.time())
            self.children.append(simulators)
            for code in created:
                self.say(f"Simulated panel {code}: created")
        password = first_admin.first_admin(time.time())
        if password:
            self.say(f"First sign-in (shown once): {first_admin.USERNAME} / {password}")

    def serve(self, deployed: Deployed) -> None:
        """Open the doors."""
        import app
        from infra.local import deploy

        self.server.open(app.app)
        deploy.dispatch_now(self.port, deployed)
        self.say(f"Hyperpanel is ready: http://127.0.0.1:{self.options.port}/")

    def watch(self, stop: threading.Event) -> None:
        """Snapshots until the end; RunnerError when a part of the installation ended by itself."""
        due = time.monotonic()
        while not stop.wait(1.0):
            self.check_children()
            if time.monotonic() >= due:
                self.every_minute()
                due = time.monotonic() + MINUTE

    def check_children(self) -> None:
        if any(child.ended() is not None for child in self.children):
            raise RunnerError(f"A part of the installation ended by itself; see {self.home.logs}.")

    def every_minute(self) -> None:
        """What staff own to disk; what fails is told and tried again in a minute: serving goes on."""
        from infra.local import snapshot, tidy
        from infra.local.aws import client

        try:
            snapshot.write(self.home.snapshot, snapshot.take(self.store, self.prefix))
            tidy.drop_old_logs(client("logs", self.port))
        except (BotoCoreError, ClientError, OSError) as error:
            self.check_children()
            self.say(f"What staff own could not be saved just now: {error}")

    def end(self) -> None:
        """Doors first, then the engine, which saves its data on the way."""
        if self.children:
            self.say("Saving ...")
        self.server.close()
        for child in reversed(self.children):
            child.ask_to_end()
        for child in reversed(self.children):
            child.end()
        if self.children:
            self.say(f"Stopped. Everything is kept in {self.home.root}.")

    @property
    def store(self) -> object:
        from infra.local.aws import client

        return client("dynamodb", self.port)

    @property
    def prefix(self) -> str:
        return os.environ["HYPERPANEL_PREFIX"]


def _become(variables: dict[str, str]) -> None:
    """Take on an environment; what the product read of the one before is forgotten."""
    os.environ.clear()
    os.environ.update(variables)
    environment.cache_clear()


def _ensure_master_key(path: Path) -> None:
    if not path.exists():
        write_whole(path, base64.b64encode(os.urandom(32)) + b"\n")
    if path.stat().st_mode & 0o077:
        raise RunnerError(f"{path} can be read by others: chmod 600 it.")
