"""`jsx extract` as its user meets it: formats, files, standard input, and everything that can go wrong."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner

from jsx_cli import cli
from jsx_cli.resources import schema_path

SEEDS = sorted((Path(__file__).parents[2] / "data/seeds").glob("*.txt"))
PLAN = str(next(seed for seed in SEEDS if seed.name.startswith("003")))
NOTE = "关于改革的通知\n各单位：\n一、改革措施\n基层一线人员在理事会中的比例不低于30%。\n"


@dataclass(frozen=True)
class Ended:
    """What a call left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "en")
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """`jsx` with these arguments, in this process; stdout is no terminal."""

    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        # `main` itself, errors and exit codes included, in the streams that click's runner makes.
        through = click.Command("jsx", callback=lambda: cli.main(list(arguments)))
        done = CliRunner().invoke(through, [], input=stdin)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout_bytes.decode(), done.stderr_bytes.decode())

    return call


@pytest.fixture
def shell() -> Run:
    """`jsx` with these arguments, as a process of its own."""

    def call(*arguments: str | bytes, stdin: bytes = b"", cwd: Path | None = None, **environment: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "jsx_cli", *arguments],
            input=stdin, capture_output=True, cwd=cwd, check=False, env=os.environ | environment,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))

    return call


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: str(seed.name)[:3])
def test_every_fact_stands_in_the_file_where_it_says(run: Run, seed: Path) -> None:
    done = run("extract", str(seed))
    result = json.loads(done.out)
    schema = json.loads(schema_path().read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(result)
    text = seed.read_bytes().decode(result["source"]["encoding"])
    assert result["source"]["path"] == str(seed)
    assert result["source"]["chars"] == len(text)
    assert result["facts"]
    for fact in result["facts"]:
        evidence = fact["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["raw"]
        assert evidence["exact"] in evidence["sentence"]
    assert run("extract", str(seed)).out == done.out


def test_one_document_piped_is_one_object(run: Run, note: Path) -> None:
    done = run("extract", str(note))
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["schema"] == "jsx/1"
    assert done.out.startswith('{\n  "schema": "jsx/1",\n')
    assert done.out.endswith("\n}\n")


def test_several_documents_piped_are_a_line_each(run: Run, note: Path) -> None:
    done = run("extract", str(note), PLAN)
    lines = done.out.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == [str(note), PLAN]


def test_json_for_several_is_an_array_when_asked_for(run: Run, note: Path) -> None:
    done = run("extract", "--format", "json", str(note), str(note))
    assert len(json.loads(done.out)) == 2


def test_jsonl_for_one_is_a_line(run: Run, note: Path) -> None:
    done = run("extract", "--format", "jsonl", str(note))
    assert done.out.count("\n") == 1
    assert json.loads(done.out)["schema"] == "jsx/1"


def test_numbers_come_out_exact(run: Run, note: Path) -> None:
    assert '"value": 0.3,' in run("extract", str(note)).out


def test_standard_input(run: Run) -> None:
    done = run("extract", "-", stdin=NOTE.encode("gb18030"))
    result = json.loads(done.out)
    assert result["source"]["path"] == "-"
    assert result["source"]["encoding"] == "gb18030"
    assert [fact["evidence"]["exact"] for fact in result["facts"]] == ["一、改革措施", "不低于30%"]


def test_table_when_asked_for(run: Run, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    done = run("extract", "--format", "table", str(note))
    assert "≥30%" in done.out
    assert "4:15" in done.out
    assert "\x1b" not in done.out
    assert "\x1b[" in run("extract", "--format", "table", "--color", "always", str(note)).out


def test_output_file(run: Run, note: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.json"
    done = run("extract", str(note), "-o", str(out))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert out.read_text(encoding="utf-8") == run("extract", str(note)).out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["结果.json", "通知.txt"]


def test_output_file_called_jsonl(run: Run, note: Path, tmp_path: Path) -> None:
    run("extract", str(note), "-o", str(tmp_path / "facts.jsonl"))
    assert (tmp_path / "facts.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_output_to_a_device_does_not_replace_it(run: Run, note: Path) -> None:
    assert run("extract", str(note), "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_an_output_that_cannot_be_written(run: Run, note: Path, tmp_path: Path) -> None:
    done = run("extract", str(note), "-o", str(tmp_path / "none/facts.json"))
    assert done.code == 2
    assert done.err == f"jsx: cannot write to {tmp_path}/none/facts.json: there is no directory {tmp_path}/none\n"
    done = run("extract", str(note), "-o", str(tmp_path))
    assert (done.code, done.err) == (2, f"jsx: cannot write to {tmp_path}: it is a directory\n")


def test_the_document_is_not_overwritten(run: Run, note: Path) -> None:
    done = run("extract", str(note), "-o", str(note))
    assert (done.code, done.err) == (2, f"jsx: {note} is one of the documents; it is not overwritten\n")
    assert note.read_text(encoding="utf-8") == NOTE


def test_a_failure_leaves_what_stood_there(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "facts.json"
    out.write_text("before", encoding="utf-8")
    assert run("extract", str(tmp_path / "none.txt"), "-o", str(out)).code == 2
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["facts.json"]


def test_one_bad_file_among_several(run: Run, note: Path, tmp_path: Path) -> None:
    done = run("extract", str(tmp_path / "none.txt"), str(note))
    assert done.code == 2
    assert json.loads(done.out)["source"]["path"] == str(note)
    assert done.err == f"jsx: {tmp_path}/none.txt: no such file\n"


RUBBISH = bytes(range(256)) * 40


@pytest.mark.parametrize("content", [b"", b"  \n\t\n", RUBBISH], ids=["empty", "blank", "binary"])
def test_a_file_without_text(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    done = run("extract", str(path))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"jsx: {path}: ")
    assert done.err.count("\n") == 1


def test_a_directory(run: Run, tmp_path: Path) -> None:
    done = run("extract", str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"jsx: {tmp_path}: this is a directory; name its files, as in: jsx extract {tmp_path}/*.txt, "
        "or see: jsx batch --help\n"
    )


def test_paths_that_are_none(run: Run) -> None:
    assert run("extract", "").err == "jsx: a path is empty; name a file\n"
    assert run("extract", "-", "-").err == "jsx: - is given more than once; standard input can be read only once\n"
    assert run("extract", "a\nb\x1b[2J").err == "jsx: a\N{RETURN SYMBOL}b\N{REPLACEMENT CHARACTER}[2J: no such file\n"


def test_names_that_are_too_long(run: Run, note: Path) -> None:
    long = "长" * 200
    assert run(long).err.startswith(f"jsx: no such command: {long}; ")
    assert run("extract", long).err.startswith(f"jsx: {long}: cannot be read (")
    assert run("extract", str(note), "-o", long).err.startswith(f"jsx: cannot write to {long}: ")


def test_an_encoding_that_does_not_exist(run: Run, note: Path) -> None:
    done = run("extract", str(note), "--encoding", "gb2313")
    assert (done.code, done.out) == (2, "")
    assert "gb2313" in done.err


def test_a_directory_of_rules_that_is_not_there(run: Run, note: Path, tmp_path: Path) -> None:
    done = run("extract", str(note), PLAN, "--rules", str(tmp_path / "none"))
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extrat"], "jsx: no such command: extrat; did you mean extract?"),
        (["frobnicate"], "jsx: no such command: frobnicate; the commands are "),
        ([PLAN], f"jsx: no such command: {PLAN}; to read this file: jsx extract {PLAN}"),
        (["extract", "--fromat", "json", "x"], "jsx extract: no such option: --fromat; did you mean --format?"),
        (["extract"], "jsx extract: nothing was given for PATH..."),
        (["extract", "x", "--format", "xml"], "jsx extract: --format is one of table, json, jsonl"),
        (["extract", "x", "--format"], "the option --format needs a value"),
        (["text", "x", "y"], "jsx text: too many arguments: y"),
        (["--verson"], "jsx: no such option: --verson; did you mean --version?"),
    ],
)
def test_mistakes_in_the_command(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "\nTry: jsx " in done.err


def test_nothing_at_all_shows_the_help(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: jsx ")


@pytest.mark.parametrize(
    ("words", "offers"), [("jsx ex", "extract"), ("jsx extract --for", "--format"), ("jsx text ", "file")]
)
def test_completion(shell: Run, words: str, offers: str) -> None:
    number = str(len(words.split(" ")) - 1)
    done = shell(_JSX_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=number)
    assert done.code == 0
    assert offers in done.out


def test_positions_of_a_docx_count_in_what_jsx_text_prints(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NOTE.splitlines())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    text = run("text", str(path)).out
    result = json.loads(run("extract", str(path)).out)
    assert "encoding" not in result["source"]
    evidence = next(fact["evidence"] for fact in result["facts"] if fact["type"] == "ratio")
    assert text[evidence["start"] : evidence["end"]] == evidence["raw"] == "不低于30%"
    assert evidence["block"] >= 1
    assert run("text", "--normalised", str(path)).out.startswith("关于改革的通知\n")


def test_messages_in_chinese(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSX_LANG", "zh")
    assert run("extrat").err.startswith("jsx: 没有这个命令：extrat；是不是 extract？\n")
    assert run("extract", str(tmp_path)).err.startswith(f"jsx: {tmp_path}：这是一个目录")
    assert "用法：" in run("extract", "--help").out


@pytest.mark.parametrize(
    ("names", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "zh_CN.UTF-8", "JSX_LANG": "en"}, False),
        ({"LANG": "en_US.UTF-8", "JSX_LANG": "zh_TW"}, True),
        ({"LC_MESSAGES": "zh_HK", "LANG": "en_US.UTF-8"}, True),
        ({}, False),
    ],
)
def test_the_language_is_that_of_the_locale(
    run: Run, names: dict[str, str], chinese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JSX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert ("用法：" in run("--help").out) is chinese


def test_a_mistake_of_ours_is_shown_and_is_not_success(run: Run, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("jsx_cli.api.analyze", broken)
    done = run("extract", str(note))
    assert done.code == 2
    assert "RuntimeError: a bug" in done.err
    assert "report" in done.err.splitlines()[-1]


def test_version_names_the_rules(run: Run) -> None:
    from jsx_cli import __version__
    from jsx_cli.api import ruleset_digest

    assert run("--version").out == f"jsx {__version__} (rules {ruleset_digest()})\n"


def test_schema(run: Run) -> None:
    assert json.loads(run("schema").out) == json.loads(schema_path().read_text(encoding="utf-8"))


def test_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes("關(guān)于印發(fā)改革方案的通知\r\n".encode())
    assert run("text", str(path)).out == "关于印发改革方案的通知\n"
    assert run("text", "-", stdin=path.read_bytes()).out == "关于印发改革方案的通知\n"
    assert run("text", "--decoded", str(path)).out.splitlines() == ["關(guān)于印發(fā)改革方案的通知"]
    assert run("text", "--normalised", str(path)).out == "关于印发改革方案的通知\n"
    run("text", str(path), "-o", str(tmp_path / "out.txt"))
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "关于印发改革方案的通知\n"


# What only a process of its own shows.


def test_a_file_name_that_is_no_text(shell: Run, tmp_path: Path) -> None:
    name = "通知.txt".encode("gb18030")
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(NOTE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    done = shell("extract", name, cwd=tmp_path)
    assert done.code == 0
    assert os.fsencode(json.loads(done.out)["source"]["path"]) == name


def test_a_locale_without_chinese(shell: Run, note: Path) -> None:
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = shell("extract", note.name, cwd=note.parent, **plain)
    assert json.loads(done.out)["source"]["path"] == "通知.txt"
    assert "通知.txt" in shell("extract", note.name, "--format", "table", cwd=note.parent, **plain).out
    assert shell("extract", "没有.txt", **plain).err == "jsx: 没有.txt: no such file\n"


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m jsx_cli extract --format jsonl {' '.join([PLAN] * 8)} | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert done.stdout == b"{"
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_full_disk_is_told(note: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "jsx_cli", "extract", str(note)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"jsx: cannot write to standard output: ")
    assert done.stderr.count(b"\n") == 1


def test_ctrl_c_leaves_no_half_file(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "jsx_cli", "extract", "-", "-o", str(tmp_path / "facts.json")],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not list(tmp_path.iterdir()):  # the temporary file: the command waits for its input
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.strip() == b""
    assert list(tmp_path.iterdir()) == []


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What `jsx` writes to a terminal of 90 columns."""
    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "jsx_cli", *arguments], stdout=follower, stderr=follower, stdin=subprocess.DEVNULL,
        env=os.environ | {"COLUMNS": "90", "TERM": "xterm"} | environment,
    )  # fmt: skip
    os.close(follower)
    written = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(leader)
    assert done.wait() == 0
    return written.decode()


def test_a_terminal_gets_a_table_in_colours(note: Path) -> None:
    shown = on_a_terminal("extract", str(note))
    assert "≥30%" in shown
    assert "\x1b[" in shown


def test_no_color(note: Path) -> None:
    assert "\x1b" not in on_a_terminal("extract", str(note), NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("extract", str(note), TERM="dumb")
    assert "\x1b[" in on_a_terminal("extract", str(note), "--color", "always", NO_COLOR="1")
