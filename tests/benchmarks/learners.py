"""A hundred learners at one exercise at once, on one web process with its two workers.

Run: python tests/benchmarks/learners.py
Each is a websocket that speaks Streamlit's protocol.  They come within ten seconds; each opens the page and hands in
three answers: one that can't be read, then, mended and written to its end, one with a wrong sign, then a right one.
A key follows the last in 0.15 to 0.45 s; they think for 5 to 15 s before they write, and look at what they wrote for
1 to 3 s.
Baseline, in the same run: one learner alone, who does the same as often as there is time for in five seconds.
Said too: what a learner costs in memory, and whether torch, which costs 200 MB, is anywhere among the processes.
"""

import asyncio
import os
from collections import defaultdict
from itertools import cycle
from pathlib import Path
from random import Random
from time import monotonic

from served import EXERCISE, Served, grader, heading, row
from tab import Tab, tab

LEARNERS = 100
COMING = 10.0  # s within which they come
ALONE = 5.0  # s of the one learner
LONGEST = 95.0  # s for all of them
UNREADABLE, WRONG, RIGHT = "sgmoid(x)", "sigmoid(x)*(1+sigmoid(x))", "sigmoid(x)*(1-sigmoid(x))"
# What the verdict on an answer says, and what stands in the line after each key.
ANSWERS = {
    "can't be read": [UNREADABLE[:i] for i in range(1, len(UNREADABLE) + 1)],
    "Not yet.": [WRONG[:i] for i in range(len("sigmoid(x)"), len(WRONG) + 1)],
    "Right.": [WRONG.replace("+", ""), RIGHT],
}

Times = defaultdict[str, list[float]]


async def answer(one: Tab, verdict: str, times: Times, rng: Random, pace: float) -> None:
    """Write an answer key by key, hand it in, read the verdict.  pace: 1 as people do, 0 at once."""
    for text in ANSWERS[verdict]:
        await asyncio.sleep(pace * rng.uniform(0.15, 0.45))
        times["key to echo"].append(await one.type(text))
    await asyncio.sleep(pace * rng.uniform(1, 3))
    times["click to verdict"].append(await one.hand_in())
    assert any(verdict in alert for alert in one.alerts), (verdict, one.alerts)


async def learner(served: Served, number: int, times: Times) -> None:
    """Come, look, answer three times, go."""
    rng = Random(number)
    await asyncio.sleep(rng.uniform(0, COMING))
    path, _, query = EXERCISE.partition("?")
    cookie = await asyncio.to_thread(served.cookie, f"Learner {number}")
    async with tab(served, cookie, path.strip("/"), query) as one:
        times["page opened"].append(await one.open())
        for verdict in ANSWERS:
            await asyncio.sleep(rng.uniform(5, 15))
            await answer(one, verdict, times, rng, 1.0)


async def alone(served: Served, name: str) -> Times:
    """Let one learner after the other do it all without thinking, until time is up."""
    times = Times(list)
    path, _, query = EXERCISE.partition("?")
    until = monotonic() + ALONE
    for verdict in cycle(ANSWERS):
        if monotonic() > until and all(times.values()):
            break
        cookie = served.cookie(f"{name} {len(times['page opened']) // len(ANSWERS)}")
        async with tab(served, cookie, path.strip("/"), query) as one:
            times["page opened"].append(await one.open())
            await answer(one, verdict, times, Random(0), 0.1)
    return times


async def together(served: Served) -> tuple[Times, float]:
    """Let all do it at once; return the times, and the seconds that it took in all."""
    times, began = Times(list), monotonic()
    tasks = [asyncio.create_task(learner(served, number, times)) for number in range(LEARNERS)]
    done, late = await asyncio.wait(tasks, timeout=LONGEST)
    for task in late:
        task.cancel()
    for task in done:
        task.result()
    print(f"{len(done)} of {LEARNERS} learners are done after {monotonic() - began:.0f} s")
    return times, monotonic() - began


def resident(pid: int) -> float:
    """Return the MB that a process holds in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def busy(pid: int) -> float:
    """Return the seconds that a process has spent computing."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def machine() -> float:
    """Return the seconds that all processes of the machine have spent computing."""
    user, nice, system = Path("/proc/stat").read_text().split()[1:4]
    return (int(user) + int(nice) + int(system)) / 100


def main() -> None:
    heading()
    with grader() as served:
        web = served.process.pid
        asyncio.run(alone(served, "First"))  # imports are not what is measured
        base = {name: row(f"1 learner: {name}", seconds) for name, seconds in asyncio.run(alone(served, "One")).items()}
        family = [*served.family(), os.getpid()]
        before, computed, ours, everybody = resident(web), busy(web), sum(map(busy, family)), machine()
        times, took = asyncio.run(together(served))
        after, computed = resident(web), busy(web) - computed
        others = machine() - everybody - (sum(map(busy, family)) - ours)
        print(f"others kept {others / took:.1f} of the machine's {os.cpu_count()} cores busy meanwhile")
        for name, seconds in times.items():
            row(f"{LEARNERS} learners: {name}", seconds, base[name], "p95 ≤ 1000 ms")
        print(f"the web process computes {computed / took:.0%} of the {took:.0f} s that it takes them all")
        print(
            f"its memory: {before:.0f} MB before, {after:.0f} MB after: {(after - before) / LEARNERS:.2f} MB a learner"
        )
        torch = [pid for pid in served.family() if "libtorch" in Path(f"/proc/{pid}/maps").read_text()]
        print(f"processes: {len(served.family())}, of which have loaded torch: {len(torch)}")


if __name__ == "__main__":
    main()
