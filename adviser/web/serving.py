"""The server itself: one process, or several of which each may fail without the others."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from socket import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

from adviser.web.app import application
from adviser.web.guard import Guard
from adviser.web.pages import Settings

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
    at_once = -(-(os.cpu_count() or 1) // serving.workers)
    made = partial(_made, settings, serving, at_once)
    config = uvicorn.Config(
        made if serving.workers > 1 else made(),
        factory=serving.workers > 1,
        workers=serving.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=serving.behind_proxy,
        forwarded_allow_ips="*" if serving.behind_proxy else "",
        timeout_graceful_shutdown=1,
        timeout_worker_healthcheck=_UNHEARD,
        ws="none",
        lifespan="off",
    )
    if serving.workers > 1:
        Multiprocess(config, [listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])


def _made(settings: Settings, serving: Serving, at_once: int) -> Guard:
    """Make the application; each worker does, of what it was handed."""
    return application(settings, serving.hosts, at_once)
