"""A plot of growth as SVG: `python -m benchmarks.plot < points.tsv > docs/images/growth.svg`.

Each line of the input is a point: the name of its series, how much went in, the seconds it took. Both axes are
logarithmic, so that a straight line as steep as the dotted one means time in proportion.
"""

from __future__ import annotations

import sys
from math import floor, log10

WIDTH, HEIGHT, LEFT, BOTTOM = 340, 260, 60, 40
COLOURS = ("#1f6f8b", "#c0504d")


def panel(name: str, points: list[tuple[float, float]], at: int, colour: str) -> str:
    """One series with its axes."""
    xs, ys = [log10(x) for x, _ in points], [log10(y) for _, y in points]
    low_x, high_x, low_y, high_y = floor(min(xs)), max(xs) + 0.2, floor(min(ys)), max(ys) + 0.3

    def place(x: float, y: float) -> tuple[float, float]:
        across = at + LEFT + (x - low_x) / (high_x - low_x) * (WIDTH - LEFT - 20)
        return across, HEIGHT - BOTTOM - (y - low_y) / (high_y - low_y) * (HEIGHT - BOTTOM - 30)

    drawn = [f'<text x="{at + WIDTH / 2}" y="18" text-anchor="middle" font-weight="bold">{name}</text>']
    for x in range(low_x, floor(high_x) + 1):
        across, down = place(x, low_y)
        drawn.append(f'<text x="{across:.0f}" y="{down + 18:.0f}" text-anchor="middle">{10**x:,}</text>')
        drawn.append(f'<path d="M{across:.0f} {down:.0f}V30" stroke="#ddd"/>')
    for y in range(low_y, floor(high_y) + 1):
        across, down = place(low_x, y)
        drawn.append(f'<text x="{across - 6:.0f}" y="{down + 4:.0f}" text-anchor="end">{10.0**y:g} s</text>')
        drawn.append(f'<path d="M{across:.0f} {down:.0f}H{at + WIDTH - 20}" stroke="#ddd"/>')
    first, last = place(xs[0], ys[0]), place(xs[-1], ys[0] + xs[-1] - xs[0])
    drawn.append(f'<path d="M{first[0]:.1f} {first[1]:.1f}L{last[0]:.1f} {last[1]:.1f}" stroke="#999" '
                 'stroke-dasharray="3 4"/>')  # fmt: skip
    line = "L".join("{:.1f} {:.1f}".format(*place(x, y)) for x, y in zip(xs, ys, strict=True))
    drawn.append(f'<path d="M{line}" stroke="{colour}" stroke-width="2" fill="none"/>')
    for x, y in zip(xs, ys, strict=True):
        drawn.append('<circle cx="{:.1f}" cy="{:.1f}" r="4" fill="{}"/>'.format(*place(x, y), colour))
    return "\n".join(drawn)


def main() -> None:
    """Read points, print the plot."""
    series: dict[str, list[tuple[float, float]]] = {}
    for row in sys.stdin:
        name, much, seconds = row.rstrip("\n").split("\t")
        series.setdefault(name, []).append((float(much), float(seconds)))
    panels = [panel(name, points, number * WIDTH, COLOURS[number % 2])
              for number, (name, points) in enumerate(series.items())]  # fmt: skip
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH * len(series)}" height="{HEIGHT}" '
          f'font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="white"/>')  # fmt: skip
    print("\n".join(panels))
    print("</svg>")


if __name__ == "__main__":
    main()
