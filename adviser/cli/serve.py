"""``unitwise serve``: the adviser's desk in a browser, and the API."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import click

from adviser.cli.learner_options import centre_option
from adviser.cli.once import Once
from adviser.cli.parameters import (
    Whole,
    catalogue_option,
    delivered,
    offer_option,
    only_option,
    time_limit_option,
)
from adviser.cli.reading import read_catalogue
from adviser.docstrings import need_docstrings

PORT = 8714
"""Where the desk is found if nobody says otherwise."""

_TRIED = 20
"""Ports after the one that is wanted, inclusive, that are tried where it is taken."""


@click.command("serve", cls=Once)
@click.option("--port", type=Whole(0, 65535), metavar="N", help=f"The port; {PORT} without it.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The address to listen on. Another than this machine's own needs --host-name.",
)
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which browsers may ask for the pages. Repeatable.",
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="Only a proxy asks, which signs people in and encrypts: believe what it says of the"
    " connection. Needs --host-name, the name that browsers ask the proxy under.",
)
@click.option(
    "--workers",
    type=Whole(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that answer. One that fails takes only its own questions with it.",
)
@only_option
@time_limit_option("; six times that where somebody asks the page to keep looking")
@offer_option
@centre_option
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@catalogue_option
def command(
    port: int | None,
    host: str,
    names: tuple[str, ...],
    behind_proxy: bool,
    workers: int,
    only: tuple[str, ...],
    time_limit: float,
    offer: Path | None,
    centre: str,
    no_open: bool,
    folders: tuple[Path, ...],
) -> int:
    """Open the adviser's desk in a browser.

    A page on which the plan is there before the first click, and every click is answered at once:
    which units to take, what each costs, why not, and what would help. The same door speaks JSON to
    other programs. It listens on this machine alone, keeps nothing of a learner, and sends nothing
    anywhere. Ctrl-C ends it.

    \b
    unitwise serve
    unitwise serve --only NOCN,OCR --port 9000
    """
    from importlib.metadata import version

    from adviser.web.guard import LOOPBACK
    from adviser.web.pages import Settings
    from adviser.web.serving import Serving, serve

    need_docstrings()
    if host not in {"127.0.0.1", "::1", "localhost"} and not names:
        raise click.UsageError(
            f"--host {host} is seen by others: --host-name says under which name they ask for it"
        )
    if behind_proxy and not names:
        raise click.UsageError(
            "--behind-proxy needs --host-name, the name that browsers ask the proxy under"
        )
    library = read_catalogue(folders)
    made = f"Unitwise {version('unitwise')}"
    settings = Settings(
        library, library.only(only), time_limit, made, centre, delivered(offer, library)
    )
    listening = _listening(host, port)
    number = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown if behind_proxy or not names else names[0]}:{number}/"
    if port and number != port:
        click.echo(f"note: port {port} is taken", err=True)
    proxy = f", for a proxy that is asked as {names[0]}" if behind_proxy else ""
    click.echo(f"Unitwise is at {address}{proxy} (Ctrl-C ends it)")
    if not no_open and sys.stdout.isatty():
        import webbrowser

        webbrowser.open(address)
    hosts = LOOPBACK | {name.casefold() for name in names}
    try:
        serve(settings, Serving(hosts, workers, behind_proxy), listening)
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    return 0


def _listening(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens: on the port, or on one of those after it where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = PORT if port is None else port
    taken: OSError | None = None
    for number in range(wanted, min(65535, wanted + _TRIED) + 1):
        # asyncio sends at once (TCP_NODELAY) only where the protocol is named; else an answer in
        # two parts waits some 40 ms for the other side to say that it has the first.
        one = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, number))
            one.listen(128)
        except OSError as error:
            one.close()
            taken = error
            continue
        return one
    why = taken.strerror if taken is not None else "no port is free"
    raise click.UsageError(f"{host}:{wanted} cannot be listened on: {why}")
