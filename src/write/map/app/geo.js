// Geometry: degrees (WGS 84) to Web Mercator world units, circles on the ground, TopoJSON.

const EARTH_RADIUS_KM = 6371.0088;
const MAX_LATITUDE = 85.0511;
const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;

/** World units: x grows east, y grows south, the whole world is 1 by 1. */
const worldX = (lon) => lon / 360 + 0.5;
function worldY(lat) {
  const sine = Math.sin(radians(clamp(lat, -MAX_LATITUDE, MAX_LATITUDE)));
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
const lonOf = (x) => (x - 0.5) * 360;
const latOf = (y) => degrees(2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI))) - 90;

/** Great-circle distance in kilometres; for drawing and scale only, figures come from the events. */
function sphereKm(lat1, lon1, lat2, lon2) {
  const half = Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The point reached from a start along a bearing (degrees) after a distance (km). */
function destination(lat, lon, bearing, km) {
  const arc = km / EARTH_RADIUS_KM, from = radians(lat), course = radians(bearing);
  const to = Math.asin(Math.sin(from) * Math.cos(arc) + Math.cos(from) * Math.sin(arc) * Math.cos(course));
  const shift = Math.atan2(Math.sin(course) * Math.sin(arc) * Math.cos(from), Math.cos(arc) - Math.sin(from) * Math.sin(to));
  return [lon + degrees(shift), degrees(to)];
}

/** A circle on the ground as a ring of [lon, lat]. */
function groundCircle(lat, lon, km) {
  const ring = [];
  for (let step = 0; step <= 72; step++) ring.push(destination(lat, lon, step * 5, km));
  return ring;
}

/** The great circle between two points as [lon, lat], fine enough to look curved where it is long. */
function greatCircle(lat1, lon1, lat2, lon2) {
  const arc = sphereKm(lat1, lon1, lat2, lon2) / EARTH_RADIUS_KM;
  if (arc < 0.02) return [[lon1, lat1], [lon2, lat2]];
  const at = (lat, lon) => [Math.cos(radians(lat)) * Math.cos(radians(lon)), Math.cos(radians(lat)) * Math.sin(radians(lon)), Math.sin(radians(lat))];
  const a = at(lat1, lon1), b = at(lat2, lon2), line = [];
  for (let step = 0; step <= 32; step++) {
    const near = Math.sin((1 - step / 32) * arc) / Math.sin(arc), far = Math.sin((step / 32) * arc) / Math.sin(arc);
    const [x, y, z] = a.map((value, axis) => near * value + far * b[axis]);
    let lon = degrees(Math.atan2(y, x));
    if (line.length && Math.abs(lon - line[line.length - 1][0]) > 180) lon += lon < 0 ? 360 : -360;
    line.push([lon, degrees(Math.atan2(z, Math.hypot(x, y)))]);
  }
  return line;
}

/** A path in world units with its bounding box, the form in which everything is drawn. */
function worldPath(coordinates) {
  const points = new Float64Array(coordinates.length * 2);
  let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
  coordinates.forEach(([lon, lat], index) => {
    const x = worldX(lon), y = worldY(lat);
    points[2 * index] = x;
    points[2 * index + 1] = y;
    west = Math.min(west, x); east = Math.max(east, x);
    north = Math.min(north, y); south = Math.max(south, y);
  });
  return { points, west, north, east, south };
}

/** The paths of any GeoJSON geometry: `lines` are open, `rings` closed, `points` are [lon, lat]. */
function geometryPaths(geometry, into = { lines: [], rings: [], points: [] }) {
  if (!geometry) return into;
  const { type, coordinates } = geometry;
  if (type === "Point") into.points.push(coordinates);
  else if (type === "MultiPoint") into.points.push(...coordinates);
  else if (type === "LineString") into.lines.push(worldPath(coordinates));
  else if (type === "MultiLineString") coordinates.forEach((line) => into.lines.push(worldPath(line)));
  else if (type === "Polygon") coordinates.forEach((ring) => into.rings.push(worldPath(ring)));
  else if (type === "MultiPolygon") coordinates.forEach((polygon) => polygon.forEach((ring) => into.rings.push(worldPath(ring))));
  else if (type === "GeometryCollection") (geometry.geometries || []).forEach((part) => geometryPaths(part, into));
  return into;
}

/** The arcs of a TopoJSON topology as lists of [lon, lat]. */
function topologyArcs(topology) {
  const { scale, translate } = topology.transform || { scale: [1, 1], translate: [0, 0] };
  const delta = Boolean(topology.transform);
  return topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map((step) => {
      x = delta ? x + step[0] : step[0];
      y = delta ? y + step[1] : step[1];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/** Walks the leaf geometries of a TopoJSON object. */
function topologyGeometries(object) {
  if (!object) return [];
  return object.type === "GeometryCollection" ? object.geometries.flatMap(topologyGeometries) : [object];
}

/** The lines of a TopoJSON object as GeoJSON features; null where there is no such object. */
function topologyLines(topology, object) {
  if (!object) return null;
  const arcs = topologyArcs(topology);
  return { features: topologyGeometries(object).map((geometry) => ({ properties: geometry.properties || {}, geometry: { type: "MultiLineString", coordinates: arcLists(geometry).map((list) => joinArcs(list, arcs)) } })) };
}

/** The arc lists of a TopoJSON geometry: one list a ring or line, an arc `~i` runs backwards. */
function arcLists(geometry) {
  if (geometry.type === "LineString") return [geometry.arcs];
  if (geometry.type === "Polygon" || geometry.type === "MultiLineString") return geometry.arcs;
  return geometry.type === "MultiPolygon" ? geometry.arcs.flat() : [];
}

/** Joins arcs into one list of [lon, lat]. */
function joinArcs(list, arcs) {
  const line = [];
  for (const index of list) {
    const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    for (let at = line.length ? 1 : 0; at < arc.length; at++) line.push(arc[at]);
  }
  return line;
}
