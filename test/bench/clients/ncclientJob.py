"""Does one task of the bench with ncclient, measures it, prints the result as JSON (the counterpart of run.ts)."""

import json
import logging
import os
import queue
import statistics
import sys
import threading
import time

from ncclient import manager
from ncclient.devices.default import DefaultDeviceHandler
from ncclient.xml_ import to_ele

NAMESPACE = "urn:netconf-explorer:bench"
SMALL = f'<bench xmlns="{NAMESPACE}"/>'
CONNECTING = 16


class Base10Handler(DefaultDeviceHandler):
    """Announces base:1.0 alone."""

    def get_capabilities(self):
        return ["urn:ietf:params:netconf:base:1.0"]


def memory(field):
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field + ":"))


def connect(place, framing="1.1"):
    with open(place["knownHostsFile"], encoding="ascii") as known_hosts:
        host_key = known_hosts.read().split()[2]
    extra = {"device_params": {"handler": Base10Handler}} if framing == "1.0" else {}
    session = manager.connect(
        host=place["host"],
        port=place["port"],
        username=place["user"],
        key_filename=place["keyFile"],
        hostkey_b64=host_key,
        allow_agent=False,
        look_for_keys=False,
        ssh_config=None,
        **extra,
    )
    session.timeout = 600
    return session


def send(session, content):
    return session.dispatch(to_ele(content))


def now():
    return time.perf_counter() * 1000


def result(base, ms, **more):
    return {"ms": ms, "memory": {"base": base, "peak": memory("VmHWM")}, "more": more}


def rpcs(place, task):
    session = connect(place)
    for _ in range(5):
        send(session, SMALL)
    base = memory("VmRSS")
    began = now()
    if task["inFlight"] == 1:
        for _ in range(task["count"]):
            send(session, SMALL)
        return result(base, now() - began, count=task["count"])
    # Its asynchronous mode: requests go out before the replies to those before them are there.
    session.async_mode = True
    left = task["count"]
    while left > 0:
        sent = [send(session, SMALL) for _ in range(min(left, task["inFlight"]))]
        for each in sent:
            each.event.wait()
        left -= len(sent)
    return result(base, now() - began, count=task["count"])


def connects(place, task):
    base = memory("VmRSS")
    times = []
    for _ in range(task["count"] + 1):
        began = now()
        session = connect(place)
        send(session, SMALL)
        times.append(now() - began)
        session.close_session()
    return result(base, statistics.median(times[1:] or times), firstMs=times[0])


def reply(place, task):
    session = connect(place, task["framing"])
    session.huge_tree = True
    send(session, SMALL)
    base = memory("VmRSS")
    times = []
    content = (
        f'<bench xmlns="{NAMESPACE}"><reply-bytes>{task["bytes"]}</reply-bytes>'
        f'<chunk-bytes>{task["chunk"]}</chunk-bytes></bench>'
    )
    for _ in range(task["times"]):
        began = now()
        got = send(session, content)
        if len(got.xml) < task["bytes"]:
            raise RuntimeError(f"a reply of {len(got.xml)} characters")
        times.append(now() - began)
    return result(base, statistics.median(times))


def notifications(place, task):
    session = connect(place)
    base = memory("VmRSS")
    began = now()
    send(session, f'<bench xmlns="{NAMESPACE}"><notifications>{task["count"]}</notifications></bench>')
    read = 0
    while read < task["count"] + 1:
        if session.take_notification(timeout=60) is None:
            raise RuntimeError(f"{read} notifications came")
        read += 1
    return result(base, now() - began, read=read)


def sessions(place, task):
    send(connect(place), SMALL)
    base = memory("VmRSS")
    began = now()
    wanted = queue.Queue()
    for _ in range(task["count"]):
        wanted.put(None)
    held = []

    def lane():
        while True:
            try:
                wanted.get_nowait()
            except queue.Empty:
                return
            held.append(connect(place))

    lanes = [threading.Thread(target=lane) for _ in range(CONNECTING)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    opened = now()
    for session in held:
        send(session, SMALL)
    answered = now()
    resident = memory("VmRSS")
    cpu = time.process_time()
    time.sleep(task["restMs"] / 1000)
    return result(
        base,
        answered - opened,
        openMs=opened - began,
        bytesPerSession=(resident - base) / len(held),
        cpuAtRest=(time.process_time() - cpu) * 1000 / task["restMs"],
        sessions=len(held),
    )


TASKS = {"rpcs": rpcs, "connect": connects, "reply": reply, "notifications": notifications, "sessions": sessions}

logging.disable(logging.CRITICAL)
job = json.loads(sys.argv[1])
print(json.dumps(TASKS[job["task"]["kind"]](job["place"], job["task"])), flush=True)

os._exit(0)
