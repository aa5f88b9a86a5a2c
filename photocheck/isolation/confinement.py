"""What a decoding process may not do: take more memory than it was given, reach a network, start other programs.

| limit            | Linux (x86-64, ARM64)      | macOS            |
|------------------|----------------------------|------------------|
| memory           | address space (RLIMIT_AS)  | not enforced     |
| time             | the other process ends it  | the same         |
| network          | no new socket (seccomp)    | not enforced     |
| other programs   | none is started (seccomp)  | not enforced     |

There is no maintained library that brings seccomp filters in a wheel, so the filter, a dozen instructions, stands here.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

__all__ = ["confine"]

# prctl(2), seccomp(2) and linux/filter.h.
PR_SET_NO_NEW_PRIVS: Final = 38
SECCOMP_SET_MODE_FILTER: Final = 1
# For every thread of the process: some libraries start theirs when they are loaded.
SECCOMP_FILTER_FLAG_TSYNC: Final = 1
LOAD_WORD: Final = 0x20
JUMP_IF_EQUAL: Final = 0x15
JUMP_IF_AT_LEAST: Final = 0x35
RETURN: Final = 0x06
ALLOW: Final = 0x7FFF0000
# The call fails with EPERM; a filter for another machine kills what calls.
REFUSE: Final = 0x00050000 | 1
KILL: Final = 0x80000000
NUMBER_AT: Final = 0
MACHINE_AT: Final = 4
# Calls of the x32 ABI have this bit, and the same meaning as those without.
X32: Final = 0x40000000

# What the kernel calls the machine (linux/audit.h), its number of the call seccomp, and those of the calls that are
# refused: socket, connect, bind, listen, execve, execveat, ptrace, process_vm_writev, io_uring_setup.
MACHINES: Final = {
    "x86_64": (0xC000003E, 317, (41, 42, 49, 50, 59, 322, 101, 311, 425)),
    "aarch64": (0xC00000B7, 277, (198, 203, 200, 201, 221, 281, 117, 271, 425)),
}


def confine(memory: int) -> tuple[str, ...]:
    """Give up what decoding does not need, for good, and say what is enforced: "memory", "network", "programs"."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    enforced = []
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        enforced.append("memory")
        with suppress(OSError):
            _refuse_calls()
            enforced += ["network", "programs"]
    return tuple(enforced)


def _refuse_calls() -> None:
    """Let the kernel refuse sockets and programs; raises OSError where this machine or its kernel cannot."""
    if platform.machine() not in MACHINES:
        raise OSError("no filter is known for this machine")
    machine, seccomp, calls = MACHINES[platform.machine()]
    instructions = list(_instructions(machine, calls))
    kept = ctypes.create_string_buffer(b"".join(instructions))
    # struct sock_fprog: how many instructions, and where they are.
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(instructions), ctypes.addressof(kept)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    libc.syscall.argtypes = [ctypes.c_long, *[ctypes.c_ulong] * 2, ctypes.c_void_p]
    refused = libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.syscall(
        seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, program
    )
    if refused:
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")


def _instructions(machine: int, calls: tuple[int, ...]) -> Iterator[bytes]:
    """The filter, as struct sock_filter: code, how far to jump if true and if false, and a number."""
    instruction = struct.Struct("HBBI")
    yield instruction.pack(LOAD_WORD, 0, 0, MACHINE_AT)
    yield instruction.pack(JUMP_IF_EQUAL, 1, 0, machine)
    yield instruction.pack(RETURN, 0, 0, KILL)
    yield instruction.pack(LOAD_WORD, 0, 0, NUMBER_AT)
    yield instruction.pack(JUMP_IF_AT_LEAST, len(calls) + 1, 0, X32)
    for place, call in enumerate(calls):
        yield instruction.pack(JUMP_IF_EQUAL, len(calls) - place, 0, call)
    yield instruction.pack(RETURN, 0, 0, ALLOW)
    yield instruction.pack(RETURN, 0, 0, REFUSE)
