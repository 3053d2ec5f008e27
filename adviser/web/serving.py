"""The server itself: one process, or several of which each may fail without the others."""

from __future__ import annotations

import gc
import os
import pickle
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

from adviser.web.app import application
from adviser.web.guard import Guard
from adviser.web.pages import Settings

_LONGEST_HEAD = 1 << 20
"""Bytes of an address with its headers: as many as of a body: a question stands in both."""

OFTEN = 5_000
"""Objects made, less those let go, after which garbage is looked for by a server."""

_UNHEARD = 30
"""Seconds after which a worker that says nothing is taken for dead.

Long: a machine with much to do answers late, and is not helped by a restart.
"""


@dataclass(frozen=True)
class Serving:
    """How requests come in: under which names, behind what, and how many processes take them."""

    hosts: Collection[str]
    workers: int = 1
    behind_proxy: bool = False


def serve(settings: Settings, serving: Serving, listening: socket) -> None:
    """Answer what comes in at ``listening`` until told to stop.

    Searches share the cores: each of several workers takes its part of them. A worker that ends by
    itself or is killed is replaced within about a second; only what it was asked is lost.
    """
    if serving.workers == 1:
        app = application(settings, serving.hosts)
        _settle()
        uvicorn.Server(_config(serving, app)).run(sockets=[listening])
        return
    at_once = -(-(os.cpu_count() or 1) // serving.workers)
    # By a file, and not by the pipe over which a worker is started: where one is killed before it
    # has read more than a pipe takes, the parent would wait for it for ever.
    with tempfile.NamedTemporaryFile() as handed:
        pickle.dump((settings, serving, at_once), handed)
        handed.flush()
        config = _config(serving, partial(_made, handed.name))
        Multiprocess(config, [listening]).run()


def _config(serving: Serving, app: Guard | Callable[[], Guard]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=serving.workers > 1,
        workers=serving.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=serving.behind_proxy,
        forwarded_allow_ips="*" if serving.behind_proxy else "",
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_worker_healthcheck=_UNHEARD,
        ws="none",
        lifespan="off",
    )


def _settle() -> None:
    """Look for garbage, now that a process is there to stay; what is loaded is none, and is left.

    As seldom as a command looks for it, a server grew by a sixth before it let anything go.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN, 10, 10)


def _made(handed: str) -> Guard:
    """Make the application of a worker, of what its parent has handed over in a file of its own."""
    settings, serving, at_once = pickle.loads(Path(handed).read_bytes())  # noqa: S301
    app = application(settings, serving.hosts, at_once)
    _settle()
    return app
