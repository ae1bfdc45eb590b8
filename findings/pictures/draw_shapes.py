"""Draws shapes.json, the countries of the world map, from the npm package world-atlas (ISC).

Its borders are Natural Earth's, which are in the public domain:
python -m findings.pictures.draw_shapes countries-110m.json countries-50m.json

The projection is Equal Earth (Šavrič, Patterson and Jenny 2018), so that areas can be compared.
Countries that the coarse file has no shape for are drawn as dots, where the finer one has them.
"""

import json
import math
import sys
from pathlib import Path

SHAPES = Path(__file__).with_name("shapes.json")
WIDTH = 1800  # units of the drawing; half a pixel where it is shown 900 pixels wide
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
EDGE, TOP = 2.7066, 1.3174  # of the projection, in its own units
SCALE = WIDTH / (2 * EDGE)
LEFT_OUT = {"Antarctica"}
FURTHER = {  # of which neither file has a shape of their own: degrees east and north
    "798": (179.2, -8.5), "772": (-171.8, -9.2), "175": (45.2, -12.8), "638": (55.5, -21.1),
    "312": (-61.5, 16.2), "474": (-61.0, 14.6), "254": (-53.1, 3.9), "292": (-5.4, 36.1),
}  # fmt: skip


def projected(longitude, latitude):
    """Return the point in the drawing of a place in degrees."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2, t6 = theta**2, theta**6
    slope = 9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = A4 * theta**9 + A3 * theta**7 + A2 * theta**3 + A1 * theta
    return round((x + EDGE) * SCALE), round((TOP - y) * SCALE)


def countries(path):
    """Yield (ISO 3166 numeric code or "", name, rings in degrees) of a TopoJSON file."""
    topology = json.loads(Path(path).read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_arc(arc, sx, sy, tx, ty) for arc in topology["arcs"]]
    for shape in topology["objects"]["countries"]["geometries"]:
        many = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_ring(ring, arcs) for polygon in many for ring in polygon]
        yield shape.get("id", ""), shape["properties"]["name"], rings


def _arc(arc, sx, sy, tx, ty):
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _ring(indexes, arcs):
    points = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def drawn(rings):
    """Return an SVG path of these rings, in whole relative steps; small islands are left out."""
    paths = []
    for ring in rings:
        points = [projected(*point) for point in ring]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if len(points) > 3:
            paths.append(_steps(points))
    return "".join(paths)


def _steps(points):
    """Draw from point to point, with a jump where the edge of the map parts a country."""
    told, (x, y) = f"M{points[0][0]},{points[0][1]}", points[0]
    for nx, ny in points[1:]:
        letter = "m" if abs(nx - x) > WIDTH / 2 else "l"
        told += f"{letter}{nx - x},{ny - y}"
        x, y = nx, ny
    return f"{told}z"


def middle(rings):
    """Return the middle of the longest ring, where a dot stands for the country."""
    ring = max(rings, key=len)
    xs, ys = zip(*(projected(*point) for point in ring), strict=True)
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2


def main(coarse, fine):
    shapes = {
        code or name: drawn(rings)
        for code, name, rings in countries(coarse)
        if name not in LEFT_OUT
    }
    dots = {
        code: middle(rings)
        for code, name, rings in countries(fine)
        if code and code not in shapes and name not in LEFT_OUT
    }
    dots |= {code: projected(*place) for code, place in FURTHER.items()}
    drawing = {"width": WIDTH, "height": round(2 * TOP * SCALE), "shapes": shapes, "dots": dots}
    SHAPES.write_text(json.dumps(drawing, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
