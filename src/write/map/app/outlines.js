// What is no point: the outline of an area-level event, the circle of an event's radius, the line of a stated distance.

/** Groups the shown events that only an area is known for, by their area. */
function areaGroups(events, areas) {
  const groups = new Map();
  for (const event of events) {
    if (event.precision !== "area" && event.precision !== "wide" && event.precision !== "none") continue;
    const key = event.precision === "none" ? "none" : event.row.location_place_id || event.row.location_name || event.row.location_country || "?";
    if (!groups.has(key)) groups.set(key, { key, precision: event.precision, name: event.precision === "none" ? "No place" : event.row.location_name || event.row.location_country || "Unnamed area", events: [], rings: null, lines: null });
    groups.get(key).events.push(event);
  }
  for (const group of groups.values()) {
    if (group.precision !== "area") continue;
    const first = group.events[0], shape = areas?.[group.key] || first.row.location_geometry;
    const paths = geometryPaths(shape);
    group.rings = paths.rings;
    group.lines = paths.lines;
    if (!paths.rings.length && !paths.lines.length && first.lat !== null) group.rings = [worldPath(groundCircle(first.lat, first.lon, number(first.row.location_radius_km) || 50))];
    group.drawn = [...group.rings, ...group.lines];
  }
  return [...groups.values()].sort((a, b) => b.events.length - a.events.length || a.name.localeCompare(b.name));
}

function drawAreas(context, groups, frame, strong) {
  for (const group of groups) {
    if (!group.drawn || !group.drawn.length) continue;
    const lit = strong === group;
    context.beginPath();
    tracePaths(context, group.rings, frame, true);
    context.fillStyle = lit ? "rgba(37,41,46,.12)" : "rgba(37,41,46,.035)";
    context.fill("evenodd");
    const colour = EVENT_TYPES[group.events[0].type].colour;
    strokePaths(context, group.drawn, frame, "rgba(255,255,255,.8)", lit ? 5 : 3.4);
    strokePaths(context, group.drawn, frame, lit ? INK : colour, lit ? 2.4 : 1.6, [2, 4]);
    drawAreaName(context, group, frame);
  }
}

/** An area's name sits on the top of its outline, never on a centroid where it would read as a place. */
function drawAreaName(context, group, frame) {
  if (!group.top) {
    let best = null;
    for (const { points } of group.drawn) for (let at = 0; at < points.length; at += 2) if (best === null || points[at + 1] < best[1]) best = [points[at], points[at + 1]];
    group.top = best;
  }
  let x = (group.top[0] - nearestShift(group.top[0], frame) - frame.west) * frame.scale, y = (group.top[1] - frame.north) * frame.scale;
  const box = boxOf(group.drawn.flatMap((path) => [{ x: path.west, y: path.north }, { x: path.east, y: path.south }]));
  if ((box.east - box.west) * frame.scale < 70) return;
  context.font = "600 11.5px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = "rgba(255,255,255,.92)";
  context.fillStyle = "#40464d";
  const text = `${group.name} · ${group.events.length}`, half = context.measureText(text).width / 2 + 6, wide = (frame.east - frame.west) * frame.scale;
  const shift = nearestShift((box.west + box.east) / 2, frame), left = (box.west - shift - frame.west) * frame.scale, right = (box.east - shift - frame.west) * frame.scale, foot = (box.south - frame.north) * frame.scale;
  if (right < 2 * half || left > wide - 2 * half || foot < 40 || y > (frame.south - frame.north) * frame.scale) return;
  // An outline whose top lies outside the view is named at the view's edge.
  x = clamp(x, half, wide - half);
  y = Math.max(y, 10);
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/** The radius of the selected event on the ground. */
function drawRadius(context, event, frame) {
  const radius = number(event.row.location_radius_km);
  if (!event.onMap || !radius) return;
  const circle = [worldPath(groundCircle(event.lat, event.lon, radius))];
  context.beginPath();
  tracePaths(context, circle, frame, true);
  context.fillStyle = "rgba(0,90,156,.09)";
  context.fill();
  strokePaths(context, circle, frame, "#005a9c", 1.6, [7, 4]);
}

/** The line of an event's stated distance as {path, ends, label}; null where it has none. */
function distanceLine(event) {
  if (event.distanceLine !== undefined) return event.distanceLine;
  const row = event.row, km = number(row.stated_distance_km);
  const ends = ["from_lat", "from_lon", "to_lat", "to_lon"].map((name) => number(row["stated_distance_" + name]));
  if (km === null || ends.includes(null)) return (event.distanceLine = null);
  const label = `${km.toLocaleString("en", { maximumFractionDigits: 1 })} km stated`;
  return (event.distanceLine = { path: worldPath(greatCircle(...ends)), ends, label, agrees: row.stated_distance_agrees });
}

function drawDistance(context, line, frame, strong) {
  strokePaths(context, [line.path], frame, "rgba(255,255,255,.85)", strong ? 5 : 3);
  strokePaths(context, [line.path], frame, strong ? "#005a9c" : "#5d6873", strong ? 2 : 1.1, strong ? [] : [3, 3]);
  const { points } = line.path, count = points.length;
  const at = (index) => [(points[index] - frame.west - nearestShift(points[index], frame)) * frame.scale, (points[index + 1] - frame.north) * frame.scale];
  for (const index of [0, count - 2]) {
    const [x, y] = at(index);
    context.beginPath();
    context.arc(x, y, strong ? 3.5 : 2, 0, 2 * Math.PI);
    context.fillStyle = strong ? "#005a9c" : "#5d6873";
    context.fill();
  }
  if (!strong) return;
  const [ax, ay] = at(0), [bx, by] = at(count - 2);
  if (Math.hypot(bx - ax, by - ay) < 36) return;
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = "#fff";
  context.fillStyle = "#004578";
  context.strokeText(line.label, (ax + bx) / 2, (ay + by) / 2 - 11);
  context.fillText(line.label, (ax + bx) / 2, (ay + by) / 2 - 11);
}

/** How many whole worlds a position must shift back so that it lies in the frame. */
function nearestShift(x, frame) {
  return Math.round(x - (frame.west + frame.east) / 2);
}
