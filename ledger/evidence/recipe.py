"""What a bundle tells a person who opens it: how to check it by hand, without this program.

The text is part of the format: a bundle with another one is refused. What it says to type is typed
by a test, in a bundle that was unpacked.
"""

from __future__ import annotations

from typing import Final

RECIPE_TEXT: Final = """\
# Evidence of one history

This archive proves what happened in one stream of a log: that each event was recorded as it stands
here, that none is missing up to a position, and by when. Whom to believe is not in here: you need
the key of the log and those of witnesses, as a policy file, from somebody whom you trust.

With Counterseal:  counterseal verify THIS-FILE --policy YOUR-POLICY
In a browser:      the page that `counterseal export --verifier FILE` writes, without a network

By hand you need a shell, sha256sum, openssl 3 and python3. Unpack the archive, go into the folder,
and say `POLICY=` and the path of your policy. Everything below must end without an error. Integers
are big-endian, | joins bytes, 0x00 to 0x04 are single bytes.

## 1. Who signed the head

`checkpoint` is a C2SP signed note: origin, size, root of a Merkle tree. It must be signed by the
log of your policy, and by as many witnesses as you ask for; each tells its second. The same goes
for `checkpoint-earlier`, if it is there: then the last event was not in the log yet.

```sh
python3 - "$POLICY" <<'END'
import base64, os, sys
keys = [line.split()[1 if line.startswith("log") else 2] for line in open(sys.argv[1])
        if line.startswith(("log ", "witness "))]
for note in filter(os.path.exists, ("checkpoint", "checkpoint-earlier")):
    text, _, lines = open(note, encoding="utf-8").read().rpartition("\\n\\n")
    for number, key in enumerate(keys):
        name, key_id, packed = key.split("+", 2)
        kind, public = base64.b64decode(packed)[:1], base64.b64decode(packed)[1:]
        for line in lines.splitlines():
            signer, signature = line.split(" ")[1], base64.b64decode(line.split(" ")[2])
            if (signer, signature[:4].hex()) == (name, key_id):
                message, signature = (text + "\\n").encode(), signature[4:]
                if kind == b"\\x04":
                    second, signature = int.from_bytes(signature[:8], "big"), signature[8:]
                    message = b"cosignature/v1\\ntime %d\\n" % second + message
                    print(note, "seen by", name, "in second", second)
                der = bytes.fromhex("302a300506032b6570032100") + public
                for suffix, octets in ("key", der), ("text", message), ("sig", signature):
                    open(f"{note}.{number}.{suffix}", "wb").write(octets)
END
for key in checkpoint*.key; do
  openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$key" \\
    -in "${key%key}text" -sigfile "${key%key}sig" || exit 1
done
```

## 2. That each event is in the log, and none is missing

An event's leaf is made of its stored bytes and of the leaf before, and leads to the root (RFC 9162
section 2.1.3.2). The log says in an event of its own, `head-map`, which version of each stream is
the last; the proof leads from the last leaf here to what it said.

```sh
python3 - <<'END'
import base64, json
from hashlib import sha256
def read(name): return open(name, "rb").read()
def digest(*parts): return sha256(b"".join(parts)).digest()
def number(value, size=8): return value.to_bytes(size, "big")
def hashes(octets): return [octets[at:at + 32] for at in range(0, len(octets), 32)]
manifest = json.loads(read("manifest.json"))
log, stream = (bytes.fromhex(manifest[what].replace("-", "")) for what in ("log", "stream"))
own = bytearray(digest(b"counterseal/stream/v1\\0", log, b"ledger\\0log")[:16])
own[6], own[8] = own[6] & 0x0f | 0x80, own[8] & 0x3f | 0x80
origin, size, root = read("checkpoint").decode().split("\\n")[:3]
def included(event, files, stream, prev):
    opening = digest(
        b"counterseal/event/v1\\0", log, stream, number(event["version"]),
        number(event["recorded_at"]), number(len(event["type"]), 2), event["type"].encode(),
        digest(read(files + "payload")), digest(read(files + "meta")), prev,
        bytes.fromhex(event["salt"]))
    leaf = joined = digest(b"\\0", opening)
    index, last = event["position"] - 1, int(size) - 1
    for beside in hashes(read(files + "inclusion")):
        if index & 1 or index == last:
            joined = digest(b"\\1", beside, joined)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            joined = digest(b"\\1", joined, beside)
        index, last = index >> 1, last >> 1
    assert last == 0 and joined == base64.b64decode(root), "not in the tree: " + files
    return leaf
leaf, position, at = bytes(32), 0, 0
for version, event in enumerate(manifest["events"], 1):
    assert event["version"] == version and event["position"] > position, "not in order"
    assert event["recorded_at"] >= at, "time goes back"
    position, at = event["position"], event["recorded_at"]
    leaf = included(event, f"events/{version:05}.", stream, leaf)
saying = manifest["head_map"] | {"type": "ledger.head_mapped.v1"}
included(saying, "head-map/", bytes(own), bytes.fromhex(saying["prev"]))
said = json.loads(read("head-map/payload")[1:])
assert position <= said["through_position"] < saying["position"], "the map is another one"
key = digest(b"counterseal/head-key/v1\\0", stream)
value = digest(b"counterseal/head/v1\\0", number(version), leaf)
joined, siblings = digest(b"\\2", key, value), hashes(read("head-map/proof")[3:])
for depth, beside in zip(reversed(range(len(siblings))), siblings):
    right = key[depth // 8] >> 7 - depth % 8 & 1
    joined = digest(b"\\3", beside, joined) if right else digest(b"\\3", joined, beside)
assert joined.hex() == said["root"], "another event is the last"
print(version, "events are in the log", origin, "and none is missing through position",
      said["through_position"])
END
```

## 3. What the events say

With an `event_key`, a payload opens: 0x01 | kid (16 bytes) | nonce (12) | commitment (32) |
ciphertext and tag, by AES-256-GCM with the associated data log | stream | version (8) | type. The
key must be the one that the event commits to. Without a key, the payload stays closed, and is
proved all the same. What is shown of a person: SHA-256("counterseal/field/v1" 0x00 | salt | text)
is the commitment in the opened event.

```sh
python3 - <<'END'
import hashlib, json
for event in json.load(open("manifest.json", encoding="utf-8"))["events"]:
    payload = open(f"events/{event['version']:05}.payload", "rb").read()
    if "event_key" in event:
        key = bytes.fromhex(event["event_key"])
        made = hashlib.sha256(b"counterseal/key/v1\\0" + key).digest()
        assert made == payload[29:61], "another key"
END
```

## 4. The documents

The SHA-256 of each file is its name, and stands in an opened event. Verify a PDF's own signatures
with any PAdES validator. Certificates, lists of revoked ones and time-stamps stand in the PDFs, as
they are or in hexadecimal digits, and are here for who has no such program.

```sh
for file in files/* certificates/* revocation/* time-stamps/*; do
  if test -e "$file"; then
    name=${file##*/}
    echo "${name%.*}  $file" | sha256sum -c - || exit 1
  fi
done
for file in certificates/*; do
  if test -e "$file"; then openssl x509 -inform DER -in "$file" -noout -subject -dates; fi
done
for file in time-stamps/*; do
  if test -e "$file"; then openssl ts -reply -token_in -in "$file" -text; fi
done
```
"""

ERASED_TEXT: Final = """
## 5. What was erased

The log says in its own stream of erasures, in clear, which keys were destroyed, and why. An event
that is sealed under such a key (bytes 1 to 16 of its payload name it), and a field of an opened
event with such a `kid`, stay closed for ever. Each erasure is in the tree, as the events are.

```sh
python3 - <<'END'
import base64, json
from hashlib import sha256
def read(name): return open(name, "rb").read()
def digest(*parts): return sha256(b"".join(parts)).digest()
def number(value, size=8): return value.to_bytes(size, "big")
manifest = json.loads(read("manifest.json"))
log = bytes.fromhex(manifest["log"].replace("-", ""))
own = bytearray(digest(b"counterseal/stream/v1\\0", log, b"ledger\\0erasures")[:16])
own[6], own[8] = own[6] & 0x0f | 0x80, own[8] & 0x3f | 0x80
origin, size, root = read("checkpoint").decode().split("\\n")[:3]
for place, erasure in enumerate(manifest["erasures"], 1):
    files = f"erasures/{place:05}."
    opening = digest(
        b"counterseal/event/v1\\0", log, bytes(own), number(erasure["version"]),
        number(erasure["recorded_at"]), number(len(erasure["type"]), 2), erasure["type"].encode(),
        digest(read(files + "payload")), digest(read(files + "meta")),
        bytes.fromhex(erasure["prev"]), bytes.fromhex(erasure["salt"]))
    joined, way = digest(b"\\0", opening), read(files + "inclusion")
    index, last = erasure["position"] - 1, int(size) - 1
    for at in range(0, len(way), 32):
        beside = way[at:at + 32]
        if index & 1 or index == last:
            joined = digest(b"\\1", beside, joined)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            joined = digest(b"\\1", joined, beside)
        index, last = index >> 1, last >> 1
    assert last == 0 and joined == base64.b64decode(root), "not in the tree: " + files
    assert read(files + "payload")[:1] == b"\\0", "not in clear: " + files
    said = json.loads(read(files + "payload")[1:])
    assert said["type"] == erasure["type"], "of another type: " + files
    keys = [(key["kid"], key.get("stream", "")) for key in said["keys"]]
    closed = [event["version"] for event in manifest["events"]
              if (read(f"events/{event['version']:05}.payload")[1:17].hex(), manifest["stream"])
              in keys]
    print("position", erasure["position"], said["type"], said["ground"], said["reference"],
          "events", closed)
END
```
"""
"""What stands behind it where something was erased."""


def recipe_text(*, erased: bool) -> str:
    """Return the text for a bundle, with what is to be known of erasures if it has any."""
    return RECIPE_TEXT + ERASED_TEXT if erased else RECIPE_TEXT
