"""Files damaged by chance, as a bad line, a bad disk or a stranger who means harm leaves them."""

from __future__ import annotations

import io
import random
import zipfile

PUT_IN = (
    b"<td>", b"\xff\xfe", b"\t", b"%", b"9" * 40, b"--", b"\x00", b"(" * 9, b"<![x[", b"]]>", b"&#0;", b'"',
    b"\n", b"/", b"-1", b"1e999", b"obj", b"<<", b"[" * 9, b"=?utf-9?q?=00?=", b"charset=UT-8",
    b"\x7f\xff\xff\xff",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or put in; or nothing but chance."""
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(400))
    kept = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20, 100))):
        at = chance.randrange(len(kept) + 1)
        match chance.randrange(20):
            case 0:
                del kept[at:]
            case n if n < 7:
                kept[at : at + 1] = chance.randbytes(1)
            case n if n < 11:
                del kept[at : at + chance.randrange(60)]
            case n if n < 14:
                kept[at:at] = kept[at : at + chance.randrange(200)]
            case _:
                kept[at:at] = chance.choice(PUT_IN)
        if not kept:
            break
    return bytes(kept)


def in_a_part(data: bytes, chance: random.Random) -> bytes:
    """Damage inside a zip, which is whole again afterwards."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[name] = mutated(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()
