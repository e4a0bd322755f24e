"""What a file carries is found, each once, and stands in the file as it is or in digits."""

from __future__ import annotations

from cryptography import x509
from forgery.scene import Scene

from signing.timestamp.token import read_token
from signing.verify.carried import Carried, all_carried, carried


def stands_in(pdf: bytes, found: Carried) -> bool:
    every = (*found.certificates, *found.lists, *found.time_stamps)
    return all(one in pdf or one.hex().encode() in pdf for one in every)


def test_certificates_and_time_stamps_of_a_signed_file_are_found(scene: Scene) -> None:
    found = carried(scene.good)
    assert stands_in(scene.good, found)
    assert len(found.time_stamps) == len(scene.fields)
    assert len(set(found.certificates)) == len(found.certificates) > 1
    assert found.lists == ()


def test_an_archived_file_has_its_lists_and_one_time_stamp_more(scene: Scene) -> None:
    found, before = carried(scene.archived), carried(scene.good)
    assert stands_in(scene.archived, found)
    assert [x509.load_der_x509_crl(one) for one in found.lists]
    assert len(found.time_stamps) == len(before.time_stamps) + 1
    assert read_token(found.time_stamps[-1]).digest


def test_of_several_files_each_is_told_once_and_of_others_nothing(scene: Scene) -> None:
    several = all_carried([scene.archived, b"%PDF-1.4 of somebody else", scene.archived])
    assert several == carried(scene.archived)
    assert all_carried([b""]) == Carried()
