// The base map: land, coasts, borders, admin-1 lines, disputed lines, control areas; drawn once into a bitmap larger
// than the view and moved as one piece while the view pans.

const COLOURS = {
  water: "#dbe5ea", land: "#f7f5f0", coast: "#a9b7bf", border: "#8f8a80", admin: "#d9d4c8",
  disputed: "#8f8a80", road: "#d6cbb8", label: "#6b665d", country: "#8b857a", halo: "rgba(250,248,244,.9)",
};
const CONTROL_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#3b3f45", "#f0e442"];
/** A border of the base map within this distance of a disputed line is that line. */
const DISPUTED_REACH_KM = 12;

/** Prepares paths from the TopoJSON base map and the disputed lines. */
function prepareBasemap(topology, disputed, lines, control) {
  const base = { land: [], coast: [], borders: [], dashed: [], admin: [], countries: [], ways: [], control: [] };
  const onBorder = [];
  for (const feature of disputed?.features || []) {
    const { lines: drawn } = geometryPaths(feature.geometry);
    (feature.properties?.follows === "base-border" ? onBorder : base.dashed).push(...drawn);
  }
  if (topology) {
    const arcs = topologyArcs(topology), countries = topologyGeometries(topology.objects.countries);
    const uses = new Uint8Array(arcs.length);
    for (const country of countries) for (const list of arcLists(country)) for (const arc of list) uses[arc < 0 ? ~arc : arc]++;
    for (const geometry of topologyGeometries(topology.objects.land || topology.objects.countries)) for (const list of arcLists(geometry)) base.land.push(worldPath(joinArcs(list, arcs)));
    arcs.forEach((arc, index) => {
      if (uses[index] === 1) base.coast.push(...openAtSeam(arc).map(worldPath));
      else if (uses[index] > 1) splitDisputed(arc, onBorder, base);
    });
    // Where the base map has no border along a disputed line, the line itself is drawn.
    const borders = base.borders.concat(base.dashed);
    for (const line of onBorder) base.dashed.push(...partsAwayFrom(line, borders));
    for (const geometry of topologyGeometries(topology.objects.admin1)) for (const list of arcLists(geometry)) base.admin.push(worldPath(joinArcs(list, arcs)));
    base.countries = countries.map((country) => countryLabel(country, arcs)).filter(Boolean);
  }
  for (const feature of lines?.features || []) base.ways.push(...geometryPaths(feature.geometry).lines);
  const holders = new Map();
  for (const feature of control?.features || []) {
    const properties = feature.properties || {};
    const holder = properties.holder_name || properties.holder || properties.name || "unknown";
    if (!holders.has(holder)) holders.set(holder, CONTROL_COLOURS[holders.size % CONTROL_COLOURS.length]);
    const paths = geometryPaths(feature.geometry);
    if (paths.rings.length) base.control.push({ holder, colour: holders.get(holder), rings: paths.rings });
  }
  base.holders = holders;
  return base;
}

/** The parts of a path that lie farther than the reach from all of the others. */
function partsAwayFrom(path, others) {
  const slack = 0.0015, near = others.filter((other) => other.west - slack < path.east && other.east + slack > path.west && other.north - slack < path.south && other.south + slack > path.north);
  const parts = [];
  let part = [];
  const { points } = path, put = (point) => part.push(point);
  for (let at = 2; at < points.length; at += 2) {
    const [ax, ay, bx, by] = points.subarray(at - 2, at + 2);
    const pieces = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 0.0005));
    for (let piece = 0; piece < pieces; piece++) {
      const on = (share) => [lonOf(ax + (bx - ax) * share), latOf(ay + (by - ay) * share)];
      const middle = on((piece + 0.5) / pieces);
      if (near.some((other) => kmToLine(middle, other) < DISPUTED_REACH_KM)) {
        if (part.length > 1) parts.push(part);
        part = [];
        continue;
      }
      if (part.length === 0) put(on(piece / pieces));
      put(on((piece + 1) / pieces));
    }
  }
  if (part.length > 1) parts.push(part);
  return parts.map(worldPath);
}

/** Cuts a line where it runs along the antimeridian, which is no coast. */
function openAtSeam(line) {
  const parts = [];
  let part = [];
  line.forEach((point, at) => {
    const seam = at > 0 && Math.abs(Math.abs(point[0]) - 180) < 0.02 && Math.abs(Math.abs(line[at - 1][0]) - 180) < 0.02;
    const pole = point[1] < -85;
    if (seam || pole) {
      if (part.length > 1) parts.push(part);
      part = [];
    }
    if (!pole) part.push(point);
  });
  if (part.length > 1) parts.push(part);
  return parts;
}

/** Sorts the pieces of a border into solid and dashed ones. */
function splitDisputed(line, disputedLines, base) {
  const box = worldPath(line), slack = 0.001;
  const close = disputedLines.filter((other) => other.west - slack < box.east && other.east + slack > box.west && other.north - slack < box.south && other.south + slack > box.north);
  if (close.length === 0) return void base.borders.push(box);
  let part = [line[0]], dashed = null;
  for (let at = 1; at < line.length; at++) {
    const middle = [(line[at][0] + line[at - 1][0]) / 2, (line[at][1] + line[at - 1][1]) / 2];
    const here = close.some((other) => kmToLine(middle, other) < DISPUTED_REACH_KM);
    if (dashed !== null && here !== dashed) {
      (dashed ? base.dashed : base.borders).push(worldPath(part));
      part = [line[at - 1]];
    }
    dashed = here;
    part.push(line[at]);
  }
  (dashed ? base.dashed : base.borders).push(worldPath(part));
}

/** Kilometres from a point to a path, on the local plane; good for tens of kilometres. */
function kmToLine([lon, lat], path) {
  const x = worldX(lon), y = worldY(lat), km = 2 * Math.PI * EARTH_RADIUS_KM * Math.cos(radians(lat)), { points } = path;
  let best = Infinity;
  for (let at = 2; at < points.length; at += 2) {
    const ax = points[at - 2], ay = points[at - 1], dx = points[at] - ax, dy = points[at + 1] - ay;
    const share = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0, 1);
    best = Math.min(best, Math.hypot(x - ax - share * dx, y - ay - share * dy));
  }
  return best * km;
}

/** The English name of an ISO 3166-1 alpha-2 code, from the browser's own tables. */
function regionName(code) {
  if (!/^[A-Z]{2}$/.test(code || "")) return null;
  try {
    const name = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" }).of(code);
    return name || null;
  } catch {
    return null;
  }
}

/** Where a country's name goes: the middle of its largest ring; and how large that ring is in world units. */
function countryLabel(country, arcs) {
  const name = country.properties?.name || regionName(country.properties?.country);
  if (!name) return null;
  let best = null;
  for (const list of arcLists(country)) {
    const { points } = worldPath(joinArcs(list, arcs));
    let area = 0, x = 0, y = 0;
    for (let at = 0; at + 3 < points.length; at += 2) {
      const cross = points[at] * points[at + 3] - points[at + 2] * points[at + 1];
      area += cross;
      x += (points[at] + points[at + 2]) * cross;
      y += (points[at + 1] + points[at + 3]) * cross;
    }
    if (area !== 0 && (best === null || Math.abs(area) > best.size)) best = { name, size: Math.abs(area), x: x / (3 * area), y: y / (3 * area) };
  }
  return best;
}

/** Traces paths into the context; points closer than half a pixel are left out. */
function tracePaths(context, paths, frame, close) {
  for (const path of paths) {
    for (const shift of frame.copies) {
      if (path.east + shift < frame.west || path.west + shift > frame.east || path.south < frame.north || path.north > frame.south) continue;
      const { points } = path, { scale } = frame;
      const left = (frame.west - shift) * scale, top = frame.north * scale;
      let lastX = points[0] * scale - left, lastY = points[1] * scale - top;
      const small = close && (path.east - path.west) * scale < 0.7 && (path.south - path.north) * scale < 0.7;
      if (small) continue;
      context.moveTo(lastX, lastY);
      for (let at = 2; at < points.length; at += 2) {
        const x = points[at] * scale - left, y = points[at + 1] * scale - top;
        if (at < points.length - 2 && Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue;
        context.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      if (close) context.closePath();
    }
  }
}

function strokePaths(context, paths, frame, colour, width, dash = []) {
  context.beginPath();
  tracePaths(context, paths, frame, false);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/** Draws the base map of a frame: {west, north, east, south, scale (pixels a world), zoom, copies}. */
function drawBasemap(context, base, frame) {
  context.fillStyle = COLOURS.water;
  context.fillRect(0, 0, (frame.east - frame.west) * frame.scale, (frame.south - frame.north) * frame.scale);
  context.lineJoin = "round";
  context.beginPath();
  tracePaths(context, base.land, frame, true);
  context.fillStyle = COLOURS.land;
  context.fill("nonzero");
  for (const area of base.control) {
    context.beginPath();
    tracePaths(context, area.rings, frame, true);
    context.globalAlpha = 0.13;
    context.fillStyle = area.colour;
    context.fill("evenodd");
    context.globalAlpha = 0.5;
    context.strokeStyle = area.colour;
    context.lineWidth = 1;
    context.stroke();
    context.globalAlpha = 1;
  }
  if (frame.zoom >= 4) strokePaths(context, base.admin, frame, COLOURS.admin, frame.zoom >= 6 ? 1.1 : 0.7);
  if (frame.zoom >= 5) strokePaths(context, base.ways, frame, COLOURS.road, 1.6);
  strokePaths(context, base.coast, frame, COLOURS.coast, 0.9);
  const width = frame.zoom >= 5 ? 1.4 : 0.9;
  strokePaths(context, base.borders, frame, COLOURS.border, width);
  strokePaths(context, base.dashed, frame, COLOURS.disputed, width, [5, 4]);
}
