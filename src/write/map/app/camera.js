// Where the map looks: a centre in world units and a zoom; moves, flights and fits.

const TILE = 256;
const MIN_ZOOM = 1.2;
const MAX_ZOOM = 16;

function makeCamera(size, changed) {
  const camera = { x: 0.5, y: 0.4, zoom: 2, flying: false };
  let flight = 0;
  const scaleAt = (zoom) => TILE * 2 ** zoom;
  camera.scale = () => scaleAt(camera.zoom);

  const settle = () => {
    camera.zoom = clamp(camera.zoom, MIN_ZOOM, MAX_ZOOM);
    camera.x -= Math.floor(camera.x);
    const half = size.height / 2 / camera.scale();
    camera.y = half >= 0.5 ? 0.5 : clamp(camera.y, half, 1 - half);
    changed();
  };
  camera.stop = () => {
    flight++;
    camera.flying = false;
  };
  camera.panBy = (dx, dy) => {
    camera.stop();
    camera.x += dx / camera.scale();
    camera.y += dy / camera.scale();
    settle();
  };
  /** Zooms so that the point under (px, py), in pixels of the view, stays where it is. */
  camera.zoomAround = (px, py, by) => {
    camera.stop();
    const before = camera.scale(), zoom = clamp(camera.zoom + by, MIN_ZOOM, MAX_ZOOM);
    const after = scaleAt(zoom), dx = px - size.width / 2, dy = py - size.height / 2;
    camera.x += dx / before - dx / after;
    camera.y += dy / before - dy / after;
    camera.zoom = zoom;
    settle();
  };
  camera.jump = (x, y, zoom) => {
    camera.stop();
    Object.assign(camera, { x, y, zoom });
    settle();
  };
  /** Moves there in a third of a second, at once where motion is to be reduced. */
  camera.fly = (x, y, zoom) => {
    if (reducedMotion() || document.hidden) return camera.jump(x, y, zoom);
    const own = ++flight, from = { x: camera.x, y: camera.y, zoom: camera.zoom }, start = performance.now();
    const across = x - from.x - Math.round(x - from.x);
    camera.flying = true;
    const step = (now) => {
      if (own !== flight) return;
      const share = clamp((now - start) / 350, 0, 1), eased = 1 - (1 - share) ** 3;
      camera.zoom = from.zoom + (zoom - from.zoom) * eased;
      // The centre moves with the scale, so the flight is straight on the screen too.
      const grown = zoom === from.zoom ? eased : (1 - 2 ** (from.zoom - camera.zoom)) / (1 - 2 ** (from.zoom - zoom));
      camera.x = from.x + across * grown;
      camera.y = from.y + (y - from.y) * grown;
      if (share === 1) camera.flying = false;
      settle();
      if (share < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  };
  /** The view that holds a box of world units, with room for what lies over the map's edges. */
  camera.viewOf = (box, most = 10) => {
    const covered = size.covered(), room = { width: Math.max(120, size.width - 120), height: Math.max(90, size.height - (covered ? covered + 110 : 190)) };
    const zoom = Math.log2(Math.min(room.width / Math.max(1e-9, box.east - box.west), room.height / Math.max(1e-9, box.south - box.north)) / TILE);
    const kept = clamp(zoom, MIN_ZOOM, most);
    return [(box.west + box.east) / 2, (box.north + box.south) / 2 + (covered ? covered / 2 - 30 : -22) / scaleAt(kept), kept];
  };
  /** The world box the view shows, grown by a margin in pixels. */
  camera.frame = (margin = 0) => {
    const scale = camera.scale(), halfWidth = (size.width / 2 + margin) / scale, halfHeight = (size.height / 2 + margin) / scale;
    const frame = { west: camera.x - halfWidth, east: camera.x + halfWidth, north: camera.y - halfHeight, south: camera.y + halfHeight, scale, zoom: camera.zoom, copies: [] };
    for (let copy = Math.floor(frame.west); copy <= Math.floor(frame.east); copy++) frame.copies.push(copy);
    return frame;
  };
  return camera;
}

/** The box of world units around points {x, y}; null when there are none. */
function boxOf(points) {
  if (points.length === 0) return null;
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (const { x, y } of points) {
    box.west = Math.min(box.west, x); box.east = Math.max(box.east, x);
    box.north = Math.min(box.north, y); box.south = Math.max(box.south, y);
  }
  return box;
}

/** The same without the farthest tenth when they stretch it: a map of one war with one event abroad opens on the war. */
function mainBoxOf(points) {
  const whole = boxOf(points);
  if (points.length < 6) return whole;
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const x = middle(points.map((point) => point.x)), y = middle(points.map((point) => point.y));
  const away = (point) => Math.hypot(point.x - x, point.y - y);
  const near = [...points].sort((a, b) => away(a) - away(b)).slice(0, Math.ceil(points.length * 0.9));
  const inner = boxOf(near), span = (box) => Math.max(box.east - box.west, box.south - box.north);
  return span(whole) > 2.5 * span(inner) && span(inner) > 0 ? inner : whole;
}
