"""Draws animations with rlottie, the renderer of Telegram Desktop.

rlottie.py SHEET.png FILE…: prints, for each file, how many of its frames there
are and which share of the first, the middle and the last one is not clear; draws
the middle ones side by side on a sheet.
"""
import ctypes
import gzip
import struct
import sys
import zlib

SIDE = 64
COLUMNS = 25

lib = ctypes.CDLL('librlottie.so.0-1')
lib.lottie_animation_from_data.restype = ctypes.c_void_p
lib.lottie_animation_from_data.argtypes = [ctypes.c_char_p] * 3
lib.lottie_animation_get_totalframe.restype = ctypes.c_size_t
lib.lottie_animation_get_totalframe.argtypes = [ctypes.c_void_p]
lib.lottie_animation_render.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p] + [ctypes.c_size_t] * 3
lib.lottie_animation_destroy.argtypes = [ctypes.c_void_p]


def frames(path):
    """The number of frames, and three of them as BGRA."""
    with gzip.open(path) as f:
        animation = lib.lottie_animation_from_data(f.read(), path.encode(), b'')
    if not animation:
        sys.exit(f'{path}: rlottie cannot read it')
    n = lib.lottie_animation_get_totalframe(animation)
    out = []
    for frame in (0, n // 2, n - 1):
        pixels = (ctypes.c_uint32 * (SIDE * SIDE))()
        lib.lottie_animation_render(animation, frame, pixels, SIDE, SIDE, SIDE * 4)
        out.append(bytes(pixels))
    lib.lottie_animation_destroy(animation)
    return n, out


def sheet(name, cells):
    """Writes pictures side by side, on light grey, as PNG."""
    rows = -(-len(cells) // COLUMNS)
    lines = [bytearray(b'\xe8' * (COLUMNS * SIDE * 3)) for _ in range(rows * SIDE)]
    for i, cell in enumerate(cells):
        left, top = i % COLUMNS * SIDE, i // COLUMNS * SIDE
        for at in range(SIDE * SIDE):
            b, g, r, a = cell[4 * at:4 * at + 4]
            if a:
                line, x = lines[top + at // SIDE], 3 * (left + at % SIDE)
                line[x:x + 3] = bytes(min(255, c + 0xe8 * (255 - a) // 255) for c in (r, g, b))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    with open(name, 'wb') as f:
        f.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', COLUMNS * SIDE, rows * SIDE, 8, 2, 0, 0, 0)))
        f.write(chunk(b'IDAT', zlib.compress(b''.join(b'\0' + bytes(line) for line in lines))) + chunk(b'IEND', b''))


middles = []
for path in sys.argv[2:]:
    n, (first, middle, last) = frames(path)
    print(path, n, *(round(100 * sum(a > 40 for a in f[3::4]) / SIDE / SIDE, 2) for f in (first, middle, last)))
    middles.append(middle)
sheet(sys.argv[1], middles)
