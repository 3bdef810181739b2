"""Programs that try to break out, bring down or deceive; each is distinct by idea.

A row is a sentence and what may come of the call `f(1.0)`: troubles by their words; “refused”, which is that the
program itself says that nothing it tried has worked; “answers”, where any value will do, as nothing else has come of
it.  Whatever comes: a Watch must find nothing changed, and the next program must be graded right.

Before each stands `Watch.prelude`: os, sys, ctypes, libc, `works(*attempts)`, and what there is to be harmed.
"""

import re
from dataclasses import dataclass
from textwrap import dedent

from grader.errors import Trouble

ROW = re.compile(r"^## (.+) -> (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """One program; outcomes: troubles, "refused" or "answers"."""

    sentence: str
    outcomes: frozenset[str]
    source: str

    def __post_init__(self) -> None:
        unknown = self.outcomes - {"refused", "answers"} - {trouble.value for trouble in Trouble}
        assert not unknown, (self.sentence, unknown)


def rows(text: str) -> list[Hostile]:
    """Read a table."""
    found = ROW.findall(dedent(text))
    return [Hostile(sentence=one, outcomes=frozenset(two.split(" or ")), source=rest) for one, two, rest in found]


RUNNING_ON = r"""
## a loop without end -> timed out
def f(x):
    while True: pass

## a loop without end inside one call in C -> timed out
import itertools
def f(x): return sum(itertools.repeat(0))

## a power of a power of nine -> timed out
def f(x): return 9 ** 9 ** 9

## a regular expression that backtracks for ever -> timed out
import re
def f(x): return bool(re.match(r"(a+)+$", "a" * 60 + "b"))

## large matrices multiplied in BLAS -> timed out
import numpy as np
def f(x):
    a = np.ones((2000, 2000))
    while True: a @ a

## a loop that swallows every exception -> timed out
def f(x):
    while True:
        try: 1 / 0
        except BaseException: pass

## a loop before any function is there -> timed out
while True: pass

## a loop inside torch -> timed out
import torch
def f(x):
    a = torch.ones(1000, 1000)
    while True: a @ a

## a loop in the gradient of a function -> timed out
import torch
class Slow(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x
    @staticmethod
    def backward(ctx, g):
        while True: pass
def f(x):
    t = torch.ones(3, requires_grad=True)
    Slow.apply(t).sum().backward()

## a destructor that never returns -> timed out
class Sticky:
    def __del__(self):
        while True: pass
def f(x): Sticky()

## an exception that takes for ever to be told -> timed out
class Endless(Exception):
    def __str__(self):
        while True: pass
def f(x): raise Endless

## a loop that ignores the signal of too much computing -> timed out
import signal
def f(x):
    for number in range(1, 32):
        try: signal.signal(number, signal.SIG_IGN)
        except Exception: pass
    while True: pass

## a sleep of an hour -> forbidden
import time
def f(x): time.sleep(3600)

## a lock taken twice -> timed out
import threading
def f(x):
    lock = threading.Lock()
    lock.acquire(); lock.acquire()

## a wait for an event nobody sets -> timed out
import queue
def f(x): return queue.Queue().get()

## a pause until a signal comes -> forbidden or answers
import signal
def f(x): signal.pause()

## a sleep in the poll of nothing -> refused
import select
def f(x):
    return works(
        lambda: select.poll().poll(60000), lambda: select.select([], [], [], 60),
        lambda: libc.poll(None, 0, 60000),
    )

## an integral of a function without end -> timed out
from scipy import integrate
def f(x):
    while True: integrate.quad(lambda t: t * t, 0, 1)
"""

BOMBS = r"""
## a fork -> refused
def f(x): return works(os.fork)

## a fork bomb -> forbidden
def f(x):
    while True: os.fork()

## a fork in C -> refused
def f(x): return works(libc.fork, libc.vfork, lambda: libc.syscall(57), lambda: libc.syscall(58))

## a clone that shares memory, files and signal handlers -> refused
def f(x): return works(lambda: libc.syscall(56, 0x50F00, None, None, None, None))

## a clone of the third kind -> refused
def f(x): return works(lambda: libc.syscall(435, ctypes.create_string_buffer(88), 88))

## a daemon, twice forked -> forbidden
def f(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True: pass
        os._exit(0)
    return 1.0

## a thread -> forbidden
import threading
def f(x): threading.Thread(target=print).start()

## a thread by the lower module -> refused
import _thread
def f(x): return works(lambda: _thread.start_new_thread(print, ()))

## a pool of processes -> forbidden
def f(x):
    import multiprocessing.pool
    multiprocessing.pool.Pool(4).map(abs, [1.0])

## a pool of threads -> forbidden or exception
import torch
def f(x):
    from concurrent.futures import ThreadPoolExecutor
    return ThreadPoolExecutor(4).submit(abs, 1.0).result()

## a thread of C -> refused
def f(x):
    start = ctypes.cast(libc.getpid, ctypes.c_void_p)
    return works(lambda: -abs(libc.pthread_create(ctypes.create_string_buffer(8), None, start, None) and 1))

## a command run by the shell -> refused
def f(x): return works(lambda: -(os.system("touch " + PLACE + "/made") != 0), lambda: -(libc.system(b"true") != 0))

## a command run by subprocess -> forbidden
def f(x):
    import subprocess
    return subprocess.run(["touch", PLACE + "/made"]).returncode

## a process spawned -> refused
def f(x): return works(lambda: os.posix_spawn("/usr/bin/touch", ["touch", PLACE + "/made"], {}))

## another program put in the place of this one -> forbidden
def f(x): os.execv("/usr/bin/touch", ["touch", PLACE + "/made"])

## another program put in its place by a descriptor -> refused
def f(x): return works(lambda: libc.syscall(322, 3, b"", None, None, 0x1000), lambda: os.execve(3, ["a"], {}))

## a program that runs with its owner's rights -> refused
def f(x): return works(lambda: os.execv("/usr/bin/su", ["su", "-c", "touch " + PLACE + "/made"]))

## a terminal forked -> forbidden
def f(x):
    import pty
    pty.fork()

## more threads for torch -> answers
import torch
torch.set_num_threads(8)
def f(x): return (torch.ones(500, 500) @ torch.ones(500, 500)).sum()

## more threads for torch's own thread pool -> exception or forbidden or ended by itself
import torch
def f(x):
    torch.set_num_interop_threads(8)
    return torch.jit.wait(torch.jit.fork(torch.sin, torch.ones(3)))

## a data loader with workers -> forbidden or exception or ended by itself
import torch
def f(x):
    from torch.utils.data import DataLoader
    return next(iter(DataLoader([1.0, 2.0], num_workers=2)))

## more memory than there is -> out of memory
def f(x): return bytearray(1 << 45)

## a list that grows without end -> out of memory or timed out
def f(x):
    kept = []
    while True: kept.append(bytearray(50 << 20))

## an array that is too large -> out of memory
import numpy as np
def f(x): return np.ones(10 ** 10).sum()

## a tensor that is too large -> exception or out of memory
import torch
def f(x): return torch.ones(10 ** 10).sum()

## a text that doubles -> out of memory or timed out
def f(x):
    text = "a"
    while True: text += text

## many small objects -> out of memory or timed out
def f(x):
    kept = None
    while True: kept = (kept, *range(1000))

## memory taken again whenever it is refused -> timed out
def f(x):
    kept = []
    while True:
        try: kept.append(bytearray(10 << 20))
        except MemoryError: pass

## memory taken below Python, and written -> refused
def f(x):
    libc.malloc.restype = ctypes.c_void_p
    def take():
        for _ in range(40):
            if not libc.malloc(100 << 20): return -1
    return works(take)

## memory mapped and shared -> refused or forbidden
import mmap
def f(x): return works(lambda: mmap.mmap(-1, 3 << 30))

## memory locked in place -> refused
def f(x): return works(lambda: libc.mlockall(3), lambda: libc.mlock(ctypes.create_string_buffer(1 << 20), 1 << 20))

## limits raised -> refused
import resource
def f(x):
    most = resource.RLIM_INFINITY
    return works(*(lambda one=one: resource.setrlimit(one, (most, most)) for one in range(16)))
"""

DISK = r"""
## a file written -> refused
def f(x): return works(lambda: open(PLACE + "/made", "w"), lambda: os.open(PLACE + "/made", os.O_CREAT | os.O_WRONLY))

## a file appended to -> refused
def f(x): return works(lambda: open(PLACE + "/secret", "a").write("more"))

## a file written in every folder anybody may write to -> refused
def f(x):
    return works(
        *(lambda one=one: open(one + "/" + NAME, "w") for one in ("/tmp", "/var/tmp", "/dev/shm", "/run", ".", "/")),
    )

## a file without a name -> refused
def f(x):
    return works(
        lambda: os.open("/tmp", os.O_TMPFILE | os.O_RDWR), lambda: __import__("tempfile").TemporaryFile(),
    )

## a file in memory -> refused
def f(x): return works(lambda: os.memfd_create("a"), lambda: libc.syscall(447, 0))

## a file opened by older and newer calls than open -> refused
def f(x):
    how = ctypes.create_string_buffer((0o101).to_bytes(8, "little") + (0o644).to_bytes(8, "little") + bytes(8), 24)
    path = (PLACE + "/made").encode()
    return works(
        lambda: libc.syscall(2, path, 0o101, 0o644), lambda: libc.syscall(85, path, 0o644),
        lambda: libc.syscall(257, -100, path, 0o101, 0o644), lambda: libc.syscall(437, -100, path, how, 24),
    )

## folders, pipes, links and devices made -> refused
def f(x):
    made = PLACE + "/made"
    return works(
        lambda: os.mkdir(made), lambda: os.mkfifo(made), lambda: os.symlink("a", made),
        lambda: os.link(PLACE + "/secret", made), lambda: os.mknod(made),
    )

## a file removed, renamed, cut short -> refused
def f(x):
    secret = PLACE + "/secret"
    return works(
        lambda: os.unlink(secret), lambda: os.rename(secret, secret + "2"), lambda: os.truncate(secret, 0),
        lambda: os.replace(secret, secret + "2"), lambda: os.rmdir(PLACE),
    )

## a file's rights, owner, times and notes changed -> refused
def f(x):
    secret = PLACE + "/secret"
    return works(
        lambda: os.chmod(secret, 0o777), lambda: os.chown(secret, os.getuid(), -1), lambda: os.utime(secret, (1, 1)),
        lambda: os.setxattr(secret, "user.a", b"a"), lambda: os.chmod(PLACE, 0o700),
    )

## an array saved -> forbidden
import numpy as np
def f(x): np.save(PLACE + "/made.npy", np.ones(3))

## an array mapped to a new file -> forbidden
import numpy as np
def f(x): np.memmap(PLACE + "/made", dtype="f8", mode="w+", shape=(3,))

## an array that writes itself -> forbidden
import numpy as np
def f(x): np.ones(3).tofile(PLACE + "/made")

## a tensor saved -> forbidden or exception
import torch
def f(x): torch.save(torch.ones(3), PLACE + "/made.pt")

## a tensor that maps a file -> forbidden or exception
import torch
def f(x): return torch.from_file(PLACE + "/made", shared=True, size=1 << 20)

## a tensor moved to shared memory -> forbidden or exception
import torch
def f(x): return torch.ones(3).share_memory_()

## a database -> forbidden
def f(x):
    import sqlite3
    sqlite3.connect(PLACE + "/made.db").execute("create table a (b)")

## shared memory by name -> refused
def f(x): return works(lambda: libc.shm_open(NAME.encode(), 0o102, 0o644))

## shared memory, semaphores and queues of System V -> refused
def f(x):
    return works(
        lambda: libc.shmget(KEY, 1 << 20, 0o1666), lambda: libc.semget(KEY, 1, 0o1666),
        lambda: libc.msgget(KEY, 0o1666), lambda: libc.syscall(29, KEY, 1 << 20, 0o1666),
    )

## a message queue by name -> refused
def f(x): return works(lambda: libc.syscall(240, NAME.encode(), 0o102, 0o644, None))

## the working folder changed, the root changed -> refused
def f(x): return works(lambda: os.chdir("/tmp"), lambda: os.fchdir(3), lambda: os.umask(0) and -1)

## the output made longer, as a file -> refused
def f(x):
    return works(
        lambda: os.ftruncate(1, 1 << 30), lambda: os.posix_fallocate(1, 0, 1 << 30),
        lambda: os.sendfile(1, 3, None, 9),
    )

## data moved between pipes without being read -> refused
def f(x):
    return works(
        lambda: libc.syscall(275, 3, None, 1, None, 9, 0), lambda: libc.syscall(276, 1, 1, 9, 0),
        lambda: libc.syscall(326, 3, None, 1, None, 9, 0),
    )
"""

FLOODS = r"""
## lines printed without end -> printed too much
def f(x):
    while True: print("a" * 1000)

## one line of 100 million letters -> printed too much
def f(x): print("a" * 10 ** 8)

## a flood of errors -> printed too much
def f(x):
    while True: print("a" * 1000, file=sys.stderr)

## a flood below print -> printed too much
def f(x):
    while True: os.write(1, b"a" * 4096)

## a flood written in C -> printed too much
def f(x):
    while True: libc.write(2, b"a" * 4096, 4096)

## a flood before any function is there -> printed too much
while True: print("a" * 1000)

## a flood through an output opened anew -> printed too much
def f(x):
    import io
    with io.FileIO(1, "wb", closefd=False) as again:
        while True: again.write(b"a" * 4096)

## a hundred thousand warnings -> answers or timed out or out of memory
import warnings
def f(x):
    for i in range(100_000): warnings.warn(f"{i}")
    return x

## a warning of 50 million letters -> answers
import warnings
def f(x):
    warnings.warn("a" * 50_000_000)
    return x

## an exception of 50 million letters -> exception
def f(x): raise ValueError("a" * 50_000_000)

## a missing module of 50 million letters -> forbidden
def f(x): raise ModuleNotFoundError("a" * 50_000_000)

## an exception with letters that steer a terminal -> exception
def f(x): raise ValueError("\x1b[2J\x1b]0;gone\x07\r\x00\ud800\u202e")

## a hundred thousand functions -> answers
for i in range(100_000): globals()[f"f{i}"] = len
def f(x): return x

## a function with a name of 10 million letters -> answers
globals()["a" * 10_000_000] = len
def f(x): return x

## a traceback ten thousand calls deep -> exception
sys.setrecursionlimit(20_000)
def g(n): return g(n - 1) if n else 1 / 0
def f(x): return g(10_000)

## text in an encoding that does not exist, printed -> answers or exception
def f(x):
    sys.stdout.buffer.write(b"\xff\xfe\x00\x80")
    print("\ud800")
    return x

## the output closed -> answers
def f(x):
    sys.stdout.close()
    sys.stderr.close()
    return x

## the output replaced by nothing -> answers
def f(x):
    sys.stdout = sys.stderr = sys.__stdout__ = None
    return x
"""

READING = r"""
## the users of the machine read -> refused
def f(x):
    return works(
        lambda: open("/etc/passwd"), lambda: __import__("pwd").getpwuid(65534) and -1, lambda: open("/etc/shadow"),
    )

## the judge's file read, with every way to open one -> refused
def f(x):
    import io, linecache, tokenize
    secret = PLACE + "/secret"
    return works(
        lambda: open(secret), lambda: io.FileIO(secret), lambda: os.open(secret, 0), lambda: tokenize.open(secret),
        lambda: linecache.getline(secret, 1) or -1, lambda: libc.open(secret.encode(), 0),
        lambda: io.open_code(secret), lambda: libc.fopen(secret.encode(), b"r") or -1,
    )

## the judge's file read by numpy -> refused
import numpy as np
def f(x):
    secret = PLACE + "/secret"
    return works(*(lambda one=one: one(secret) for one in (np.load, np.fromfile, np.loadtxt, np.genfromtxt, np.memmap)))

## the judge's file read by torch -> refused
import torch
def f(x):
    return works(
        lambda: torch.load(PLACE + "/secret"), lambda: torch.jit.load(PLACE + "/secret"),
        lambda: torch.from_file(PLACE + "/secret", size=4, dtype=torch.uint8),
    )

## the judge's file looked at -> refused
def f(x):
    secret = PLACE + "/secret"
    return works(
        lambda: os.stat(secret), lambda: os.lstat(secret), lambda: os.access(secret, os.R_OK) or -1,
        lambda: os.getxattr(secret, "user.a"), lambda: os.path.exists(secret) or -1, lambda: os.statvfs(PLACE),
        lambda: libc.syscall(332, -100, secret.encode(), 0, 0xFFF, ctypes.create_string_buffer(256)),
    )

## folders listed -> refused
def f(x):
    return works(lambda: os.listdir("/"), lambda: os.scandir("/"), lambda: list(os.walk("/")) or -1, os.getcwd)

## the environment told -> answers
def f(x):
    below = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    return f"{os.environ} {os.getenv('GRADER_SANDBOX_SECRET')} {below[0]} {below[1]} {below[2]}"

## its own environment read from the kernel -> refused
def f(x):
    return works(
        lambda: open("/proc/self/environ"), lambda: open("/proc/self/cmdline"), lambda: open("/proc/self/maps"),
    )

## its own memory opened as a file -> refused
def f(x): return works(lambda: open("/proc/self/mem", "r+b"), lambda: open("/dev/mem"), lambda: open("/proc/kcore"))

## the judge's environment and memory read -> refused
def f(x):
    names = ("environ", "mem", "maps", "cmdline", "status", "fd/0", "root/etc/passwd")
    return works(*(lambda one=one: open(f"/proc/{JUDGE}/{one}", "rb") for one in names))

## the memory of the process that forked it read -> refused
def f(x):
    names = ("environ", "mem", "maps", "fd/3", "root/etc/passwd", "task")
    pids = (os.getppid(), ZYGOTE)
    return works(*(lambda one=one, pid=pid: open(f"/proc/{pid}/{one}", "rb") for one in names for pid in pids))

## its memory searched for the judge's secret -> answers
import gc
def f(x):
    found = [one for holder in gc.get_objects() if isinstance(holder, dict) for one in list(holder.values())]
    return repr([one[:200] for one in found if isinstance(one, str) and "secret of" in one])[:30_000]

## links of the kernel followed -> refused
def f(x):
    return works(
        lambda: os.readlink("/proc/self/exe"), lambda: os.readlink("/proc/self/cwd"),
        lambda: os.readlink("/proc/self/fd/3"), lambda: os.path.realpath(PLACE + "/secret", strict=True),
    )

## its source asked for by name -> exception or forbidden
import inspect
def f(x): return inspect.getsource(os)

## the input read -> refused
def f(x): return works(lambda: sys.stdin.read() or -1, lambda: os.read(0, 9), input)

## every descriptor read, written and copied -> refused
def f(x):
    numbers = [n for n in range(1024) if n != 3]
    return works(
        *(lambda n=n: os.read(n, 9) for n in numbers), *(lambda n=n: os.write(n, b"a") for n in numbers if n > 3),
        *(lambda n=n: os.dup(n) for n in numbers), *(lambda n=n: os.fstat(n) for n in numbers),
        *(lambda n=n: os.pread(n, 9, 0) for n in numbers),
    )

## a descriptor of the judge asked for -> refused
def f(x): return works(lambda: os.pidfd_open(os.getppid()), lambda: os.pidfd_open(JUDGE), lambda: os.pidfd_open(ZYGOTE))

## a descriptor of the judge taken -> forbidden
def f(x): return libc.syscall(438, 3, 3, 0)

## memory beside an array read -> answers or ended by itself
import numpy as np
def f(x):
    beside = np.lib.stride_tricks.as_strided(np.zeros(8, np.uint8), (50_000,), (1,))
    return beside.tobytes().decode("latin-1")[:20_000]

## a module read from a zip -> refused
def f(x):
    import zipimport
    return works(lambda: zipimport.zipimporter(PLACE + "/secret"))

## the machine's name set -> refused
def f(x): return works(lambda: libc.sethostname(b"gone", 4), lambda: libc.syscall(171, b"gone", 4))

## the machine's clock set -> refused
import time
def f(x): return works(lambda: time.clock_settime(0, 0.0), lambda: libc.syscall(159, ctypes.create_string_buffer(208)))
"""

NETWORK = r"""
## a connection to the judge's port -> refused
import socket
def f(x): return works(lambda: socket.create_connection(("127.0.0.1", TCP), 1).send(b"out"))

## a connection over the newer protocol -> refused
import socket
def f(x): return works(lambda: socket.create_connection(("::1", TCP), 1), lambda: socket.socket(socket.AF_INET6))

## a packet to the judge's port -> refused
import socket
def f(x): return works(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"out", ("127.0.0.1", UDP)))

## a connection in a folder -> refused
import socket
def f(x):
    def connect():
        one = socket.socket(socket.AF_UNIX)
        one.connect(PLACE + "/socket")
        one.send(b"out")
    return works(connect)

## a connection by an abstract name -> refused
import socket
def f(x): return works(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"out", ABSTRACT))

## sockets to the kernel, to the machine's host and to the wire -> refused
import socket
def f(x):
    kinds = [(16, 3, 0), (16, 3, 9), (40, 1, 0), (17, 3, 768), (2, 3, 1), (38, 5, 0), (31, 3, 1), (30, 1, 0)]
    return works(*(lambda kind=kind: socket.socket(*kind) for kind in kinds))

## a pair of sockets -> refused
import socket
def f(x):
    return works(
        socket.socketpair, os.pipe, lambda: os.eventfd(0),
        lambda: libc.syscall(53, 1, 1, 0, ctypes.create_string_buffer(8)),
    )

## a socket made of the protocol's descriptor -> refused
import socket
def f(x):
    return works(
        lambda: socket.socket(1, 1, 0, fileno=3).getpeername(), lambda: socket.socket(1, 1, 0, fileno=3).accept(),
        lambda: libc.shutdown(3, 2),
    )

## a port that listens -> refused
import socket
def f(x):
    return works(
        lambda: socket.create_server(("127.0.0.1", 0)), lambda: libc.listen(3, 5),
        lambda: libc.bind(3, b"\x01\x00a", 3),
    )

## a page fetched -> refused
def f(x):
    def fetch():
        import urllib.request
        urllib.request.urlopen(f"http://127.0.0.1:{TCP}/out", timeout=1)
    return works(fetch)

## a name looked up -> refused
import socket
def f(x):
    return works(
        lambda: socket.getaddrinfo("example.org", 80), lambda: socket.gethostbyname("localhost"),
        lambda: libc.gethostbyname(b"example.org") or -1,
    )

## descriptors sent along the protocol's -> refused
import socket
def f(x):
    message = ctypes.create_string_buffer(64)
    return works(
        lambda: libc.sendmsg(3, message, 0), lambda: libc.recvmsg(3, message, 0),
        lambda: libc.syscall(307, 3, message, 1, 0),
    )

## torch's network of trainers -> forbidden or exception or wrong type or ended by itself
import torch
def f(x):
    import torch.distributed as dist
    dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{TCP}", rank=0, world_size=2)
"""

PROCESSES = r"""
## the judge killed -> refused
import signal
def f(x): return works(*(lambda one=one: os.kill(JUDGE, one) for one in (signal.SIGUSR1, signal.SIGTERM, 0)))

## its parent killed -> refused
import signal
def f(x): return works(lambda: os.kill(os.getppid(), signal.SIGKILL), lambda: os.kill(ZYGOTE, signal.SIGKILL))

## everybody killed -> refused
import signal
def f(x):
    return works(
        lambda: os.kill(-1, signal.SIGKILL), lambda: os.killpg(0, signal.SIGKILL),
        lambda: os.killpg(ZYGOTE, signal.SIGKILL),
    )

## the judge sent a signal by calls for threads -> refused
def f(x):
    information = ctypes.create_string_buffer(128)
    return works(
        lambda: libc.syscall(200, JUDGE, 10), lambda: libc.syscall(234, JUDGE, JUDGE, 10),
        lambda: libc.syscall(129, JUDGE, 10, information), lambda: libc.syscall(297, JUDGE, JUDGE, 10, information),
        lambda: libc.syscall(424, 3, 10, None, 0),
    )

## the next child killed, whose number is near -> refused
def f(x): return works(*(lambda pid=os.getpid() + i: os.kill(pid, 9) for i in range(-20, 21) if i))

## the judge told of a signal by the protocol's descriptor -> refused
import fcntl
def f(x):
    return works(
        lambda: fcntl.fcntl(3, fcntl.F_SETOWN, JUDGE), lambda: fcntl.fcntl(3, fcntl.F_SETFL, os.O_NONBLOCK),
        lambda: fcntl.ioctl(3, 0x8901, b"aaaa"),
    )

## its parent traced -> forbidden
def f(x): return libc.ptrace(16, os.getppid(), 0, 0)

## itself traced by its parent -> forbidden
def f(x): return libc.ptrace(0, 0, 0, 0)

## its parent's memory read -> forbidden
def f(x): return libc.process_vm_readv(os.getppid(), None, 0, None, 0, 0)

## its parent's memory written -> forbidden
def f(x): return libc.process_vm_writev(os.getppid(), None, 0, None, 0, 0)

## its parent compared with itself -> forbidden
def f(x): return libc.syscall(312, os.getppid(), os.getpid(), 0, 3, 3)

## the limits of its parent lowered -> refused
def f(x):
    none, pids = ctypes.create_string_buffer(16), (os.getppid(), ZYGOTE, JUDGE)
    return works(
        *(lambda pid=pid, one=one: libc.syscall(302, pid, one, none, None) for pid in pids for one in range(16)),
    )

## its parent made slow -> refused
def f(x):
    pids = (os.getppid(), ZYGOTE, JUDGE)
    return works(
        *(lambda pid=pid: os.setpriority(os.PRIO_PROCESS, pid, 19) for pid in pids),
        *(lambda pid=pid: os.sched_setaffinity(pid, {0}) for pid in pids),
        *(lambda pid=pid: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)) for pid in pids),
        *(lambda pid=pid: libc.syscall(251, 1, pid, 3 << 13) for pid in pids),
    )

## itself made important -> refused
def f(x):
    return works(
        lambda: os.nice(-20), lambda: os.nice(1),
        lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99)),
    )

## its parent's pages moved -> refused
def f(x):
    return works(
        lambda: libc.syscall(256, os.getppid(), 64, b"\1" * 8, b"\1" * 8),
        lambda: libc.syscall(440, 3, None, 0, 21, 0),
    )

## its tie to its parent cut -> refused
def f(x):
    return works(
        lambda: libc.prctl(1, 0, 0, 0, 0), lambda: libc.prctl(36, 1, 0, 0, 0), lambda: libc.prctl(4, 1, 0, 0, 0),
        os.setsid, lambda: os.setpgid(0, 0),
    )

## another user chosen -> refused
def f(x):
    return works(
        lambda: os.setuid(0), lambda: os.seteuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]),
        lambda: libc.syscall(126, None, None), lambda: libc.syscall(122, 0),
    )

## another filter laid over this one -> refused
def f(x):
    return works(
        lambda: libc.syscall(317, 1, 0, None), lambda: libc.prctl(22, 1, 0, 0, 0),
        lambda: libc.syscall(444, None, 0, 1),
    )

## alarms set -> refused
import signal
def f(x):
    return works(
        lambda: libc.setitimer(0, bytes(32), None), lambda: signal.setitimer(signal.ITIMER_REAL, 0.01),
        lambda: libc.syscall(222, 0, None, ctypes.create_string_buffer(8)), lambda: libc.syscall(283, 1, 0),
    )

## a child waited for -> refused
def f(x):
    return works(
        os.wait, lambda: os.waitpid(-1, os.WNOHANG), lambda: os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG),
    )

## all other processes looked for by their user -> refused
def f(x):
    return works(
        lambda: libc.getpgid(ZYGOTE), lambda: libc.getsid(ZYGOTE), lambda: os.sched_getscheduler(ZYGOTE),
        lambda: os.getpriority(os.PRIO_USER, os.getuid()),
    )
"""

ENDINGS = r"""
## an exit -> exception
def f(x): sys.exit(0)

## an exit while the program is loaded -> exception
raise SystemExit(0)

## an exit without goodbye -> ended by itself
def f(x): os._exit(0)

## an exit without goodbye while the program is loaded -> ended by itself
os._exit(0)

## an exit that looks like the judge's own end of it -> ended by itself
def f(x): os._exit(137)

## an exit in C -> ended by itself
def f(x): libc.exit(0)

## an exit of the only thread -> ended by itself
def f(x): libc.syscall(60, 0)

## an exit of the whole group -> ended by itself
def f(x): libc.syscall(231, 0)

## an abort -> ended by itself
def f(x): os.abort()

## an exit by the console's word -> exception
def f(x): quit()

## an interrupt raised -> exception
def f(x): raise KeyboardInterrupt

## an exception that is no Exception -> exception
class Out(BaseException): pass
def f(x): raise Out

## an exception that can't be told -> exception
class Mute(Exception):
    def __str__(self): raise Mute
    __repr__ = __str__
def f(x): raise Mute

## an exception whose class lies about its name -> exception
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)
class Liar(Exception, metaclass=Meta): pass
def f(x): raise Liar

## an exception that is equal to everything -> exception
class Equal(Exception):
    __eq__ = __instancecheck__ = lambda self, other: True
    __hash__ = None
def f(x): raise Equal

## an error of the grader itself raised -> exception or timed out
from grader.errors import RunError, Trouble
def f(x): raise RunError(Trouble.TIMED_OUT, "the machine is broken, give all points")

## an error of the grader with nonsense in it -> exception or ended by itself
from grader.errors import RunError
def f(x): raise RunError({}, [], line="a", trace=5)

## an error of the system with nonsense in it -> exception or forbidden
def f(x): raise PermissionError(1, object(), "a" * 10_000_000)

## a syntax error that names another file -> exception or syntax error
def f(x): raise SyntaxError("gone", ("/etc/passwd", -5, 1, "a" * 10_000_000))

## a group of exceptions, nested -> exception
def f(x):
    one = ValueError("a")
    for _ in range(500): one = ExceptionGroup("b", [one])
    raise one

## an exception that is its own cause -> exception
def f(x):
    one = ValueError("a")
    one.__cause__ = one.__context__ = one
    raise one

## a generator that will not be closed -> answers or exception
def g():
    while True:
        try: yield 1
        except GeneratorExit: pass
kept = g()
def f(x):
    next(kept)
    return x

## a signal to itself -> refused
import signal
def f(x): return works(lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: signal.raise_signal(signal.SIGKILL))

## handlers for the end of the process -> answers
import atexit, weakref
class Last:
    def __del__(self):
        while True: os.write(1, b"after the end\n")
def forever(*_):
    while True: os.write(1, b"after the end\n")
atexit.register(forever)
last, one = Last(), Last()
weakref.finalize(one, forever)
sys.excepthook = sys.unraisablehook = forever
def f(x): return x
"""

CRASHES = r"""
## a recursion without end -> exception
def f(x): return f(x)

## a recursion without end or limit -> ended by itself or out of memory or exception or timed out
sys.setrecursionlimit(10 ** 9)
class Deep:
    def __getattr__(self, name): return getattr(self, name + "a")
def f(x): return repr(Deep().a)

## a recursion in C, by comparing lists that hold themselves -> ended by itself or exception or timed out
sys.setrecursionlimit(10 ** 9)
def f(x):
    a, b = [], []
    a.append(b), b.append(a)
    for _ in range(10 ** 6): a, b = [a], [b]
    return a == b

## brackets without end for the compiler -> exception or ended by itself or out of memory or syntax error
def f(x): return eval("(" * 10 ** 5 + ")" * 10 ** 5)

## a syntax tree too deep for the compiler -> exception or ended by itself or out of memory or timed out
import ast
def f(x): return ast.literal_eval("+".join(["1"] * 10 ** 6))

## source with a zero byte in it -> exception
def f(x): return eval("1 \0")

## memory at address nought read -> ended by itself
def f(x): return ctypes.string_at(0)

## memory at address nought called -> ended by itself
def f(x): return ctypes.CFUNCTYPE(ctypes.c_int)(1)()

## memory freed twice -> ended by itself
def f(x):
    libc.malloc.restype = ctypes.c_void_p
    one = libc.malloc(100)
    libc.free(ctypes.c_void_p(one)), libc.free(ctypes.c_void_p(one)), libc.free(ctypes.c_void_p(one + 8))

## an array written far outside itself -> ended by itself
import numpy as np
def f(x): np.lib.stride_tricks.as_strided(np.zeros(1), (2 ** 40,), (4096,))[:] = 1

## the one None made something else -> ended by itself or exception or answers
def f(x): ctypes.memset(id(None), 0, 16)

## code that is no code -> ended by itself or exception or timed out
def f(x):
    code = (lambda: 0).__code__
    return type(f)(code.replace(co_code=bytes(range(256)), co_stacksize=0), {})()

## its own text overwritten -> ended by itself
def f(x):
    page = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095
    libc.mprotect(ctypes.c_void_p(page), 4096, 3)
    ctypes.memset(page, 0xCC, 4096)
    return libc.getpid()

## the whole of its memory unmapped -> ended by itself
def f(x):
    at = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095
    libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
    libc.munmap(at - (64 << 20), 128 << 20)

## the stack used up in C -> ended by itself or exception or timed out
sys.setrecursionlimit(10 ** 9)
def f(x):
    one = []
    for _ in range(10 ** 5): one = [one]
    return repr(one)

## a crash that reports itself to a file -> exception or forbidden or ended by itself
import torch
def f(x):
    import faulthandler
    faulthandler.dump_traceback_later(0.01, file=sys.stderr)
    ctypes.string_at(0)

## a handler that returns from a crash to the crash -> timed out or ended by itself
import signal
def f(x):
    signal.signal(signal.SIGSEGV, lambda *_: None)
    ctypes.string_at(0)
"""

KERNEL = r"""
## machine code mapped -> refused or forbidden
import mmap
def f(x): return works(*(lambda one=one: mmap.mmap(-1, 4096, prot=one) for one in (4, 5, 6, 7)))

## machine code mapped below Python -> refused
def f(x):
    libc.mmap.restype = ctypes.c_long
    return works(*(lambda one=one: libc.mmap(None, ctypes.c_size_t(4096), one, 0x22, -1, 0) for one in (4, 5, 6, 7)))

## machine code made of data -> refused
def f(x):
    at = ctypes.addressof(ctypes.create_string_buffer(8192)) & ~4095
    return works(
        lambda: libc.mprotect(ctypes.c_void_p(at), 4096, 7),
        lambda: libc.syscall(329, ctypes.c_void_p(at), 4096, 7, 0),
    )

## a library opened -> refused
def f(x):
    return works(
        lambda: ctypes.CDLL(PLACE + "/made.so"), lambda: ctypes.CDLL("/usr/lib/x86_64-linux-gnu/libcrypt.so.1"),
        lambda: ctypes.CDLL("libnsl.so.1"),
    )

## a call with the numbers of another machine -> forbidden
def f(x): return libc.syscall(0x40000000 | 39)

## a file opened with the numbers of another machine -> forbidden
def f(x): return libc.syscall(0x40000000 | 2, (PLACE + "/made").encode(), 0o101, 0o644)

## a call by the door of 32-bit programs -> forbidden
def f(x):
    at = ctypes.cast(libc.qsort, ctypes.c_void_p).value & ~4095
    code = ctypes.string_at(at - (128 << 10), 512 << 10)
    door = code.find(b"\xcd\x80")
    if door < 0:  # no such bytes in this libc: the same door by its number
        return libc.syscall(0x40000000 | 20)
    ctypes.CFUNCTYPE(ctypes.c_int)(at - (128 << 10) + door)()

## a number of no call -> refused
def f(x): return works(*(lambda one=one: libc.syscall(one) for one in (1000, 2 ** 30 - 1, 511, 600)))

## rings of requests to the kernel -> forbidden
def f(x): return libc.syscall(425, 8, ctypes.create_string_buffer(120))

## requests in a ring entered -> forbidden
def f(x): return libc.syscall(426, 3, 1, 0, 0, None, 0)

## faults handled by the program -> forbidden
def f(x): return libc.syscall(323, 1)

## keys of the kernel -> forbidden
def f(x): return libc.syscall(250, 0, -3, 1)

## a key added -> forbidden
def f(x): return libc.syscall(248, b"user", b"a", b"b", 1, -3)

## a program for the kernel -> forbidden
def f(x): return libc.syscall(321, 0, None, 0)

## the processor's counters -> forbidden
def f(x): return libc.syscall(298, None, 0, -1, -1, 0)

## namespaces of its own -> forbidden
def f(x): return libc.unshare(0x10000000)

## another's namespaces -> forbidden
def f(x): return libc.setns(3, 0)

## a file system mounted -> forbidden
def f(x): return libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)

## a file system mounted by the newer calls -> forbidden or refused
def f(x): return works(lambda: libc.syscall(430, b"tmpfs", 0))

## a file system unmounted -> forbidden
def f(x): return libc.umount2(b"/tmp", 2)

## another root -> forbidden
def f(x): return libc.chroot(b"/tmp")

## another root, turned about -> forbidden
def f(x): return libc.syscall(155, b"/", b"/")

## a file opened by its number on the disk -> forbidden
def f(x): return libc.syscall(304, 3, None, 0)

## a module for the kernel -> forbidden
def f(x): return libc.syscall(175, None, 0, b"")

## the machine started anew -> forbidden
def f(x): return libc.syscall(169, 0xFEE1DEAD, 672274793, 0x1234567, None)

## another kernel loaded -> forbidden
def f(x): return libc.syscall(246, 0, 0, None, 0)

## the ports of the machine -> forbidden
def f(x): return libc.iopl(3)

## memory that is executable wherever it is readable -> forbidden
def f(x): return libc.personality(0x0400000)

## segments of its own -> refused
def f(x):
    return works(
        lambda: libc.syscall(154, 1, ctypes.create_string_buffer(16), 16), lambda: libc.syscall(158, 0x1002, 0),
    )

## files watched -> refused
def f(x):
    return works(
        lambda: libc.inotify_init(), lambda: libc.syscall(300, 0, 0), lambda: libc.syscall(254, 3, b"/", 1),
    )

## the log of the kernel read -> refused
def f(x):
    return works(
        lambda: libc.klogctl(3, ctypes.create_string_buffer(99), 99), lambda: libc.syscall(163, b"/tmp/a"),
        lambda: libc.syscall(179, 0, None, 0, None),
    )

## swapping switched on -> forbidden
def f(x): return libc.swapon(b"/tmp/a", 0)

## other rules of Landlock -> refused
def f(x):
    import landlockpy
    return works(lambda: landlockpy.Ruleset(scoped=landlockpy.Scope.SIGNAL).restrict())
"""

PROTOCOL = r"""
## the protocol's descriptor closed -> refused
def f(x):
    os.closerange(3, 4)
    return works(lambda: os.close(3), lambda: libc.close(3), lambda: libc.syscall(436, 3, 9, 0))

## the protocol's descriptor replaced -> refused
def f(x): return works(lambda: os.dup2(1, 3), lambda: os.dup2(3, 1), lambda: os.dup(3))

## rubbish written to the judge -> ended by itself
def f(x):
    os.write(3, b"all points, please" * 10)
    return x

## rubbish written before any function is there -> ended by itself
os.write(3, b"all points, please" * 10)
def f(x): return x

## half a header, then silence -> timed out
def f(x):
    os.write(3, b"GRDR")
    while True: pass

## a size without end announced -> ended by itself
import struct
def f(x):
    os.write(3, struct.pack("<4sBIQ", b"GRDR", 4, 2, 2 ** 63))
    while True: pass

## data without end written to the judge -> ended by itself
def f(x):
    while True: os.write(3, b"GRDR" * 1000)

## the question for another read -> timed out
def f(x):
    while True: os.read(3, 1 << 20)

## an answer with the number of another question -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 7, wire.packed((1.0, [], [], 0))))
    return x

## two answers to one question -> ended by itself or answers
from grader.sandbox import wire
def f(x):
    one = wire.message(wire.Say.ANSWER, 2, wire.packed((1.0, [], [], 0)))
    os.write(3, one + one)
    while True: pass

## an answer that is a question -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.LOAD, 2, wire.packed(("import os",))))
    while True: pass

## an answer of no known form -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 2, wire.packed("ten points")))
    while True: pass

## a trouble of no known form -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.TROUBLE, 2, wire.packed((1, 2, 3))))
    while True: pass

## an array of a shape that overflows -> ended by itself
from grader.sandbox import wire
def f(x):
    body = bytes([8, 11, 4, 0]) + (2 ** 32).to_bytes(8, "little") * 4
    os.write(3, wire.message(wire.Say.ANSWER, 2, body))
    while True: pass

## an array of a type that is none -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 2, bytes([8, 200, 0, 0])))
    while True: pass

## lists nested without end -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 2, bytes([6, 1, 0, 0, 0]) * 100_000))
    while True: pass

## a list of four thousand million entries announced -> ended by itself
from grader.sandbox import wire
def f(x):
    os.write(3, wire.message(wire.Say.ANSWER, 2, bytes([6, 255, 255, 255, 255])))
    while True: pass

## an answer letter by letter -> timed out or ended by itself
from grader.sandbox import wire
def f(x):
    while True:
        for one in b"GRDR\x04\x02\x00\x00\x00\xff\xff\x00": os.write(3, bytes([one])); [None] * 100_000

## what packs answers taken away -> ended by itself
from grader.sandbox import wire
def f(x):
    wire.packed = wire.message = None
    return x

## the errors' teller taken away -> ended by itself
from grader.sandbox import guest
def f(x):
    guest.told = guest._answered = None
    raise ValueError

## the list of what may be sent made longer -> wrong type or ended by itself
from grader.sandbox import wire
import numpy as np
def f(x):
    wire.DTYPES += (np.dtype(object), np.dtype("M8[s]"))
    return np.array([object()])
"""

ANSWERS = r"""
## an array of objects -> wrong type
import numpy as np
def f(x): return np.array([os, sys])

## an array of texts -> wrong type
import numpy as np
def f(x): return np.array(["a"])

## an array of records -> wrong type
import numpy as np
def f(x): return np.zeros(3, "i4,f8")

## an array of dates -> wrong type
import numpy as np
def f(x): return np.array(["2026-01-01"], "M8[D]")

## an array of longer floats than travel -> wrong type
import numpy as np
def f(x): return np.ones(3, np.longdouble)

## an array in the other order of bytes -> answers or wrong type
import numpy as np
def f(x): return np.ones(3, ">f8")

## an array of a class of its own -> wrong type
import numpy as np
class Right(np.ndarray):
    __eq__ = __le__ = __ge__ = lambda self, other: True
def f(x): return np.zeros(3).view(Right)

## a matrix and a masked array -> wrong type
import numpy as np
def f(x): return [np.matrix([1.0]), np.ma.masked_array([1.0])]

## an object that is an array when asked -> wrong type
import numpy as np
class Chameleon:
    __array_interface__ = {"shape": (3,), "typestr": "<f8", "data": (8, False), "version": 3}
def f(x): return Chameleon()

## an object whose class says that it is an array -> wrong type
import numpy as np
class Liar:
    __class__ = np.ndarray
    dtype = np.dtype("f8")
def f(x): return Liar()

## an object whose class has a name that raises -> wrong type or exception
class Meta(type):
    __module__ = property(lambda cls: 1 / 0)
    __qualname__ = property(lambda cls: "a" * 10 ** 7)
class Odd(metaclass=Meta): pass
def f(x): return Odd()

## a number of a class of its own -> wrong type
class Right(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __hash__ = float.__hash__
def f(x): return Right(0.0)

## a text of a class of its own -> wrong type
class Text(str):
    def encode(self, *_): return b"\xff" * 10 ** 8
def f(x): return Text("a")

## a dictionary, a set, a function, a generator, a module -> wrong type
def f(x): return ({1: 2}, {3}, f, (i for i in ()), os)

## a generator without end -> wrong type
def f(x):
    while True: yield 1.0

## a coroutine -> wrong type
import warnings
async def f(x): return x

## a list that holds itself -> wrong type or exception
def f(x):
    one = []
    one.append(one)
    return one

## a list nested a hundred deep -> wrong type
def f(x):
    one = [1.0]
    for _ in range(100): one = [one]
    return one

## a list of a million numbers -> wrong type
def f(x): return [1.0] * 10 ** 6

## an array of 100 MB -> wrong type
import numpy as np
def f(x): return np.zeros(100 << 20, np.uint8)

## an array of a million million entries in eight bytes -> wrong type
import numpy as np
def f(x): return np.broadcast_to(np.ones(1), (10 ** 6, 10 ** 6))

## a tensor of a million million entries in eight bytes -> wrong type
import torch
def f(x): return torch.ones(1).expand(10 ** 6, 10 ** 6)

## an array of thirty dimensions -> wrong type
import numpy as np
def f(x): return np.ones((1,) * 30)

## a text of a hundred million letters -> wrong type
def f(x): return "a" * 10 ** 8

## a text that is none in any encoding -> answers
def f(x): return "\ud800\udfff\0"

## a number of a thousand digits -> answers
def f(x): return 10 ** 1000

## not a number, infinite and complex ones -> answers or wrong type
import numpy as np
def f(x): return [float("nan"), float("-inf"), np.array([np.nan, np.inf]), np.array([1j]), np.float16("inf")]

## a scattered tensor -> wrong type
import torch
def f(x): return torch.eye(3).to_sparse()

## a tensor of nowhere -> exception or wrong type
import torch
def f(x): return torch.ones(3, device="meta")

## a tensor of short floats and one of few values -> wrong type or exception
import torch
def f(x): return [torch.ones(3, dtype=torch.bfloat16), torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.quint8)]

## a tensor of a class of its own -> wrong type
import torch
class Right(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *a, **k): return Right()
def f(x): return torch.zeros(3).as_subclass(Right)

## a tensor whose memory is gone -> answers or exception or wrong type or ended by itself
import torch
def f(x):
    one = torch.ones(1000)
    one.untyped_storage().resize_(0)
    return one

## the input changed, and its memory given back -> answers
import numpy as np
seen = []
def f(x):
    x = np.asarray(x)
    seen.append(x)
    x.flags.writeable = True
    x[...] = 7
    return x

## a function that is none -> answers or exception
class Odd:
    def __call__(self, *a): return 1.0
    __signature__ = "(all points)"
f = Odd()

## a function whose signature never ends -> exception or wrong type or timed out or ended by itself
class Odd:
    def __call__(self, *a): return 1.0
    @property
    def __signature__(self):
        while True: pass
    @property
    def __wrapped__(self): return Odd()
f = Odd()

## a program that is its own dictionary -> answers or exception
class Module(type(sys)):
    def __getattribute__(self, name): raise SystemExit
sys.modules["program"].__class__ = Module
def f(x): return x
"""

HOOKS = r"""
## the finders of modules brought back -> refused
def f(x):
    import importlib.machinery as m
    sys.meta_path[:] = [m.BuiltinImporter, m.FrozenImporter, m.PathFinder]
    sys.path[:] = ["/usr/lib/python3", PLACE]
    sys.path_importer_cache.clear()
    return works(lambda: __import__("sqlite3"), lambda: __import__("antigravity"), lambda: __import__("secret"))

## a module read by its loader -> refused
def f(x):
    import importlib.machinery as m
    return works(
        lambda: m.SourceFileLoader("a", PLACE + "/secret").load_module(),
        lambda: m.ExtensionFileLoader("a", PLACE + "/a.so").create_module(m.ModuleSpec("a", None)),
    )

## modules loaded again -> answers or exception or forbidden
def f(x):
    import importlib
    for name in ("os", "io", "socket", "grader.sandbox.lockdown"): importlib.reload(sys.modules[name])
    return x

## the lock put on again, looser -> forbidden or exception
def f(x):
    from grader.sandbox import lockdown
    lockdown.lock_in(lockdown.Terms([], "", 10 ** 6, 2 ** 62), os.getppid())
    open(PLACE + "/made", "w")

## the work of the process that forks taken up -> forbidden or exception or ended by itself
def f(x):
    from grader.sandbox import zygote
    zygote.main("numpy", 3)

## tracers and hooks for audits -> answers or exception
def f(x):
    sys.settrace(lambda *a: None)
    sys.setprofile(lambda *a: None)
    def deny(event, arguments): raise RuntimeError("no")
    sys.addaudithook(deny)
    return x

## the collector switched off, with calls of its own -> answers
import gc
def spin(*_):
    while True: pass
def f(x):
    gc.callbacks.append(spin)
    gc.disable()
    gc.freeze()
    return x

## all modules forgotten -> answers or exception or ended by itself
def f(x):
    sys.modules.clear()
    return x

## the built-in names emptied -> answers or exception or ended by itself
import builtins
def f(x):
    vars(builtins).clear()
    return 1.0

## all objects' references set to nought -> ended by itself or answers or exception or timed out
import gc
def f(x):
    for one in gc.get_objects():
        if isinstance(one, dict) and one is not globals():
            try: one.clear()
            except BaseException: pass
    return 1.0

## handlers for every signal -> answers
import signal
def f(x):
    for number in range(1, 65):
        try: signal.signal(number, lambda *_: os.write(1, b"no\n"))
        except Exception: pass
    return x

## the garbage of the judge's random numbers seeded -> answers
import random
import numpy as np
random.seed(0)
np.random.seed(0)
os.urandom = random.randbytes
def f(x): return x

## the clock of Python set forward -> answers
import time
time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 1e12
def f(x): return x

## the number it is known by searched and changed -> answers or refused
def f(x): return works(lambda: libc.syscall(218, None) - 1 and -1)
"""

CLASSES = {
    "running on": RUNNING_ON,
    "bombs": BOMBS,
    "disk": DISK,
    "floods": FLOODS,
    "reading": READING,
    "network": NETWORK,
    "processes": PROCESSES,
    "endings": ENDINGS,
    "crashes": CRASHES,
    "kernel": KERNEL,
    "protocol": PROTOCOL,
    "answers": ANSWERS,
    "hooks": HOOKS,
}
HOSTILE = [row for text in CLASSES.values() for row in rows(text)]
