#!/usr/bin/env python3
"""Turns the day files of an audit archive into input for kafka-console-producer.sh (docs/operations/recovery.md).

Reads lines from standard input, in the order of the days. Key and headers follow from each line; the value stays as it is, byte for
byte. What an archive holds again, because the topic once began anew, is passed over. What is behind the last checkpoint of a log
is left out: nobody's signature covers it, so no service would take it back.
"""
import hashlib
import json
import sys
import uuid


def named(name):
    """The name-based id that services give, Java's UUID.nameUUIDFromBytes."""
    digest = bytearray(hashlib.md5(name.encode("utf-8")).digest())
    digest[6] = digest[6] & 0x0F | 0x30
    digest[8] = digest[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(digest))


def main():
    waiting, sizes, notes = {}, {}, set()
    for line in sys.stdin.buffer:
        line = line.rstrip(b"\n")
        data = json.loads(line)
        log, checkpoint = data["service"], "note" in data
        place = data["size" if checkpoint else "index"]
        size = sizes.setdefault(log, place)
        if place > size:
            sys.exit(f"{log}: entry {size} is missing")
        if place < size or checkpoint and line in notes:
            continue
        if checkpoint:
            notes.add(line)
        else:
            sizes[log] = size + 1
        at = data["signedAt" if checkpoint else "at"]
        headers = {
            "ce_specversion": "1.0",
            "ce_id": named(f"{log}/checkpoint/{place}/{at}" if checkpoint else f"{log}/{place}"),
            "ce_type": f"nl.privacyloket.audit.{'checkpoint' if checkpoint else 'entry'}.v1",
            "ce_source": log,
            "ce_time": at,
            "ce_organisation": "-" if checkpoint else data.get("organisation", "-"),
            "content-type": "application/json",
        }
        before = ",".join(f"{name}:{value}" for name, value in headers.items()) + f"\t{log}\t"
        waiting.setdefault(log, []).append(before.encode("utf-8") + line + b"\n")
        if checkpoint:
            sys.stdout.buffer.writelines(waiting.pop(log))
    for log, lines in waiting.items():
        print(f"{log}: {len(lines)} behind the last checkpoint left out", file=sys.stderr)


main()
