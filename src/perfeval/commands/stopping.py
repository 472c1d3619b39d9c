"""How a run is ended from outside (Ctrl-C, SIGTERM, a closed terminal): one sentence, and nothing left behind."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from perfeval.write.whole import drop_unfinished

TOLD = "已中断。"
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(BaseException):
    """Raised where the run is when it is to end; `status` is what the shell expects."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def heed() -> None:
    """From now on a signal to end raises `Stopped`, so that everything begun is cleared away on the way out."""

    def stop(number: int, _: FrameType | None) -> NoReturn:
        raise Stopped(number)

    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # under nohup a closed terminal ends nothing
            signal.signal(number, stop)


@contextmanager
def at_once() -> Iterator[None]:
    """While an engine works in machine code, where Python hears of no signal: a thread hears it, and ends the process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    hears, told = socket.socketpair()
    told.setblocking(False)

    def listen() -> None:
        for byte in iter(lambda: hears.recv(1), b""):
            if byte[0] in _ENDING:
                drop_unfinished()
                with suppress(OSError):
                    os.write(2, f"{TOLD}\n".encode())
                os._exit(128 + byte[0])
        hears.close()

    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    threading.Thread(target=listen, daemon=True).start()
    woken = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        told.close()
