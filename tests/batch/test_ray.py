"""A real Ray of this machine: the same bytes, killed processes survived. `pytest -m ray`; needs jsx-cli[ray]."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jsx_cli.batch import Options, batch
from jsx_cli.errors import JsxError

pytestmark = [pytest.mark.ray, pytest.mark.filterwarnings("ignore")]
SEEDS = Path(__file__).parents[2] / "data/seeds"
Tree = Callable[[Path | str], dict[str, bytes]]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray = pytest.importorskip("ray")
    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of forty short documents."""
    monkeypatch.chdir(tmp_path)
    text = next(SEEDS.glob("002*.txt")).read_text(encoding="utf-8")
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / "in" / f"{number}.txt").write_text(f"第{number}号\n{text[number * 5 :]}", encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    return str(tmp_path / "in")


def kill_workers(running: threading.Event) -> list[int]:
    """Kill processes that analyse, and Ray's processes above them, until told to stop."""
    killed: list[int] = []
    while not running.wait(0.4):
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes()
                parent = int((path.parent / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            ours = b"ray::on_cluster" in words or b"multiprocessing.spawn" in words
            if ours and parent != 1 and len(killed) < 4:
                try:
                    os.kill(int(path.parent.name), signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed.append(int(path.parent.name))
                break
    return killed


def test_local_and_ray_give_the_same_bytes(cluster: None, many: str, tree: Tree) -> None:  # noqa: ARG001
    batch([many], "local", Options(parquet=True))
    summary = batch([many], "cluster", Options(engine="ray", parquet=True))
    assert (summary.documents, summary.failed) == (41, 1)
    assert tree("local") == tree("cluster")


def test_what_stops_a_run_is_told(cluster: None, many: str) -> None:  # noqa: ARG001
    """A mistake that a person can mend comes back through Ray as it was raised."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jsx_cli.batch.run.Analyser.digest", lambda _: "0123456789abcdef")
        with pytest.raises(JsxError, match="another version or other rules than the run"):
            batch([many], "cluster", Options(engine="ray"))
    assert not Path("cluster/manifest.jsonl").exists()
    batch([many], "cluster", Options(engine="ray"))
    assert Path("cluster/manifest.jsonl").exists()


def test_killed_processes_are_survived(cluster: None, many: str, tree: Tree) -> None:  # noqa: ARG001
    batch([many], "local")
    stop = threading.Event()
    killed: list[int] = []
    killer = threading.Thread(target=lambda: killed.extend(kill_workers(stop)))
    killer.start()
    began = time.monotonic()
    try:
        batch([many], "cluster", Options(engine="ray"))
    finally:
        stop.set()
        killer.join()
    assert killed, f"nothing was killed in {time.monotonic() - began:.1f} s"
    assert tree("local") == tree("cluster")


def test_an_object_store(cluster: None, many: str, tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Input and output in buckets of a server of this machine."""
    server_module = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    import fsspec

    server = server_module.ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }.items():
        monkeypatch.setenv(name, value)
    try:
        system = fsspec.filesystem("s3", endpoint_url=f"http://{host}:{port}", skip_instance_cache=True)
        system.mkdir("bucket")
        for path in sorted(Path(many).iterdir()):
            system.pipe_file(f"bucket/in/{path.name}", path.read_bytes())
        monkeypatch.setenv("FSSPEC_S3_ENDPOINT_URL", f"http://{host}:{port}")
        local = batch(["s3://bucket/in"], "local", Options(workers=2))
        batch(["s3://bucket/in"], "s3://bucket/out")
        assert local.documents == 41
        found = {name: data for name, data in tree("local").items() if name != ".jsx/lock"}
        for name, data in found.items():
            assert system.cat_file(f"bucket/out/{name}") == data, name
        assert batch(["s3://bucket/in"], "s3://bucket/out").kept == 41
        # Its processes have the environment of their Ray: one that was started before does not know the server.
        with pytest.raises(JsxError, match="cannot read s3://bucket"):
            batch(["s3://bucket/in"], "s3://bucket/ray", Options(engine="ray"))
        pytest.importorskip("ray").shutdown()
        batch(["s3://bucket/in"], "s3://bucket/ray", Options(engine="ray", workers=2))
        for name, data in found.items():
            assert system.cat_file(f"bucket/ray/{name}") == data, name
    finally:
        server.stop()
    assert tmp_path.is_dir()
