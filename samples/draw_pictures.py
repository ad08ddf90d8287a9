"""Draw every picture of the sample archive into an image mirror."""

import sys
from pathlib import Path

from PIL import Image
from scenes import brush
import scenes.railway, scenes.water, scenes.tea, scenes.heavens, scenes.charts

def main() -> None:
    out = Path(sys.argv[1])
    for p in brush.PICTURES:
        c = brush.Canvas(p.width_px, p.height_px, p.path)
        p.draw(c)
        im = c.finished()
        f = out / p.path
        f.parent.mkdir(parents=True, exist_ok=True)
        if f.suffix in ('.jpg', '.jpeg'):
            im.save(f, "JPEG", quality=82, optimize=True)
        else:
            im.save(f)
main()
