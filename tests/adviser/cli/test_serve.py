"""How the desk listens."""

from __future__ import annotations

import asyncio
import socket

import click
import pytest

from adviser.cli.serve import _listening


def test_no_part_of_an_answer_waits_for_the_one_before() -> None:
    """Accepted sockets send at once; else small answers in two parts take 40 ms more."""

    async def accepted(listening: socket.socket) -> int:
        option: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            one = writer.get_extra_info("socket")
            option.set_result(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(connected, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
            found = await option
            writer.close()
            return found

    assert asyncio.run(accepted(_listening("127.0.0.1", 0))) != 0


def test_a_port_that_is_taken_is_passed_over_and_what_cannot_be_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with _listening("127.0.0.1", number) as other:
            assert other.getsockname()[1] > number
    with pytest.raises(click.UsageError, match="cannot be listened on"):
        _listening("203.0.113.1", 9)  # an address of no machine
