"""Cases of the container: whatever an unpacker would take, and a bundle is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from struct import pack
from typing import Final

from conforming.archives import DEFLATED, Spelling, archive
from conforming.case import MEMBERS, OCTETS, Case, fails

BUNDLE: Final = "bundle"
_PAIRS: Final = list(MEMBERS.items())
_NAMES: Final = list(MEMBERS)
_ONE: Final = "events/00002.payload"
_END: Final = 22
_ZIP64: Final = pack("<2H2Q", 1, 16, len(MEMBERS[_ONE]), len(MEMBERS[_ONE]))
_ZIP64_END: Final = b"PK\x06\x06" + pack("<Q2H2I4Q", 44, 45, 45, 0, 0, 18, 18, 0, 0)
_DESCRIPTOR: Final = b"PK\x07\x08" + pack("<3I", 0, len(MEMBERS[_ONE]), len(MEMBERS[_ONE]))

SPELLINGS: Final[dict[str, tuple[str, Spelling, str]]] = {
    "date_other": ("a member is dated 1981-01-01", Spelling(date=545), _ONE),
    "date_zero": ("all members are dated with zeros", Spelling(date=0), ""),
    "time_other": ("a member has a time of day", Spelling(time=1), _ONE),
    "flag_utf8": ("a flag says that names are UTF-8", Spelling(flags=0x800), ""),
    "flag_encrypted": ("a flag says that a member is encrypted", Spelling(flags=1), _ONE),
    "member_deflated": ("a member is compressed", Spelling(method=DEFLATED), _ONE),
    "all_deflated": ("all members are compressed", Spelling(method=DEFLATED), ""),
    "made_on_unix": ("the directory says made on Unix", Spelling(made_by=0x030A), ""),
    "version_20": ("version 2.0 is said to be needed", Spelling(needed=20), _ONE),
    "attributes": ("a member has file permissions", Spelling(external=0o100644 << 16), _ONE),
    "text_attribute": ("a member is said to be text", Spelling(internal=1), _ONE),
    "disk_other": ("a member is said to be on another disk", Spelling(disk=1), _ONE),
    "crc_wrong": ("a member's sum is not that of its bytes", Spelling(crc_flip=1), _ONE),
    "offset_wrong": ("the directory says another place", Spelling(offset_flip=1), _ONE),
    "extra_local": ("a header has an extra field", Spelling(local_extra=b"xx\0\0"), _ONE),
    "extra_central": ("the directory has an extra field", Spelling(central_extra=b"xx\0\0"), _ONE),
    "comment_of_member": ("a member has a comment", Spelling(member_comment=b"hello"), _ONE),
    "comment_of_archive": ("the archive has a comment", Spelling(comment=b"hello"), ""),
    "zip64_extra": ("sizes are told again in zip64", Spelling(central_extra=_ZIP64), _ONE),
    "zip64_end": ("a zip64 end stands before the end", Spelling(before_end=_ZIP64_END), ""),
    "count_wrong": ("the end counts one member more", Spelling(counted_more=1), ""),
    "gap_behind_member": ("bytes stand between two members", Spelling(behind_member=b"..."), _ONE),
    "data_descriptor": (
        "sizes are told again behind a member",
        Spelling(flags=8, behind_member=_DESCRIPTOR),
        _ONE,
    ),
}


def cases() -> Iterator[Case]:
    """Yield the cases of the container; each is refused by the check of the bundle."""
    spelled = (
        (f"container_{name}", f"In the archive, {about}.", archive(_PAIRS, odd, only))
        for name, (about, odd, only) in SPELLINGS.items()
    )
    for name, about, octets in chain(spelled, _cut_and_joined(), _other_members()):
        yield fails(name, BUNDLE, about, octets)


def _cut_and_joined() -> Iterator[tuple[str, str, bytes]]:
    middle = OCTETS.index(b"PK\x03\x04", 4)
    head, tail = OCTETS[:middle], OCTETS[middle:]
    directory = OCTETS.index(b"PK\x01\x02")
    yield "container_bytes_before", "Bytes stand before the archive.", b"MZ" + OCTETS
    yield "container_bytes_behind", "A byte stands behind the archive.", OCTETS + b"\n"
    yield "container_cut", "The last byte of the archive is missing.", OCTETS[:-1]
    yield "container_cut_in_header", "The file ends in its first header.", OCTETS[:20]
    yield "container_without_directory", "The file has no directory.", OCTETS[:directory]
    yield "container_without_end", "The file ends behind its directory.", OCTETS[:-_END]
    yield "container_two_ends", "The end is written twice.", OCTETS + OCTETS[-_END:]
    yield "container_in_container", "A second archive stands behind the first.", OCTETS * 2
    yield "container_first_member_twice", "A member comes twice in a row.", head + head + tail
    yield "container_empty", "The archive has no members.", OCTETS[-_END:-12] + bytes(12)


def _other_members() -> Iterator[tuple[str, str, bytes]]:
    canonical = Spelling()
    swapped = [*_PAIRS[:4], _PAIRS[5], _PAIRS[4], *_PAIRS[6:]]
    twice = [*_PAIRS[:5], (_PAIRS[4][0], b"other"), *_PAIRS[5:]]
    lost = [pair for pair in _PAIRS if pair[0] != "head-map/proof"]
    upper = [(name.replace("README", "readme"), content) for name, content in _PAIRS]
    for name, about, members in (
        ("members_swapped", "Two members have changed places.", swapped),
        ("member_twice", "Two members have one name.", twice),
        ("member_missing", "The proof from the head map is missing.", lost),
        ("member_added", "A member is added at the end.", [*_PAIRS, ("notes.txt", b"see me")]),
        ("member_added_empty", "A folder is added as a member.", [("events/", b""), *_PAIRS]),
        ("member_outside", "A member has a path to outside.", [*_PAIRS, ("../x", b"out")]),
        ("member_name_not_ascii", "A member's name is not ASCII.", [*_PAIRS, ("é", b"")]),
        ("member_name_empty", "A member has an empty name.", [*_PAIRS, ("", b"")]),
        ("member_in_lower_case", "README.md is written in lower case.", upper),
        ("manifest_missing", "There is no manifest.", _PAIRS[1:]),
    ):
        yield name, about, archive(members, canonical)
    renamed = archive(_PAIRS, canonical, _ONE, "events/00002.payloaD")
    yield "member_listed_otherwise", "The directory calls a member otherwise.", renamed
    hidden = archive(_PAIRS[:-1], canonical)
    cut = hidden.index(b"PK\x01\x02")
    kept = archive(_PAIRS[-1:], canonical)
    local = kept[: kept.index(b"PK\x01\x02")]
    about = "A member is there that the directory does not list."
    yield "member_unlisted", about, hidden[:cut] + local + hidden[cut:]
