#!/usr/bin/python3
"""Decodes values with Debian's Telethon and encodes them again.

usage: layer144.py FILE: records of a length and a boxed value.
Prints one line of JSON: layer, records, and what went wrong by constructor.
"""
import collections
import json
import struct
import sys

from telethon.extensions import BinaryReader
from telethon.tl import alltlobjects


EMPTY_MEDIA = (0x3DED6320).to_bytes(4, "little")


def same(data, again):
    """Flags that this layer does not know yet are lost on the way, and Telethon drops messageMediaEmpty."""
    if EMPTY_MEDIA in data:
        return True
    return len(data) == len(again) and all(b & ~a == 0 for a, b in zip(words(data), words(again)))


def words(data):
    return struct.unpack(f"<{len(data) // 4}I", data)


def attempt(data):
    ctor = alltlobjects.tlobjects.get(struct.unpack_from("<I", data)[0])
    if ctor is None:
        return "unknown " + data[:4].hex()
    try:
        reader = BinaryReader(data)
        value = reader.tgread_object()
        left = len(data) - reader.tell_position()
        if left:
            return f"{ctor.__name__}: {left} bytes left"
        return "" if same(data, bytes(value)) else f"{ctor.__name__}: encoded differently"
    except Exception as err:
        return f"{ctor.__name__}: {err!s:.80}"


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    wrong, records, at = collections.Counter(), 0, 0
    while at < len(data):
        size, = struct.unpack_from("<I", data, at)
        said = attempt(data[at + 4:at + 4 + size])
        if said:
            wrong[said] += 1
        records += 1
        at += 4 + size
    print(json.dumps({"layer": alltlobjects.LAYER, "records": records, "wrong": wrong}))


main()
