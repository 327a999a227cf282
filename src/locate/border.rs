//! Lines that two areas share, and points on them.

use rustc_hash::FxHashMap;

use crate::area::nearest_on_edge;
use crate::measure::{Position, along, distance_km, rough_km};

type Corner = (i32, i32);

fn corner(p: Position) -> Corner {
    ((p.lat * 1e5).round() as i32, (p.lon * 1e5).round() as i32)
}

fn edge(a: Position, b: Position) -> (Corner, Corner) {
    let (a, b) = (corner(a), corner(b));
    (a.min(b), a.max(b))
}

fn edges(ring: &[Position]) -> impl Iterator<Item = (Position, Position)> {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| (*a, *b)).filter(|(a, b)| a != b)
}

/// Lines joined where one ends as another begins, in either direction: the stretches of each division in one.
fn stitched(mut lines: Vec<Vec<Position>>) -> Vec<Vec<Position>> {
    let mut out = Vec::new();
    while let Some(mut line) = lines.pop() {
        let mut grown = true;
        while grown {
            let (first, last) = (line.first().copied().map(corner), line.last().copied().map(corner));
            let touches = |l: &Vec<Position>| {
                let ends = [l.first().copied().map(corner), l.last().copied().map(corner)];
                ends.contains(&first) || ends.contains(&last)
            };
            grown = false;
            if let Some(at) = lines.iter().position(touches) {
                let mut next = lines.swap_remove(at);
                if next.first().copied().map(corner) == last || next.last().copied().map(corner) == last {
                    if next.first().copied().map(corner) != last {
                        next.reverse();
                    }
                } else {
                    line.reverse();
                    if next.first().copied().map(corner) != first {
                        next.reverse();
                    }
                }
                line.extend(next.into_iter().skip(1));
                grown = true;
            }
        }
        out.push(line);
    }
    out
}

/// The lines that the outlines of two areas share; empty where they do not touch.
///
/// Neighbours in the gazetteer were cut from one topology, so that shared corners are equal to the digit.
pub(super) fn shared(a: &[Vec<Position>], b: &[Vec<Position>]) -> Vec<Vec<Position>> {
    let theirs: FxHashMap<(Corner, Corner), ()> = b.iter().flat_map(|ring| edges(ring)).map(|(p, q)| (edge(p, q), ())).collect();
    stitched(chains(a, |p, q| theirs.contains_key(&edge(p, q))))
}

/// The outer lines of an area given as the rings of all its parts: edges that only one part has.
pub(super) fn outer(rings: &[Vec<Position>]) -> Vec<Vec<Position>> {
    let mut count: FxHashMap<(Corner, Corner), u32> = FxHashMap::default();
    for (p, q) in rings.iter().flat_map(|ring| edges(ring)) {
        *count.entry(edge(p, q)).or_default() += 1;
    }
    chains(rings, |p, q| count.get(&edge(p, q)) == Some(&1))
}

/// The runs of edges of which `wanted` holds.
fn chains(rings: &[Vec<Position>], wanted: impl Fn(Position, Position) -> bool) -> Vec<Vec<Position>> {
    let mut out: Vec<Vec<Position>> = Vec::new();
    for ring in rings {
        let from = out.len();
        for (p, q) in edges(ring).filter(|(p, q)| wanted(*p, *q)) {
            match out[from..].last_mut() {
                Some(chain) if chain.last() == Some(&p) => chain.push(q),
                _ => out.push(vec![p, q]),
            }
        }
        // A run across the ring's first corner was cut in two.
        if out.len() > from + 1
            && let Some(last) = out.pop()
        {
            if last.last() == out[from].first() {
                let head = std::mem::replace(&mut out[from], last);
                out[from].extend(head.into_iter().skip(1));
            } else {
                out.push(last);
            }
        }
    }
    out
}

/// The length of lines in kilometres.
pub(super) fn length_km(lines: &[Vec<Position>]) -> f64 {
    lines.iter().flat_map(|line| line.windows(2)).map(|w| rough_km(w[0], w[1])).sum()
}

/// The point halfway along the longest of the lines.
pub(super) fn halfway(lines: &[Vec<Position>]) -> Option<Position> {
    let length = |line: &Vec<Position>| length_km(std::slice::from_ref(line));
    let line = lines.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let mut left = length(line) / 2.0;
    for w in line.windows(2) {
        let step = rough_km(w[0], w[1]);
        if step >= left && step > 0.0 {
            return Some(along(w[0], w[1], left / step));
        }
        left -= step;
    }
    line.last().copied()
}

/// The point of the lines nearest to `to`, with its distance in kilometres and the edge it lies on.
pub(super) fn nearest(lines: &[Vec<Position>], to: Position) -> Option<(Position, f64, [Position; 2])> {
    lines
        .iter()
        .flat_map(|line| line.windows(2))
        .map(|w| (nearest_on_edge(w[0], w[1], to), [w[0], w[1]]))
        .map(|(p, edge)| (p, rough_km(p, to), edge))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(p, _, edge)| (p, distance_km(p, to), edge))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(south: f64, west: f64) -> Vec<Position> {
        vec![
            Position::new(south, west),
            Position::new(south, west + 1.0),
            Position::new(south + 1.0, west + 1.0),
            Position::new(south + 1.0, west),
        ]
    }

    #[test]
    fn neighbours_share_a_side() {
        let (a, b) = (vec![square(0.0, 0.0)], vec![square(0.0, 1.0)]);
        let line = shared(&a, &b);
        assert_eq!(line, [[Position::new(0.0, 1.0), Position::new(1.0, 1.0)]]);
        assert!((length_km(&line) - 111.2).abs() < 0.1);
        let half = halfway(&line).expect("a line");
        assert!((half.lat - 0.5).abs() < 1e-4 && (half.lon - 1.0).abs() < 1e-9);
        assert!(shared(&a, &[square(5.0, 5.0)]).is_empty());
    }

    #[test]
    fn stretches_of_several_divisions_are_one_line() {
        let west = [square(0.0, 0.0), square(1.0, 0.0), square(2.0, 0.0)];
        let east = [square(2.0, 1.0), square(0.0, 1.0), square(1.0, 1.0)];
        let line = shared(&west, &east);
        assert_eq!(line.iter().map(Vec::len).collect::<Vec<_>>(), [4]);
        assert!((halfway(&line).expect("a line").lat - 1.5).abs() < 1e-3);
    }

    #[test]
    fn the_outer_line_leaves_inner_sides_out() {
        let line = outer(&[square(0.0, 0.0), square(0.0, 1.0)]);
        assert_eq!(line.iter().map(|l| l.len() - 1).sum::<usize>(), 6);
    }

    #[test]
    fn nearest_point() {
        let line = [vec![Position::new(0.0, 1.0), Position::new(1.0, 1.0)]];
        let (point, km, _) = nearest(&line, Position::new(0.25, 1.5)).expect("a line");
        assert!((point.lat - 0.25).abs() < 1e-9 && (km - 55.66).abs() < 0.1);
    }
}
