"""The system calls a learner's program may make, compiled to a filter that the kernel runs before each of them.

What isn't named is refused as not permitted.  No file, no socket, no process, no signal, no sleep: a function of
arrays needs none.  Only here, on the judge's side, is libseccomp used; a child installs the finished bytes.
"""

import os
import sys
from functools import cache
from typing import Any

from grader.errors import SandboxError
from grader.sandbox.lockdown import OUTPUT, WIRE

# Without arguments that matter: memory, clocks, threads' own bookkeeping, and the end.
FREE = """
    brk munmap mremap madvise futex futex_time64 set_robust_list rseq membarrier sched_yield sched_getaffinity getcpu
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall
    clock_gettime clock_gettime64 clock_getres gettimeofday time times getrusage
    getpid gettid getppid getuid geteuid getgid getegid getrandom uname sysinfo exit exit_group
""".split()
# What no honest mistake calls: the process ends at once.
DEADLY = """
    ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd bpf userfaultfd perf_event_open io_uring_setup
    io_uring_enter io_uring_register keyctl add_key request_key init_module finit_module kexec_load open_by_handle_at
    mount umount2 pivot_root chroot setns unshare move_mount fsopen reboot swapon iopl ioperm personality
""".split()
EXECUTABLE = 4  # PROT_EXEC


@cache
def compiled() -> bytes:
    """Return the filter as the kernel takes it: classic BPF, 8 bytes an instruction.

    SandboxError: libseccomp is missing, or this is no Linux.
    """
    if sys.platform != "linux":
        raise SandboxError("programs are only run on Linux, or in the container; all else works here")
    try:
        import pyseccomp as seccomp  # noqa: PLC0415  looks for a library when it is imported
    except (ImportError, RuntimeError) as error:
        raise SandboxError(f"libseccomp is missing ({error}); install libseccomp2") from error
    rules = seccomp.SyscallFilter(seccomp.ERRNO(1))
    for name in FREE:
        rules.add_rule(seccomp.ALLOW, name)
    for name in DEADLY:
        rules.add_rule(seccomp.KILL_PROCESS, name)
    rules.add_rule(seccomp.ALLOW, "read", seccomp.Arg(0, seccomp.EQ, WIRE))
    for descriptor in (WIRE, *OUTPUT):
        rules.add_rule(seccomp.ALLOW, "write", seccomp.Arg(0, seccomp.EQ, descriptor))
    for name in ("mmap", "mprotect"):
        rules.add_rule(seccomp.ALLOW, name, seccomp.Arg(2, seccomp.MASKED_EQ, EXECUTABLE, 0))
    rules.add_rule(seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0), seccomp.Arg(2, seccomp.EQ, 0))
    return _exported(rules)


def _exported(rules: Any) -> bytes:
    file = os.memfd_create("filter")
    with os.fdopen(file, "r+b") as written:
        rules.export_bpf(written)
        written.seek(0)
        return written.read()
