"""A Docker Engine, the machine's own or one of ours, and images made without any registry."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WAMON = ROOT / ".build" / "release" / "wamon"
CACHE = ROOT / ".build" / "container"
MARK = "wamon-test"


class Skipped(Exception):
    pass


def call(*words, check=True, limit=600, text=None):
    """What a command says; its errors are raised."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=limit, input=text)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}")
    return done.stdout


def docker(*words, **more):
    return call("docker", *words, **more)


def need(*packages):
    missing = [package for package in packages if not shutil.which(package.split(":")[-1])]
    if not missing:
        return
    names = [package.split(":")[0] for package in missing]
    if os.geteuid() != 0:
        raise Skipped(f"needs root to install {' '.join(names)}")
    print(f"installing {' '.join(names)}", flush=True)
    call("apt-get", "update", "-qq")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    subprocess.run(words, check=True, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


class Engine:
    """The one that answers, else one that is started in a temporary folder and stopped again."""

    def __init__(self):
        self.daemon = self.folder = None
        need("docker.io:docker", "docker.io:dockerd", "debootstrap")
        if self.answers():
            return
        if os.geteuid() != 0:
            raise Skipped("no Docker Engine answers, and only root may start one")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-docker-"))
        socket = self.folder / "docker.sock"
        words = ["dockerd", "--host", f"unix://{socket}", "--data-root", self.folder / "data"]
        words += ["--exec-root", self.folder / "exec", "--pidfile", self.folder / "pid"]
        self.log = open(self.folder / "log", "w")
        self.daemon = subprocess.Popen(list(map(str, words)), stdout=self.log, stderr=self.log)
        os.environ["DOCKER_HOST"] = f"unix://{socket}"
        for _ in range(100):
            if self.answers():
                return
            if self.daemon.poll() is not None:
                break
            time.sleep(0.3)
        said = (self.folder / "log").read_text().strip().splitlines()
        self.stop()
        raise Skipped(f"no Docker Engine can run here: {said[-1] if said else 'it says nothing'}")

    @staticmethod
    def answers():
        try:
            done = subprocess.run(["docker", "info"], capture_output=True, timeout=20)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def stop(self):
        for name in docker("ps", "-aq", "--filter", f"label={MARK}", check=False).split():
            docker("rm", "-fv", name, check=False)
        for name in docker("images", "-q", "--filter", f"label={MARK}", check=False).split():
            docker("rmi", "-f", name, check=False)
        if self.daemon:
            self.daemon.terminate()
            try:
                self.daemon.wait(30)
            except subprocess.TimeoutExpired:
                self.daemon.kill()
            call("umount", "-l", self.folder / "data" / "overlay2", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)


def mirror():
    """Where this machine's own Debian packages come from."""
    files = [pathlib.Path("/etc/apt/sources.list"), *pathlib.Path("/etc/apt/sources.list.d").glob("*")]
    text = "\n".join(file.read_text() for file in files if file.is_file())
    found = re.findall(r"https?://\S+?/debian/?(?=\s)", text)
    if not found:
        raise Skipped("apt's sources name no Debian mirror")
    return found[0]


def release():
    return re.search(r"VERSION_CODENAME=(\w+)", pathlib.Path("/etc/os-release").read_text()).group(1)


def base():
    """This machine's Debian, slim, with Node.js: debootstrap makes it once, the engine imports it."""
    archive = CACHE / "node-slim.tar"
    if not archive.exists():
        if os.geteuid() != 0:
            raise Skipped("debootstrap needs root")
        CACHE.mkdir(parents=True, exist_ok=True)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-debian-"))
        try:
            call("debootstrap", "--variant=minbase", "--include=nodejs", release(), folder, mirror(), limit=1800)
            # As a slim image leaves things out. Of terminfo as much as of the rest: nothing.
            for part in ["var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/locale"]:
                shutil.rmtree(folder / part, ignore_errors=True)
            for part in ["lib/terminfo", "usr/share/terminfo"]:
                shutil.rmtree(folder / part, ignore_errors=True)
            part = archive.with_suffix(".part")
            call("tar", "-C", folder, "-cf", part, ".")
            part.rename(archive)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    docker("import", "--change", f"LABEL {MARK}=1", archive, f"{MARK}-base")
    return f"{MARK}-base"


def installed():
    """The folder `make install` fills, and its bytes."""
    out = pathlib.Path(tempfile.mkdtemp(prefix="wamon-out-"))
    call("make", "-s", "-o", "build-wamon", "-C", ROOT, "install", f"DESTDIR={out}/out")
    return out, int(call("du", "-sb", out / "out").split()[0])


def runtime(out):
    """The Dockerfile's runtime stage; what its build stage would make is an image of that name here."""
    archive = out / "build.tar"
    with tarfile.open(archive, "w") as tar:
        tar.add(out / "out", arcname="out")
    docker("import", archive, "build")
    text = (ROOT / "Dockerfile").read_text()
    head = text[: text.index("FROM ")]
    stage = text[text.index("FROM ${RUNTIME_BASE} AS runtime") :]
    (out / "Dockerfile").write_text(head + stage)
    os.environ["DOCKER_BUILDKIT"] = "0"
    try:
        docker(
            "build", "--target", "runtime", "--build-arg", f"RUNTIME_BASE={MARK}-base", "-t", f"{MARK}-runtime",
            "--label", f"{MARK}=1", "-f", out / "Dockerfile", out,
        )
    finally:
        docker("rmi", "build", check=False)
    return f"{MARK}-runtime"


def application(name, ecosystem=None, files=None, **changes):
    """An image with the customer's folder, its ecosystem file changed: `None` leaves it as it is."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wamon-app-"))
    try:
        shutil.copytree(ROOT / "Tests" / "wa-manager", folder, dirs_exist_ok=True)
        if ecosystem:
            (folder / "ecosystem.config.js").rename(folder / "customer.js")
            (folder / "ecosystem.config.js").write_text(ecosystem)
        for file, text in (files or {}).items():
            (folder / file).write_text(text)
            (folder / file).chmod(0o755)
        docker(
            "build", "--build-arg", f"WAMON={MARK}-runtime", "-t", f"{MARK}-{name}", "--label", f"{MARK}=1",
            "-f", ROOT / "deploy" / "app.Dockerfile", folder,
        )
    finally:
        shutil.rmtree(folder)
    return f"{MARK}-{name}"


class Container:
    """One that is gone afterwards."""

    def __init__(self, image, *options, name="wa-manager", command=()):
        self.name = f"{MARK}-{name}"
        docker("rm", "-fv", self.name, check=False)
        self.began = time.monotonic()
        # 22 s is more than two kill_timeouts; npx is in the application's folder here.
        words = ["run", "-d", "--name", self.name, "--hostname", "wa-manager", "--label", f"{MARK}=1"]
        words += ["--stop-timeout", "30", "-e", "PATH=/app/bin:/usr/local/bin:/usr/bin:/bin"]
        docker(*words, *options, image, *command)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        docker("rm", "-fv", self.name, check=False)

    def exec(self, *words, options=(), check=True):
        return docker("exec", *options, self.name, *words, check=check)

    def inspect(self, path):
        return json.loads(docker("inspect", "--format", "{{json " + path + "}}", self.name))

    @property
    def pid(self):
        return self.inspect(".State.Pid")

    def logs(self):
        done = subprocess.run(["docker", "logs", self.name], capture_output=True, text=True)
        return done.stdout + done.stderr

    def fleet(self):
        """By name what `jlist` says; empty while nobody answers."""
        try:
            return {app["name"]: app for app in json.loads(self.exec("wamon", "jlist", check=False) or "[]")}
        except json.JSONDecodeError:
            return {}

    def until(self, what, limit=30, every=0.05):
        """Waits for it to be true; gives back after how long, and what it was."""
        began = time.monotonic()
        while True:
            found = what()
            if found:
                return time.monotonic() - began, found
            if time.monotonic() - began > limit:
                raise AssertionError(f"not within {limit} s; {self.inspect('.State')}; the log: {self.logs()[-1500:]}")
            time.sleep(every)

    def online(self, count=2, limit=30):
        def look():
            fleet = self.fleet()
            up = [app for app in fleet.values() if app["pm2_env"]["status"] == "online"]
            return fleet if len(up) == count else None

        return self.until(look, limit)

    def processes(self):
        """Of the container: pid inside, state, command line."""
        found = []
        for word in docker("top", self.name, "-eo", "pid,stat,args").splitlines()[1:]:
            pid, state, args = word.split(None, 2)
            found.append((int(pid), state, args))
        return found

    def answers(self, port, path, limit=30):
        """Milliseconds since 1970 when an address inside first answers with 200, by one patient client there."""
        script = (
            "const t=Date.now()+%d;const go=()=>{const r=require('http').get({host:'127.0.0.1',port:%d,path:'%s',timeout:500},"
            "a=>{if(a.statusCode==200){console.log(Date.now());process.exit(0)}a.resume();again()});"
            "r.on('error',again)};let again=()=>{if(Date.now()>t)process.exit(1);setTimeout(go,10)};go()"
        ) % (limit * 1000, port, path)
        return int(self.exec("node", "-e", script))

    def get(self, port, path):
        script = (
            "require('http').get({host:'127.0.0.1',port:%d,path:'%s'},a=>{console.log(a.statusCode);a.resume()})"
            ".on('error',e=>console.log(e.code))" % (port, path)
        )
        return self.exec("node", "-e", script).strip()


def row(test):
    """One test, its verdict and its figure; whether it did not fail."""
    began, failed = time.monotonic(), False
    try:
        verdict, figure = "ok", test()
    except Skipped as why:
        verdict, figure = "skipped", str(why)
    except Exception as error:  # every test gets its turn
        verdict, figure, failed = "FAILED", f"{type(error).__name__}: {error}", True
    print(f"{test.__name__.replace('_', '-'):22} {verdict:7} {figure}  ({time.monotonic() - began:.0f} s)", flush=True)
    return not failed


def main(tests, opening, alone=()):
    """Runs those whose name contains one of the words of the command line.

    Without an engine only what stands alone is run, and the rest is reported as skipped."""
    words = sys.argv[1:]

    def chosen(all_of_them):
        return [test for test in all_of_them if not words or any(word in test.__name__.replace("_", "-") for word in words)]

    if not WAMON.exists():
        sys.exit(f"{WAMON} is missing: make build")
    well = [row(test) for test in chosen(alone)]
    tests = chosen(tests)
    if not tests:
        return 0 if all(well) else 1
    engine = None
    try:
        engine = Engine()
        opening()
        well += [row(test) for test in tests]
    except Skipped as why:
        for test in tests:
            print(f"{test.__name__.replace('_', '-'):22} skipped {why}", flush=True)
    finally:
        if engine:
            engine.stop()
    return 0 if all(well) else 1
