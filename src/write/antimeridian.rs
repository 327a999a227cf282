//! Cuts lines and areas where they cross 180° (RFC 7946, section 3.1.9).

use super::shape::Path;

/// Longitudes that run on over 180° without a jump.
fn unrolled(path: &Path) -> Path {
    let mut out: Path = Vec::with_capacity(path.len());
    let mut shift = 0.0;
    for (i, [lon, lat]) in path.iter().enumerate() {
        if i > 0 {
            let step = lon - path[i - 1][0];
            if step > 180.0 {
                shift -= 360.0;
            } else if step < -180.0 {
                shift += 360.0;
            }
        }
        out.push([lon + shift, *lat]);
    }
    out
}

/// The worlds (0 for −180 to 180, 1 for the one to its east, …) that unrolled longitudes reach into.
fn worlds(paths: &[Path]) -> std::ops::RangeInclusive<i32> {
    let longitudes = paths.iter().flatten().map(|[lon, _]| *lon);
    let (low, high) = longitudes.fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(x), h.max(x)));
    let world = |x: f64, edge: f64| ((x + 180.0 + edge) / 360.0).floor() as i32;
    world(low, 1e-9)..=world(high, -1e-9)
}

/// The point of the edge from `a` to `b` on the meridian `lon`.
fn on_meridian(a: [f64; 2], b: [f64; 2], lon: f64) -> [f64; 2] {
    let share = (lon - a[0]) / (b[0] - a[0]);
    [lon, a[1] + share * (b[1] - a[1])]
}

/// The part of a ring on one side of a meridian (Sutherland and Hodgman, *Reentrant polygon clipping*, 1974).
fn clipped(ring: &[[f64; 2]], lon: f64, keep_west: bool) -> Path {
    let inside = |p: &[f64; 2]| if keep_west { p[0] <= lon } else { p[0] >= lon };
    let mut out = Vec::new();
    for edge in ring.windows(2) {
        let (a, b) = (edge[0], edge[1]);
        if inside(&a) {
            out.push(a);
        }
        if inside(&a) != inside(&b) {
            out.push(on_meridian(a, b, lon));
        }
    }
    if let Some(first) = out.first().copied() {
        out.push(first);
    }
    out
}

/// The polygons that one polygon (outer ring first) becomes; itself where it crosses nothing.
pub(super) fn cut_polygon(rings: &[Path]) -> Vec<Vec<Path>> {
    let rings: Vec<Path> = rings.iter().map(unrolled).collect();
    let reach = worlds(&rings);
    if reach == (0..=0) || reach.is_empty() {
        return vec![rings];
    }
    reach
        .filter_map(|world| {
            let (west, east) = (360.0 * f64::from(world) - 180.0, 360.0 * f64::from(world) + 180.0);
            let part = |ring: &Path| {
                let inner = clipped(&clipped(ring, east, true), west, false);
                inner.into_iter().map(|[lon, lat]| [lon - 360.0 * f64::from(world), lat]).collect::<Path>()
            };
            let parts: Vec<Path> = rings.iter().map(part).filter(|r| r.len() >= 4).collect();
            (!parts.is_empty()).then_some(parts)
        })
        .collect()
}

/// The lines that one line becomes; itself where it crosses nothing.
pub(super) fn cut_line(line: &Path) -> Vec<Path> {
    let line = unrolled(line);
    let world = |p: &[f64; 2]| ((p[0] + 180.0) / 360.0).floor();
    let mut out = Vec::new();
    let mut current: Path = Vec::new();
    for (i, point) in line.iter().enumerate() {
        if i > 0 && world(&line[i - 1]) != world(point) {
            let edge = 360.0 * world(&line[i - 1]).max(world(point)) - 180.0;
            let crossing = on_meridian(line[i - 1], *point, edge);
            let back = 360.0 * world(&line[i - 1]);
            current.push([crossing[0] - back, crossing[1]]);
            out.push(std::mem::take(&mut current));
            current.push([crossing[0] - 360.0 * world(point), crossing[1]]);
        }
        current.push([point[0] - 360.0 * world(point), point[1]]);
    }
    out.push(current);
    out.retain(|l| l.len() >= 2);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_date_line_is_cut_in_two() {
        let parts = cut_line(&vec![[178.0, -17.0], [-178.0, -15.0]]);
        assert_eq!(parts, [vec![[178.0, -17.0], [180.0, -16.0]], vec![[-180.0, -16.0], [-178.0, -15.0]]]);
        assert_eq!(cut_line(&vec![[36.0, 34.0], [40.0, 35.0]]).len(), 1);
    }

    #[test]
    fn an_area_elsewhere_stays_as_it_is() {
        let ring = vec![[36.0, 34.0], [37.0, 34.0], [37.0, 35.0], [36.0, 34.0]];
        assert_eq!(cut_polygon(std::slice::from_ref(&ring)), [[ring]]);
    }
}
