"""A poster on a brick wall with a QR code that logs phones into the guest Wi-Fi."""

from __future__ import annotations

import cv2
import numpy as np
import skimage.data
import zxingcpp
from PIL import Image, ImageDraw
from scenes.drawing import HEIGHT, SCALE, WIDTH, Pixels, clouds, font, jpeg, lay, mixed, photographed

LOGIN = "WIFI:T:WPA;S:Example Guest;P:Teapot-4471;;"
TEAL = (12, 98, 110)


def bricks(rng: np.random.Generator) -> Pixels:
    """A brick wall, put upright from a photo of one and coloured."""
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    tile = np.rot90(skimage.data.brick()).astype(np.float32)
    # The photo was taken at an angle: its courses run together towards one side.
    source = np.asarray([(0, 38), (511, 0), (511, 511), (0, 474)], np.float32)
    target = np.asarray([(0, 0), (511, 0), (511, 511), (0, 511)], np.float32)
    tile = cv2.warpPerspective(tile, cv2.getPerspectiveTransform(source, target), (512, 512))
    tile = np.concatenate([tile, tile[:, ::-1]], 1)
    tile = np.concatenate([tile, tile[::-1]])
    big = cv2.resize(tile, (2400, 2400), interpolation=cv2.INTER_CUBIC)
    wall = np.tile(big, (2, 2))[:height, :width]
    tone = np.clip((wall - wall.min()) / (wall.max() - wall.min()) * 1.15 - 0.08, 0, 1)
    patches = clouds(height, width, rng, coarse=30, octaves=3)
    brick = mixed((118, 58, 44), (164, 92, 66), np.clip(patches, 0, 1))
    mortar = np.clip((tone - 0.5) * 4, 0, 1)[..., None]
    return (brick * (0.55 + 0.9 * tone[..., None]) * (1 - mortar) + np.asarray((186, 178, 166)) * mortar).astype(
        np.float32
    )


def poster() -> Image.Image:
    """A printed sheet, A3."""
    sheet = Image.new("RGB", (1240, 1754), (252, 252, 250))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, 1240, 420), fill=TEAL)
    draw.text((620, 150), "Free Wi-Fi", font=font(140, "DejaVuSans-Bold"), fill="white", anchor="mm")
    draw.text((620, 300), "for visitors of the library", font=font(54), fill=(206, 234, 236), anchor="mm")
    code = zxingcpp.create_barcode(LOGIN, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    squares = Image.fromarray(np.asarray(code.to_image(scale=1, add_quiet_zones=False)))
    sheet.paste(squares.resize((800, 800), Image.Resampling.NEAREST).convert("RGB"), (220, 520))
    draw.text((620, 1430), "Point your camera here", font=font(56, "DejaVuSans-Bold"), fill=TEAL, anchor="mm")
    draw.text((620, 1530), "and you are connected.", font=font(50), fill=(70, 80, 84), anchor="mm")
    draw.rectangle((0, 1690, 1240, 1754), fill=TEAL)
    return sheet


def draw_poster() -> bytes:
    """The poster as a JPEG."""
    rng = np.random.default_rng(6)
    scene = bricks(rng)
    corners = [(1000, 250), (2300, 330), (2270, 2130), (960, 2210)]
    lay(scene, poster(), corners, drop=(16, 22), soft=14, shadow=0.5)
    return jpeg(photographed(scene, rng, light=(0.8, 0.05), falloff=0.45, warmth=0.03, grain=3.0))
