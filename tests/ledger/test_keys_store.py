"""Keys in a file: made once for each owner, found by name, gone for ever when destroyed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from keyring import KEY, refused

from ledger.keys.file_store import FileKeyStore
from ledger.keys.slots import SLOT_BYTES
from ledger.keys.store import Key, KeyStore

KEK = bytes(range(32))
LOG = bytes(range(16))
STREAM = bytes(range(16, 32))

OWNERS: dict[str, Callable[[KeyStore], Key]] = {
    "stream": lambda store: store.stream_key(LOG, STREAM),
    "person": lambda store: store.person_key("person-1"),
    "retention": lambda store: store.retention_key(LOG),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(path: Path) -> FileKeyStore:
    return FileKeyStore(path, KEK)


@pytest.mark.parametrize("owner", OWNERS)
def test_an_owner_has_one_key_for_ever(store: FileKeyStore, path: Path, owner: str) -> None:
    key = OWNERS[owner](store)
    assert (len(key.kid), len(key.secret)) == (16, 32)
    assert OWNERS[owner](store) == OWNERS[owner](FileKeyStore(path, KEK)) == key
    assert store.secret(key.kid) == FileKeyStore(path, KEK).secret(key.kid) == key.secret


def test_no_two_owners_share_a_key(store: FileKeyStore) -> None:
    keys = [
        *(OWNERS[owner](store) for owner in OWNERS),
        store.stream_key(STREAM, LOG),
        store.retention_key(STREAM),
        store.person_key("person-2"),
        store.person_key(""),
    ]
    assert len({key.kid for key in keys}) == len({key.secret for key in keys}) == len(keys)


def test_a_key_that_another_process_made_is_found(store: FileKeyStore, path: Path) -> None:
    made = FileKeyStore(path, KEK).stream_key(LOG, STREAM)
    assert store.stream_key(LOG, STREAM) == made
    made = FileKeyStore(path, KEK).person_key("person-1")
    assert store.secret(made.kid) == made.secret


def test_an_unknown_name_is_unknown(store: FileKeyStore) -> None:
    with refused("key_unknown"):
        store.secret(KEY.kid)


@pytest.mark.parametrize("owner", OWNERS)
def test_a_destroyed_key_is_gone_and_never_made_again(
    store: FileKeyStore, path: Path, owner: str
) -> None:
    elsewhere = FileKeyStore(path, KEK)
    key, kept = OWNERS[owner](store), store.person_key("somebody else")
    assert elsewhere.secret(key.kid) == key.secret
    store.destroy(key.kid)
    for each in (store, elsewhere, FileKeyStore(path, KEK)):
        with refused("key_destroyed"):
            each.secret(key.kid)
        with refused("key_destroyed"):
            OWNERS[owner](each)
        assert each.secret(kept.kid) == kept.secret


def test_nothing_of_a_destroyed_key_is_left_in_the_file(store: FileKeyStore, path: Path) -> None:
    key = store.person_key("person-1")
    before = path.read_bytes()[SLOT_BYTES:]
    store.destroy(key.kid)
    after = path.read_bytes()[SLOT_BYTES:]
    nonce_and_secret = before[49:109]
    assert len(after) == len(before)
    assert not any(
        nonce_and_secret[at : at + 8] in after for at in range(len(nonce_and_secret) - 8)
    )


def test_destroying_twice_changes_nothing(store: FileKeyStore, path: Path) -> None:
    key = store.person_key("person-1")
    store.destroy(key.kid)
    once = path.read_bytes()
    store.destroy(key.kid)
    assert path.read_bytes() == once


KILLED = """
import os, signal, sys
from pathlib import Path
from ledger.keys.file_store import FileKeyStore
store = FileKeyStore(Path(sys.argv[1]), bytes(range(32)))
write, left = os.pwrite, int(sys.argv[3])
def pwrite(*arguments):
    global left
    written, left = write(*arguments), left - 1
    return written if left else os.kill(os.getpid(), signal.SIGKILL)
os.pwrite = pwrite
store.destroy(bytes.fromhex(sys.argv[2]))
"""


@pytest.mark.parametrize("writes", [1, 2])
def test_who_was_killed_while_destroying_a_key_leaves_it_to_the_next(
    store: FileKeyStore, path: Path, writes: int
) -> None:
    key = store.person_key("person-1")
    command = [sys.executable, "-c", KILLED, str(path), key.kid.hex(), str(writes)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -signal.SIGKILL
    FileKeyStore(path, KEK).destroy(key.kid)
    with refused("key_destroyed"):
        store.secret(key.kid)


def test_a_restored_backup_brings_nobody_back(store: FileKeyStore, path: Path) -> None:
    empty = shutil.copy(path, path.with_name("before"))
    key = store.person_key("person-1")
    full = shutil.copy(path, path.with_name("after"))
    for backup in (empty, full):
        shutil.copy(backup, path)
        FileKeyStore(path, KEK).destroy(key.kid)
        with refused("key_destroyed"):
            FileKeyStore(path, KEK).secret(key.kid)


def test_a_name_of_another_length_cannot_be_destroyed(store: FileKeyStore) -> None:
    with refused("kid_malformed"):
        store.destroy(b"short")


def test_threads_get_one_key_for_one_owner(store: FileKeyStore) -> None:
    def ask(number: int) -> Key:
        return store.stream_key(LOG, (number % 5).to_bytes(16, "big"))

    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(ask, range(100)))
    assert [key == keys[number % 5] for number, key in enumerate(keys)] == [True] * 100
    assert len(set(keys)) == 5


PROCESS = """
import sys
from pathlib import Path
from ledger.keys.file_store import FileKeyStore
store = FileKeyStore(Path(sys.argv[1]), bytes(range(32)))
for number in range(40):
    print(store.stream_key(bytes(16), number.to_bytes(16, "big")).kid.hex())
"""


def test_processes_get_one_key_for_one_owner(path: Path) -> None:
    command = [sys.executable, "-c", PROCESS, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = [process.communicate(timeout=60)[0].split() for process in running]
    assert len(set(answers[0])) == 40
    assert answers[0] == answers[1] == answers[2]


def test_the_file_tells_neither_owners_nor_keys(store: FileKeyStore, path: Path) -> None:
    key = store.person_key("wanda")
    raw = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert not any(secret in raw for secret in (key.secret, KEK, b"wanda"))


def test_a_key_is_printed_without_its_secret() -> None:
    assert repr(KEY) == f"Key(kid={KEY.kid.hex()})"
    assert KEY.__rich_repr__() == [("kid", KEY.kid.hex())]
