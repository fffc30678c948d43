"""Health: what Docker is told, and what it does with it; what wamon does."""

import time
import urllib.request

from engine import MARK, Container, application, docker

FILE = """
const file = require('./customer.js');
file.apps[0].health = { http: 'http://127.0.0.1:5001/health', interval: '1s', timeout: '1s', retries: 2,
  start_period: '10s', on_unhealthy: '%s' };
file.apps[1].health = { tcp: '127.0.0.1:3000', interval: '1s', timeout: '1s', retries: 2, start_period: '10s' };
file.wamon = { http: '0.0.0.0:9209', exit_on: %s };
module.exports = file;
"""
PROBED = ["--health-interval", "1s", "--health-timeout", "5s", "--health-retries", "2", "--health-start-period", "1s"]
PROBED += ["--restart", "unless-stopped"]


def container(name, on_unhealthy, exit_on="{errored:true}"):
    application(name, FILE % (on_unhealthy, exit_on))
    return Container(f"{MARK}-{name}", *PROBED)


def docker_says(one, word, limit=30):
    return one.until(lambda: one.inspect(".State.Health.Status") == word, limit)[0]


def healthcheck_truthful():
    """Docker's HEALTHCHECK by `wamon health` turns healthy, unhealthy, healthy; plain Docker restarts nothing for it."""
    with container("shown", "none") as one:
        healthy = docker_says(one, "healthy")
        one.get(5001, "/sick")
        sick = docker_says(one, "unhealthy")
        time.sleep(10)
        assert one.inspect(".RestartCount") == 0 and one.inspect(".State.Running"), "Docker restarted it"
        before = one.exec("wamon", "health", check=False)
        one.get(5001, "/well")
        well = docker_says(one, "healthy")
        return f"healthy {healthy:.1f} s after docker run, unhealthy {sick:.1f} s after the fault, 10 s unhealthy and never restarted by Docker, healthy {well:.1f} s after the cure {before.strip()!r}"


def unhealthy_restarted():
    """on_unhealthy restart: wamon restarts the service, the container stays."""
    with container("cured", "restart") as one:
        docker_says(one, "healthy")
        before = one.fleet()["api-server"]["pid"]
        one.get(5001, "/sick")
        took, _ = one.until(lambda: one.fleet()["api-server"]["pid"] not in (0, before), 30)
        told = one.exec("wamon", "describe", "api-server", "--no-color")
        assert "unhealthy" in told, told
        docker_says(one, "healthy")
        assert one.inspect(".RestartCount") == 0
        return f"a new process {took:.1f} s after the fault (2 probes a second apart), cause unhealthy, the container untouched"


def unhealthy_exits():
    """exit_on unhealthy_for: 70, and Docker starts the container anew."""
    with container("ended", "none", "{errored:true,unhealthy_for:'5s'}") as one:
        docker_says(one, "healthy")
        one.get(5001, "/sick")
        took, _ = one.until(lambda: one.inspect(".RestartCount") == 1, 40)
        again = docker_says(one, "healthy")
        return f"exit {took:.1f} s after the fault (unhealthy_for 5 s), healthy again {again:.1f} s later"


def health_endpoint():
    """/livez, /readyz and /metrics from outside the container, as a cluster's probes ask."""
    with container("asked", "none") as one:
        docker_says(one, "healthy")
        address = one.inspect(".NetworkSettings.IPAddress")

        def code(path):
            try:
                with urllib.request.urlopen(f"http://{address}:9209{path}", timeout=5) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        assert code("/livez")[0] == 200 and code("/readyz")[0] == 200
        count = sum(not line.startswith("#") for line in code("/metrics")[1].splitlines())
        one.get(5001, "/sick")
        one.until(lambda: code("/readyz")[0] == 503, 20)
        assert code("/livez")[0] == 200
        return f"200 and 200, then /readyz 503 with a service unhealthy and /livez still 200; /metrics has {count} samples"


TESTS = [healthcheck_truthful, unhealthy_restarted, unhealthy_exits, health_endpoint]
